"""Drives that leave the school with somebody are no place for the library; backups may go there."""

from pathlib import Path

import pytest

from consentdesk.domain.errors import UnsuitablePlace
from consentdesk.store import place
from consentdesk.store.place import check_place

MOUNTS = """\
/dev/nvme0n1p2 / ext4 rw 0 0
/dev/nvme0n1p1 /boot/efi vfat rw 0 0
/dev/sda1 /srv/data ext4 rw 0 0
/dev/sdb1 /mnt/stick vfat rw 0 0
/dev/sdb2 /mnt/stick\\040two ext4 rw 0 0
/dev/sdba1 /srv/many ext4 rw 0 0
/dev/mmcblk0p1 /mnt/card exfat rw 0 0
/dev/sdc /mnt/whole ext4 rw 0 0
/dev/mapper/luks-1 /run/media/ada/SECRET ext4 rw 0 0
"""
REMOVABLE = ("sdb", "mmcblk0", "sdc")


@pytest.mark.parametrize(
    "folder",
    [
        "/mnt/stick",
        "/mnt/stick/school/ConsentDesk",
        "/mnt/stick two/ConsentDesk",
        "/mnt/card/ConsentDesk",
        "/mnt/whole/ConsentDesk",
        "/run/media/ada/SECRET/ConsentDesk",
        "/media/ada/STICK/ConsentDesk",
        "/Volumes/STICK/ConsentDesk",
    ],
)
def test_c13_drives_that_can_be_taken_out_are_refused(folder: str) -> None:
    with pytest.raises(UnsuitablePlace, match="taken out") as caught:
        check_place(Path(folder), MOUNTS, REMOVABLE)
    assert "backups" in caught.value.next_step


@pytest.mark.parametrize(
    "folder", ["/home/ada/ConsentDesk", "/srv/data/x", "/srv/many/x", "/mnt/other", "/mediatheque"]
)
def test_the_computers_own_disks_are_fine(folder: str) -> None:
    check_place(Path(folder), MOUNTS, REMOVABLE)


def test_a_computer_that_runs_from_a_card_is_fine() -> None:
    check_place(Path("/home/ada/x"), "/dev/mmcblk0p2 / ext4 rw 0 0\n", ["mmcblk0"])


def test_a_network_folder_below_a_stick_is_called_by_its_own_name() -> None:
    mounts = MOUNTS + "server:/x /mnt/stick/net nfs4 rw 0 0\n"
    with pytest.raises(UnsuitablePlace, match="network"):
        check_place(Path("/mnt/stick/net/x"), mounts, REMOVABLE)


@pytest.mark.parametrize(("said", "word"), [(2, "taken out"), (4, "network")])
def test_what_windows_says(monkeypatch: pytest.MonkeyPatch, said: int, word: str) -> None:
    monkeypatch.setattr(place, "_drive_type", lambda path: said)
    with pytest.raises(UnsuitablePlace, match=word):
        check_place(Path("/home/ada/x"), MOUNTS, ())
    monkeypatch.setattr(place, "_drive_type", lambda path: 3)
    check_place(Path("/home/ada/x"), MOUNTS, ())


def test_the_disks_that_linux_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disks = tmp_path / "block"
    for name, on, removable in [
        ("sda", "pci0/ata1", "0"),
        ("sdb", "pci0/usb2/2-1", "0"),
        ("sdc", "pci0/ata2", "1"),
    ]:
        device = tmp_path / "devices" / on / name
        device.mkdir(parents=True)
        (device / "removable").write_text(f"{removable}\n", encoding="ascii")
        disks.mkdir(exist_ok=True)
        (disks / name).symlink_to(device)
    (tmp_path / "devices" / "dm-0").mkdir()
    (disks / "dm-0").symlink_to(tmp_path / "devices" / "dm-0")
    monkeypatch.setattr(place, "_DISKS", disks)
    assert sorted(place._removable_disks()) == ["sdb", "sdc"]
    monkeypatch.setattr(place, "_DISKS", tmp_path / "no such")
    assert list(place._removable_disks()) == []
