"""What else lies on an iPad: a film, an edit note, a copy, a broken file, a wrong name."""

import struct
from pathlib import Path

from consentdesk.demo.sports_day import DemoPhoto
from consentdesk.demo.writing import write_whole

_EDIT_NOTE = b"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
\t<key>adjustmentFormatIdentifier</key>
\t<string>com.apple.photo</string>
\t<key>adjustmentFormatVersion</key>
\t<string>1.4</string>
</dict>
</plist>
"""
_TIMETABLE = b"Sports day\r\n09:30 races\r\n10:30 team games\r\n11:45 prize giving in the hall\r\n"


def write_extra_files(
    folder: Path, photos: tuple[DemoPhoto, ...], truths: dict[str, dict[str, object]]
) -> dict[str, dict[str, object]]:
    """Write the files that are no further photo, and return their entries for the truth list.

    The entry of a copy names its original under ``same_as``; the others are not readable
    as photos.
    """
    unreadable: dict[str, object] = {"readable": False, "faces": []}
    copied = photos[min(6, len(photos) - 1)]
    cut = photos[0]
    copy_name = f"{Path(copied.name).stem} (1){Path(copied.name).suffix}"
    whole = (folder / cut.name).read_bytes()
    extras: dict[str, tuple[bytes, dict[str, object]]] = {
        copy_name: (
            (folder / copied.name).read_bytes(),
            truths[copied.name] | {"same_as": copied.name},
        ),
        "IMG_0998.JPG": (whole[: len(whole) // 2], unreadable),
        "Timetable.jpg": (_TIMETABLE, unreadable),
        f"{Path(cut.name).stem}.AAE": (_EDIT_NOTE, unreadable),
    }
    for photo in photos:
        if photo.live_photo_id:
            extras[f"{Path(photo.name).stem}.MOV"] = (_film(photo.live_photo_id), unreadable)
    for name, (data, _) in extras.items():
        write_whole(folder / name, data)
    return {name: entry for name, (_, entry) in extras.items()}


def _film(live_photo_id: str) -> bytes:
    """Return the head of a QuickTime file that carries the Live Photo's identifier."""
    kind = _atom(b"ftyp", b"qt  " + struct.pack(">I", 0) + b"qt  ")
    note = _atom(b"udta", _atom(b"\xa9cid", live_photo_id.encode("ascii")))
    return kind + _atom(b"wide", b"") + _atom(b"moov", note) + _atom(b"mdat", bytes(64))


def _atom(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content
