"""A pack for a web editor who cannot open the channel's folder: one zip of what is published there.

It holds the published files byte for byte, smaller sizes and a WebP beside each, alt texts and
captions, and a contact sheet. What may not stay published is not in it, and that is asked again
when the zip is whole: only then the trail gets its line, and the zip its name.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from consentdesk import __version__
from consentdesk.domain.ids import BatchId, ChannelId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedFile
from consentdesk.media.contact_sheet import ContactSheet, draw_contact_sheet
from consentdesk.media.web_copies import WebCopy, small_picture, web_copies
from consentdesk.services.looking_after.published_copies import PublishedCopies
from consentdesk.services.packing.as_published import each_as_published
from consentdesk.services.packing.copies_to_hand_on import HandOnReceipt, changed_meanwhile
from consentdesk.services.packing.handed_on import HandedAs, tell_handed_on
from consentdesk.services.packing.pack_file import PackFile, pack_file
from consentdesk.services.packing.pack_plan import PackOrder, PackPlan, plan_pack
from consentdesk.services.packing.unfinished_file import refuse_place
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.register_picture import RegisterReader
from consentdesk.services.saved_paper import save_paper
from consentdesk.sheets.write_text import csv_bytes
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

PHOTOS = "photos"
"""Folder in the zip of the published size; a smaller size has its number behind it."""

CAPTIONS_CSV, CAPTIONS_JSON, CONTACT_SHEET = "captions.csv", "captions.json", "contact-sheet.pdf"


@dataclass(frozen=True, slots=True)
class _Packed:
    """A photo in the pack: what it was published as, and the copies made of it."""

    file: ReleasedFile
    copies: tuple[WebCopy, ...]
    small: bytes


class WebPacks:
    """Makes the packs of one workspace.

    Args:
        library: of the workspace.
        register: tells who may appear and be named.
        folder: of the library; no pack is written into it.
    """

    def __init__(self, library: Library, register: RegisterReader, folder: Path) -> None:
        self._library = library
        self._register = register
        self._copies = PublishedCopies(library, register)
        self._folder = folder

    def plan(self, order: PackOrder, by: str) -> PackPlan:
        """Return what would go into a pack now; nothing is written.

        Raises:
            Refused, NameInCaption, NamesToApprove, WordsToLookAt: as `pack_plan.plan_pack`.
        """
        return self._library.run(lambda u: self._plan(u, order, by))

    def files(self, batch_id: BatchId, channel_id: ChannelId, by: str) -> PackPlan:
        """Return what would go into a pack without captions, for a form.

        Raises:
            Refused: as `plan`.
        """
        return self.plan(PackOrder(batch_id, channel_id, None), by)

    def make(
        self, order: PackOrder, path: Path, by: str, progress: Progress, cancel: CancelToken
    ) -> HandOnReceipt:
        """Write the pack; a file of that name is replaced.

        Raises:
            Refused: as `plan`; the place is a channel's, the library's or takes no file; or what
                may go out changed in the meantime.
            DiskFull: no room is left.
            Cancelled: the person stopped it.
            After any of these no pack is there.
        """
        refuse_place(path, ".zip", self._library, self._folder)
        plan = self.plan(order, by)
        progress.start("Making the pack", len(plan.files))
        with pack_file(path) as pack:

            def add(file: ReleasedFile, content: bytes) -> _Packed:
                return _add_photo(pack, file, content)

            packed, changed = each_as_published(plan.files, add, progress, cancel)
            self._add_words(pack, plan, packed)
            pack.finish()
            self._library.run(lambda u: self._record(u, order, by, plan, packed))
            pack.give_name()
        return HandOnReceipt(path, len(packed), (*plan.left_out, *changed))

    def save_contact_sheet(
        self,
        batch_id: BatchId,
        channel_id: ChannelId,
        path: Path,
        by: str,
        progress: Progress,
        cancel: CancelToken,
    ) -> HandOnReceipt:
        """Write the contact sheet alone, to be printed.

        Raises:
            Refused, DiskFull, Cancelled: as `make`.
        """
        refuse_place(path, ".pdf", self._library, self._folder)
        order = PackOrder(batch_id, channel_id, None)
        plan = self.plan(order, by)
        progress.start("Making the contact sheet", len(plan.files))
        shown, changed = each_as_published(plan.files, _for_paper, progress, cancel)
        page = self._contact_sheet(plan, shown)
        self._library.run(lambda u: self._record(u, order, by, plan, shown))
        save_paper(path, page)
        return HandOnReceipt(path, len(shown), (*plan.left_out, *changed))

    def _plan(self, u: UnitOfWork, order: PackOrder, by: str) -> PackPlan:
        return plan_pack(u, self._copies, self._register.read(u), order, by)

    def _add_words(self, pack: PackFile, plan: PackPlan, packed: Sequence[_Packed]) -> None:
        texts = [plan.texts[each.file.file_name] for each in packed]
        rows = [(f"{PHOTOS}/{t.file_name}", t.alt_text, t.caption) for t in texts]
        pack.add(CAPTIONS_CSV, csv_bytes(("file", "alt text", "caption"), rows))
        pack.add(CAPTIONS_JSON, _captions_json(plan, packed))
        pack.add(CONTACT_SHEET, self._contact_sheet(plan, packed))

    def _contact_sheet(self, plan: PackPlan, shown: Sequence[_Packed]) -> bytes:
        return draw_contact_sheet(
            ContactSheet(
                plan.event or f"Batch {plan.batch.id}",
                plan.batch.details.event_date,
                plan.channel_name,
                [(each.small, each.file.file_name) for each in shown],
                self._register.now().date(),
                f"{PROGRAM} {__version__}",
            )
        )

    def _record(
        self, u: UnitOfWork, order: PackOrder, by: str, plan: PackPlan, packed: Sequence[_Packed]
    ) -> None:
        """Ask everything once more and write the lines of the trail.

        Before the file has its name: a line about a pack that failed is better than a pack
        without one, and a withdrawal from here on is told that there is a pack.
        """
        now = self._plan(u, order, by)
        said = (now.event, now.channel_name) == (plan.event, plan.channel_name)
        may_go = {file.id for file in now.files}
        if not said or not all(each.file.id in may_go for each in packed):
            raise changed_meanwhile()
        head = order.names_approved_by
        if now.named_rows and head is not None:
            named = {"count": now.named_rows, "people": now.named_people}
            subject = f"batch {plan.batch.id}"
            u.audit.add(head.name, "names_beside_photos_approved", subject, named)
        files = [each.file for each in packed]
        kind = HandedAs.PACK if now.editor else HandedAs.CONTACT_SHEET
        tell_handed_on(u, by, kind, plan.batch.id, plan.channel.id, files, now.editor)


def _add_photo(pack: PackFile, file: ReleasedFile, content: bytes) -> _Packed:
    copies, small = web_copies(content), small_picture(content)
    pack.add(f"{PHOTOS}/{file.file_name}", content)
    for copy in copies:
        pack.add(_place(file, copy), copy.content)
    # their bytes are in the zip already; what is still said of them is their place and size
    return _Packed(file, tuple(replace(copy, content=b"") for copy in copies), small)


def _for_paper(file: ReleasedFile, content: bytes) -> _Packed:
    return _Packed(file, (), small_picture(content))


def _place(file: ReleasedFile, copy: WebCopy) -> str:
    folder = PHOTOS if copy.edge is None else f"{PHOTOS}-{copy.edge}"
    return f"{folder}/{Path(file.file_name).stem}{copy.suffix}"


def _captions_json(plan: PackPlan, packed: Iterable[_Packed]) -> bytes:
    told = {
        "event": plan.event,
        "date": plan.batch.details.event_date.isoformat(),
        "photos": [_photo_json(plan, each) for each in packed],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _photo_json(plan: PackPlan, each: _Packed) -> Mapping[str, object]:
    text = plan.texts[each.file.file_name]
    return {
        "file": f"{PHOTOS}/{text.file_name}",
        "alt_text": text.alt_text,
        "caption": text.caption,
        "copies": [
            {"file": _place(each.file, copy), "width": copy.width, "height": copy.height}
            for copy in each.copies
        ],
    }
