"""With any one lock missing there is no face vector: not in a worker, the database or a file.

A real worker process searches a photo of two drawn children, one of whom has a portrait. What
their vectors would be is computed here, and looked for. The same search in the same worker finds
them as soon as every lock is open, so it would have found them before.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from consentdesk.domain.batch import BatchDetails, Mode
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import PersonId
from consentdesk.domain.matching_locks import BiometricPermission, SchoolMatchingRecord
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces import worker
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import CheckedPhoto, Gallery, Reference
from consentdesk.faces.versions import MATCHER_VERSION
from consentdesk.services.comparing import enrolment
from consentdesk.services.finding import staged_search
from consentdesk.services.workspace import assemble
from consentdesk.store.engine import open_plainly
from consentdesk.store.library_folder import DATABASE
from tests.privacy.worker_memory import Traces, let_memory_be_read
from tests.services.enrolled_school import group_photo, portrait_file
from tests.small_workspace import (
    KEY,
    PREPARER,
    QUICK,
    SmallSchool,
    contents,
    make_school,
    matching_decision,
    threads,
)

pytestmark = [
    pytest.mark.engine,
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="how Linux shows memory"),
]

TOLD = date(2026, 6, 1)
GOOD_RECORD = matching_decision()
GOOD_PERMISSION = BiometricPermission(PersonId(0), TOLD, "Mrs L", TOLD, "form 3")
NUMBERS = 100
"""So many pieces a whole vector is sure to leave: it has 128 numbers, and few are left out."""

_held: list[Any] = []


def check_and_hold(*given: Any) -> CheckedPhoto:
    """What a worker does with a photo; the answer stays in its memory as at that moment."""
    _held.append(worker.check_photo(*given))
    return _held[-1]  # type: ignore[no-any-return]


def enrol_and_hold(*given: Any) -> Any:
    """The same with a portrait."""
    _held.append(worker.enrol_portrait(*given))
    return _held[-1]


@dataclass(frozen=True)
class Locks:
    """The three locks; one changed by each case."""

    record: SchoolMatchingRecord | None = GOOD_RECORD
    permission: BiometricPermission | None = GOOD_PERMISSION
    child_objects: bool = False
    mode: Mode = Mode.MATCH
    closed: bool = True


OPEN = Locks()
MISSING = {
    "no decision of the school": Locks(record=None),
    "no country": Locks(record=replace(GOOD_RECORD, jurisdiction=None)),
    "no notice": Locks(record=replace(GOOD_RECORD, notice_version="")),
    "no permission": Locks(permission=None),
    "a parent was not told": Locks(permission=replace(GOOD_PERMISSION, every_parent_told_on=None)),
    "the child objects": Locks(permission=replace(GOOD_PERMISSION, objection=True)),
    "the child does not want to appear": Locks(child_objects=True),
    "the permission has run out": Locks(
        permission=replace(GOOD_PERMISSION, expires_on=date(2026, 6, 19))
    ),
    "the batch is not stated to be closed": Locks(closed=False),
    "the batch is checked by eye": Locks(mode=Mode.LOOK),
}


@dataclass(frozen=True)
class Sought:
    """What the vectors of the portrait and of the faces in the photo would leave."""

    portrait: Traces
    photo: Traces
    either: Traces


@pytest.fixture(scope="module")
def sought() -> Sought:
    """Computed in this process, apart from the worker."""
    of_portrait = _portrait_vector()
    gallery = Gallery((Reference(PersonId(1), of_portrait, 1),), MATCHER_VERSION)
    faces = worker.check_photo(group_photo("Bo", "Ada"), gallery).faces
    vectors = [face.compared.vector for face in faces if face.compared and face.compared.vector]
    assert len(vectors) == 2
    return Sought(Traces([of_portrait]), Traces(vectors), Traces([of_portrait, *vectors]))


def _portrait_vector() -> tuple[float, ...]:
    vector = worker.enrol_portrait(portrait_file("Bo")).vector
    assert vector is not None
    return vector


@pytest.fixture(scope="module")
def pool() -> Iterator[FacePool]:
    """One worker process for the whole file, so that nothing hides in another."""
    with FacePool(1) as pool:
        pool.ask(let_memory_be_read, (), 60.0)
        try:
            Path(f"/proc/{pool.ask(os.getpid, (), 60.0)}/mem").open("rb").close()
        except PermissionError:
            pytest.skip("this computer shows nobody the memory of another process")
        yield pool


@pytest.fixture
def search(
    tmp_path: Path, pool: FacePool, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str, Locks], SmallSchool]]:
    """Make a school with these locks in a folder, and let it enrol and search with the worker."""
    monkeypatch.setattr(staged_search, "check_photo", check_and_hold)
    monkeypatch.setattr(enrolment, "enrol_portrait", enrol_and_hold)
    import_pool = FacePool(1, threads)

    def search(folder: str, locks: Locks) -> SmallSchool:
        school = make_school(tmp_path / folder)
        before = school.workspace
        for other in before.pools:
            other.close()
        school.workspace = assemble(
            before.folder,
            before.library,
            school.clock,
            face_pool=pool,
            import_pool=import_pool,
            finishing_pool=import_pool,
            hashing=QUICK,
        )
        _set(school, locks)
        _search(school)
        return school

    yield search
    import_pool.close()


def _set(school: SmallSchool, locks: Locks) -> None:
    workspace, bo = school.workspace, school.people["Bo"].id
    if locks.record:
        workspace.library.run(lambda u: u.matching.record_school(locks.record))
    if locks.permission:
        workspace.matching.record_permission(replace(locks.permission, person_id=bo), PREPARER)
    if locks.child_objects:
        workspace.roll.set_child_objects(bo, True, PREPARER)
    details = BatchDetails(
        *("Sports day", date(2026, 6, 19), "news", ("3A",), True),
        closed_for_matching=locks.closed,
        mode=locks.mode,
    )
    workspace.batches.change(school.batch_id, details, PREPARER)
    picture = workspace.library.vault.put(portrait_file("Bo"))
    workspace.library.run(lambda u: u.people.add_portrait(bo, picture, TOLD))


def _search(school: SmallSchool) -> None:
    workspace = school.workspace
    batch_lock = workspace.batches.matching_lock(school.batch_id).open
    school_lock = workspace.matching.lock().open
    # what the school's and the pupil's locks allow by themselves is not this file's matter
    if batch_lock or not school_lock:
        try:
            workspace.enrolment.enrol(PREPARER, Progress(), CancelToken())
        except Refused:
            assert not school_lock
    file = school.folder / "in" / "IMG_1.JPG"
    file.parent.mkdir()
    file.write_bytes(group_photo("Bo", "Ada"))
    school.bring_in(file)
    receipt = workspace.scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())
    assert (receipt.checked, receipt.faces) == (1, 2)


def _decrypted(school: SmallSchool, to: Path) -> bytes:
    """Close the library and return its database without encryption, free pages left out."""
    school.workspace.library.close()
    connection = open_plainly(school.workspace.folder / DATABASE, KEY)
    connection.execute(f"ATTACH DATABASE '{to}' AS plain KEY ''")
    connection.execute("SELECT sqlcipher_export('plain')")
    rows = connection.execute("SELECT count(*) FROM reference_vector").fetchone()[0]
    connection.close()
    data = to.read_bytes()
    to.unlink()
    assert b"Boswell" in data
    assert data.startswith(b"SQLite format 3")
    assert (rows > 0) == (b"dlib-points-mirror" in data)
    return data


def test_with_any_one_lock_missing_there_is_no_vector_anywhere(
    search: Callable[[str, Locks], SmallSchool], pool: FacePool, sought: Sought, tmp_path: Path
) -> None:
    for missing, locks in MISSING.items():
        school = search(missing, locks)
        written = contents(school.folder) + contents(Path(os.environ["CONSENTDESK_HOME"]))
        assert sought.either.in_bytes(written) == 0, missing
        decrypted = _decrypted(school, tmp_path / "plain.db")
        assert sought.either.in_bytes(decrypted) == 0, missing
    # whatever the worker made, it still holds
    assert sought.either.in_process(pool.ask(os.getpid, (), 60.0)) == 0


def test_with_every_lock_open_the_same_search_finds_them(
    search: Callable[[str, Locks], SmallSchool], pool: FacePool, sought: Sought, tmp_path: Path
) -> None:
    """In the worker and, of the portrait alone, in the database; in no file, which is encrypted."""
    school = search("every lock open", OPEN)
    process = pool.ask(os.getpid, (), 60.0)
    assert sought.portrait.in_process(process) >= NUMBERS
    assert sought.photo.in_process(process) >= 2 * NUMBERS
    assert sought.either.in_bytes(contents(school.folder)) == 0
    decrypted = _decrypted(school, tmp_path / "plain.db")
    assert sought.portrait.in_bytes(decrypted) >= NUMBERS
    assert sought.photo.in_bytes(decrypted) == 0
