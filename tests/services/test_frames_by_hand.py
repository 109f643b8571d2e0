"""Frames a person draws, moves and takes away, and what must be looked at again because of it."""

from pathlib import Path

import pytest

from consentdesk.domain.errors import Refused
from consentdesk.domain.face import Disposition, DispositionKind, Region, RegionSubject
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.pixels import Box
from consentdesk.domain.verdict import Outcome
from consentdesk.media.open_photo import open_photo
from tests.services.moments import LEFT, RIGHT, outcomes
from tests.small_workspace import HEIGHT, PREPARER, WIDTH, SmallSchool, write_photo

MOVED = Box(110, 105, 60, 90)


@pytest.fixture
def photo(school: SmallSchool, tmp_path: Path) -> PhotoId:
    return school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0].id


@pytest.fixture
def face(school: SmallSchool, photo: PhotoId) -> Region:
    """Return a face that was named in a photo that was finished."""
    (face,) = school.mark_faces(photo, [LEFT])
    school.name_face(face, "Ada")
    school.finish(photo)
    return face


def test_a_moved_frame_is_seen_and_decided_anew(
    school: SmallSchool, photo: PhotoId, face: Region
) -> None:
    frames, review, pictures = (
        school.workspace.frames,
        school.workspace.review,
        school.workspace.pictures,
    )
    found = pictures.face(face.id).pixels
    entry = frames.reshape(face.id, MOVED, PREPARER)
    (moved,) = entry.review.undecided
    assert (moved.box, moved.seen_ms) == (MOVED, 0)
    shown = pictures.face(face.id).pixels
    assert shown != found
    kept = school.workspace.library.vault.get(moved.picture)
    assert shown == open_photo(kept)
    (entry,) = review.undo(school.batch_id, PREPARER)
    assert (entry.review.regions[0].box, entry.review.undecided) == (LEFT, ())
    assert pictures.face(face.id).pixels == found
    assert outcomes([entry]) == {Outcome.NEEDS_DECISION}
    assert {r.code for v in entry.verdicts.values() for r in v.reasons} == {"not_seen"}
    school.see(face)
    assert outcomes([review.photo(photo)]) == {Outcome.CLEARED}


def test_what_is_covered_stays_covered_where_its_frame_is_now(
    school: SmallSchool, face: Region
) -> None:
    school.decide(face, DispositionKind.COVER)
    entry = school.workspace.frames.reshape(face.id, MOVED, PREPARER)
    assert (entry.review.undecided, entry.review.look) == ((), None)


def test_a_found_face_is_not_left_bare_nor_taken_away(school: SmallSchool, face: Region) -> None:
    frames = school.workspace.frames
    for away in (Box(400, 300, 60, 80), Box(100, 100, 20, 80), Box(100, 100, 3, 3)):
        with pytest.raises(Refused):
            frames.reshape(face.id, away, PREPARER)
    with pytest.raises(Refused):
        frames.remove(face.id, PREPARER)
    assert school.workspace.review.photo(face.photo_id).review.look is not None


def test_a_drawn_frame_is_taken_away_and_brought_back(school: SmallSchool, face: Region) -> None:
    frames = school.workspace.frames
    drawn = frames.draw(face.photo_id, RIGHT, PREPARER).review.undecided[0]
    school.decide(drawn, DispositionKind.NOT_A_FACE)
    assert frames.remove(drawn.id, PREPARER).review.regions == (face_seen(school, face),)
    (entry,) = school.workspace.review.undo(school.batch_id, PREPARER)
    assert (len(entry.review.regions), entry.review.undecided) == (2, ())


@pytest.mark.parametrize("how", ["taken away", "taken back"])
def test_nothing_is_done_to_a_frame_that_is_gone(
    school: SmallSchool, face: Region, how: str
) -> None:
    workspace, bo, batch_id = school.workspace, school.people["Bo"].id, school.batch_id
    frames, review, groups = workspace.frames, workspace.review, workspace.groups
    drawn = frames.draw(face.photo_id, RIGHT, PREPARER).review.undecided[0]
    school.see(face, drawn)
    gone = drawn.id
    if how == "taken away":
        frames.remove(gone, PREPARER)
    else:
        review.undo(batch_id, PREPARER)
    before, cover = review.photo(face.photo_id), Disposition(DispositionKind.COVER)
    kept = set(workspace.library.vault.keys())
    for act in (
        lambda: review.decide(gone, cover, PREPARER),
        lambda: review.decide(gone, None, PREPARER),
        lambda: review.decide_many((face.id, gone), cover, PREPARER),
        lambda: groups.decide(batch_id, (face.id, gone), cover, PREPARER),
        lambda: groups.put_together(batch_id, (face.id,), gone, PREPARER),
        lambda: groups.put_together(batch_id, (gone,), face.id, PREPARER),
        lambda: groups.take_apart(batch_id, (gone,), PREPARER),
        lambda: groups.not_this_person(batch_id, (gone,), bo, PREPARER),
        lambda: frames.reshape(gone, MOVED, PREPARER),
        lambda: frames.cover_figure(gone, PREPARER),
        lambda: frames.remove(gone, PREPARER),
        lambda: workspace.pictures.face(gone),
    ):
        with pytest.raises(Refused):
            act()
    school.see(drawn)
    assert review.photo(face.photo_id) == before
    assert set(workspace.library.vault.keys()) == kept


def face_seen(school: SmallSchool, face: Region) -> Region:
    return school.workspace.library.run(lambda u: u.photos.region(face.id))


def test_a_whole_figure_is_covered_below_the_face_where_it_is_now(
    school: SmallSchool, face: Region
) -> None:
    frames = school.workspace.frames
    frames.reshape(face.id, MOVED, PREPARER)
    entry = frames.cover_figure(face.id, PREPARER)
    figure = entry.review.regions[-1]
    assert figure.subject is RegionSubject.FIGURE
    assert figure.box.overlap(MOVED) == MOVED.area
    kinds = {entry.review.decisions[r.id].disposition.kind for r in entry.review.regions}
    assert kinds == {DispositionKind.COVER}
    school.finish(face.photo_id)
    assert outcomes([school.workspace.review.photo(face.photo_id)]) == {Outcome.CLEARED}
    school.workspace.review.undo(school.batch_id, PREPARER)
    (entry,) = school.workspace.review.undo(school.batch_id, PREPARER)
    assert [r.id for r in entry.review.undecided] == [face.id]


def test_the_kept_part_and_the_size_are_what_is_published(
    school: SmallSchool, photo: PhotoId, face: Region
) -> None:
    frames, pictures = school.workspace.frames, school.workspace.pictures
    frames.crop(photo, Box(-50, 0, 350, 900), PREPARER)
    frames.make_smaller(photo, school.website.id, 240, PREPARER)
    school.finish(photo)
    web = pictures.as_published(photo, school.website.id)
    letter = pictures.as_published(photo, school.newsletter.id)
    assert [(web.width, web.height), (letter.width, letter.height)] == [(150, 240), (250, 400)]
    school.sign()
    school.publish()
    assert len(school.published_files()) == 2
    for small in (
        lambda: frames.crop(photo, Box(0, 0, 199, HEIGHT), PREPARER),
        lambda: frames.make_smaller(photo, school.website.id, 0, PREPARER),
    ):
        with pytest.raises(Refused):
            small()
    assert frames.crop(photo, None, PREPARER).review.crop is None
    whole = pictures.as_published(photo, school.newsletter.id)
    assert whole.width * HEIGHT == whole.height * WIDTH
