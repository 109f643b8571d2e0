"""A mosaic is for nobody on the register: not now, nor once somebody else is looked out for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.app.commands.batch import _decide_photo
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused, VerificationFailed
from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    Region,
    RegionSubject,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.photo_checks import PhotoCheck
from consentdesk.domain.pixels import Box
from consentdesk.domain.release import ReleasedState
from consentdesk.domain.verdict import Outcome
from consentdesk.media.finished_photo import FinishedPhoto, finish
from consentdesk.media.open_photo import open_photo
from consentdesk.media.verify import check_mosaics
from consentdesk.services.deciding.mosaics import MOSAIC
from consentdesk.services.looking_after.published_copies import Standing
from consentdesk.services.publishing import finishing
from consentdesk.services.publishing.covered_faces import CoveredFaces
from consentdesk.services.publishing.finishing import finish_for
from tests.services.moments import bring_in_moments, outcomes
from tests.small_workspace import PREPARER, SmallSchool, sightings, write_photo

STRANGER, CHILD = Box(100, 100, 60, 80), Box(400, 150, 60, 80)


def _stranger(school: SmallSchool, tmp_path: Path) -> Region:
    """Bring in a photo of Ada, and of somebody nobody knows, who is not decided yet."""
    (photo,) = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))
    stranger, child = school.mark_faces(photo.id, [STRANGER, CHILD])
    school.name_face(child, "Ada")
    return stranger


def _ready(school: SmallSchool, tmp_path: Path) -> Region:
    """Make the stranger a mosaic and finish the photo."""
    stranger = _stranger(school, tmp_path)
    school.decide(stranger, DispositionKind.MOSAIC)
    school.finish(stranger.photo_id)
    return stranger


def _looks_like(school: SmallSchool, face: Region, name: str) -> None:
    """Let comparing propose somebody for a face, as a scan does."""
    alike = (Candidate(school.people[name].id, 0.45, "alike"),)
    said = [Suggestion(face.id, SuggestionOutcome.SUGGESTION, alike)]

    def work(u):  # type: ignore[no-untyped-def]
        u.photos.suggest(face.photo_id, said)
        u.batches.raise_revision(school.batch_id)

    school.workspace.library.run(work)


def _protect(school: SmallSchool, name: str) -> None:
    school.workspace.roll.set_protected(school.people[name].id, True, PREPARER)


def test_the_published_file_shows_a_mosaic_on_every_channel(
    school: SmallSchool, tmp_path: Path
) -> None:
    stranger = _ready(school, tmp_path)
    assert school.workspace.sign_off.preview(school.batch_id).covered == (stranger.photo_id,)
    school.sign()
    school.publish()
    entry = school.workspace.review.photo(stranger.photo_id)
    original = school.workspace.library.vault.get(entry.photo.details.original)
    files = school.published_files()
    assert len(files) == 2
    for channel, path in zip((school.newsletter, school.website), files, strict=True):
        expected = finish_for(channel, entry.photo, entry.review, original)
        assert expected is not None
        assert path.read_bytes() == expected.content
        (mosaic,) = expected.mosaics
        pixels = open_photo(path.read_bytes())
        check_mosaics(pixels, (mosaic,))
        assert pixels == school.workspace.pictures.as_published(stranger.photo_id, channel.id)
        bare = finish(original, long_edge=400)
        with pytest.raises(VerificationFailed):
            check_mosaics(open_photo(bare.content), (mosaic,))


def test_it_needs_the_second_persons_own_word(school: SmallSchool, tmp_path: Path) -> None:
    _ready(school, tmp_path)
    desk = school.workspace.sign_off
    seen = desk.preview(school.batch_id)
    with pytest.raises(Refused, match="second look"):
        desk.sign(school.batch_id, school.head, PREPARER, seen, frozenset())
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def _objects(school: SmallSchool) -> None:
    school.workspace.objections.record(school.batch_id, school.people["Bo"].id, PREPARER)


def _wider_roster(school: SmallSchool) -> None:
    """Let a protected child of another class be in the photos, too."""
    assert school.batch is not None
    details = replace(school.batch.details, classes=("3A", "4B"))
    school.workspace.batches.change(school.batch.id, details, PREPARER)


GROWING: Mapping[str, Callable[[SmallSchool], None]] = {
    "refusal": lambda s: s.answer("Bo", "web", Status.REFUSED),
    "protection": lambda s: _protect(s, "Bo"),
    "objection": _objects,
    "roster": _wider_roster,
}


@pytest.mark.parametrize("what", sorted(GROWING))
@pytest.mark.parametrize("signed", [False, True])
def test_once_more_people_are_looked_out_for_there_is_no_file(
    school: SmallSchool, tmp_path: Path, what: str, signed: bool
) -> None:
    if what == "roster":
        cy = school.people["Cy"]
        moved = replace(cy, details=replace(cy.details, class_name="4B"))
        school.workspace.library.run(lambda u: u.people.change(moved))
        _protect(school, "Cy")
    stranger = _ready(school, tmp_path)
    assert outcomes([school.workspace.review.photo(stranger.photo_id)]) == {Outcome.CLEARED}
    if signed:
        school.sign()
    GROWING[what](school)
    with pytest.raises(Refused):
        school.sign()
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []
    verdicts = school.workspace.review.photo(stranger.photo_id).verdicts.values()
    codes = {(r.code, r.region_id) for v in verdicts for r in v.reasons}
    assert ("exclusion_outdated", stranger.id) in codes
    school.decide(stranger, DispositionKind.MOSAIC)
    school.finish(stranger.photo_id)
    assert Outcome.CLEARED in outcomes([school.workspace.review.photo(stranger.photo_id)])


@pytest.mark.parametrize("outcome", [SuggestionOutcome.SUGGESTION, SuggestionOutcome.CANNOT_TELL])
def test_whoever_looks_like_a_look_out_is_refused(
    school: SmallSchool, tmp_path: Path, outcome: SuggestionOutcome
) -> None:
    stranger = _stranger(school, tmp_path)
    _protect(school, "Bo")
    _looks_like(school, stranger, "Bo")
    with pytest.raises(Refused, match="must not be shown") as refusal:
        school.decide(stranger, DispositionKind.MOSAIC)
    assert "Cover it instead" in refusal.value.next_step
    assert "Boswell" not in str(refusal.value)
    assert stranger.id not in school.workspace.review.photo(stranger.photo_id).review.decisions
    school.decide(stranger, DispositionKind.COVER)


def test_whoever_looks_like_somebody_on_the_register_beyond_the_roster_is_refused(
    school: SmallSchool, tmp_path: Path
) -> None:
    """A brother of another class may have come along; no roster takes him off the register."""
    stranger = _ready(school, tmp_path)
    school.sign()
    bo = school.people["Bo"]
    moved = replace(bo, details=replace(bo.details, class_name="4B"))
    school.workspace.library.run(lambda u: u.people.change(moved))
    _protect(school, "Bo")
    _looks_like(school, stranger, "Bo")
    verdicts = school.workspace.review.photo(stranger.photo_id).verdicts.values()
    assert {r.code for v in verdicts for r in v.reasons} >= {"mosaic_alike"}
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []
    with pytest.raises(Refused, match="must not be shown"):
        school.decide(stranger, DispositionKind.MOSAIC)


@pytest.mark.parametrize("first", ["comparison", "register"])
def test_a_later_comparison_stops_a_mosaic_that_was_signed_off(
    school: SmallSchool, tmp_path: Path, first: str
) -> None:
    """Also when the child was looked out for all along, or is so only after the comparison."""
    if first == "comparison":
        _protect(school, "Bo")
    stranger = _ready(school, tmp_path)
    school.sign()
    _looks_like(school, stranger, "Bo")
    if first == "register":
        _protect(school, "Bo")
    with pytest.raises(Refused):
        school.publish()
    with pytest.raises(Refused):
        school.sign()
    assert school.published_files() == []
    verdicts = school.workspace.review.photo(stranger.photo_id).verdicts.values()
    assert {r.code for v in verdicts for r in v.reasons} >= {"mosaic_alike"}


def test_a_comparison_that_comes_while_publishing_stops_the_copy(
    school: SmallSchool, tmp_path: Path
) -> None:
    """What is signed stays signed when only a suggestion came; each copy asks once more."""
    _protect(school, "Bo")
    stranger = _ready(school, tmp_path)
    school.sign()
    alike = (Candidate(school.people["Bo"].id, 0.45, "alike"),)
    said = [Suggestion(stranger.id, SuggestionOutcome.SUGGESTION, alike)]
    school.workspace.library.run(lambda u: u.photos.suggest(stranger.photo_id, said))
    receipt = school.publish()
    assert school.published_files() == []
    assert all(result.published == 0 for result in receipt.results)


def test_somebody_of_the_school_and_writing_are_refused(
    school: SmallSchool, tmp_path: Path
) -> None:
    stranger = _stranger(school, tmp_path)
    review = school.workspace.review
    school.name_face(stranger, "Ms Dee")
    with pytest.raises(Refused, match="somebody of the school"):
        school.decide(stranger, DispositionKind.MOSAIC)
    review.decide(stranger.id, None, PREPARER)
    school.decide(stranger, DispositionKind.MOSAIC)
    drawn = school.workspace.frames.draw(
        stranger.photo_id, Box(10, 10, 60, 30), PREPARER, RegionSubject.WRITING
    )
    writing = next(r for r in drawn.review.regions if r.subject is RegionSubject.WRITING)
    with pytest.raises(Refused, match="can be read"):
        school.decide(writing, DispositionKind.MOSAIC)


def test_a_face_nobody_saw_enlarged_is_not_cleared(school: SmallSchool, tmp_path: Path) -> None:
    stranger = _stranger(school, tmp_path)
    school.workspace.review.decide(stranger.id, MOSAIC, PREPARER)
    school.finish(stranger.photo_id)
    with pytest.raises(Refused):
        school.sign()
    assert school.published_files() == []
    school.see(stranger, ms=1)
    school.sign()


def test_what_was_not_on_the_desk_was_not_said(school: SmallSchool, tmp_path: Path) -> None:
    """A desk that was read before somebody objected states nothing about that person."""
    stranger = _stranger(school, tmp_path)
    before = school.look_outs()
    _objects(school)
    school.see(stranger)
    school.workspace.review.decide_many((stranger.id,), MOSAIC, PREPARER, beside=before)
    school.finish(stranger.photo_id)
    with pytest.raises(Refused):
        school.sign()
    assert school.published_files() == []


def test_a_frame_that_was_moved_is_seen_and_decided_anew(
    school: SmallSchool, tmp_path: Path
) -> None:
    stranger = _ready(school, tmp_path)
    moved = school.workspace.frames.reshape(stranger.id, Box(110, 100, 60, 80), PREPARER)
    assert stranger.id not in moved.review.decisions
    with pytest.raises(Refused):
        school.sign()


def test_a_group_is_made_a_mosaic_only_when_nobody_in_it_is_looked_out_for(
    school: SmallSchool, tmp_path: Path
) -> None:
    moments = bring_in_moments(school, tmp_path / "in")
    faces = (moments.faces[0], moments.lone)
    school.see(*faces)
    _protect(school, "Bo")
    moments.looks_like(moments.lone, "Bo")
    numbers = [face.id for face in faces]
    groups = school.workspace.groups
    with pytest.raises(Refused, match="must not be shown"):
        groups.decide(school.batch_id, numbers, MOSAIC, PREPARER)
    assert moments.open_faces() == [2, 2, 1]
    groups.not_this_person(school.batch_id, numbers, school.people["Bo"].id, PREPARER)
    after = groups.decide(school.batch_id, numbers, MOSAIC, PREPARER)
    stated = [d.look_outs for e in after for i, d in e.review.decisions.items() if i in numbers]
    assert stated == [{school.people["Bo"].id}] * 2
    assert school.workspace.review.undo(school.batch_id, PREPARER)
    assert moments.open_faces() == [2, 2, 1]


def test_carried_within_a_moment_it_counts_against_the_look_outs_of_the_first(
    school: SmallSchool, tmp_path: Path
) -> None:
    moments = bring_in_moments(school, tmp_path / "in")
    one, other = moments.faces[0], moments.next_faces[0]
    school.decide(one, DispositionKind.MOSAIC)
    school.see(other)
    _protect(school, "Bo")
    carried = school.workspace.bursts.carry([school.same_child(one.id, other.id)], PREPARER)
    assert carried.review.decisions[other.id].look_outs == frozenset()
    moments.looks_like(other, "Bo")
    with pytest.raises(Refused, match="must not be shown"):
        school.workspace.bursts.carry([school.same_child(one.id, other.id)], PREPARER)


def test_a_copy_with_a_face_that_shows_is_looked_at_again(
    school: SmallSchool, tmp_path: Path
) -> None:
    """Published open, made a mosaic later: the copy still shows the face."""
    stranger = _stranger(school, tmp_path)
    school.decide(stranger, DispositionKind.CANNOT_BE_RECOGNISED)
    school.finish(stranger.photo_id)
    school.sign()
    school.publish()
    school.decide(stranger, DispositionKind.MOSAIC)
    school.finish(stranger.photo_id)
    copies = school.workspace.take_down.copies()
    assert {copy.standing for copy in copies} == {Standing.TAKE_DOWN}


@pytest.mark.parametrize("what", ["cells", "face"])
def test_a_mosaic_that_shows_something_is_not_published(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    _ready(school, tmp_path)
    school.sign()
    if what == "face":
        monkeypatch.setattr(CoveredFaces, "check", _sees_a_face)
    else:

        def forgetful(data: bytes, **how: object) -> FinishedPhoto:
            made = finish(data, **how)  # type: ignore[arg-type]
            bare = finish(data, **{**how, "mosaics": ()})  # type: ignore[arg-type]
            return replace(bare, mosaics=made.mosaics)

        monkeypatch.setattr(finishing, "finish", forgetful)
    school.publish()
    assert school.published_files() == []
    copies = school.workspace.publisher.published(school.batch_id)
    assert {copy.state for copy in copies} == {ReleasedState.REFUSED}


def _sees_a_face(self: CoveredFaces, finished: bytes, hidden: Sequence[Box]) -> None:
    assert hidden
    raise VerificationFailed("The finished photo still shows a face.", "Look again.")


def test_a_decision_file_states_it_of_what_was_seen(school: SmallSchool, tmp_path: Path) -> None:
    stranger = _stranger(school, tmp_path)
    well = {check.value: True for check in PhotoCheck}
    for seen, cleared in (({}, False), ({"seen_ms": 700}, True)):
        face = {"region": stranger.id, "decision": "mosaic", **seen}
        wanted = {"faces": [face], "looked_at": True, "checks": well}
        _decide_photo(school.workspace, stranger.photo_id, wanted, {}, PREPARER)
        entry = school.workspace.review.photo(stranger.photo_id)
        assert (outcomes([entry]) == {Outcome.CLEARED}) is cleared
    _protect(school, "Bo")
    _looks_like(school, stranger, "Bo")
    with pytest.raises(Refused):
        _decide_photo(school.workspace, stranger.photo_id, wanted, {}, PREPARER)


def test_sightings_of_another_frame_do_not_count(school: SmallSchool, tmp_path: Path) -> None:
    stranger = _stranger(school, tmp_path)
    school.workspace.frames.reshape(stranger.id, Box(112, 100, 60, 80), PREPARER)
    school.workspace.exclusion.mark_seen(sightings(stranger))
    school.workspace.review.decide(stranger.id, Disposition(DispositionKind.MOSAIC), PREPARER)
    school.finish(stranger.photo_id)
    with pytest.raises(Refused):
        school.sign()
