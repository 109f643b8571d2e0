"""Nothing is lost on the way, and nothing is told by an error, a record or a stale picture."""

import io
import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.app.logs import DiscreetFormatter
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import FaceCheckFailed, Refused
from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.ids import VaultKey
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces.ports import CheckedPhoto
from consentdesk.services.bringing_in import import_photos
from consentdesk.services.finding import staged_search
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.unit_of_work import UnitOfWork
from consentdesk.store.vault import Vault
from tests.small_workspace import PEOPLE, PREPARER, SmallSchool, write_photo

NO_FACES = CheckedPhoto((), 640, 480, 0.1, "test-engine")


@pytest.fixture
def _blank_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staged_search, "check_photo", lambda data, gallery, *more: NO_FACES)


def _second_batch(school: SmallSchool) -> int:
    assert school.batch is not None
    details = replace(school.batch.details, event="Swimming")
    return school.workspace.batches.open(details, PREPARER).id


def test_a_failed_import_elsewhere_takes_no_original_away(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_photo(tmp_path / "in" / "IMG_1.JPG")
    photo = school.bring_in(source)[0]

    def dies(data: bytes) -> None:
        raise FaceCheckFailed("This photo could not be checked.", "Look at it yourself.")

    monkeypatch.setattr(import_photos, "prepare_photo", dies)
    other = _second_batch(school)
    school.workspace.importer.bring_in(other, [source], PREPARER, Progress(), CancelToken())
    original = school.workspace.library.vault.get(photo.details.original)
    assert original == source.read_bytes()


@pytest.fixture
def busy_reader(school: SmallSchool) -> Iterator[None]:
    """The import's only worker is busy, so that what is handed to it waits."""
    done = threading.Event()
    school.workspace.pools[1].begin(done.wait, ())
    yield
    done.set()


def test_a_stopped_import_elsewhere_takes_no_original_away(
    school: SmallSchool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    source = write_photo(tmp_path / "in" / "IMG_1.JPG")
    photo = school.bring_in(source)[0]
    other, cancel, put = _second_batch(school), CancelToken(), Vault.put

    def put_then_stop(vault: Vault, data: bytes) -> VaultKey:
        key = put(vault, data)
        cancel.cancel()
        return key

    request.getfixturevalue("busy_reader")
    monkeypatch.setattr(Vault, "put", put_then_stop)
    school.workspace.importer.bring_in(other, [source], PREPARER, Progress(), cancel)
    original = school.workspace.library.vault.get(photo.details.original)
    assert original == source.read_bytes()


def test_an_undone_import_elsewhere_takes_no_original_away(
    school: SmallSchool, tmp_path: Path
) -> None:
    source = write_photo(tmp_path / "in" / "IMG_1.JPG")
    photo = school.bring_in(source)[0]
    other, importer = _second_batch(school), school.workspace.importer
    receipt = importer.bring_in(other, [source], PREPARER, Progress(), CancelToken())
    assert importer.undo(receipt.import_id, PREPARER) == 1
    assert school.workspace.library.vault.get(photo.details.original) == source.read_bytes()


def test_a_photo_met_half_copied_is_read_again_when_it_is_whole(
    school: SmallSchool, tmp_path: Path
) -> None:
    source = write_photo(tmp_path / "in" / "IMG_1.JPG")
    whole = source.read_bytes()
    source.write_bytes(whole[: len(whole) // 2])
    looks: list[int] = []

    def still_copying() -> bool:
        looks.append(1)
        if len(looks) == 2:
            source.write_bytes(whole)
        return len(looks) < 2

    receipt = school.workspace.importer.bring_in(
        school.batch_id, [source.parent], PREPARER, Progress(), CancelToken(), still_copying
    )
    assert (receipt.found, receipt.brought_in, receipt.listed) == (1, 1, ())


@pytest.mark.usefixtures("_blank_engine")
def test_one_photo_lost_on_the_disk_does_not_stop_the_scan(
    school: SmallSchool, tmp_path: Path
) -> None:
    lost, *others = school.bring_in(
        *(write_photo(tmp_path / "in" / f"IMG_{n}.JPG", n) for n in range(3))
    )
    school.workspace.library.vault.remove(lost.details.original)
    receipt = school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())
    assert (receipt.checked, receipt.failed, receipt.finished) == (2, 1, True)
    states = {p.id: p.state for p in school.photos()}
    assert states == {
        lost.id: PhotoState.FAILED,
        **dict.fromkeys((p.id for p in others), PhotoState.CHECKED),
    }


def test_an_import_undone_during_the_scan_does_not_stop_it(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.bring_in(write_photo(tmp_path / "a" / "IMG_1.JPG", 1))
    school.bring_in(write_photo(tmp_path / "b" / "IMG_2.JPG", 2))
    first = school.workspace.importer.runs(school.batch_id)[0]
    undone: list[int] = []

    def check(data: bytes, gallery: object, *more: object) -> CheckedPhoto:
        if not undone:
            undone.append(school.workspace.importer.undo(first.id, PREPARER))
        return NO_FACES

    monkeypatch.setattr(staged_search, "check_photo", check)
    receipt = school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())
    assert receipt.finished
    assert [p.state for p in school.photos()] == [PhotoState.CHECKED]


# Fails today: RegisterReader must not keep a picture of changes that are not committed.
def test_a_register_change_that_was_taken_back_leaves_no_stale_picture(
    school: SmallSchool,
) -> None:
    reader, cy = RegisterReader(school.clock), school.people["Cy"]
    school.workspace.roll.set_protected(cy.id, True, PREPARER)

    def ends_the_protection_and_fails(u: UnitOfWork) -> None:
        u.people.change(replace(cy, details=replace(cy.details, protected=False)))
        u.register.raise_version()
        reader.read(u)
        raise Refused("No.", "Stop.")

    library = school.workspace.library
    with pytest.raises(Refused):
        library.run(ends_the_protection_and_fails)
    school.answer("Bo", "web", Status.REFUSED)
    picture = library.run(reader.read)
    assert not picture.permissions[school.website.id][cy.id].allowed
    assert not picture.permissions[school.website.id][school.people["Bo"].id].allowed


def test_an_unforeseen_database_error_tells_no_names(school: SmallSchool, tmp_path: Path) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "Boswell Lindqvister.JPG"))[0]

    def again(u: UnitOfWork) -> None:
        u.photos.add(photo.batch_id, photo.import_id, photo.details)

    with pytest.raises(Exception, match="UNIQUE") as error:
        school.workspace.library.run(again)
    assert "Lindqvister" not in str(error.value)


def test_the_log_quotes_no_message_of_an_error() -> None:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(DiscreetFormatter("%(message)s"))
    log = logging.getLogger("consentdesk.test_review")
    log.propagate = False
    log.addHandler(handler)
    try:
        try:
            raise ValueError("Boswell Lindqvister")
        except ValueError as error:
            raise RuntimeError("Okorowa") from error
    except RuntimeError:
        log.exception("a step failed")
    finally:
        log.removeHandler(handler)
    assert "RuntimeError" in out.getvalue()
    assert "Lindqvister" not in out.getvalue()
    assert "Okorowa" not in out.getvalue()


def test_neither_the_audit_trail_nor_a_refusal_names_a_pupil(
    school: SmallSchool, tmp_path: Path
) -> None:
    said: list[str] = []
    school.answer("Bo", "web", Status.REFUSED)
    school.workspace.roll.set_protected(school.people["Cy"].id, True, PREPARER)
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    first, second = school.mark_faces(photo.id, [Box(100, 100, 60, 80), Box(400, 150, 60, 80)])
    school.name_face(first, "Bo")
    bo = Disposition(DispositionKind.THIS_PUPIL, school.people["Bo"].id)
    for refused in (
        lambda: school.workspace.review.decide(second.id, bo, PREPARER),
        lambda: school.finish(photo.id),
        school.sign,
        school.publish,
        lambda: school.workspace.exclusion.state(photo.id, PREPARER, {}, ()),
    ):
        with pytest.raises(Refused) as refusal:
            refused()
        said.append(str(refusal.value))
    school.name_face(second, "Cy")
    school.finish(photo.id)
    verdicts = school.workspace.review.photo(photo.id).verdicts.values()
    said += [reason.text for verdict in verdicts for reason in verdict.reasons]
    said += [repr(row) for row in school.workspace.library.run(lambda u: u.audit.rows())]
    names = {n for d in PEOPLE.values() for n in (d.first_name, d.last_name)}
    assert [name for name in names if any(name in text for text in said)] == []
