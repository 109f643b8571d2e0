"""A photo that must not exist leaves a name and a fingerprint behind, and no picture."""

from datetime import date
from pathlib import Path

import pytest

from consentdesk.domain.errors import KnownError, Refused
from consentdesk.domain.face import Region
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedState
from consentdesk.domain.search import Search
from consentdesk.services.bringing_in import import_photos
from consentdesk.services.deciding import frames_by_hand
from tests.services.moments import LEFT, RIGHT
from tests.small_workspace import APPROVER, PREPARER, SmallSchool, write_photo


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_photo(tmp_path / "in" / "IMG_1.JPG", 1)


@pytest.fixture
def photo(school: SmallSchool, file: Path) -> Photo:
    return school.bring_in(file)[0]


def _name_and_cut_out(school: SmallSchool, photo: Photo) -> Region:
    """Decide faces in every way that leaves a picture, a portrait among them."""
    face, other = school.mark_faces(photo.id, [LEFT, RIGHT])
    frames, library = school.workspace.frames, school.workspace.library
    frames.draw(photo.id, Box(20, 300, 90, 100), PREPARER)
    frames.reshape(other.id, Box(295, 115, 70, 90), PREPARER)
    school.workspace.review.undo(school.batch_id, PREPARER)
    frames.cover_figure(other.id, PREPARER)
    school.name_face(face, "Ada")
    cut = library.vault.put(b"a portrait that was cut from the photo")
    person = school.people["Ada"].id
    library.run(lambda u: u.people.add_portrait(person, cut, date(2026, 6, 19), face.id))
    library.run(lambda u: u.searches.keep(photo.details.sha256, "engine", Search(), (640, 480), ()))
    return face


def test_no_byte_of_the_picture_stays(school: SmallSchool, file: Path, tmp_path: Path) -> None:
    library = school.workspace.library
    (kept,) = school.bring_in(write_photo(tmp_path / "in" / "IMG_2.JPG", 2))
    others = set(library.vault.keys())
    photo = next(p for p in school.bring_in(file) if p.id != kept.id)
    _name_and_cut_out(school, photo)
    assert len(set(library.vault.keys()) - others) >= 6
    deleted = school.workspace.deletion.delete(photo.id, PREPARER)
    assert (deleted.photos, deleted.published) == ((photo.id,), ())
    assert set(library.vault.keys()) == others
    assert library.run(lambda u: u.people.portraits(school.people["Ada"].id)) == ()
    assert library.run(lambda u: u.photos.regions(photo.id)) == ()
    assert library.run(lambda u: u.review.history(photo.id)) == ()
    assert library.run(lambda u: u.searches.known(photo.details.sha256, "engine", Search())) is None
    assert school.workspace.review.undo(school.batch_id, PREPARER) == ()
    line = next(row for row in library.run(lambda u: u.audit.rows()) if row.what == "photo_deleted")
    assert (line.who, line.subject) == (PREPARER, f"photo {photo.id}")
    assert "Adaeze" not in str(line)


def test_it_is_on_no_screen_and_accounted_for(school: SmallSchool, photo: Photo) -> None:
    workspace = school.workspace
    workspace.deletion.delete(photo.id, PREPARER)
    card = workspace.batches.card(school.batch_id)
    assert (card.cover, card.counts.photos, card.counts.listed) == (None, 0, 1)
    assert workspace.review.desk(school.batch_id).photos == ()
    (listed,) = workspace.importer.listed(school.batch_id)
    assert (listed.file_name, listed.code) == (photo.details.file_name, "deleted")
    assert listed.sentence.startswith("Deleted on 20 June 2026")
    pictures = workspace.pictures
    for show in (pictures.thumbnail, pictures.screen, pictures.full):
        with pytest.raises(Refused, match="deleted"):
            show(photo.id)
    with pytest.raises(Refused, match="deleted"):
        pictures.as_published(photo.id, school.website.id)


