"""Ways a photo could leave the review desk with a child in it who must not be published."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from consentdesk.domain.channel import Channel
from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.identifiability import Identifiability
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.domain.pixels import Box
from consentdesk.domain.review_changes import Referee
from consentdesk.faces.ports import CheckedFace, CheckedPhoto, FoundFace
from consentdesk.media import channel_folder
from tests.small_workspace import (
    PREPARER,
    TODAY,
    WIDTH,
    SmallSchool,
    sightings,
    sign_as,
    write_photo,
)

FACE = Box(200, 160, 160, 160)
AHEAD = Box(40, 200, 60, 70)
POINTS = ((0.0, 0.0),) * 5


@pytest.fixture
def photo(school: SmallSchool, tmp_path: Path) -> PhotoId:
    """One photo, nothing found in it yet."""
    return school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG", 1))[0].id


def _cleared(school: SmallSchool, photo: PhotoId) -> bool:
    entry = school.workspace.review.photo(photo)
    return any(verdict.cleared for verdict in entry.verdicts.values())


def _search(school: SmallSchool, photo: PhotoId, *found: tuple[Box, bytes]) -> None:
    """Let a search find faces at these places, each with its enlarged picture."""
    faces = tuple(
        CheckedFace(FoundFace(box, 0.9, POINTS, True, "face"), picture, None)
        for box, picture in found
    )
    checked = CheckedPhoto(faces, WIDTH, 480, 0.1, "test-engine")
    school.workspace.scanner.records.keep(photo, checked)


def _colours(school: SmallSchool, photo: PhotoId, channel: Channel, box: Box) -> int:
    """Return how far apart the colours are inside a box of the photo, as it is published."""
    pixels = school.workspace.pictures.as_published(photo, channel.id)
    share = pixels.width / WIDTH
    rows = np.frombuffer(pixels.data, np.uint8).reshape(pixels.height, pixels.stride)
    picture = rows[:, : 3 * pixels.width].reshape(pixels.height, pixels.width, 3)
    part = picture[
        round(box.y * share) + 1 : round(box.bottom * share) - 1,
        round(box.x * share) + 1 : round(box.right * share) - 1,
    ]
    return int(np.ptp(part.reshape(-1, 3).astype(int), axis=0).max())


# whom a statement was made against


def test_faces_compared_before_somebody_became_a_look_out_are_compared_again(
    school: SmallSchool, photo: PhotoId
) -> None:
    faces, beside = school.mark_faces(photo, [AHEAD, FACE]), school.look_outs()
    school.see(*faces)
    school.answer("Bo", "web", Status.REFUSED)
    with pytest.raises(Refused):
        school.workspace.exclusion.state(photo, PREPARER, sightings(*faces), beside)
    assert len(school.workspace.review.photo(photo).review.undecided) == 2


@pytest.mark.parametrize("what", ["an objection", "one class more", "midnight"])
def test_a_statement_counts_against_those_only_who_were_on_the_screen(
    school: SmallSchool, photo: PhotoId, what: str
) -> None:
    """None of these raises the version of the register, by which a statement is held to it."""
    workspace, bo = school.workspace, school.people["Bo"].id
    details = PersonDetails("U9", PersonKind.PUPIL, "Zenobia", "Quayleston", "4B")
    workspace.library.run(lambda u: u.people.add(details))
    expires = school.clock.time.date()
    if what == "midnight":
        answer = Answer(
            "web", Status.GRANTED, expires_on=expires, given_by="Parent", given_on=TODAY
        )
        workspace.roll.record_answer(bo, answer, PREPARER)
    desk = workspace.review.desk(school.batch_id)
    assert desk.look_outs == ()
    (face,) = school.mark_faces(photo, [FACE])
    school.see(face)
    if what == "an objection":
        workspace.objections.record(school.batch_id, bo, PREPARER)
    elif what == "one class more":
        more = replace(desk.batch.details, classes=("3A", "4B"))
        workspace.batches.change(school.batch_id, more, PREPARER)
    else:
        school.clock.time += timedelta(days=1)
    with pytest.raises(Refused):
        workspace.exclusion.state(photo, PREPARER, sightings(face), ())


# what is in the published copy


def test_whoever_agreed_to_groups_only_is_not_alone_in_what_a_crop_leaves(
    school: SmallSchool, photo: PhotoId
) -> None:
    answer = Answer(
        "web",
        Status.LIMITED,
        limits=frozenset({Limit.GROUP_ONLY}),
        given_by="Parent",
        given_on=TODAY,
    )
    school.workspace.roll.record_answer(school.people["Ada"].id, answer, PREPARER)
    boxes = [Box(100, 200, 60, 70), Box(280, 200, 60, 70), Box(480, 200, 60, 70)]
    for face, name in zip(school.mark_faces(photo, boxes), ("Bo", "Ada", "Cy"), strict=True):
        school.name_face(face, name)
    kept = Box(190, 100, 258, 300)
    school.workspace.frames.crop(photo, kept, PREPARER)
    school.finish(photo)
    assert [box for box in boxes if kept.overlap(box)] == [boxes[1]]
    answer_ = school.workspace.review.photo(photo).verdicts[school.website.id]
    assert not answer_.cleared, "Ada is alone in the picture"


def test_a_sliver_of_another_face_is_no_company(school: SmallSchool, photo: PhotoId) -> None:
    """Alone, a child is easier to recognise than the channel allows; in a group, not."""
    details = replace(school.website.details, most_identifiable=Identifiability.IN_A_GROUP)
    school.workspace.channels.change(replace(school.website, details=details), PREPARER)
    boxes = [Box(200, 200, 32, 40), Box(300, 200, 32, 40)]
    for face, name in zip(school.mark_faces(photo, boxes), ("Ada", "Bo"), strict=True):
        school.name_face(face, name)
    school.workspace.frames.crop(photo, Box(40, 100, 262, 300), PREPARER)
    school.finish(photo)
    verdict = school.workspace.review.photo(photo).verdicts[school.website.id]
    assert not verdict.cleared, "two columns of Bo's face are left"


def test_a_cover_that_a_person_moved_hides_all_of_the_face_that_was_found(
    school: SmallSchool, photo: PhotoId
) -> None:
    (face,) = school.mark_faces(photo, [FACE])
    school.decide(face, DispositionKind.COVER)
    school.workspace.frames.reshape(face.id, replace(FACE, y=FACE.y + 80, height=80), PREPARER)
    school.finish(photo)
    assert not _cleared(school, photo) or _colours(school, photo, school.website, FACE) < 12


def test_a_cover_that_a_person_moved_does_not_stay_behind_the_face(
    school: SmallSchool, photo: PhotoId
) -> None:
    """A later search finds the same face a little further, and the cover stays where it was."""
    found, later = Box(200, 160, 100, 100), Box(233, 160, 100, 100)
    (face,) = school.mark_faces(photo, [found])
    school.decide(face, DispositionKind.COVER)
    school.workspace.frames.reshape(face.id, replace(found, x=150), PREPARER)
    assert school.mark_faces(photo, [later])[0].id == face.id
    school.finish(photo)
    assert not _cleared(school, photo) or _colours(school, photo, school.website, later) < 12


def test_a_smaller_frame_makes_no_close_up_of_a_child_who_must_not_be_one(
    school: SmallSchool, photo: PhotoId
) -> None:
    answer = Answer(
        "web",
        Status.LIMITED,
        limits=frozenset({Limit.NOT_CLOSE_UP}),
        given_by="Parent",
        given_on=TODAY,
    )
    school.workspace.roll.record_answer(school.people["Ada"].id, answer, PREPARER)
    (face,) = school.mark_faces(photo, [FACE])
    school.workspace.frames.reshape(face.id, replace(FACE, height=80), PREPARER)
    school.name_face(face, "Ada")
    school.finish(photo)
    assert not school.workspace.review.photo(photo).verdicts[school.website.id].cleared


def test_a_cover_at_the_edge_of_a_crop_still_hides_the_head(
    school: SmallSchool, photo: PhotoId
) -> None:
    """The frame lies outside the part that is kept, and hair and ears inside."""
    (face,) = school.mark_faces(photo, [FACE])
    school.decide(face, DispositionKind.COVER)
    school.workspace.frames.crop(photo, Box(360, 100, 280, 280), PREPARER)
    school.finish(photo)
    assert _cleared(school, photo)
    pixels = school.workspace.pictures.as_published(photo, school.website.id)
    rows = np.frombuffer(pixels.data, np.uint8).reshape(pixels.height, pixels.stride)
    hair = rows[40:230, : 3 * 40].reshape(190, 40, 3).astype(int)
    assert np.ptp(hair.reshape(-1, 3), axis=0).max() < 12


# what is deleted


def test_what_an_earlier_search_cut_out_of_a_deleted_photo_goes_too(
    school: SmallSchool, photo: PhotoId
) -> None:
    vault = school.workspace.library.vault
    _search(school, photo, (FACE, b"a face"), (AHEAD, b"another face"))
    _search(school, photo, (replace(FACE, x=204), b"the face, a little further"))
    school.workspace.deletion.delete(photo, PREPARER)
    assert set(vault.keys()) == set()


@pytest.mark.parametrize("what", ["an objection", "a deletion", "a limit", "a search"])
def test_what_comes_while_a_copy_is_written_keeps_it_out(
    school: SmallSchool, photo: PhotoId, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    workspace, website = school.workspace, school.website
    (face,) = school.mark_faces(photo, [FACE])
    school.name_face(face, "Ada")
    school.finish(photo)
    school.sign()
    strict = replace(website.details, most_identifiable=Identifiability.DISTANT)
    acts = {
        "an objection": lambda: workspace.objections.record(
            school.batch_id, school.people["Ada"].id, PREPARER
        ),
        "a deletion": lambda: workspace.deletion.delete(photo, PREPARER),
        "a limit": lambda: workspace.channels.change(replace(website, details=strict), PREPARER),
        "a search": lambda: _search(school, photo, (replace(FACE, x=204), b"a face")),
    }
    write = channel_folder._write_to_disk

    def meanwhile(path: Path, content: bytes) -> None:
        write(path, content)
        acts[what]()

    monkeypatch.setattr(channel_folder, "_write_to_disk", meanwhile)
    school.publish()
    assert school.published_files() == []


def test_deleting_a_photo_brings_back_nothing_that_could_not_be_done_again(
    school: SmallSchool, photo: PhotoId, tmp_path: Path
) -> None:
    """Ada was taken back and work went on elsewhere: redo has nothing to do."""
    review = school.workspace.review
    other = school.bring_in(write_photo(tmp_path / "in" / "IMG_2.JPG", 2))[-1].id
    (face,) = school.mark_faces(photo, [FACE])
    school.name_face(face, "Ada")
    review.undo(school.batch_id, PREPARER)
    review.hold(other, "blurred", PREPARER)
    assert review.redo(school.batch_id, PREPARER) == ()
    school.workspace.deletion.delete(other, PREPARER)
    assert review.redo(school.batch_id, PREPARER) == ()
    assert review.photo(photo).review.decisions == {}


# who says so


def test_whoever_asked_does_not_lift_the_no_that_came(school: SmallSchool, photo: PhotoId) -> None:
    school.mark_faces(photo, [])
    referrals = school.workspace.referrals
    asked = referrals.refer(photo, Referee.HEAD, "may this go?", PREPARER).review.referral
    assert asked is not None
    referrals.answer(photo, "Hal Head", "no", PREPARER, asked, may_go=False)
    try:
        school.workspace.review.let_go(photo, PREPARER)
    except Refused:
        return
    school.finish(photo)
    assert not _cleared(school, photo)


@pytest.mark.parametrize("name", ["AP", "AnnP", "A.P", "\N{CYRILLIC CAPITAL LETTER A}nn Preparer"])
def test_whoever_asked_does_not_answer_under_another_form_of_the_name(
    school: SmallSchool, photo: PhotoId, name: str
) -> None:
    referrals = school.workspace.referrals
    asked = referrals.refer(photo, Referee.HEAD, "may this go?", PREPARER).review.referral
    assert asked is not None
    with pytest.raises(Refused):
        referrals.answer(photo, name, "yes", PREPARER, asked, may_go=True)


def test_who_decided_does_not_give_the_second_signature_in_initials(
    school: SmallSchool, photo: PhotoId
) -> None:
    school.decide(school.mark_faces(photo, [FACE])[0], DispositionKind.COVER)
    school.finish(photo)
    desk = school.workspace.sign_off
    seen = desk.preview(school.batch_id)
    with pytest.raises(Refused):
        sign_as(school, "AP", seen)


# two desks


def test_nothing_is_carried_to_a_frame_that_was_taken_away(
    school: SmallSchool, tmp_path: Path
) -> None:
    workspace = school.workspace
    files = [write_photo(tmp_path / "in" / f"IMG_{n}.JPG", 1, later=n) for n in range(2)]
    one, other = (photo.id for photo in school.bring_in(*files))
    (first,), _ = school.mark_faces(one, [FACE]), school.mark_faces(other, [])
    school.state_exclusion(one)
    drawn = workspace.frames.draw(other, FACE, PREPARER).review.regions[0]
    school.see(drawn)
    workspace.frames.remove(drawn.id, PREPARER)
    with pytest.raises(Refused):
        workspace.bursts.carry([school.same_child(first.id, drawn.id)], PREPARER)
