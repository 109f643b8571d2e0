"""A confirmed face becomes a portrait, and goes when its reason goes."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from consentdesk.domain.errors import Refused
from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    Region,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.pixels import Box
from consentdesk.faces import worker
from consentdesk.media.open_photo import open_photo
from consentdesk.media.verify import check_covered
from consentdesk.services.publishing.finishing import cover_over
from consentdesk.services.register import portraits as portraits_service
from tests.services.enrolled_school import (
    TOLD,
    bring_in_group,
    faces_of,
    give_portrait,
    open_school_lock,
    permit,
    portraits,
    vectors,
)
from tests.small_workspace import APPROVER, PREPARER, SmallSchool, matching_decision

pytestmark = pytest.mark.engine


@pytest.fixture
def face(school: SmallSchool, tmp_path: Path) -> Region:
    """Ada's face in a photo beside Bo's; every lock is open and nothing is decided."""
    open_school_lock(school)
    permit(school, "Ada")
    return bring_in_group(school, tmp_path / "in", "Ada", "Bo")[0]


@pytest.fixture
def kept(school: SmallSchool, face: Region) -> Region:
    """The same, confirmed and kept."""
    school.name_face(face, "Ada")
    school.workspace.portraits.keep_face(face.id, PREPARER)
    return face


def keep(school: SmallSchool, face: Region) -> None:
    school.workspace.portraits.keep_face(face.id, PREPARER)


def vault(school: SmallSchool) -> set[str]:
    return set(school.workspace.library.vault.keys())


def test_a_confirmed_face_is_cut_judged_and_enrolled(school: SmallSchool, face: Region) -> None:
    school.name_face(face, "Ada")
    assert school.workspace.portraits.offer(face.id).refusal == ""
    portrait = school.workspace.portraits.keep_face(face.id, PREPARER)
    assert portrait.from_region == face.id
    assert portrait.taken_on == date(2026, 6, 19), "the event's day: the photo has none"
    assert portrait.checked_by
    assert vectors(school, "Ada") == 1
    picture = open_photo(school.workspace.library.vault.get(portrait.picture))
    assert picture.height == pytest.approx(2 * face.box.height, abs=2), "full resolution"
    offer = school.workspace.portraits.offer(face.id)
    assert offer.portrait == portrait.id
    assert len(portraits(school, "Ada")) == 1


def test_one_face_is_kept_once(school: SmallSchool, kept: Region) -> None:
    with pytest.raises(Refused):
        keep(school, kept)
    assert (len(portraits(school, "Ada")), vectors(school, "Ada")) == (1, 1)


def test_removing_it_takes_picture_and_vector_and_it_may_be_kept_again(
    school: SmallSchool, kept: Region
) -> None:
    (portrait,) = portraits(school, "Ada")
    school.workspace.portraits.remove(portrait.id, PREPARER)
    assert (portraits(school, "Ada"), vectors(school, "Ada")) == ((), 0)
    assert portrait.picture not in vault(school)
    keep(school, kept)
    assert vectors(school, "Ada") == 1


def test_a_suggestion_is_no_decision(
    school: SmallSchool, face: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_encoder", None)
    candidate = Candidate(school.people["Ada"].id, 0.1, "very alike")
    alike = Suggestion(face.id, SuggestionOutcome.SUGGESTION, (candidate,))
    school.workspace.library.run(lambda u: u.photos.suggest(face.photo_id, [alike]))
    assert school.workspace.portraits.offer(face.id).person_id is None
    for kind in (DispositionKind.VISITOR, DispositionKind.COVER):
        with pytest.raises(Refused):
            keep(school, face)
        school.decide(face, kind)
    with pytest.raises(Refused):
        keep(school, face)
    assert portraits(school, "Ada") == ()


@pytest.mark.parametrize("closed", ["school", "pupil", "objection"])
def test_with_a_lock_closed_nothing_is_cut(
    school: SmallSchool, face: Region, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    monkeypatch.setattr(worker, "_encoder", None)
    school.name_face(face, "Ada")
    before = vault(school)
    if closed == "school":
        yesterday = school.clock.time.date() - timedelta(days=1)
        ended = matching_decision(yesterday, "DPIA 8")
        school.workspace.matching.record_school(ended, APPROVER)
    elif closed == "pupil":
        permit(school, "Ada", expires_on=TOLD)
    else:
        school.workspace.matching.withdraw(school.people["Ada"].id, PREPARER)
    assert school.workspace.portraits.offer(face.id).refusal
    with pytest.raises(Refused):
        keep(school, face)
    assert portraits(school, "Ada") == ()
    assert vault(school) == before


@pytest.mark.parametrize("meanwhile", ["withdrawn", "other pupil"])
def test_what_changes_while_the_face_is_read_is_seen(
    school: SmallSchool, face: Region, monkeypatch: pytest.MonkeyPatch, meanwhile: str
) -> None:
    school.name_face(face, "Ada")
    permit(school, "Bo")
    real = portraits_service._cut

    def cut(*arguments):
        if meanwhile == "withdrawn":
            school.workspace.matching.withdraw(school.people["Ada"].id, PREPARER)
        else:
            school.name_face(face, "Bo")
        return real(*arguments)

    monkeypatch.setattr(portraits_service, "_cut", cut)
    with pytest.raises(Refused):
        keep(school, face)
    assert portraits(school, "Ada") == portraits(school, "Bo") == ()
    assert vectors(school, "Ada") == vectors(school, "Bo") == 0


def _undone(school: SmallSchool, face: Region) -> None:
    school.workspace.review.undo(school.batch_id, PREPARER)


def _other(school: SmallSchool, face: Region) -> None:
    school.name_face(face, "Bo")


def _reopened(school: SmallSchool, face: Region) -> None:
    school.workspace.review.decide(face.id, None, PREPARER)


def _withdrawn(school: SmallSchool, face: Region) -> None:
    school.workspace.matching.withdraw(school.people["Ada"].id, PREPARER)


def _left(school: SmallSchool, face: Region) -> None:
    school.workspace.roll.set_left(school.people["Ada"].id, school.clock.time.date(), PREPARER)


def _ran_out(school: SmallSchool, face: Region) -> None:
    permit(school, "Ada", expires_on=school.clock.time.date())
    school.clock.time += timedelta(days=1)
    school.workspace.matching.purge()


def _import_undone(school: SmallSchool, face: Region) -> None:
    (photo,) = school.photos()
    school.workspace.importer.undo(photo.import_id, PREPARER)


@pytest.mark.parametrize(
    "end", [_undone, _other, _reopened, _withdrawn, _left, _ran_out, _import_undone]
)
def test_it_goes_when_its_reason_goes(school: SmallSchool, kept: Region, end) -> None:
    own = give_portrait(school, "Ada")
    (cut,) = (p for p in portraits(school, "Ada") if p.from_region)
    end(school, kept)
    assert portraits(school, "Ada") == (own,), "the school's own record stays"
    assert vectors(school, "Ada") == 0
    assert cut.picture not in vault(school)
    assert own.picture in vault(school)


def test_another_decision_in_the_photo_leaves_it(school: SmallSchool, kept: Region) -> None:
    other = next(
        r for r in school.workspace.review.photo(kept.photo_id).review.regions if r.id != kept.id
    )
    school.decide(other, DispositionKind.VISITOR)
    school.finish(kept.photo_id)
    school.workspace.review.undo(school.batch_id, PREPARER)
    assert vectors(school, "Ada") == 1


def test_a_small_or_poor_face_is_refused_with_the_sentence(
    school: SmallSchool, tmp_path: Path
) -> None:
    open_school_lock(school)
    permit(school, "Ada", "Bo")
    ada, _ = bring_in_group(school, tmp_path / "in", "Ada", "Bo")
    small = school.workspace.frames.draw(ada.photo_id, Box(5, 5, 40, 50), PREPARER)
    wall = school.workspace.frames.draw(ada.photo_id, Box(5, 5, 90, 100), PREPARER)
    drawn = sorted((r for r in wall.review.regions), key=lambda r: r.id)[-2:]
    assert small.review.regions
    for region, name, words in zip(drawn, ("Ada", "Bo"), ("80 pixels", "No face"), strict=True):
        school.name_face(region, name)
        with pytest.raises(Refused, match=words):
            keep(school, region)
    assert vectors(school, "Ada") == vectors(school, "Bo") == 0


def test_other_faces_in_the_cut_are_destroyed(
    school: SmallSchool, face: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A margin so wide that Bo is in it: Bo's face is not in Ada's portrait."""
    monkeypatch.setattr(portraits_service, "HEAD_MARGIN", 9.0)
    school.name_face(face, "Ada")
    keep(school, face)
    (portrait,) = portraits(school, "Ada")
    picture = school.workspace.library.vault.get(portrait.picture)
    assert len(faces_of(picture)) == 1
    entry = school.workspace.review.photo(face.photo_id)
    details, (bo,) = entry.photo.details, [r for r in entry.review.regions if r.id != face.id]
    pixels = open_photo(picture)
    assert (pixels.width, pixels.height) == (details.width, details.height)
    check_covered(pixels, cover_over(bo, details.width, details.height))


def test_an_adult_is_no_pupil(school: SmallSchool, face: Region) -> None:
    teacher = Disposition(DispositionKind.THIS_ADULT, school.people["Ms Dee"].id)
    school.workspace.review.decide(face.id, teacher, PREPARER)
    with pytest.raises(Refused):
        keep(school, face)
