"""Every "no" has an effect: what is not allowed is not in the channel folder."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.errors import Refused, VerificationFailed
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import StaffId
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedState
from consentdesk.domain.staff import Role, SignedIn
from consentdesk.media import copy_check
from consentdesk.media.open_photo import open_photo
from consentdesk.media.verify import reveals
from consentdesk.services.publishing import publish
from tests.small_workspace import PASSWORD, PREPARER, TODAY, SmallSchool, write_photo

FACE, OTHER = Box(100, 100, 60, 80), Box(400, 150, 60, 80)


def _ready(school: SmallSchool, tmp_path: Path, name: str = "Ada") -> int:
    """Bring in one photo, decide it and finish it."""
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [FACE])
    school.name_face(face, name)
    school.finish(photo.id)
    return photo.id


def test_a_cleared_photo_is_published_clean_and_neutral(
    school: SmallSchool, tmp_path: Path
) -> None:
    _ready(school, tmp_path)
    school.sign()
    receipt = school.publish()
    files = school.published_files()
    assert [f.name for f in files] == ["sports-day-2026-06-19-001.jpg"] * 2
    assert all(not reveals(f.read_bytes()) for f in files)
    assert all(b"iPad" not in f.read_bytes() and b"DMPX" not in f.read_bytes() for f in files)
    assert {open_photo(f.read_bytes()).width for f in files} == {400}
    assert [r.published for r in receipt.results] == [1, 1]


def test_publishing_again_writes_nothing_twice(school: SmallSchool, tmp_path: Path) -> None:
    _ready(school, tmp_path)
    school.sign()
    school.publish()
    again = school.publish()
    assert len(school.published_files()) == 2
    assert [(r.published, r.already_there) for r in again.results] == [(0, 1), (0, 1)]


@pytest.mark.parametrize(
    "status",
    [Status.REFUSED, Status.WITHDRAWN, Status.PENDING, Status.UNREADABLE, Status.NOT_ASKED],
)
def test_without_permission_on_one_channel_nothing_is_there(
    school: SmallSchool, tmp_path: Path, status: Status
) -> None:
    school.answer("Bo", "web", status)
    _ready(school, tmp_path, "Bo")
    school.sign()
    school.publish()
    assert [f.parent.name for f in school.published_files()] == ["Newsletter"]


def test_a_protected_child_is_nowhere(school: SmallSchool, tmp_path: Path) -> None:
    school.workspace.roll.set_protected(school.people["Bo"].id, True, PREPARER)
    _ready(school, tmp_path, "Bo")
    with pytest.raises(Refused):
        school.sign()
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def test_an_expired_answer_publishes_nothing(school: SmallSchool, tmp_path: Path) -> None:
    until = school.clock.time.date()
    for purpose in ("web", "newsletter"):
        answer = Answer(
            purpose, Status.GRANTED, expires_on=until, given_by="Parent", given_on=TODAY
        )
        school.workspace.roll.record_answer(school.people["Bo"].id, answer, PREPARER)
    _ready(school, tmp_path, "Bo")
    school.sign()
    school.clock.time += timedelta(days=1)
    receipt = school.publish()
    assert school.published_files() == []
    assert all(r.published == 0 and r.refused for r in receipt.results)


@pytest.mark.parametrize("limit", [Limit.GROUP_ONLY, Limit.NOT_CLOSE_UP])
def test_a_limit_on_the_picture_keeps_it_back(
    school: SmallSchool, tmp_path: Path, limit: Limit
) -> None:
    for purpose in ("web", "newsletter"):
        answer = Answer(
            purpose, Status.LIMITED, frozenset({limit}), given_by="Parent", given_on=TODAY
        )
        school.workspace.roll.record_answer(school.people["Bo"].id, answer, PREPARER)
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [Box(100, 100, 150, 200)])
    school.name_face(face, "Bo")
    school.finish(photo.id)
    with pytest.raises(Refused):
        school.sign()
    assert school.published_files() == []


@pytest.mark.parametrize("left_open", ["face", "look", "scan", "visitor", "hold"])
def test_anything_left_open_keeps_it_back(
    school: SmallSchool, tmp_path: Path, left_open: str
) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    if left_open != "scan":
        face, other = school.mark_faces(photo.id, [FACE, OTHER])
        school.name_face(face, "Ada")
        if left_open == "visitor":
            school.decide(other, DispositionKind.VISITOR)
        elif left_open != "face":
            school.decide(other, DispositionKind.NOT_A_FACE)
        if left_open == "hold":
            school.workspace.review.hold(photo.id, "not sure", PREPARER)
        if left_open not in {"look", "face"}:
            school.finish(photo.id)
    with pytest.raises(Refused):
        school.sign()
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def test_without_a_second_person_nothing_is_published(school: SmallSchool, tmp_path: Path) -> None:
    _ready(school, tmp_path)
    desk = school.workspace.sign_off
    staff = school.workspace.staff
    nobody = SignedIn(StaffId(99), "Eve Outsider", frozenset({Role.HEAD}))
    for approver in (staff.sign_in(PREPARER, PASSWORD), nobody):
        seen = desk.preview(school.batch_id)
        with pytest.raises(Refused):
            desk.sign(school.batch_id, approver, PREPARER, seen, frozenset())
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def test_a_sign_off_of_something_else_than_was_shown_is_refused(
    school: SmallSchool, tmp_path: Path
) -> None:
    _ready(school, tmp_path)
    desk = school.workspace.sign_off
    shown = desk.preview(school.batch_id)
    second = school.bring_in(write_photo(tmp_path / "more" / "IMG_2.JPG", 5))[1]
    school.mark_faces(second.id, [])
    school.finish(second.id)
    with pytest.raises(Refused):
        desk.sign(school.batch_id, school.head, PREPARER, shown, frozenset())


@pytest.mark.parametrize("change", ["register", "decision", "roster"])
def test_a_change_after_the_sign_off_stops_publishing(
    school: SmallSchool, tmp_path: Path, change: str
) -> None:
    photo = _ready(school, tmp_path)
    school.sign()
    if change == "register":
        school.answer("Cy", "web", Status.REFUSED)
    elif change == "decision":
        school.workspace.review.hold(photo, "the parent rang", PREPARER)  # type: ignore[arg-type]
    else:
        assert school.batch is not None
        details = replace(school.batch.details, closed_roster=False)
        school.workspace.batches.change(school.batch.id, details, PREPARER)
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def test_a_change_while_publishing_stops_it_before_the_rename(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ready(school, tmp_path)
    school.sign()
    verify = copy_check.check_finished

    def parent_rings(data: bytes, **more: object) -> PixelBuffer:
        pixels = verify(data, **more)  # type: ignore[arg-type]
        school.answer("Ada", "web", Status.WITHDRAWN)
        return pixels

    monkeypatch.setattr(copy_check, "check_finished", parent_rings)
    receipt = school.publish()
    assert school.published_files() == []
    assert all(r.published == 0 and len(r.refused) == 1 for r in receipt.results)


def test_a_file_that_fails_verification_does_not_appear(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ready(school, tmp_path)
    school.sign()

    def leaks(data: bytes, **more: object) -> None:
        raise VerificationFailed("It still carries a place.", "Publish again.")

    monkeypatch.setattr(copy_check, "check_finished", leaks)
    receipt = school.publish()
    assert school.published_files() == []
    first, second = (result.refused[0][1] for result in receipt.results)
    assert "place" in first
    assert "Another copy" in second, "a photo whose copy failed goes nowhere else"
    files = school.workspace.publisher.published(school.batch_id)
    assert {file.state for file in files} == {ReleasedState.REFUSED}
    assert [file.problem for file in files] == [first, second]
    (photo,) = school.photos()
    assert school.workspace.review.photo(photo.id).review.hold == publish.FAILED_CHECK
    with pytest.raises(Refused):
        school.publish()


def test_a_cover_destroys_the_pixels_on_every_channel(school: SmallSchool, tmp_path: Path) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    face, other = school.mark_faces(photo.id, [FACE, OTHER])
    school.decide(face, DispositionKind.COVER)
    school.name_face(other, "Ada")
    school.finish(photo.id)
    assert school.workspace.sign_off.preview(school.batch_id).covered == (photo.id,)
    school.sign()
    school.publish()
    for path in school.published_files():
        picture = open_photo(path.read_bytes())
        x, y = round(130 * 400 / 640), round(140 * 400 / 640)
        rows = [
            picture.data[row * picture.stride + 3 * (x - 8) : row * picture.stride + 3 * (x + 8)]
            for row in range(y - 8, y + 8)
        ]
        values = [value for row in rows for value in row[::3]]
        assert max(values) - min(values) <= 6


def test_cropped_away_is_not_in_the_file(school: SmallSchool, tmp_path: Path) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    face, other = school.mark_faces(photo.id, [Box(10, 100, 60, 80), OTHER])
    school.decide(face, DispositionKind.CROP_AWAY)
    school.name_face(other, "Ada")
    school.finish(photo.id)
    school.sign()
    school.publish()
    for path in school.published_files():
        picture = open_photo(path.read_bytes())
        assert picture.width / picture.height == pytest.approx((640 - 106) / 480, abs=0.02)


def test_cancelled_publishing_leaves_whole_files_only(school: SmallSchool, tmp_path: Path) -> None:
    _ready(school, tmp_path)
    school.sign()
    cancel = CancelToken()
    cancel.cancel()
    receipt = school.workspace.publisher.run(school.batch_id, PREPARER, Progress(), cancel)
    assert not receipt.finished
    assert school.published_files() == []
    school.publish()
    assert len(school.published_files()) == 2


def test_no_file_is_ever_overwritten(school: SmallSchool, tmp_path: Path) -> None:
    theirs = school.website.details.folder / "sports-day-2026-06-19-001.jpg"
    theirs.write_bytes(b"somebody else's")
    _ready(school, tmp_path)
    school.sign()
    school.publish()
    assert theirs.read_bytes() == b"somebody else's"
    assert (theirs.parent / "sports-day-2026-06-19-002.jpg").exists()


def test_an_event_title_with_a_name_is_refused(school: SmallSchool) -> None:
    assert school.batch is not None
    title = "Adaeze Okorowa's birthday"
    with pytest.raises(Refused) as refusal:
        school.workspace.batches.open(replace(school.batch.details, event=title), PREPARER)
    assert "Okorowa" not in str(refusal.value)
    assert date(2026, 6, 19) == school.batch.details.event_date


def test_originals_are_never_changed(school: SmallSchool, tmp_path: Path) -> None:
    source = write_photo(tmp_path / "in" / "IMG_1.JPG")
    before = (source.read_bytes(), source.stat().st_mtime_ns)
    photo = school.bring_in(source)[0]
    school.mark_faces(photo.id, [])
    school.finish(photo.id)
    school.sign()
    school.publish()
    assert (source.read_bytes(), source.stat().st_mtime_ns) == before
    assert school.workspace.library.vault.get(photo.details.original) == before[0]


def test_signing_again_publishes_nothing_twice(school: SmallSchool, tmp_path: Path) -> None:
    photo = _ready(school, tmp_path)
    school.sign()
    school.publish()
    before = [(path, path.read_bytes()) for path in school.published_files()]
    school.workspace.roll.set_child_objects(school.people["Cy"].id, True, PREPARER)
    school.finish(photo)  # type: ignore[arg-type]
    school.sign()
    receipt = school.publish()
    assert [(path, path.read_bytes()) for path in school.published_files()] == before
    assert [(r.published, r.already_there) for r in receipt.results] == [(0, 1), (0, 1)]


def test_a_copy_with_a_new_cover_takes_the_place_of_the_open_one(
    school: SmallSchool, tmp_path: Path
) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    face, other = school.mark_faces(photo.id, [FACE, OTHER])
    school.name_face(face, "Ada")
    school.name_face(other, "Bo")
    school.finish(photo.id)
    school.sign()
    school.publish()
    uncovered = {path.read_bytes() for path in school.published_files()}
    school.decide(face, DispositionKind.COVER)
    school.finish(photo.id)
    school.sign()
    school.publish()
    covered = [path.read_bytes() for path in school.published_files()]
    assert len(covered) == 2
    assert uncovered.isdisjoint(covered)
    states = [file.state for file in school.workspace.publisher.published(school.batch_id)]
    assert states.count(ReleasedState.PUBLISHED) == states.count(ReleasedState.REPLACED) == 2


def test_an_events_folder_holds_its_copies_and_none_stays_empty(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    website = school.website
    details = replace(website.details, folder_per_event=True)
    school.workspace.channels.change(replace(website, details=details), PREPARER)
    _ready(school, tmp_path)
    school.sign()

    def leaks(data: bytes, **more: object) -> None:
        raise VerificationFailed("It still carries a place.", "Publish again.")

    with monkeypatch.context() as failing:
        failing.setattr(copy_check, "check_finished", leaks)
        school.publish()
    assert list(website.details.folder.iterdir()) == []
    (photo,) = school.photos()
    school.workspace.review.let_go(photo.id, PREPARER)
    school.finish(photo.id)
    school.sign()
    school.publish()
    (folder,) = website.details.folder.iterdir()
    assert folder.is_dir()
    assert [path.suffix for path in folder.iterdir()] == [".jpg"]


def test_an_older_copy_that_somebody_changed_stays_on_the_list(
    school: SmallSchool, tmp_path: Path
) -> None:
    _ready(school, tmp_path)
    school.sign()
    school.publish()
    for path in school.published_files():
        path.write_bytes(path.read_bytes() + b"edited")
    (photo,) = school.photos()
    face, *_ = school.workspace.review.photo(photo.id).review.regions
    school.decide(face, DispositionKind.COVER)
    school.finish(photo.id)
    school.sign()
    school.publish()
    due = {copy.id for copy in school.workspace.take_down.due()}
    first = {f.id for f in school.workspace.publisher.published(school.batch_id)[:2]}
    assert first <= due
