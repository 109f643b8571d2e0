"""What it means when the folder of a channel does not take a file."""

import errno

from consentdesk.domain.errors import (
    ChannelError,
    ChannelFolderMissing,
    ChannelFolderReadOnly,
    DiskFull,
    KnownError,
)

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}
_MISSING = {errno.ENOENT, errno.ENOTDIR}
_AWAY = {
    errno.ENOTCONN,
    errno.ESTALE,
    errno.EHOSTDOWN,
    errno.ENETDOWN,
    errno.ENETUNREACH,
    errno.ETIMEDOUT,
    errno.EIO,
}
_AWAY_ON_WINDOWS = {53, 59, 64, 67, 121, 1231}
"""Path or name of the network not found, network error, name deleted, timed out, unreachable:
learn.microsoft.com, "System Error Codes". Some of them look like a missing folder by `errno`."""


class ShareAway(ChannelError):
    """The network place or drive does not answer; it may be back in a moment."""

    code = "share_away"


def share_away() -> ShareAway:
    """Return what is told while it does not answer."""
    return ShareAway(
        "The folder of this channel does not answer.",
        "Check the drive or the network connection, then publish again.",
    )


def explained(fault: OSError) -> KnownError:
    """Return what the office is told of a fault."""
    if fault.errno in _AWAY or getattr(fault, "winerror", None) in _AWAY_ON_WINDOWS:
        return share_away()
    if fault.errno in _FULL:
        return DiskFull("No room is left on the disk.", "Make room, then publish again.")
    if fault.errno in _READ_ONLY:
        return ChannelFolderReadOnly(
            "The folder of this channel does not accept new files.",
            "Ask the technician for the right to write there, or choose another folder.",
        )
    if fault.errno in _MISSING:
        return ChannelFolderMissing(
            "The folder of this channel is not there.",
            "Connect the drive or choose the folder again under Channels.",
        )
    return ChannelError(
        "The folder of this channel cannot be written to.",
        "Check the drive or the network connection, then publish again.",
    )
