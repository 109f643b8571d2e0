"""One person, many photos: what was seen is decided together, or not at all."""

import pytest

from consentdesk.domain.errors import Refused
from consentdesk.domain.face import Disposition, DispositionKind, RegionSubject
from consentdesk.domain.pixels import Box
from tests.services.moments import Moments
from tests.small_workspace import PREPARER


def _ada(moments: Moments) -> Disposition:
    return Disposition(DispositionKind.THIS_PUPIL, moments.school.people["Ada"].id)


def test_ticked_faces_are_settled_together_and_taken_back_together(moments: Moments) -> None:
    school, groups = moments.school, moments.school.workspace.groups
    ticked = [moments.faces[0], moments.next_faces[0], moments.lone]
    school.see(*ticked)
    entries = groups.decide(school.batch_id, [f.id for f in ticked], _ada(moments), PREPARER)
    assert {entry.photo.id for entry in entries} == {f.photo_id for f in ticked}
    assert moments.open_faces() == [1, 1, 0]
    review = school.workspace.review
    assert len(review.undo(school.batch_id, PREPARER)) == 3
    assert moments.open_faces() == [2, 2, 1]
    assert len(review.redo(school.batch_id, PREPARER)) == 3
    assert moments.open_faces() == [1, 1, 0]


@pytest.mark.parametrize("amiss", ["unseen", "twice", "twice named", "adult", "statement", "batch"])
def test_nothing_is_settled_when_one_face_is_refused(moments: Moments, amiss: str) -> None:
    school, groups = moments.school, moments.school.workspace.groups
    batch_id, disposition = school.batch_id, _ada(moments)
    ticked = [moments.faces[0], moments.next_faces[0]]
    school.see(*ticked, moments.faces[1])
    if amiss == "unseen":
        ticked.append(moments.lone)
    elif amiss == "twice":
        ticked.append(moments.faces[1])
    elif amiss == "twice named":
        school.name_face(moments.next_faces[1], "Ada")
    elif amiss == "adult":
        disposition = Disposition(DispositionKind.THIS_ADULT, school.people["Ada"].id)
    elif amiss == "statement":
        disposition = Disposition(DispositionKind.NO_LOOK_OUT)
    else:
        assert school.batch is not None
        batch_id = school.workspace.batches.open(school.batch.details, PREPARER).id
    before = moments.open_faces()
    with pytest.raises(Refused):
        groups.decide(batch_id, [face.id for face in ticked], disposition, PREPARER)
    assert moments.open_faces() == before


def test_writing_is_nobody(moments: Moments) -> None:
    school = moments.school
    entry = school.workspace.frames.draw(
        moments.other, Box(400, 300, 80, 30), PREPARER, RegionSubject.WRITING
    )
    label = entry.review.regions[-1]
    school.see(label)
    for kind in (DispositionKind.VISITOR, DispositionKind.CANNOT_BE_RECOGNISED):
        with pytest.raises(Refused):
            school.workspace.groups.decide(school.batch_id, [label.id], Disposition(kind), PREPARER)
        with pytest.raises(Refused):
            school.decide(label, kind)
    school.decide(label, DispositionKind.NOT_A_FACE)


def test_a_face_is_no_longer_taken_for_somebody_and_that_is_undone_too(moments: Moments) -> None:
    school, groups = moments.school, moments.school.workspace.groups
    face, bo = moments.lone, school.people["Bo"].id
    moments.looks_like(face, "Bo")
    with pytest.raises(Refused):
        groups.not_this_person(school.batch_id, [face.id], bo, PREPARER)
    school.see(face)
    (entry,) = groups.not_this_person(school.batch_id, [face.id], bo, PREPARER)
    assert entry.suggestions[face.id].candidates == ()
    school.workspace.review.undo(school.batch_id, PREPARER)
    assert moments.photo(moments.other).suggestions[face.id].likely == {bo}


def test_faces_are_put_together_and_taken_apart_across_photos(moments: Moments) -> None:
    school, groups = moments.school, moments.school.workspace.groups
    one, two, three = moments.faces[0].id, moments.next_faces[0].id, moments.lone.id
    library = school.workspace.library

    def said() -> list[dict[int, int]]:
        actions = library.run(lambda u: u.review.regroupings(school.batch_id))
        return [dict(action.change.with_face) for action in actions]  # type: ignore[union-attr]

    groups.put_together(school.batch_id, [one, two, three], one, PREPARER)
    assert said() == [{two: one}, {three: one}]
    groups.take_apart(school.batch_id, [three, two], PREPARER)
    assert said()[2:] == [{two: two}, {three: two}]
    assert moments.open_faces() == [2, 2, 1]
    assert len(school.workspace.review.undo(school.batch_id, PREPARER)) == 2
    assert len(said()) == 2
    with pytest.raises(Refused):
        groups.take_apart(school.batch_id, [], PREPARER)
