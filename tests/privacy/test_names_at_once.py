"""All copies of a channel get their names in one moment, or none does."""

import errno
import gc
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedState
from consentdesk.media import channel_folder, copy_check
from consentdesk.media.finished_photo import FinishedPhoto
from consentdesk.services.publishing import copy_naming
from consentdesk.services.publishing.publish import PublishReceipt
from tests.privacy.killed_program import run_until_killed
from tests.privacy.summer_fair import ALL, SummerFair, before_call
from tests.small_workspace import PREPARER, SmallSchool, write_photo

NOTHING: frozenset[str] = frozenset()


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def publish(school: SmallSchool, cancel: CancelToken, progress: Progress) -> PublishReceipt:
    return school.workspace.publisher.run(school.batch_id, PREPARER, progress, cancel)


def test_no_copy_has_a_name_before_all_are_ready(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, int]] = []

    def look(_: int) -> None:
        folders = school.website.details.folder, school.newsletter.details.folder
        seen.append((len(names_in(folders[0])), len(names_in(folders[1]))))

    before_call(monkeypatch, copy_check, "check_finished", look)
    school.publish()
    assert seen == [(0, 0)] * len(ALL) + [(len(ALL), 0)] * len(ALL)
    assert fair.shown() == (ALL, ALL)


def test_few_of_many_finished_photos_are_in_memory_at_a_time(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one worker: one rendered, one written, one verified, and the one just settled."""
    many = 12
    school.bring_in(*(write_photo(tmp_path / f"IMG_{n:02}.JPG", n) for n in range(many)))
    for photo in school.photos():
        school.mark_faces(photo.id, [])
        school.finish(photo.id)
    school.sign()
    held: list[int] = []

    def count(_: int) -> None:
        held.append(sum(isinstance(each, FinishedPhoto) for each in gc.get_objects()))

    before_call(monkeypatch, channel_folder, "_write_to_disk", count)
    school.publish()
    assert len(held) == 2 * many
    assert max(held) <= 4


@pytest.mark.parametrize("call", [1, len(ALL)])
def test_stopped_before_the_names_nothing_is_there(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    """Also in the folder of an event, which goes away again; the names are free for later."""
    website = school.website
    details = replace(website.details, folder_per_event=True)
    school.workspace.channels.change(replace(website, details=details), PREPARER)
    fair.look_again_and_sign()
    cancel = CancelToken()

    def stop(number: int) -> None:
        if number == call:
            cancel.cancel()

    with monkeypatch.context() as patch:
        before_call(patch, copy_check, "check_finished", stop)
        receipt = publish(school, cancel, Progress())
    assert not receipt.finished
    assert school.published_files() == []
    assert names_in(website.details.folder) == []
    assert school.workspace.publisher.published(school.batch_id) == ()
    school.publish()
    assert fair.shown() == (ALL, ALL)
    (folder,) = website.details.folder.iterdir()
    assert names_in(folder)[0] == "sports-day-2026-06-19-001.jpg"


def test_stopped_between_two_channels_the_first_is_whole(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancel, progress = CancelToken(), Progress()

    def stop(number: int) -> None:
        if number == 2:
            cancel.cancel()

    with monkeypatch.context() as patch:
        before_call(patch, channel_folder, "_give_name", stop)
        receipt = publish(school, cancel, progress)
    assert not receipt.finished
    assert fair.shown() == (ALL, NOTHING)
    done = progress.snapshot()
    assert (done.done, done.total) == (len(ALL), 2 * len(ALL))
    assert publish(school, CancelToken(), progress).finished
    done = progress.snapshot()
    assert done.done == done.total == 2 * len(ALL)
    assert fair.shown() == (ALL, ALL)


def test_a_stop_among_the_last_names_stops_nothing(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch
) -> None:
    cancel = CancelToken()

    def stop(number: int) -> None:
        if number == len(ALL) + 1:
            cancel.cancel()

    before_call(monkeypatch, channel_folder, "_give_name", stop)
    assert publish(school, cancel, Progress()).finished
    assert fair.shown() == (ALL, ALL)


def test_a_parent_who_rings_before_the_names_stops_all_of_them(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parent_rings(number: int) -> None:
        if number == len(ALL):
            school.answer("Bo", "web", Status.WITHDRAWN)

    before_call(monkeypatch, copy_check, "check_finished", parent_rings)
    receipt = school.publish()
    assert school.published_files() == []
    refused = fair.recorded(ReleasedState.REFUSED)
    assert {file.photo_id for file in refused} == set(fair.photos.values())
    assert all(file.problem for file in refused)
    assert [len(result.refused) for result in receipt.results] == [len(ALL), len(ALL)]
    assert not fair.recorded(ReleasedState.WRITING)


def test_a_full_disk_takes_back_what_was_ready(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(number: int) -> None:
        if number == 3:
            raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        before_call(patch, channel_folder, "_write_to_disk", full)
        receipt = school.publish()
    website, newsletter = receipt.results
    assert fair.shown() == (NOTHING, ALL)
    assert {photo for photo, _ in website.refused} == set(fair.photos.values())
    assert all("No new copy was published" in sentence for _, sentence in website.refused)
    assert (website.published, newsletter.published) == (0, len(ALL))
    school.publish()
    assert fair.shown() == (ALL, ALL)
    first, *_ = names_in(school.website.details.folder)
    assert first.endswith("-001.jpg")


def test_killed_among_the_names_in_the_folder_of_an_event_leaves_nothing_hidden(
    school: SmallSchool, fair: SummerFair, tmp_path: Path
) -> None:
    website = school.website
    details = replace(website.details, folder_per_event=True)
    school.workspace.channels.change(replace(website, details=details), PREPARER)
    fair.look_again_and_sign()
    run_until_killed(
        school,
        tmp_path,
        """
        import consentdesk.media.channel_folder as channel_folder
        die_at(channel_folder, "_give_name", 2, True)
        workspace.publisher.run(batch, PREPARER, Progress(), CancelToken())
        """,
    )
    (folder,) = website.details.folder.iterdir()
    assert len(list(folder.iterdir())) == 1 + len(ALL)
    school.workspace.publisher.settle_interrupted()
    website_shown, newsletter = fair.shown()
    assert (len(website_shown), newsletter) == (2, NOTHING)
    school.publish()
    assert fair.shown() == (ALL, ALL)


def test_what_killed_the_first_copy_leaves_no_empty_folder_of_an_event(
    school: SmallSchool, fair: SummerFair, tmp_path: Path
) -> None:
    website = school.website
    details = replace(website.details, folder_per_event=True)
    school.workspace.channels.change(replace(website, details=details), PREPARER)
    fair.look_again_and_sign()
    run_until_killed(
        school,
        tmp_path,
        """
        import consentdesk.media.copy_check as copy_check
        die_at(copy_check, "check_finished", 1)
        workspace.publisher.run(batch, PREPARER, Progress(), CancelToken())
        """,
    )
    assert names_in(website.details.folder)
    school.workspace.publisher.settle_interrupted()
    assert names_in(website.details.folder) == []


def test_an_older_copy_goes_right_after_the_names(
    school: SmallSchool, fair: SummerFair, monkeypatch: pytest.MonkeyPatch
) -> None:
    school.publish()
    changed = replace(school.website, details=replace(school.website.details, long_edge=320))
    school.workspace.channels.change(changed, PREPARER)
    fair.look_again_and_sign()
    there: list[int] = []
    folder = school.website.details.folder

    def count(_: int) -> None:
        there.append(len(names_in(folder)))

    before_call(monkeypatch, copy_naming, "remove_older", count)
    school.publish()
    assert there == [8, 7, 6, 5]
    assert fair.shown() == (ALL, ALL)
