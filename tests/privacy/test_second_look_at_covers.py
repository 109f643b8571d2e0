"""The second person is asked about every covered photo that goes out; without it nothing does."""

from pathlib import Path

import pytest

from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.pixels import Box
from tests.small_workspace import PREPARER, SmallSchool, write_photo

FACE = Box(100, 100, 60, 80)


def test_a_covered_photo_needs_the_second_persons_own_word(
    school: SmallSchool, tmp_path: Path
) -> None:
    (photo,) = school.bring_in(write_photo(tmp_path / "IMG_1.JPG", 4))
    (face,) = school.mark_faces(photo.id, [FACE])
    school.decide(face, DispositionKind.COVER)
    school.finish(photo.id)
    desk = school.workspace.sign_off
    seen = desk.preview(school.batch_id)
    assert any(seen.cleared.values())
    with pytest.raises(Refused, match="second look"):
        desk.sign(school.batch_id, school.head, PREPARER, seen, frozenset())
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def test_a_covered_photo_that_was_held_is_asked_about_when_it_goes_out_after_all(
    school: SmallSchool, tmp_path: Path
) -> None:
    covered, plain = school.bring_in(*(write_photo(tmp_path / f"{n}.JPG", n) for n in (4, 5)))
    (hidden,), (shown,) = (school.mark_faces(photo.id, [FACE]) for photo in (covered, plain))
    school.decide(hidden, DispositionKind.COVER)
    school.name_face(shown, "Ada")
    for photo in (covered, plain):
        school.finish(photo.id)
    review, desk = school.workspace.review, school.workspace.sign_off
    review.hold(covered.id, "Wait.", PREPARER)
    assert desk.preview(school.batch_id).covered == ()
    school.sign()
    review.let_go(covered.id, PREPARER)
    school.finish(covered.id)
    with pytest.raises(Refused):
        school.publish()
    seen = desk.preview(school.batch_id)
    assert seen.covered == (covered.id,)
    with pytest.raises(Refused, match="second look"):
        desk.sign(school.batch_id, school.head, PREPARER, seen, frozenset())
    assert school.published_files() == []
