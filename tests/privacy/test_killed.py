"""Killed at the worst moment: the work goes on, and nothing half-written is visible."""

from pathlib import Path

import pytest

from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedState
from consentdesk.media.verify import reveals
from tests.privacy.killed_program import run_until_killed
from tests.small_workspace import PREPARER, SmallSchool, TestClock, write_photo

SMALL = (160, 120)
"""Pixels of a photo in which nobody is; it is searched at once."""


@pytest.mark.parametrize("call", [2, 5, 7])
def test_killed_while_bringing_in(school: SmallSchool, tmp_path: Path, call: int) -> None:
    for number in range(4):
        write_photo(tmp_path / "in" / f"IMG_{number}.JPG", number)
    run_until_killed(
        school,
        tmp_path,
        f"""
        die_at(type(workspace.library.vault), "put", {call})
        workspace.importer.bring_in(
            batch, [folder / "in"], PREPARER, Progress(), CancelToken()
        )
        """,
    )
    importer = school.workspace.importer
    unfinished = importer.unfinished(school.batch_id)
    assert unfinished is not None
    receipt = importer.resume(unfinished.id, PREPARER, Progress(), CancelToken())
    assert (receipt.found, receipt.brought_in, receipt.finished) == (4, 4, True)
    for photo in school.photos():
        school.workspace.pictures.thumbnail(photo.id)


@pytest.mark.parametrize(("call", "done_first"), [(2, False), (4, True), (6, False)])
def test_killed_while_searching(
    school: SmallSchool, tmp_path: Path, call: int, done_first: bool
) -> None:
    """Of four photos: in the first stage, between the two, in the second."""
    for number in range(4):
        write_photo(tmp_path / "in" / f"IMG_{number}.JPG", number, size=SMALL)
    school.bring_in(tmp_path / "in")
    run_until_killed(
        school,
        tmp_path,
        f"""
        die_at(workspace.scanner.records, "keep", {call}, {done_first})
        workspace.scanner.run(batch, PREPARER, Progress(), CancelToken())
        """,
    )
    for photo in school.photos():
        assert not any(
            verdict.cleared for verdict in school.workspace.review.photo(photo.id).verdicts.values()
        )
    done = school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())
    assert (done.failed, done.finished) == (0, True)
    assert {photo.state for photo in school.photos()} == {PhotoState.CHECKED}


@pytest.mark.parametrize(
    ("place", "name", "call"),
    [
        ("consentdesk.services.publishing.copy_making", "finish_for", 1),
        ("consentdesk.media.copy_check", "check_finished", 1),
        ("consentdesk.media.channel_folder", "_give_name", 1),
        ("consentdesk.services.publishing.copy_naming", "sync_folder", 1),
        ("consentdesk.media.copy_check", "check_finished", 2),
    ],
)
def test_killed_while_publishing(
    school: SmallSchool, tmp_path: Path, place: str, name: str, call: int
) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [Box(100, 100, 60, 80)])
    school.name_face(face, "Ada")
    school.finish(photo.id)
    school.sign()
    run_until_killed(
        school,
        tmp_path,
        f"""
        import importlib
        die_at(importlib.import_module({place!r}), {name!r}, {call})
        workspace.publisher.run(batch, PREPARER, Progress(), CancelToken())
        """,
    )
    visible = [path for path in school.published_files() if not path.name.startswith(".")]
    assert all(not reveals(path.read_bytes()) for path in visible)
    school.publish()
    after = school.published_files()
    assert len(after) == 2
    assert all(not path.name.startswith(".") and not reveals(path.read_bytes()) for path in after)
    states = [file.state for file in school.workspace.publisher.published(school.batch_id)]
    assert states.count(ReleasedState.PUBLISHED) == 2
    assert ReleasedState.WRITING not in states


def test_killed_between_rename_and_record_then_withdrawn(
    school: SmallSchool, tmp_path: Path
) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [Box(100, 100, 60, 80)])
    school.name_face(face, "Ada")
    school.finish(photo.id)
    school.sign()
    run_until_killed(
        school,
        tmp_path,
        """
        import consentdesk.media.channel_folder as channel_folder
        die_at(channel_folder, "_give_name", 1, done_first=True)
        workspace.publisher.run(batch, PREPARER, Progress(), CancelToken())
        """,
    )
    assert len([p for p in school.published_files() if not p.name.startswith(".")]) == 1
    from consentdesk.domain.consent import Status

    school.answer("Ada", "web", Status.WITHDRAWN)
    school.finish(photo.id)
    school.sign()
    school.publish()
    assert [path.parent.name for path in school.published_files()] == ["Newsletter"]


def test_the_clock_may_jump_back(school: SmallSchool, tmp_path: Path) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    school.mark_faces(photo.id, [])
    school.finish(photo.id)
    school.clock.time = TestClock().time.replace(year=2020)
    school.workspace.review.hold(photo.id, "not sure", PREPARER)
    entry = school.workspace.review.photo(photo.id)
    assert entry.review.hold == "not sure"
    assert entry.review.look is None


def test_a_scan_that_was_stopped_goes_on(school: SmallSchool, tmp_path: Path) -> None:
    for number in range(3):
        write_photo(tmp_path / "in" / f"IMG_{number}.JPG", number, size=SMALL)
    school.bring_in(tmp_path / "in")
    cancel = CancelToken()
    cancel.cancel()
    stopped = school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), cancel)
    assert (stopped.checked, stopped.finished) == (0, False)
    done = school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())
    assert (done.checked, done.failed, done.finished) == (3, 0, True)
