"""Where photos come from, where they are kept and how they are taken down again."""

import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.emptied_device import DevicePlace
from consentdesk.domain.errors import Refused, UnsuitablePlace, WrongKey
from consentdesk.domain.photo import DeviceState, PhotoState, SchoolDevice
from consentdesk.domain.preflight import RuleState
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.media.finished_photo import finish
from consentdesk.services.looking_after.published_copies import Standing
from consentdesk.store.open_library import create_library, open_library
from consentdesk.store.place import check_place
from tests.policy.school_day import nothing_leaves, published, ready
from tests.small_workspace import (
    APPROVER,
    IPAD,
    PHONE,
    PREPARER,
    SmallSchool,
    contents,
    make_school,
    photo_bytes,
    write_photo,
)


def test_C2_C11_J20_photos_of_other_devices_are_set_aside(school: SmallSchool) -> None:
    with pytest.raises(Refused, match="Only the head or the administrator"):
        school.workspace.batches.add_school_device(PHONE, PREPARER)
    school.workspace.batches.add_school_device(IPAD, APPROVER)
    folder = school.folder / "in"
    write_photo(folder / "IMG_1.JPG", 1, device=PHONE)
    (folder / "IMG_2.JPG").write_bytes(finish(photo_bytes(2), long_edge=400).content)
    photos = school.bring_in(folder)
    assert {photo.state for photo in photos} == {PhotoState.SET_ASIDE}
    scanner = school.workspace.scanner
    scanner.thoroughly_all(school.batch_id, PREPARER)
    assert scanner.run(school.batch_id, PREPARER, Progress(), CancelToken()).checked == 0
    for photo in photos:
        with pytest.raises(Refused):
            school.finish(photo.id)
    nothing_leaves(school)


def test_C2_C11_J20_a_photo_of_another_device_is_taken_by_a_leader_with_a_reason(
    school: SmallSchool,
) -> None:
    school.workspace.batches.add_school_device(IPAD, APPROVER)
    (photo,) = school.bring_in(write_photo(school.folder / "in" / "IMG_1.JPG", device=PHONE))
    take = school.workspace.importer.accept_set_aside
    for by, reason in (
        (PREPARER, "the iPad was flat"),
        (APPROVER, " "),
        (APPROVER, "Boswell took it"),
    ):
        with pytest.raises(Refused):
            take(photo.id, by, reason)
        assert school.photos()[0].state is PhotoState.SET_ASIDE
    nothing_leaves(school)
    take(photo.id, APPROVER, "the iPad was flat")
    assert school.photos()[0].state is PhotoState.BROUGHT_IN


@pytest.mark.parametrize("state", [DeviceState.LOST, DeviceState.RETIRED])
def test_C22_photos_of_a_device_that_is_not_in_use_are_set_aside(
    school: SmallSchool, state: DeviceState
) -> None:
    batches = school.workspace.batches
    batches.add_school_device(IPAD, APPROVER, "Noor Tavish")
    kept = SchoolDevice(IPAD, "Noor Tavish", DeviceState.IN_USE)
    assert batches.school_devices() == (kept,)
    with pytest.raises(Refused, match="Only the head or the administrator"):
        batches.change_school_device(replace(kept, state=state), PREPARER)
    (before,) = school.bring_in(write_photo(school.folder / "in" / "IMG_1.JPG", 1))
    batches.change_school_device(replace(kept, state=state), APPROVER)
    (_, after) = school.bring_in(write_photo(school.folder / "in" / "IMG_2.JPG", 2))
    assert (before.state, after.state) == (PhotoState.BROUGHT_IN, PhotoState.SET_ASIDE)
    lines = school.workspace.library.run(lambda u: u.audit.rows())
    changed = [line for line in lines if line.what == "school_device_changed"]
    assert [(line.who, line.detail["state"]) for line in changed] == [(APPROVER, state.value)]


def test_C14_it_is_recorded_that_photos_were_taken_away_from_school(school: SmallSchool) -> None:
    assert school.batch is not None
    details = replace(school.batch.details, off_site=True)
    school.workspace.batches.change(school.batch_id, details, PREPARER)
    assert school.workspace.batches.card(school.batch_id).batch.details.off_site
    lines = school.workspace.library.run(lambda u: u.audit.rows())
    assert lines[-1].detail["off_site"]


def test_C2_C11_without_a_list_of_devices_the_school_is_told(school: SmallSchool) -> None:
    def warned() -> list[str]:
        rules = school.workspace.preflight.run(school.batch_id).in_state(RuleState.WARN)
        return [rule.sentence for rule in rules if rule.code == "devices"]

    assert warned() == ["No device list: photos from private phones are not noticed."]
    school.workspace.batches.add_school_device(IPAD, APPROVER)
    assert warned() == []


