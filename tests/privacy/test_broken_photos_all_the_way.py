"""Broken photos from bringing in to the channel folders: whole verified copies, or nothing."""

from collections.abc import Callable
from pathlib import Path

import pytest

from consentdesk.faces import worker
from consentdesk.faces.pool import FacePool
from tests.bench.broken_batch import Account, CheckedBatch, run_broken_batch
from tests.bench.fuzz_photos import seeds_of_picture
from tests.bench.fuzz_publishing import files_of
from tests.privacy.marked_faces import MarkedFaces, MarkProcesses, marked_picture
from tests.small_workspace import SmallSchool, threads

pytestmark = pytest.mark.filterwarnings("ignore:Corrupt EXIF data", "ignore:Truncated File Read")


def _processes() -> tuple[FacePool, FacePool, FacePool]:
    """One real worker for everything: each takes a second to start."""
    one = FacePool(1, MarkProcesses)
    return one, one, one


def _threads() -> tuple[FacePool, FacePool, FacePool]:
    one = FacePool(1, threads)
    return one, one, one


def _seeds() -> list[bytes]:
    return seeds_of_picture(marked_picture())


@pytest.mark.slow
def test_each_is_published_whole_or_told_and_nowhere(tmp_path: Path) -> None:
    unreadable = seeds_of_picture(marked_picture(readable=False))
    blue = {"IMG_BLUE_1.JPG": unreadable[0], "IMG_BLUE_2.HEIC": unreadable[2]}
    account = run_broken_batch(
        tmp_path, files_of(_seeds(), 1, range(38), whole=3) | blue, 1, _processes
    )
    assert account.faults == []
    assert account.unforeseen == {}
    assert account.failed == {"The photo cannot be read. Leave it out.": 2}
    assert account.photos + account.listed.total() == account.files == 40
    assert account.published + account.refused.total() == account.decided
    assert account.published > 20
    assert account.listed.total() > 5


def _lay_something_hidden(school: SmallSchool) -> None:
    (school.published_files()[0].parent / ".half").write_bytes(b"half")


def _leave_a_note_in_a_copy(school: SmallSchool) -> None:
    copy = school.published_files()[0]
    copy.write_bytes(copy.read_bytes() + b"note of the camera")


def _take_a_copy_away(school: SmallSchool) -> None:
    school.published_files()[0].unlink()


def _swap_two(school: SmallSchool) -> None:
    one, other = school.published_files()[:2]
    content = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(content)


@pytest.mark.parametrize(
    ("accident", "told"),
    [
        (_lay_something_hidden, "partial"),
        (_leave_a_note_in_a_copy, "leak"),
        (_take_a_copy_away, "partial"),
        (_swap_two, "partial"),
    ],
)
def test_what_must_not_be_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    accident: Callable[[SmallSchool], None],
    told: str,
) -> None:
    monkeypatch.setattr(worker, "_detector", lambda engine: MarkedFaces())
    look = CheckedBatch.check_on_show

    def after_the_accident(self: CheckedBatch) -> None:
        accident(self.school)
        look(self)

    monkeypatch.setattr(CheckedBatch, "check_on_show", after_the_accident)
    account: Account = run_broken_batch(
        tmp_path, files_of(_seeds(), 1, range(4), whole=1), 1, _threads
    )
    assert told in {fault.partition(":")[0] for fault in account.faults}
