"""Copies that may no longer stand are found by any cause, and exactly these are taken down."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.errors import Cancelled, Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedState
from consentdesk.media.finished_photo import finish
from consentdesk.services.looking_after import take_down as module
from consentdesk.services.looking_after.published_copies import HELD, PublishedCopy, Standing
from consentdesk.services.looking_after.take_down import AWAY, BEGUN, LOCKED, POSTED
from tests.small_workspace import APPROVER, PREPARER, TODAY, SmallSchool, make_school, write_photo

HEAD = Box(60, 80, 80, 100)


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    """Two photos on both channels, each of one pupil; an odd file lies beside them."""
    school = make_school(tmp_path)
    names = ("Ada", "Bo")
    files = [write_photo(tmp_path / f"{n}.jpg", 20 * n) for n in range(len(names))]
    for photo, name in zip(school.bring_in(*files), names, strict=True):
        (region,) = school.mark_faces(photo.id, [HEAD])
        school.name_face(region, name)
        school.finish(photo.id)
    school.sign()
    school.publish()
    (school.website.details.folder / "notes.txt").write_text("of the web editor")
    yield school
    school.workspace.close()


def of(school: SmallSchool, name: str) -> tuple[PublishedCopy, ...]:
    """Return the copies a person is in, by channel."""
    who = school.people[name].id
    copies = school.workspace.take_down.copies(school.batch_id)
    own = [copy for copy in copies if who in {p.id for p in copy.people}]
    return tuple(sorted(own, key=lambda copy: copy.channel.id))


def due(school: SmallSchool) -> set[int]:
    return {copy.id for copy in school.workspace.take_down.due()}


def ids(copies: tuple[PublishedCopy, ...]) -> set[int]:
    return {copy.id for copy in copies}


def take_down(school: SmallSchool, *copies: PublishedCopy):  # type: ignore[no-untyped-def]
    return school.workspace.take_down.take_down([copy.id for copy in copies], PREPARER)


def check(school: SmallSchool):  # type: ignore[no-untyped-def]
    return school.workspace.take_down.check(PREPARER, Progress(), CancelToken())


def again(school: SmallSchool, copy: PublishedCopy) -> PublishedCopy:
    return next(c for c in school.workspace.take_down.copies() if c.id == copy.id)


def test_what_was_published_may_stay_and_says_who_is_in_it(school: SmallSchool) -> None:
    copies = school.workspace.take_down.copies()
    assert len(copies) == 4
    assert {copy.standing for copy in copies} == {Standing.MAY_STAY}
    assert all(copy.path.is_file() and copy.published_at and not copy.left for copy in copies)
    assert due(school) == set()


def test_a_withdrawal_is_due_on_the_channels_it_concerns_and_nowhere_else(school: SmallSchool):
    school.answer("Ada", "web", Status.WITHDRAWN)
    website, newsletter = of(school, "Ada")
    assert due(school) == {website.id}
    assert again(school, newsletter).standing is Standing.MAY_STAY
    before = set(school.published_files())
    receipt = take_down(school, *school.workspace.take_down.due())
    assert receipt.removed == (website.id,)
    assert (receipt.left, receipt.not_there, receipt.finished) == ((), (), True)
    assert before - set(school.published_files()) == {website.path}
    with pytest.raises(Refused, match="sign-off"):  # it does not come back by itself
        school.publish()


def test_an_answer_that_ran_out_makes_its_copies_due_on_the_day_after(school: SmallSchool) -> None:
    last = school.clock.time.date()
    granted = Answer(
        "newsletter", Status.GRANTED, expires_on=last, given_by="Parent", given_on=TODAY
    )
    school.workspace.roll.record_answer(school.people["Ada"].id, granted, PREPARER)
    assert due(school) == set()
    school.clock.time += timedelta(days=1)
    assert due(school) == {of(school, "Ada")[1].id}


def test_no_reason_says_why_a_child_is_kept_out(school: SmallSchool) -> None:
    school.answer("Ada", "web", Status.WITHDRAWN)
    photo = of(school, "Bo")[0].photo_id
    school.workspace.review.hold(photo, "The court order about the boy in red", PREPARER)
    told = {copy.id: copy.reasons for copy in school.workspace.take_down.due()}
    assert told[of(school, "Bo")[0].id] == (HELD,)
    assert "court" not in str(told)
    assert "withdr" not in str(told).casefold()


def test_every_cause_makes_both_copies_due_as_long_as_it_lasts(school: SmallSchool) -> None:
    work, who, own = school.workspace, school.people["Ada"].id, ids(of(school, "Ada"))
    photo = of(school, "Ada")[0].photo_id
    for begin, end in (
        (
            lambda: work.roll.set_protected(who, True, PREPARER),
            lambda: work.roll.set_protected(who, False, APPROVER, "letter of June"),
        ),
        (
            lambda: work.objections.record(school.batch_id, who, PREPARER),
            lambda: work.objections.remove(school.batch_id, who, PREPARER),
        ),
        (
            lambda: work.review.hold(photo, "Not now.", PREPARER),
            lambda: (work.review.let_go(photo, PREPARER), school.finish(photo)),
        ),
    ):
        begin()
        assert due(school) == own
        end()
        assert due(school) == set()
    (region,) = work.review.photo(photo).review.regions
    school.decide(region, DispositionKind.COVER)
    school.finish(photo)
    assert due(school) == own  # the photo is cleared again, but these show the face


def test_copies_of_a_deleted_photo_are_due(school: SmallSchool) -> None:
    own = of(school, "Ada")
    school.workspace.deletion.delete(own[0].photo_id, PREPARER)
    assert due(school) == ids(own)
    assert len(take_down(school, *own).removed) == len(own)


def test_a_face_decided_anew_counts_and_so_does_whoever_was_in_it(school: SmallSchool) -> None:
    website, newsletter = of(school, "Ada")
    (region,) = school.workspace.review.photo(website.photo_id).review.regions
    school.name_face(region, "Ms Dee")
    assert again(school, website).standing is Standing.LOOK_AGAIN  # nobody looked since
    school.finish(website.photo_id)
    assert again(school, website).standing is Standing.MAY_STAY
    school.answer("Ada", "newsletter", Status.REFUSED)
    school.answer("Ms Dee", "web", Status.REFUSED)
    assert due(school) == {website.id, newsletter.id}


def test_a_channel_that_is_closed_or_asks_for_more_loses_its_copies(school: SmallSchool) -> None:
    channels = school.workspace.channels
    closed = replace(school.website, details=replace(school.website.details, is_open=False))
    channels.change(closed, PREPARER)
    on_website = {c.id for c in school.workspace.take_down.copies() if c.channel.name == "Website"}
    assert due(school) == on_website
    both = replace(school.website.details, purposes=("web", "press"))
    channels.change(replace(school.website, details=both), APPROVER)
    assert due(school) == on_website


def test_a_taken_down_copy_waits_for_a_look_at_the_account(school: SmallSchool) -> None:
    school.answer("Ada", "web", Status.WITHDRAWN)
    copy = of(school, "Ada")[0]
    take_down(school, copy)
    assert again(school, copy).standing is Standing.REMOVE_THERE
    assert again(school, copy).left == POSTED
    with pytest.raises(Refused, match="name"):
        school.workspace.take_down.confirm_elsewhere([copy.id], PREPARER, "Adaeze Okorowa's page")
    school.workspace.take_down.confirm_elsewhere([copy.id], PREPARER, "News page, 14:10")
    assert again(school, copy).standing is Standing.TAKEN_DOWN
    assert due(school) == set()
    rows = school.workspace.library.run(lambda u: u.audit.rows(limit=3))
    told = ["take_down_begun", "copy_taken_down", "copy_removed_elsewhere"]
    assert [row.what for row in rows] == told
    assert rows[1].detail == {"channel": copy.channel.id, "file": "removed"}
    assert rows[2].detail == {"channel": copy.channel.id, "note": "News page, 14:10"}


def test_what_still_is_in_the_folder_stays_due(
    school: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = of(school, "Ada")[0]
    with pytest.raises(Refused, match="still is in its folder"):
        school.workspace.take_down.confirm_elsewhere([copy.id], PREPARER)

    def locked(*_: object, **__: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", locked)
        assert take_down(school, copy).left == ((copy.id, LOCKED),)
    assert again(school, copy).state is ReleasedState.PUBLISHED


def test_a_changed_file_is_not_removed(school: SmallSchool) -> None:
    copy = of(school, "Ada")[0]
    copy.path.write_bytes(copy.path.read_bytes() + b"more")
    assert check(school).changed == (copy.id,)
    receipt = take_down(school, copy)
    assert receipt.removed == ()
    assert "by hand" in dict(receipt.left)[copy.id]
    assert copy.path.is_file()
    copy.path.unlink()
    assert take_down(school, copy).not_there == (copy.id,)


def test_a_folder_that_is_away_keeps_its_copies_due(school: SmallSchool) -> None:
    school.answer("Ada", "web", Status.WITHDRAWN)
    copy = of(school, "Ada")[0]
    folder = copy.folder
    folder.rename(folder.with_name("away"))
    assert check(school).away == (folder,)
    assert take_down(school, copy).left == ((copy.id, AWAY),)
    folder.mkdir()  # where a share is mounted, an empty folder may stay behind
    assert check(school).away == (folder,)
    assert due(school) == {copy.id}
    folder.rmdir()
    folder.with_name("away").rename(folder)
    assert take_down(school, copy).removed == (copy.id,)


def test_copies_under_another_name_or_size_are_named_and_left(school: SmallSchool) -> None:
    copy = of(school, "Ada")[0]
    content = copy.path.read_bytes()
    (copy.folder / "renamed.jpg").write_bytes(content)
    shrunk = finish(content, long_edge=200, quality=70, crop=None, covers=()).content
    (copy.folder / "small.jpg").write_bytes(shrunk)
    assert dict(check(school).other_names)[copy.id] == ("renamed.jpg", "small.jpg")
    receipt = take_down(school, copy)
    assert receipt.removed == ()
    assert "renamed.jpg, small.jpg" in dict(receipt.left)[copy.id]
    assert not copy.path.exists()
    for name in ("renamed.jpg", "small.jpg"):
        (copy.folder / name).unlink()
    assert take_down(school, copy).not_there == (copy.id,)


def test_a_missing_copy_is_gone_and_due_when_the_child_may_not_appear(school: SmallSchool) -> None:
    copy = of(school, "Ada")[0]
    content = copy.path.read_bytes()
    copy.path.unlink()
    found = check(school)
    assert (found.gone, found.same) == ((copy.id,), 3)
    assert again(school, copy).standing is Standing.GONE
    school.answer("Ada", "web", Status.WITHDRAWN)
    assert again(school, copy).standing is Standing.REMOVE_THERE
    copy.path.write_bytes(content)
    assert check(school).back == (copy.id,)
    assert again(school, copy).standing is Standing.TAKE_DOWN
    take_down(school, copy)
    school.workspace.take_down.confirm_elsewhere([copy.id], PREPARER)
    copy.path.write_bytes(content)  # programs that keep folders alike bring files back
    assert check(school).back == (copy.id,)
    assert due(school) == {copy.id}


def test_killed_in_the_middle_goes_on(school: SmallSchool, monkeypatch: pytest.MonkeyPatch) -> None:
    school.answer("Ada", "web", Status.WITHDRAWN)
    school.answer("Bo", "web", Status.WITHDRAWN)
    todo = school.workspace.take_down.due()

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(module, "read_folder", killed)  # files are gone, nothing is recorded
        with pytest.raises(Killed):
            take_down(school, *todo)
    assert due(school) == ids(todo)
    assert {again(school, copy).left for copy in todo} == {BEGUN}
    receipt = take_down(school, *school.workspace.take_down.due())
    assert set(receipt.not_there) == ids(todo)
    assert receipt.left == ()
    assert {again(school, copy).standing for copy in todo} == {Standing.REMOVE_THERE}
    assert len(school.published_files()) == 3


def test_stopped_means_the_rest_stays(school: SmallSchool) -> None:
    stopped = CancelToken()
    stopped.cancel()
    service = school.workspace.take_down
    receipt = service.take_down(
        [copy.id for copy in service.copies()], PREPARER, Progress(), stopped
    )
    assert not receipt.finished
    assert receipt.removed == ()
    assert len(school.published_files()) == 5
    with pytest.raises(Cancelled):
        service.check(PREPARER, Progress(), stopped)
