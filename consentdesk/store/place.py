"""Whether a folder can hold the library: on this computer's own disk, not shared, not synced.

SQLite's write-ahead log needs memory shared between programs, which no network folder gives,
and a syncing program copies half-written files and may put an old one back. Besides, a synced
folder would carry pupils' pictures out of the school, and so would a drive in a pocket.

A USB hard disk that Windows takes for a fixed one is not recognised.
"""

import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from consentdesk.domain.errors import UnsuitablePlace

_SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "icloud",
    "mobile documents",
    "cloudstorage",
    "nextcloud",
    "owncloud",
)
"""How the folders of syncing programs begin, in lower case; on a Mac, iCloud's folder is
``Mobile Documents`` and the others lie in ``CloudStorage``."""

_NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "davfs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "ceph",
        "glusterfs",
        "fuse.glusterfs",
    }
)

_MOUNTS = Path("/proc/mounts")
_DISKS = Path("/sys/block")
_REMOVABLE_DRIVE, _REMOTE_DRIVE = 2, 4
"""``DRIVE_REMOVABLE`` and ``DRIVE_REMOTE`` of Windows' ``GetDriveTypeW``."""

_WHERE_DRIVES_APPEAR = (
    PurePosixPath("/Volumes"),
    PurePosixPath("/media"),
    PurePosixPath("/run/media"),
)
"""Where a Mac and the desktops of Linux show drives that were plugged in; the Mac's own disk
stands in ``/Volumes`` as a link only, which is followed first."""


@dataclass(frozen=True, slots=True)
class _Mount:
    device: str
    where: PurePosixPath
    kind: str


def check_place(
    folder: Path, mounts: str | None = None, removable: Collection[str] | None = None
) -> None:
    """Make sure that the library may lie in `folder`; nothing is written.

    Args:
        folder: of the library; need not be there yet.
        mounts: the text of ``/proc/mounts``, read from there when not given.
        removable: names of the disks that can be taken out, such as ``sdb``; Linux is asked
            when not given.

    Raises:
        UnsuitablePlace: the folder is on the network, on a drive that can be taken out, or kept
            by a syncing program.
    """
    full = str(folder) if _is_share(str(folder)) else str(folder.expanduser().resolve())
    if _is_synced(full):
        raise UnsuitablePlace(
            "This folder is synced to other computers, which would damage the library.",
            "Choose a folder that stays on this computer only.",
        )
    mount = _mount_of(full, _mounts() if mounts is None else mounts)
    drive = _drive_type(full)
    if _is_share(full) or drive == _REMOTE_DRIVE or (mount and mount.kind in _NETWORK):
        raise UnsuitablePlace(
            "This folder is on the network, where the library would break.",
            "Choose a folder on this computer's own disk.",
        )
    if (
        drive == _REMOVABLE_DRIVE
        or _is_where_drives_appear(full)
        or (mount and _is_on(mount, list(_removable_disks()) if removable is None else removable))
    ):
        raise UnsuitablePlace(
            "This folder is on a drive that can be taken out of the computer and lost.",
            "Choose a folder on this computer's own disk; such a drive is good for backups.",
        )


def _is_share(path: str) -> bool:
    return path.startswith(("\\\\", "//"))


def _is_synced(path: str) -> bool:
    parts = (part.casefold() for part in PureWindowsPath(path).parts)
    return any(part.startswith(_SYNCED) for part in parts)


def _drive_type(path: str) -> int:
    """Return what Windows says about the drive; 0 elsewhere."""
    if sys.platform != "win32":
        return 0
    import ctypes

    drive = os.path.splitdrive(path)[0] + "\\"
    return int(ctypes.windll.kernel32.GetDriveTypeW(drive))


def _is_where_drives_appear(path: str) -> bool:
    place = PurePosixPath(path)
    return any(place.is_relative_to(parent) for parent in _WHERE_DRIVES_APPEAR)


def _mounts() -> str:
    return _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""


def _mount_of(path: str, mounts: str) -> _Mount | None:
    """Return what `path` lies on: the deepest mount above it, of equals the last."""
    inside = PurePosixPath(path)
    holding = [
        (len(mount.where.parts), order, mount)
        for order, mount in enumerate(_mount_points(mounts.splitlines()))
        if inside.is_relative_to(mount.where)
    ]
    return max(holding, key=lambda each: each[:2])[2] if holding else None


def _mount_points(lines: Iterable[str]) -> Iterable[_Mount]:
    for line in lines:
        fields = line.split()
        if len(fields) > 2:
            where = PurePosixPath(fields[1].replace("\\040", " "))
            yield _Mount(fields[0], where, fields[2])


def _is_on(mount: _Mount, disks: Collection[str]) -> bool:
    """Tell whether the mount is one of the disks, or a partition of it such as ``sdb1``."""
    if mount.where == PurePosixPath("/"):
        return False  # the computer itself runs from it
    name = mount.device.rpartition("/")[2]
    return any(re.fullmatch(rf"{re.escape(disk)}(p?\d+)?", name) for disk in disks)


def _removable_disks() -> Iterator[str]:
    """Yield the disks that Linux calls removable, and those on USB, which it often does not."""
    if not _DISKS.is_dir():
        return
    for disk in _DISKS.iterdir():
        said = disk / "removable"
        if "/usb" in str(disk.resolve()) or (said.exists() and said.read_text().strip() == "1"):
            yield disk.name
