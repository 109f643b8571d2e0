"""Whoever asked not to be in the photos of an event is in none of them that is published."""

from pathlib import Path

import pytest

from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import PersonId
from consentdesk.domain.verdict import Outcome
from tests.services.moments import LEFT, RIGHT, outcomes
from tests.small_workspace import PREPARER, SmallSchool, write_photo


def _names(school: SmallSchool) -> list[str]:
    desk = school.workspace.review.desk(school.batch_id)
    return [entry.person.details.first_name for entry in desk.look_outs]


def test_an_objection_holds_the_person_and_voids_what_was_stated(
    school: SmallSchool, tmp_path: Path
) -> None:
    objections, review = school.workspace.objections, school.workspace.review
    files = [write_photo(tmp_path / "in" / f"IMG_{n}.JPG", n) for n in range(3)]
    named, passed, empty = (photo.id for photo in school.bring_in(*files))
    (face,) = school.mark_faces(named, [LEFT])
    school.mark_faces(passed, [RIGHT])
    school.mark_faces(empty, [])
    school.name_face(face, "Ada")
    school.state_exclusion(passed)
    for photo in (named, passed, empty):
        school.finish(photo)
    school.sign()
    objections.record(school.batch_id, school.people["Ada"].id, PREPARER)
    objections.record(school.batch_id, school.people["Ada"].id, PREPARER)
    assert _names(school) == ["Adaeze"]
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []
    assert outcomes([review.photo(named)]) == {Outcome.HELD}
    assert outcomes([review.photo(passed)]) == {Outcome.NEEDS_DECISION}
    assert outcomes([review.photo(empty)]) == {Outcome.CLEARED}
    school.decide(face, DispositionKind.COVER)
    school.finish(named)
    assert outcomes([review.photo(named)]) == {Outcome.CLEARED}
    said = str(school.workspace.library.run(lambda u: u.audit.rows()))
    assert "objection_recorded" in said
    assert "Adaeze" not in said


def test_it_counts_for_its_batch_only_and_is_taken_back_by_itself(
    school: SmallSchool, tmp_path: Path
) -> None:
    objections, ada = school.workspace.objections, school.people["Ada"].id
    assert school.batch is not None
    other = school.workspace.batches.open(school.batch.details, PREPARER)
    objections.record(other.id, ada, PREPARER)
    assert _names(school) == []
    objections.record(school.batch_id, ada, PREPARER)
    objections.remove(other.id, ada, PREPARER)
    assert _names(school) == ["Adaeze"]
    (photo,) = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))
    (face,) = school.mark_faces(photo.id, [LEFT])
    school.name_face(face, "Ada")
    school.finish(photo.id)
    assert outcomes([school.workspace.review.photo(photo.id)]) == {Outcome.HELD}
    objections.remove(school.batch_id, ada, PREPARER)
    assert outcomes([school.workspace.review.photo(photo.id)]) == {Outcome.CLEARED}
    with pytest.raises(Refused):
        objections.record(school.batch_id, PersonId(999), PREPARER)
