"""Publishing against the clock, the disk and other threads: no stranger in a channel folder."""

import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from consentdesk.domain.channel import ChannelDetails
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import DiskFull, Refused
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.domain.release import ReleasedState
from consentdesk.media import channel_folder, copy_check
from consentdesk.media.open_photo import open_photo
from consentdesk.store.releases import ReleaseShelf
from tests.small_workspace import PREPARER, SmallSchool, write_photo

FACE = Box(100, 100, 60, 80)
HIDDEN = ".consentdesk-unfinished-"
RIM = 16
"""Pixels: JPEG mixes colours inside a block."""


class PowerCut(BaseException):
    """The program ends here, as far as its own error handling can tell."""


@pytest.fixture
def photo(school: SmallSchool, tmp_path: Path) -> PhotoId:
    """One photo of Ada, decided and signed off for both channels."""
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG"))[0]
    (face,) = school.mark_faces(photo.id, [FACE])
    school.name_face(face, "Ada")
    school.finish(photo.id)
    school.sign()
    return photo.id


def _end_at(monkeypatch: pytest.MonkeyPatch, school: SmallSchool, place: object, name: str) -> None:
    def ends(*_: object, **__: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(place, name, ends)
        with pytest.raises(PowerCut):
            school.publish()


def _end_once_named(monkeypatch: pytest.MonkeyPatch, school: SmallSchool) -> None:
    """Let the program end between the name and the end of the record's transaction."""
    give_name = channel_folder._give_name

    def ends(hidden: Path, final: Path) -> None:
        give_name(hidden, final)
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(channel_folder, "_give_name", ends)
        with pytest.raises(PowerCut):
            school.publish()


def _strangers(school: SmallSchool) -> list[str]:
    """Return the files in channel folders that no record calls published."""
    known = {
        Path(file.folder) / file.file_name
        for file in school.workspace.publisher.published(school.batch_id)
        if file.state is ReleasedState.PUBLISHED
    }
    return [path.name for path in school.published_files() if path not in known]


def test_no_withdrawal_is_recorded_between_the_last_check_and_the_name(
    school: SmallSchool, photo: PhotoId, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    give_name = channel_folder._give_name
    callers: list[threading.Thread] = []

    def parent_rings() -> None:
        school.answer("Ada", "web", Status.WITHDRAWN)
        order.append("withdrawn")

    def named_meanwhile(hidden: Path, final: Path) -> None:
        if final.parent.name == "Website":
            callers.append(threading.Thread(target=parent_rings))
            callers[-1].start()
            callers[-1].join(1.0)
        give_name(hidden, final)
        order.append(f"named {final.parent.name}")

    monkeypatch.setattr(channel_folder, "_give_name", named_meanwhile)
    school.publish()
    for caller in callers:
        caller.join()
    assert order[:2] != ["withdrawn", "named Website"]
    assert order.index("named Website") < order.index("withdrawn")


def test_a_copy_cut_off_before_its_record_goes_when_nothing_is_cleared_any_more(
    school: SmallSchool, photo: PhotoId, monkeypatch: pytest.MonkeyPatch
) -> None:
    _end_once_named(monkeypatch, school)
    assert len(school.published_files()) == 1
    school.answer("Ada", "web", Status.WITHDRAWN)
    school.answer("Ada", "newsletter", Status.WITHDRAWN)
    with pytest.raises(Refused):
        school.publish()
    assert school.published_files() == []


def test_a_copy_cut_off_before_its_record_is_found_again_after_the_drive_was_away(
    school: SmallSchool, photo: PhotoId, monkeypatch: pytest.MonkeyPatch
) -> None:
    _end_once_named(monkeypatch, school)
    folder = school.website.details.folder
    away = folder.rename(folder.with_name("drive unplugged"))
    school.publish()
    away.rename(folder)
    school.publish()
    assert _strangers(school) == []
    assert len(list(folder.iterdir())) == 1


def test_a_folder_that_cannot_be_synced_leaves_no_unrecorded_copy(
    school: SmallSchool, photo: PhotoId, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_open = os.open

    def no_reading(path: object, *more: int) -> int:
        if path == school.website.details.folder:
            raise PermissionError(13, "write only")
        return really_open(path, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(channel_folder.os, "open", no_reading)
    school.publish()
    assert _strangers(school) == []


def test_a_full_disk_after_the_name_leaves_no_copy_on_record_as_refused(
    school: SmallSchool, photo: PhotoId, monkeypatch: pytest.MonkeyPatch
) -> None:
    published: Callable[..., None] = ReleaseShelf.publish
    failed: list[int] = []

    def full_once(shelf: ReleaseShelf, id_: int, *more: object) -> None:
        if not failed:
            failed.append(id_)
            raise DiskFull("The disk is full.", "Make room.")
        published(shelf, id_, *more)

    monkeypatch.setattr(ReleaseShelf, "publish", full_once)
    school.publish()
    monkeypatch.undo()
    school.publish()
    assert failed
    assert _strangers(school) == []


def test_what_a_killed_run_left_goes_from_the_folder_the_channel_had_then(
    school: SmallSchool, photo: PhotoId, monkeypatch: pytest.MonkeyPatch
) -> None:
    _end_at(monkeypatch, school, channel_folder, "_give_name")
    old = school.website.details.folder
    leftover = old / f"{HIDDEN}0011223344556677"
    leftover.write_bytes(b"what a killed program left long ago")
    os.utime(leftover, (0, 0))
    new = old.with_name("New website")
    new.mkdir()
    moved = replace(school.website, details=replace(school.website.details, folder=new))
    school.workspace.channels.change(moved, PREPARER)
    school.finish(photo)
    school.sign()
    school.publish()
    assert list(old.iterdir()) == []
    assert len(list(new.iterdir())) == 1


@pytest.mark.parametrize("way", ["nested", "around", "link"])
def test_no_channel_lies_in_the_folder_of_another(school: SmallSchool, way: str) -> None:
    website = school.website.details.folder
    folder = {
        "nested": website / "press",
        "around": website / "press" / "..",
        "link": website.with_name("link"),
    }[way]
    (website / "press").mkdir()
    if way == "link":
        folder.symlink_to(website, target_is_directory=True)
    with pytest.raises(Refused):
        school.workspace.channels.add(ChannelDetails("Press", ("press",), folder), PREPARER)


@pytest.mark.parametrize(
    "title",
    [
        "Adaeze Okorowa, farewell",
        "Farewell (Adaeze Okorowa)",
        "Adaeze-Okorowa day",
        "Okorowa_Adaeze",
        "Zoe Muller wins",
        "Mary Jane van der Berg day",
    ],
)
def test_no_name_gets_into_file_names_by_the_title(school: SmallSchool, title: str) -> None:
    assert school.batch is not None
    for key, first, last in (("U8", "Zoë", "Müller"), ("U9", "Mary Jane", "van der Berg")):
        details = PersonDetails(key, PersonKind.PUPIL, first, last, "3A")
        school.workspace.library.run(lambda u, d=details: u.people.add(d))
    with pytest.raises(Refused):
        school.workspace.batches.open(replace(school.batch.details, event=title), PREPARER)


def test_neither_a_second_run_nor_an_undone_import_meets_a_run(
    school: SmallSchool, photo: PhotoId, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify, refused = copy_check.check_finished, []
    run = school.workspace.importer.runs(school.batch_id)[0]

    def meanwhile(data: bytes, **more: object) -> PixelBuffer:
        pixels = verify(data, **more)  # type: ignore[arg-type]
        for step in (
            school.publish,
            lambda: school.workspace.importer.undo(run.id, PREPARER),
        ):
            with pytest.raises(Refused):
                step()
            refused.append(step)
        return pixels

    monkeypatch.setattr(copy_check, "check_finished", meanwhile)
    school.publish()
    assert len(refused) == 4
    assert len(school.published_files()) == 2
    assert _strangers(school) == []


@pytest.mark.parametrize("kind", ["jpeg", "heic"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_cover_lies_where_the_face_is_however_the_ipad_was_held(
    school: SmallSchool, tmp_path: Path, kind: str, orientation: int
) -> None:
    suffix = "JPG" if kind == "jpeg" else "HEIC"
    photo = school.bring_in(
        write_photo(tmp_path / "in" / f"IMG_1.{suffix}", 3, kind=kind, orientation=orientation)
    )[0]
    school.mark_faces(photo.id, [FACE])
    plain = _pixels(school, photo.id)
    (region,) = school.workspace.review.photo(photo.id).review.regions
    school.decide(region, DispositionKind.COVER)
    covered = _pixels(school, photo.id)
    changed = np.abs(covered - plain).max(axis=2) > 24
    share = covered.shape[1] / photo.details.width
    grown = FACE.grown(0.3, photo.details.width, photo.details.height)
    left, top, right, bottom = (
        round(v * share) for v in (grown.x, grown.y, grown.right, grown.bottom)
    )
    inside = covered[top + RIM : bottom - RIM, left + RIM : right - RIM]
    assert np.abs(inside - np.median(inside, axis=(0, 1))).max() <= 12
    rows, columns = np.nonzero(changed)
    assert rows.size
    assert rows.min() >= top - RIM
    assert rows.max() <= bottom + RIM
    assert columns.min() >= left - RIM
    assert columns.max() <= right + RIM


def _pixels(
    school: SmallSchool, photo: PhotoId
) -> "np.ndarray[tuple[int, ...], np.dtype[np.int16]]":
    shown = school.workspace.pictures.as_published(photo, school.website.id)
    flat = np.frombuffer(shown.data, dtype=np.uint8).reshape(shown.height, shown.stride)
    return flat[:, : 3 * shown.width].reshape(shown.height, shown.width, 3).astype(np.int16)


def test_a_face_cropped_away_is_outside_however_the_ipad_was_held(
    school: SmallSchool, tmp_path: Path
) -> None:
    photo = school.bring_in(write_photo(tmp_path / "in" / "IMG_1.JPG", 3, orientation=6))[0]
    assert (photo.details.width, photo.details.height) != (0, 0)
    corner = Box(5, 5, 40, 50)
    (region,) = school.mark_faces(photo.id, [corner])
    school.decide(region, DispositionKind.CROP_AWAY)
    original = open_photo(school.workspace.library.vault.get(photo.details.original))
    assert (original.width, original.height) == (photo.details.width, photo.details.height)
    shown = school.workspace.pictures.as_published(photo.id, school.website.id)
    taken = corner.grown(0.6, original.width, original.height)
    wide = (original.width - taken.right) * original.height
    high = original.width * (original.height - taken.bottom)
    kept = (
        (original.width - taken.right, original.height)
        if wide >= high
        else (original.width, original.height - taken.bottom)
    )
    assert shown.width / shown.height == pytest.approx(kept[0] / kept[1], abs=0.02)
