"""A batch in Look from bringing in to checked, with real worker processes: no encoder, no vector.

The same watch is shown to see the encoder as soon as somebody may be compared.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces import worker
from consentdesk.faces.pool import FacePool
from consentdesk.services.workspace import assemble
from tests.faces.odd_pictures import SMALL, SMALL_THREE, file_of, group
from tests.privacy import watched
from tests.small_workspace import APPROVER, PREPARER, SmallSchool, matching_decision

pytestmark = [pytest.mark.engine, pytest.mark.slow]

TOLD = date(2026, 6, 1)


@pytest.fixture
def spawning(school: SmallSchool) -> Iterator[SmallSchool]:
    """The small school with worker processes instead of threads."""
    before = school.workspace
    for pool in before.pools:
        pool.close()
    school.workspace = assemble(
        before.folder,
        before.library,
        school.clock,
        face_pool=FacePool(1),
        import_pool=FacePool(1),
        finishing_pool=FacePool(1),
    )
    yield school
    for pool in school.workspace.pools:
        pool.close()


def _in(pool: FacePool, work: Callable[..., Any], *arguments: object) -> Any:
    (answer,) = pool.run(work, [(0, arguments)], cancel=CancelToken())
    assert answer.error is None
    return answer.value


def _photos(folder: Path) -> list[Path]:
    paths = []
    folder.mkdir()
    for number, people in enumerate((1, 2, 3)):
        path = folder / f"IMG_{number}.JPG"
        shift = [(k, v, h, x, y + number) for k, v, h, x, y in SMALL_THREE[:people]]
        path.write_bytes(file_of(group(SMALL, shift)))
        paths.append(path)
    return paths


def _scan(school: SmallSchool) -> Any:
    return school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())


def _rows(school: SmallSchool, table: str) -> int:
    def count(u: Any) -> int:
        return int(u.people._session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())

    return school.workspace.library.run(count)


def test_a_whole_batch_in_look_opens_no_encoder_and_leaves_no_vector(
    spawning: SmallSchool, tmp_path: Path
) -> None:
    pools = spawning.workspace.pools
    watched.watch()
    watching = [_in(pool, watched.watch) for pool in pools]
    spawning.bring_in(*_photos(tmp_path / "in"))
    first = _scan(spawning)
    spawning.workspace.scanner.again(spawning.batch_id, PREPARER)
    second = _scan(spawning)
    watched.stop()

    assert (first.checked, first.faces, first.matched) == (3, 6, False)
    assert (second.failed, second.matched) == (0, False)
    assert {photo.state for photo in spawning.photos()} == {PhotoState.CHECKED}
    for pool, process in zip(pools, watching, strict=True):
        same_process, noted = _in(pool, watched.opened)
        assert same_process == process
        assert watched.of_an_encoder(noted) == []
    assert watched.of_an_encoder(watched.opened()[1]) == []
    # The watch saw the worker at work: it opened the detector's own network.
    assert any(name.endswith(".onnx") for name in _in(pools[0], watched.opened)[1])
    for table in ("reference_vector", "suggestion", "candidate", "face_group"):
        assert _rows(spawning, table) == 0


def test_the_same_watch_sees_the_encoder_once_a_portrait_is_enrolled(
    spawning: SmallSchool,
) -> None:
    pool = spawning.workspace.pools[0]
    _in(pool, watched.watch)
    portrait = file_of(group((480, 600), [("p03", "portrait_1", 500, 30, 60)]))
    assert _in(pool, worker.enrol_portrait, portrait).ok
    assert watched.of_an_encoder(_in(pool, watched.opened)[1])


def test_portraits_attached_without_a_permission_are_never_read_for_a_vector(
    spawning: SmallSchool, tmp_path: Path
) -> None:
    """The school's record is good, Bo has a portrait, but nobody wrote yes: nothing is opened."""
    workspace, bo = spawning.workspace, spawning.people["Bo"].id
    record = matching_decision()
    workspace.matching.record_school(record, APPROVER)
    portrait = file_of(group((480, 600), [("p03", "portrait_1", 500, 30, 60)]))
    picture = workspace.library.vault.put(portrait)
    workspace.library.run(lambda u: u.people.add_portrait(bo, picture, None))
    refused = BiometricPermission(bo, TOLD, "Mrs L", TOLD, "form 3", objection=True)
    workspace.matching.record_permission(refused, PREPARER)
    pool = workspace.pools[0]
    _in(pool, watched.watch)
    workspace.enrolment.enrol(PREPARER, Progress(), CancelToken())
    workspace.enrolment.judge(PREPARER, Progress(), CancelToken())
    spawning.bring_in(*_photos(tmp_path / "in"))
    assert not _scan(spawning).matched
    assert watched.of_an_encoder(_in(pool, watched.opened)[1]) == []
    assert _rows(spawning, "reference_vector") == 0
