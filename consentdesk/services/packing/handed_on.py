"""Which copies were handed on in a pack: kept in the audit trail, where nothing is taken away."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from consentdesk.domain.ids import BatchId, ChannelId, PhotoId
from consentdesk.domain.release import ReleasedFile
from consentdesk.store.unit_of_work import UnitOfWork

PACK_MADE = "pack_made"
CONTACT_SHEET_SAVED = "contact_sheet_saved"

Handed = tuple[PhotoId, ChannelId]


@dataclass(frozen=True, slots=True)
class HandedOn:
    """That a photo's copy left in a pack, or stands on a contact sheet.

    Attributes:
        editor: whom the pack was for; empty for a contact sheet.
    """

    day: date
    editor: str

    @property
    def sentence(self) -> str:
        """Say what is left to do about it."""
        day = f"{self.day.day} {self.day:%B %Y}"
        if not self.editor:
            return f"It also stands on a contact sheet saved on {day}: destroy that."
        return f"It was also handed on in a pack for {self.editor} on {day}: have it deleted there."


def tell_handed_on(
    u: UnitOfWork,
    by: str,
    batch_id: BatchId,
    channel_id: ChannelId,
    files: Sequence[ReleasedFile],
    editor: str,
) -> None:
    """Write the line of a pack; without an editor, that of a contact sheet."""
    detail: dict[str, object] = {
        "channel": channel_id,
        "count": len(files),
        "numbers": [file.id for file in files],
        "of_photos": [file.photo_id for file in files],
    }
    if editor:
        u.audit.add(by, PACK_MADE, f"batch {batch_id}", {**detail, "editor": editor})
    else:
        u.audit.add(by, CONTACT_SHEET_SAVED, f"batch {batch_id}", detail)


def handed_on(u: UnitOfWork) -> Mapping[Handed, Sequence[HandedOn]]:
    """Return what was handed on, by photo and channel, oldest first.

    By the photo and not by the copy: one that replaced another shows the same children.
    """
    told: dict[Handed, list[HandedOn]] = defaultdict(list)
    for line in u.audit.telling({PACK_MADE, CONTACT_SHEET_SAVED}):
        each = HandedOn(line.at.astimezone().date(), str(line.detail.get("editor", "")))
        photos, channel = line.detail["of_photos"], line.detail["channel"]
        assert isinstance(photos, list)
        assert isinstance(channel, int)
        for photo in photos:
            told[PhotoId(photo), ChannelId(channel)].append(each)
    return told
