"""Whether a folder can hold the library: on this computer, not shared and not synced.

SQLite's write-ahead log needs memory shared between programs, which no network folder gives,
and a syncing program copies half-written files and may put an old one back. Besides, a synced
folder would carry pupils' pictures out of the school.
"""

import os
import sys
from collections.abc import Iterable
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
_REMOTE_DRIVE = 4
"""``DRIVE_REMOTE`` of Windows' ``GetDriveTypeW``."""


def check_place(folder: Path, mounts: str | None = None) -> None:
    """Make sure that the library may lie in `folder`; nothing is written.

    `mounts` is the text of ``/proc/mounts``, read from there when not given.

    Raises:
        UnsuitablePlace: the folder is on the network or kept by a syncing program.
    """
    full = str(folder) if _is_share(str(folder)) else str(folder.expanduser().resolve())
    if _is_synced(full):
        raise UnsuitablePlace(
            "This folder is synced to other computers, which would damage the library.",
            "Choose a folder that stays on this computer only.",
        )
    text = _mounts() if mounts is None else mounts
    if _is_share(full) or _is_remote_drive(full) or _mounted_as(full, text) in _NETWORK:
        raise UnsuitablePlace(
            "This folder is on the network, where the library would break.",
            "Choose a folder on this computer's own disk.",
        )


def _is_share(path: str) -> bool:
    return path.startswith(("\\\\", "//"))


def _is_synced(path: str) -> bool:
    parts = (part.casefold() for part in PureWindowsPath(path).parts)
    return any(part.startswith(_SYNCED) for part in parts)


def _is_remote_drive(path: str) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    drive = os.path.splitdrive(path)[0] + "\\"
    return int(ctypes.windll.kernel32.GetDriveTypeW(drive)) == _REMOTE_DRIVE


def _mounts() -> str:
    return _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""


def _mounted_as(path: str, mounts: str) -> str:
    inside = PurePosixPath(path)
    holding = [
        (len(where.parts), place, kind)
        for place, (where, kind) in enumerate(_mount_points(mounts.splitlines()))
        if inside.is_relative_to(where)
    ]
    return max(holding)[2] if holding else ""


def _mount_points(lines: Iterable[str]) -> Iterable[tuple[PurePosixPath, str]]:
    for line in lines:
        fields = line.split()
        if len(fields) > 2:
            yield PurePosixPath(fields[1].replace("\\040", " ")), fields[2]
