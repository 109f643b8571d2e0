"""Which copies were handed on: kept in the audit trail, where nothing is taken away."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consentdesk.domain.ids import BatchId, ChannelId, PhotoId
from consentdesk.domain.release import ReleasedFile
from consentdesk.store.unit_of_work import UnitOfWork


class HandedAs(StrEnum):
    """What copies were handed on as; each the word of its line in the audit trail."""

    PACK = "pack_made"
    CONTACT_SHEET = "contact_sheet_saved"
    PRINTS = "prints_saved"


_STILL_TO_DO = {
    HandedAs.PACK: "It was also handed on in a pack for {editor} on {day}: have it deleted there.",
    HandedAs.CONTACT_SHEET: "It also stands on a contact sheet saved on {day}: destroy that.",
    HandedAs.PRINTS: (
        "It also stands on sheets to print saved on {day}: take its prints down, and destroy them "
        "and the file."
    ),
}

Handed = tuple[PhotoId, ChannelId]


@dataclass(frozen=True, slots=True)
class HandedOn:
    """That a photo's copy left in a pack, or stands on a contact sheet or on a sheet to print.

    Attributes:
        editor: whom the pack was for; empty for paper.
    """

    kind: HandedAs
    day: date
    editor: str

    @property
    def sentence(self) -> str:
        """Say what is left to do about it."""
        day = f"{self.day.day} {self.day:%B %Y}"
        return _STILL_TO_DO[self.kind].format(editor=self.editor, day=day)


def tell_handed_on(
    u: UnitOfWork,
    by: str,
    kind: HandedAs,
    batch_id: BatchId,
    channel_id: ChannelId,
    files: Sequence[ReleasedFile],
    editor: str = "",
) -> None:
    """Write the line of what was handed on; `editor` is whom a pack was for."""
    detail: dict[str, object] = {
        "channel": channel_id,
        "count": len(files),
        "numbers": [file.id for file in files],
        "of_photos": [file.photo_id for file in files],
    }
    if editor:
        detail["editor"] = editor
    u.audit.add(by, kind.value, f"batch {batch_id}", detail)


def handed_on(u: UnitOfWork) -> Mapping[Handed, Sequence[HandedOn]]:
    """Return what was handed on, by photo and channel, oldest first.

    By the photo and not by the copy: one that replaced another shows the same children.
    """
    told: dict[Handed, list[HandedOn]] = defaultdict(list)
    for line in u.audit.telling({kind.value for kind in HandedAs}):
        day, editor = line.at.astimezone().date(), str(line.detail.get("editor", ""))
        each = HandedOn(HandedAs(line.what), day, editor)
        photos, channel = line.detail["of_photos"], line.detail["channel"]
        assert isinstance(photos, list)
        assert isinstance(channel, int)
        for photo in photos:
            told[PhotoId(photo), ChannelId(channel)].append(each)
    return told