def test_nothing_can_be_done_to_it_any_more(school: SmallSchool, photo: Photo) -> None:
    workspace, id_ = school.workspace, photo.id
    workspace.deletion.delete(id_, PREPARER)
    for act in (
        lambda: workspace.review.hold(id_, "why", PREPARER),
        lambda: workspace.frames.draw(id_, LEFT, PREPARER),
        lambda: workspace.frames.crop(id_, Box(0, 0, 400, 400), PREPARER),
        lambda: workspace.review.answer_checks([id_], {}, PREPARER),
        lambda: school.finish(id_),
        lambda: workspace.importer.accept_set_aside(id_, APPROVER, "the head said so"),
        lambda: workspace.scanner.example(id_),
    ):
        with pytest.raises(KnownError):
            act()
    scanner = workspace.scanner
    assert scanner.thoroughly([id_], PREPARER) + scanner.thoroughly_all(school.batch_id, "A") == 0
    scanner.again(school.batch_id, PREPARER)
    assert scanner.run(school.batch_id, PREPARER, Progress(), CancelToken()).checked == 0
    assert scanner.compare_again(school.batch_id, PREPARER, Progress(), CancelToken()).checked == 0
    assert not scanner.records.fail(id_, None)
    state = workspace.library.run(lambda u: u.photos.get(id_)).state
    assert state is PhotoState.DELETED
    assert set(workspace.library.vault.keys()) == set()
    assert workspace.deletion.delete(id_, PREPARER).photos == ()


def test_a_frame_cut_out_meanwhile_is_not_kept(
    school: SmallSchool, photo: Photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_out = frames_by_hand.face_picture

    def slowly(*given: object) -> bytes:
        school.workspace.deletion.delete(photo.id, PREPARER)
        return cut_out(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(frames_by_hand, "face_picture", slowly)
    with pytest.raises(Refused):
        school.workspace.frames.draw(photo.id, LEFT, PREPARER)
    assert set(school.workspace.library.vault.keys()) == set()


def test_the_same_file_of_another_batch_goes_and_does_not_come_in_again(
    school: SmallSchool, file: Path, photo: Photo
) -> None:
    workspace = school.workspace
    assert school.batch is not None
    second, third = (workspace.batches.open(school.batch.details, PREPARER) for _ in range(2))
    importer = workspace.importer

    def bring_in(batch_id: int, path: Path):  # type: ignore[no-untyped-def]
        return importer.bring_in(batch_id, [path], PREPARER, Progress(), CancelToken())

    bring_in(second.id, file)
    assert len(workspace.deletion.delete(photo.id, PREPARER).photos) == 2
    copy = file.with_name("IMG_1 (2).JPG")
    copy.write_bytes(file.read_bytes())
    for batch_id, path in ((school.batch_id, file), (second.id, copy), (third.id, file)):
        receipt = bring_in(batch_id, path)
        assert (receipt.found, receipt.brought_in, receipt.already_there) == (1, 0, 0)
        listed = receipt.listed[-1]
        assert (listed.file_name, listed.code) == (path.name, "deleted")
        assert "iPad" in listed.sentence
    assert set(workspace.library.vault.keys()) == set()


def test_it_is_noticed_even_after_its_import_was_undone(
    school: SmallSchool, file: Path, photo: Photo
) -> None:
    school.workspace.deletion.delete(photo.id, PREPARER)
    assert school.workspace.importer.undo(photo.import_id, PREPARER) == 0
    assert school.bring_in(file) == ()
    assert [entry.code for entry in school.workspace.importer.listed(school.batch_id)] == [
        "deleted"
    ]


def test_what_is_deleted_while_it_is_brought_in_is_listed(
    school: SmallSchool, file: Path, photo: Photo, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert school.batch is not None
    other = school.workspace.batches.open(school.batch.details, PREPARER)
    details = import_photos.details_of

    def slowly(*given: object):  # type: ignore[no-untyped-def]
        school.workspace.deletion.delete(photo.id, PREPARER)
        return details(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(import_photos, "details_of", slowly)
    receipt = school.workspace.importer.bring_in(
        other.id, [file], PREPARER, Progress(), CancelToken()
    )
    assert (receipt.brought_in, [entry.code for entry in receipt.listed]) == (0, ["deleted"])
    assert set(school.workspace.library.vault.keys()) == set()


def test_published_copies_are_named_and_the_sign_off_ends(
    school: SmallSchool, photo: Photo
) -> None:
    school.mark_faces(photo.id, [])
    school.finish(photo.id)
    school.sign()
    school.publish()
    deleted = school.workspace.deletion.delete(photo.id, PREPARER)
    assert len(deleted.published) == 2
    assert {file.state for file in deleted.published} == {ReleasedState.PUBLISHED}
    assert school.workspace.sign_off.preview(school.batch_id).standing is None
    with pytest.raises(Refused):
        school.publish()
    with pytest.raises(Refused):
        school.workspace.importer.undo(photo.import_id, PREPARER)
