"""Originals go when their time is over, and nothing else does; each picture is looked for again."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import KnownError, Refused
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.photo_checks import ALL_WELL, PhotoCheck
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedState
from consentdesk.domain.retention import KeptBecause
from consentdesk.domain.review_changes import Referee
from consentdesk.domain.search import Search
from consentdesk.domain.staff import Role
from consentdesk.services.looking_after.published_copies import Standing
from tests.services.moments import LEFT
from tests.small_workspace import (
    APPROVER,
    KEY,
    PASSWORD,
    PREPARER,
    SmallSchool,
    assemble_for_test,
    write_photo,
)

PUBLISHED = date(2026, 6, 20)
DUE = PUBLISHED + timedelta(days=30)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return [write_photo(tmp_path / "in" / f"IMG_{n}.JPG", n) for n in (1, 2)]


@pytest.fixture
def photos(school: SmallSchool, files: list[Path]) -> tuple[Photo, ...]:
    """Two photos with Ada in them, published on both channels."""
    photos = school.bring_in(*files)
    for photo in photos:
        (face,) = school.mark_faces(photo.id, [LEFT])
        school.name_face(face, "Ada")
        school.finish(photo.id)
    school.sign()
    school.publish()
    return photos


def go_to(school: SmallSchool, day: date) -> None:
    school.clock.time = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def kept(school: SmallSchool) -> dict[int, KeptBecause]:
    (batch,) = school.workspace.retention.preview(DUE).batches
    return {photo.photo_id: photo.why for photo in batch.kept}


def test_the_preview_tells_of_the_day_and_deletes_nothing(
    school: SmallSchool, photos: tuple[Photo, ...]
) -> None:
    retention = school.workspace.retention
    before = set(school.workspace.library.vault.keys())
    assert retention.preview(DUE - timedelta(days=1)).batches == ()
    found = retention.preview(DUE)
    (batch,) = found.batches
    assert (batch.due, batch.going, batch.kept) == (DUE, tuple(p.id for p in photos), ())
    assert found.sentences == ("Sports day, 19 June 2026: 2 photos deleted on 20 July 2026.",)
    assert retention.run(APPROVER).photos == 0
    go_to(school, DUE)
    stopped = CancelToken()
    stopped.cancel()
    receipt = retention.run(APPROVER, stopped)
    assert (receipt.photos, receipt.finished) == (0, False)
    assert set(school.workspace.library.vault.keys()) == before


def test_no_picture_stays_and_what_was_decided_does(
    school: SmallSchool, photos: tuple[Photo, ...]
) -> None:
    workspace, library = school.workspace, school.workspace.library
    sha256 = photos[0].details.sha256
    library.run(lambda u: u.searches.keep(sha256, "engine", Search(), (640, 480), ()))
    record = workspace.clearance_records.latest(school.batch_id, PREPARER)
    go_to(school, DUE)
    receipt = workspace.retention.run(APPROVER)
    (batch,) = receipt.batches
    assert (receipt.photos, receipt.proven, receipt.finished) == (2, True, True)
    assert set(batch.fingerprints) == {photo.details.sha256 for photo in photos}
    assert set(library.vault.keys()) == {record.page, record.facts}
    assert workspace.clearance_records.latest(school.batch_id, PREPARER) == record
    assert library.run(lambda u: u.searches.known(sha256, "engine", Search())) is None
    for photo in photos:
        now = library.run(lambda u, id_=photo.id: u.photos.get(id_))
        assert now.state is PhotoState.RETIRED
        assert (now.details.file_name, now.details.sha256) == (
            photo.details.file_name,
            photo.details.sha256,
        )
        (region,) = library.run(lambda u, id_=photo.id: u.photos.regions(id_))
        assert region.picture == ""
        assert workspace.review.photo(photo.id).review.people == {school.people["Ada"].id}
    lines = {row.what: row for row in library.run(lambda u: u.audit.rows())}
    assert set(lines["originals_retired"].detail["fingerprints"]) == set(batch.fingerprints)
    assert lines["pictures_gone"].detail == {"pictures": batch.pictures, "left": 0}
    assert lines["retention_run"].who == APPROVER
    assert workspace.retention.run(APPROVER).batches == ()


def test_a_copy_can_still_be_taken_down(school: SmallSchool, photos: tuple[Photo, ...]) -> None:
    workspace = school.workspace
    go_to(school, DUE)
    workspace.retention.run(APPROVER)
    assert {copy.standing for copy in workspace.take_down.copies()} == {Standing.MAY_STAY}
    school.answer("Ada", "web", Status.WITHDRAWN)
    due = workspace.take_down.due()
    assert {copy.photo_id for copy in due} == {photo.id for photo in photos}
    assert {copy.channel.name for copy in due} == {"Website"}
    receipt = workspace.take_down.take_down([copy.id for copy in due], PREPARER)
    assert len(receipt.removed) == 2
    assert len(school.published_files()) == 2


def test_it_is_no_work_any_more(
    school: SmallSchool, photos: tuple[Photo, ...], files: list[Path], tmp_path: Path
) -> None:
    workspace, id_ = school.workspace, photos[0].id
    (region, *_) = workspace.library.run(lambda u: u.photos.regions(id_))
    go_to(school, DUE)
    workspace.retention.run(APPROVER)
    card = workspace.batches.card(school.batch_id)
    assert (card.cover, card.counts.photos, card.counts.retired) == (None, 0, 2)
    assert "2 photos kept as long" in card.steps[0].sentence
    assert workspace.review.desk(school.batch_id).photos == ()
    pictures = workspace.pictures
    for act in (
        lambda: pictures.thumbnail(id_),
        lambda: pictures.screen(id_),
        lambda: pictures.full(id_),
        lambda: pictures.face(region.id),
        lambda: pictures.as_published(id_, school.website.id),
        lambda: workspace.review.hold(id_, "why", PREPARER),
        lambda: workspace.frames.draw(id_, LEFT, PREPARER),
        lambda: workspace.frames.crop(id_, Box(0, 0, 400, 400), PREPARER),
        lambda: school.name_face(region, "Bo"),
        lambda: school.finish(id_),
        lambda: workspace.scanner.example(id_),
    ):
        with pytest.raises(KnownError):
            act()
    scanner = workspace.scanner
    assert scanner.thoroughly([id_], PREPARER) + scanner.thoroughly_all(school.batch_id, "A") == 0
    scanner.again(school.batch_id, PREPARER)
    assert scanner.run(school.batch_id, PREPARER, Progress(), CancelToken()).checked == 0
    assert workspace.review.undo(school.batch_id, PREPARER) == ()
    assert workspace.review.photo(id_).review.people == {school.people["Ada"].id}
    assert not any(v.cleared for v in workspace.review.photo(id_).verdicts.values())
    assert workspace.sign_off.preview(school.batch_id).standing is None
    with pytest.raises(Refused):
        school.publish()


def test_the_same_file_is_noticed_and_not_brought_in(
    school: SmallSchool, photos: tuple[Photo, ...], files: list[Path]
) -> None:
    workspace = school.workspace
    go_to(school, DUE)
    workspace.retention.run(APPROVER)
    there = set(workspace.library.vault.keys())
    assert school.batch is not None
    other = workspace.batches.open(school.batch.details, PREPARER)
    for batch_id in (school.batch_id, other.id):
        receipt = workspace.importer.bring_in(
            batch_id, [files[0]], PREPARER, Progress(), CancelToken()
        )
        assert receipt.brought_in == 0
        assert (receipt.listed[-1].code, "iPad" in receipt.listed[-1].sentence) == ("retired", True)
    assert set(workspace.library.vault.keys()) == there
    with pytest.raises(Refused):
        workspace.importer.undo(photos[0].import_id, PREPARER)
    workspace.deletion.delete(photos[0].id, PREPARER)  # as one that must not be kept
    now = workspace.library.run(lambda u: u.photos.get(photos[0].id))
    assert now.state is PhotoState.DELETED
    assert workspace.library.run(lambda u: u.photos.regions(now.id)) == ()


def test_a_due_copy_keeps_its_photo(school: SmallSchool, photos: tuple[Photo, ...]) -> None:
    (_, other) = photos
    (copy,) = [
        f
        for f in school.workspace.library.run(lambda u: u.releases.files(photo_id=other.id))
        if f.channel_id == school.website.id
    ]
    school.workspace.library.run(
        lambda u: u.releases.set_state(copy.id, ReleasedState.TAKEN_DOWN, problem="look there")
    )
    go_to(school, DUE)
    assert kept(school) == {other.id: KeptBecause.COPY_DUE}
    receipt = school.workspace.retention.run(APPROVER)
    assert receipt.photos == 1
    assert school.workspace.pictures.full(other.id).width == other.details.width


def test_what_waits_for_somebody_is_kept(
    school: SmallSchool, photos: tuple[Photo, ...], tmp_path: Path
) -> None:
    workspace, before = school.workspace, {photo.id for photo in photos}
    later = [write_photo(tmp_path / "in" / f"IMG_{n}.JPG", n) for n in (6, 7, 8, 9)]
    held, asked, private, new = (p for p in school.bring_in(*later) if p.id not in before)
    workspace.review.hold(held.id, "The DSL looks into it.", PREPARER)
    workspace.referrals.refer(asked.id, Referee.HEAD, "may it stay?", PREPARER)
    workspace.review.answer_checks([private.id], {**ALL_WELL, PhotoCheck.PLACE: False}, PREPARER)
    go_to(school, DUE)
    assert kept(school) == {
        held.id: KeptBecause.HELD,
        asked.id: KeptBecause.REFERRED,
        private.id: KeptBecause.PLACE,
        new.id: KeptBecause.CAME_LATER,
    }
    assert workspace.retention.run(APPROVER).photos == 2
    retired = workspace.retention.retire(school.batch_id, APPROVER)
    assert set(retired.fingerprints) == {p.details.sha256 for p in (held, private, new)}
    with pytest.raises(Refused):  # a question that nobody answered stands even then
        workspace.retention.retire(school.batch_id, APPROVER)
    assert workspace.pictures.full(asked.id).width == asked.details.width


def test_nothing_goes_while_nothing_was_published(school: SmallSchool, files: list[Path]) -> None:
    retention = school.workspace.retention
    photos = school.bring_in(*files)
    go_to(school, date(2027, 6, 19))
    found = retention.preview(date(2027, 7, 1))
    assert found.batches == ()
    (batch,) = found.never_published
    assert batch.sentence(found.today).startswith("Nothing was published, 365 days after")
    assert retention.run(APPROVER).photos == 0
    assert len(retention.retire(school.batch_id, APPROVER).fingerprints) == len(photos)
    assert set(school.workspace.library.vault.keys()) == set()
    assert school.workspace.importer.undo(photos[0].import_id, PREPARER) == 0
    assert school.bring_in(*files) == ()


def test_only_some_may_delete(school: SmallSchool, photos: tuple[Photo, ...]) -> None:
    staff, retention = school.workspace.staff, school.workspace.retention
    staff.add("Ian Technician", PASSWORD, {Role.ADMINISTRATOR}, school.head)
    staff.add("Ines Inspector", PASSWORD, {Role.INSPECTOR}, school.head)
    go_to(school, DUE)
    there = set(school.workspace.library.vault.keys())
    for name in (PREPARER, "Ines Inspector", "Nobody"):
        with pytest.raises(Refused):
            retention.run(name)
        with pytest.raises(Refused):
            retention.retire(school.batch_id, name)
    assert set(school.workspace.library.vault.keys()) == there
    assert retention.run("Ian Technician").photos == 2


def test_a_killed_run_is_finished_by_the_next(
    school: SmallSchool, photos: tuple[Photo, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, retention = school.workspace.library.vault, school.workspace.retention
    assert school.batch is not None
    go_to(school, DUE)
    removed = []

    def killed(key: str) -> None:
        if removed:
            raise KeyboardInterrupt
        removed.append(key)

    with monkeypatch.context() as patched:
        patched.setattr(vault, "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            retention.run(APPROVER)
    states = {
        school.workspace.library.run(lambda u, id_=p.id: u.photos.get(id_)).state for p in photos
    }
    assert states == {PhotoState.RETIRED}  # kept with the transaction; the pictures are strays now
    school.workspace.close()
    school.workspace = assemble_for_test(school.workspace.folder, KEY, school.clock, new=False)
    records = school.workspace.clearance_records.of_batch(school.batch_id)
    left = {key for record in records for key in (record.page, record.facts)}
    assert set(school.workspace.library.vault.keys()) == left
    assert school.workspace.retention.run(APPROVER).finished


def test_what_cannot_be_removed_is_said(
    school: SmallSchool, photos: tuple[Photo, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(key: str) -> None:
        raise PermissionError

    monkeypatch.setattr(school.workspace.library.vault, "remove", locked)
    go_to(school, DUE)
    receipt = school.workspace.retention.run(APPROVER)
    assert not receipt.proven
    assert (receipt.photos, receipt.batches[0].pictures) == (2, 0)
    line = next(
        row
        for row in school.workspace.library.run(lambda u: u.audit.rows())
        if row.what == "pictures_gone"
    )
    assert line.detail["left"] == receipt.batches[0].left > 0