def test_C15_a_device_counts_as_emptied_only_of_photos_that_are_whole_here(
    school: SmallSchool,
) -> None:
    folder = school.folder / "in"
    photos = school.bring_in(*(write_photo(folder / f"IMG_{n}.JPG", n) for n in range(2)))
    devices = school.workspace.emptied_devices
    (still,) = devices.waiting()
    assert (still.photos, still.not_kept) == (2, 0)
    for place in DevicePlace:
        with pytest.raises(Refused, match="may still be in"):
            devices.confirm(still.import_id, set(DevicePlace) - {place}, PREPARER)
    vault, kept = school.workspace.library.vault, photos[0].details.original
    original = vault.get(kept)
    vault.remove(kept)
    with pytest.raises(Refused, match="not whole"):
        devices.confirm(still.import_id, set(DevicePlace), PREPARER)
    assert devices.waiting() == (still,)
    assert vault.put(original) == kept
    assert devices.confirm(still.import_id, set(DevicePlace), PREPARER) == 2
    assert devices.waiting() == ()
    (line,) = (
        line
        for line in school.workspace.library.run(lambda u: u.audit.rows())
        if line.what == "device_emptied"
    )
    assert line.who == PREPARER
    with pytest.raises(Refused, match="only copies"):
        school.workspace.importer.undo(still.import_id, PREPARER)
    assert school.photos() == photos


def test_C15_nothing_is_deleted_from_a_device_before_it_is_all_here(school: SmallSchool) -> None:
    school.bring_in(write_photo(school.folder / "in" / "IMG_1.JPG"))
    devices = school.workspace.emptied_devices
    (still,) = devices.waiting()
    school.workspace.importer.undo(still.import_id, PREPARER)
    assert devices.waiting() == ()
    with pytest.raises(Refused, match="not all here"):
        devices.confirm(still.import_id, set(DevicePlace), PREPARER)


def test_C13_G8_nothing_readable_lies_on_the_disk(school: SmallSchool) -> None:
    photo = ready(school, "Ada")
    original = school.workspace.library.run(lambda u: u.photos.get(photo)).details.original
    pixels = school.workspace.library.vault.get(original)[-400:]
    kept = contents(school.workspace.folder)
    for told in (b"Adaeze", b"Okorowa", b"IMG_", b"JFIF", b"Sports day", pixels):
        assert told not in kept


@pytest.mark.parametrize("place", ["OneDrive - School", "Dropbox", "Google Drive"])
def test_C13_a_synced_folder_is_no_place_to_keep_photos(tmp_path: Path, place: str) -> None:
    folder = tmp_path / place / "ConsentDesk"
    with pytest.raises(UnsuitablePlace):
        create_library(folder, secrets.token_bytes(32))
    assert not folder.exists()


def test_C13_neither_is_a_folder_on_the_network(tmp_path: Path) -> None:
    with pytest.raises(UnsuitablePlace):
        check_place(tmp_path, f"//server/share {tmp_path} cifs rw 0 0\n")


def test_C13_nor_is_a_disk_that_can_be_taken_out(tmp_path: Path) -> None:
    with pytest.raises(UnsuitablePlace):
        check_place(tmp_path, f"/dev/sdb1 {tmp_path} vfat rw 0 0\n", ["sdb"])


def test_J1_nothing_crosses_from_one_school_to_the_other(
    school: SmallSchool, tmp_path: Path
) -> None:
    other = make_school(tmp_path / "other")
    other.answer("Bo", "web", Status.REFUSED)
    for each in (school, other):
        ready(each, "Bo")
    assert published(school) == {"Website", "Newsletter"}
    assert published(other) == {"Newsletter"}
    assert school.published_files() != other.published_files()
    folder = other.workspace.folder
    other.workspace.close()
    with pytest.raises(WrongKey):
        open_library(folder, secrets.token_bytes(32))


def test_I17_a_copy_stays_due_until_its_removal_was_looked_at(school: SmallSchool) -> None:
    ready(school, "Ada")
    school.sign()
    school.publish()
    school.answer("Ada", "web", Status.WITHDRAWN)
    take_down = school.workspace.take_down
    (copy,) = take_down.due()
    with pytest.raises(Refused, match="still is in its folder"):
        take_down.confirm_elsewhere([copy.id], PREPARER)
    assert [c.id for c in take_down.due()] == [copy.id]
    take_down.take_down([copy.id], PREPARER)
    assert not copy.path.exists()
    assert [c.standing for c in take_down.due()] == [Standing.REMOVE_THERE]
    take_down.confirm_elsewhere([copy.id], PREPARER, "looked at the website")
    assert take_down.due() == ()
