"""Two things at once, and things that change under a running job."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consentdesk.domain.batch import BatchDetails, Mode
from consentdesk.domain.errors import FaceCheckFailed
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces.ports import CheckedFace, CheckedPhoto, FoundFace, Gallery
from consentdesk.faces.versions import MATCHER_VERSION
from consentdesk.media.thumbnails import PreparedPhoto
from consentdesk.services.bringing_in import import_photos
from consentdesk.services.bringing_in.import_photos import ImportReceipt
from consentdesk.services.bringing_in.new_photo import details_of
from consentdesk.services.finding import staged_search
from tests.small_workspace import (
    APPROVER,
    PREPARER,
    SmallSchool,
    matching_decision,
    photo_bytes,
    write_photo,
)

NO_FACES = CheckedPhoto((), 640, 480, 0.1, "test-engine")
TOLD = date(2026, 6, 1)


def _import(school: SmallSchool, batch_id: int, source: Path) -> ImportReceipt:
    return school.workspace.importer.bring_in(
        batch_id, [source], PREPARER, Progress(), CancelToken()
    )


def _second_batch(school: SmallSchool) -> int:
    assert school.batch is not None
    details = replace(school.batch.details, event="Swimming")
    return school.workspace.batches.open(details, PREPARER).id


@pytest.mark.parametrize("name", ["IMG_1.JPG", "copy.JPG"])
def test_the_same_file_in_two_imports_at_once_is_one_photo(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    source = write_photo(tmp_path / "in" / "IMG_1.JPG")
    twin = write_photo(tmp_path / "other" / name)
    prepare = import_photos.prepare_photo

    def meanwhile(data: bytes) -> PreparedPhoto:
        """Play the other import: it adds the photo while this one reads it."""
        prepared = prepare(data)
        library = school.workspace.library
        if not school.photos():
            keys = [library.vault.put(part) for part in (data, prepared.thumbnail, b"screen")]
            details = details_of(name, hashlib.sha256(data).hexdigest(), keys, prepared)
            run = library.run(lambda u: u.batches.start_import(school.batch_id, [str(twin)]))
            library.run(lambda u: u.photos.add(school.batch_id, run.id, details))
        return prepared

    monkeypatch.setattr(import_photos, "prepare_photo", meanwhile)
    receipt = _import(school, school.batch_id, source)
    (photo,) = school.photos()
    same_name = name == source.name
    assert (receipt.found, receipt.brought_in, receipt.already_there) == (1, 0, int(same_name))
    assert [entry.code for entry in receipt.listed] == ([] if same_name else ["duplicate"])
    assert school.workspace.library.vault.get(photo.details.original) == source.read_bytes()


def test_undoing_leaves_what_a_running_import_has_just_put(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = write_photo(tmp_path / "in" / "IMG_1.JPG")
    first = _import(school, school.batch_id, source)
    other, prepare = _second_batch(school), import_photos.prepare_photo

    def meanwhile(data: bytes) -> PreparedPhoto:
        school.workspace.importer.undo(first.import_id, PREPARER)
        return prepare(data)

    monkeypatch.setattr(import_photos, "prepare_photo", meanwhile)
    _import(school, other, source)
    (photo,) = school.workspace.library.run(lambda u: u.photos.of_batch(other))
    for key in (photo.details.original, photo.details.thumbnail, photo.details.screen):
        assert school.workspace.library.vault.get(key)


def test_a_failed_photo_leaves_nothing_in_the_vault(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(data: bytes) -> None:
        raise FaceCheckFailed("This photo could not be checked.", "Look at it yourself.")

    monkeypatch.setattr(import_photos, "prepare_photo", dies)
    receipt = _import(school, school.batch_id, write_photo(tmp_path / "in" / "IMG_1.JPG"))
    assert [entry.code for entry in receipt.listed] == ["face_check_failed"]
    assert list(school.workspace.library.vault.keys()) == []


def test_a_face_whose_box_moved_keeps_its_decision_but_needs_a_new_look(
    school: SmallSchool, tmp_path: Path
) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [Box(100, 100, 60, 80)])
    school.decide(face, DispositionKind.COVER)
    school.finish(photo.id)
    for x, looked in ((100, True), (104, False)):
        found = FoundFace(Box(x, 100, 60, 80), 0.9, ((0.0, 0.0),) * 5, True, "face")
        checked = CheckedPhoto(
            (CheckedFace(found, b"picture", None),), 640, 480, 0.1, "test-engine"
        )
        school.workspace.scanner.records.keep(photo.id, checked)
        review = school.workspace.review.photo(photo.id).review
        assert (review.look is not None) is looked
        assert [region.box.x for region in review.regions] == [x]
        assert set(review.decisions) == {face.id}


@pytest.fixture
def matched(school: SmallSchool) -> SmallSchool:
    """The school with Bo enrolled and the batch in Match."""
    person, workspace = school.people["Bo"].id, school.workspace
    record = matching_decision()
    workspace.matching.record_school(record, APPROVER)
    workspace.matching.record_permission(
        BiometricPermission(person, TOLD, "Mrs L", TOLD, "form 3"), PREPARER
    )
    picture = workspace.library.vault.put(photo_bytes(9))
    portrait = workspace.library.run(lambda u: u.people.add_portrait(person, picture, None))
    workspace.library.run(
        lambda u: u.matching.keep_vector(person, portrait.id, (0.1,) * 128, MATCHER_VERSION)
    )
    details = BatchDetails(
        "Sports day", date(2026, 6, 19), "", ("3A",), True, True, mode=Mode.MATCH
    )
    workspace.batches.change(school.batch_id, details, PREPARER)
    return school


def test_the_receipt_tells_that_a_lock_closed_on_the_way(
    matched: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    matched.bring_in(*(write_photo(tmp_path / "in" / f"IMG_{n}.JPG", n) for n in range(6)))
    galleries: list[Gallery | None] = []

    def check(data: bytes, gallery: Gallery | None, *more: object) -> CheckedPhoto:
        galleries.append(gallery)
        if len(galleries) == 7:  # in the second stage
            bo, today = matched.people["Bo"].id, matched.clock.time.date()
            matched.workspace.roll.set_left(bo, today, PREPARER)
        return NO_FACES

    monkeypatch.setattr(staged_search, "check_photo", check)
    receipt = matched.workspace.scanner.run(matched.batch_id, PREPARER, Progress(), CancelToken())
    by_eye = galleries.count(None)
    assert 0 < by_eye < 6
    assert receipt.matched
    assert receipt.sentence == (
        f"No portrait of a pupil is enrolled yet. {by_eye} of 6 photos were not compared."
    )


def test_a_portrait_lost_on_the_disk_stops_no_enrolment(matched: SmallSchool) -> None:
    bo, library = matched.people["Bo"].id, matched.workspace.library
    library.run(lambda u: u.matching.delete_vectors(bo))
    (portrait,) = library.run(lambda u: u.people.portraits(bo))
    library.vault.remove(portrait.picture)
    receipt = matched.workspace.enrolment.enrol(PREPARER, Progress(), CancelToken())
    assert (receipt.enrolled, [person for person, _ in receipt.problems]) == (0, [bo])


def test_purging_is_written_down_and_happens_once(matched: SmallSchool) -> None:
    matching, bo = matched.workspace.matching, matched.people["Bo"].id
    expiring = BiometricPermission(
        bo, TOLD, "Mrs L", TOLD, "form 3", expires_on=matched.clock.time.date()
    )
    matching.record_permission(expiring, PREPARER)
    assert matching.purge() == 0
    matched.clock.time = matched.clock.time.replace(day=matched.clock.time.day + 1)
    assert (matching.purge(), matching.purge()) == (1, 0)
    rows = matched.workspace.library.run(lambda u: u.audit.rows())
    receipts = [(r.who, r.subject, r.detail) for r in rows if r.what == "vectors_destroyed"]
    assert receipts == [("ConsentDesk", f"person {bo}", {"count": 1})]


def test_faces_of_a_photo_that_is_gone_leave_the_vault(school: SmallSchool, tmp_path: Path) -> None:
    receipt = _import(school, school.batch_id, write_photo(tmp_path / "in" / "IMG_1.JPG"))
    (photo,) = school.photos()
    school.workspace.importer.undo(receipt.import_id, PREPARER)
    found = FoundFace(Box(100, 100, 60, 80), 0.9, ((0.0, 0.0),) * 5, True, "face")
    checked = CheckedPhoto((CheckedFace(found, b"picture", None),), 640, 480, 0.1, "test-engine")
    assert school.workspace.scanner.records.keep(photo.id, checked) is None
    assert list(school.workspace.library.vault.keys()) == []
