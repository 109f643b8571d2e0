"""What undo, redo and the clock make of a photo counts for copies that went out before."""

from consentdesk.domain.face import DispositionKind, Region
from consentdesk.domain.pixels import Box
from consentdesk.services.looking_after.published_copies import PublishedCopy
from tests.privacy.summer_fair import SummerFair
from tests.small_workspace import PREPARER, SmallSchool


def ada_alone(fair: SummerFair) -> Region:
    (face,) = fair.faces["ada"]
    return face


def due(fair: SummerFair) -> set[int]:
    """Return the copies of the photo of Ada that are due."""
    own = fair.photos["ada"]
    return {copy.id for copy in fair.school.workspace.take_down.due() if copy.photo_id == own}


def copies(fair: SummerFair) -> set[int]:
    own = fair.photos["ada"]
    found: tuple[PublishedCopy, ...] = fair.school.workspace.take_down.copies()
    return {copy.id for copy in found if copy.photo_id == own}


def undo(fair: SummerFair, times: int = 1) -> None:
    for _ in range(times):
        assert fair.school.workspace.review.undo(fair.school.batch_id, PREPARER)


def sign_and_publish(fair: SummerFair) -> None:
    fair.school.sign()
    fair.school.publish()
    assert fair.school.published_files()


def test_a_cover_done_again_after_publishing(school: SmallSchool, fair: SummerFair) -> None:
    school.decide(ada_alone(fair), DispositionKind.COVER)
    undo(fair)
    sign_and_publish(fair)
    school.workspace.review.redo(school.batch_id, PREPARER)
    school.finish(fair.photos["ada"])
    assert due(fair) == copies(fair) != set()


def test_a_cover_that_stands_again_because_a_name_was_taken_back(
    school: SmallSchool, fair: SummerFair
) -> None:
    school.decide(ada_alone(fair), DispositionKind.COVER)
    school.name_face(ada_alone(fair), "Ada")
    school.finish(fair.photos["ada"])
    sign_and_publish(fair)
    undo(fair, 2)
    school.finish(fair.photos["ada"])
    assert due(fair) == copies(fair) != set()


def test_a_crop_that_stands_again(school: SmallSchool, fair: SummerFair) -> None:
    photo, frames = fair.photos["ada"], school.workspace.frames
    frames.crop(photo, Box(0, 0, 400, 400), PREPARER)
    frames.crop(photo, None, PREPARER)
    school.finish(photo)
    sign_and_publish(fair)
    undo(fair, 2)
    school.finish(photo)
    assert due(fair) == copies(fair) != set()


def test_a_size_that_stands_again(school: SmallSchool, fair: SummerFair) -> None:
    photo, frames = fair.photos["ada"], school.workspace.frames
    frames.make_smaller(photo, school.website.id, 250, PREPARER)
    frames.make_smaller(photo, school.website.id, None, PREPARER)
    school.finish(photo)
    sign_and_publish(fair)
    undo(fair, 2)
    school.finish(photo)
    assert len(due(fair)) == 1


def test_a_frame_that_stands_again(school: SmallSchool, fair: SummerFair) -> None:
    """A cover was drawn, taken away and is there again."""
    photo, frames = fair.photos["stall"], school.workspace.frames
    drawn = frames.draw(photo, Box(300, 200, 60, 80), PREPARER).review.regions[-1]
    school.decide(drawn, DispositionKind.COVER)
    frames.remove(drawn.id, PREPARER)
    school.finish(photo)
    sign_and_publish(fair)
    undo(fair, 2)
    school.finish(photo)
    own = {c.id for c in school.workspace.take_down.copies() if c.photo_id == photo}
    assert {c.id for c in school.workspace.take_down.due()} == own != set()


def test_what_a_copy_never_showed_is_no_reason(school: SmallSchool, fair: SummerFair) -> None:
    """A cover that the copy has stays no reason, whatever is done and taken back around it."""
    photo = fair.photos["ada"]
    school.decide(ada_alone(fair), DispositionKind.COVER)
    school.finish(photo)
    sign_and_publish(fair)
    school.workspace.review.hold(photo, "Wait.", PREPARER)
    assert due(fair) == copies(fair)
    undo(fair)
    assert due(fair) == set()
    school.workspace.frames.crop(photo, Box(0, 0, 400, 400), PREPARER)
    assert due(fair) == copies(fair)
    undo(fair)
    assert due(fair) == set()
    school.name_face(ada_alone(fair), "Ada")
    school.decide(ada_alone(fair), DispositionKind.COVER)
    school.finish(photo)
    assert due(fair) == set()  # covered as it was when the copies were made
