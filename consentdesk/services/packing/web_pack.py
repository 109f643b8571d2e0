"""A pack for a web editor who cannot open the channel's folder: one zip of what is published there.

It holds the published files byte for byte, smaller sizes and a WebP beside each, alt texts and
captions, and a contact sheet. What may not stay published is not in it, and that is asked again
when the zip is whole: only then the trail gets its line, and the zip its name.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from consentdesk import __version__
from consentdesk.domain.errors import PhotoError, Refused, VerificationFailed
from consentdesk.domain.ids import BatchId, ChannelId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedFile
from consentdesk.media.contact_sheet import ContactSheet, draw_contact_sheet
from consentdesk.media.web_copies import WebCopy, small_picture, web_copies
from consentdesk.services.looking_after.published_copies import PublishedCopies
from consentdesk.services.packing.handed_on import tell_handed_on
from consentdesk.services.packing.pack_file import PackFile, pack_file
from consentdesk.services.packing.pack_plan import (
    LeftOut,
    PackOrder,
    PackPlan,
    nothing_to_pack,
    plan_pack,
)
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.publishing.copy_on_disk import path_of
from consentdesk.services.register_picture import RegisterReader
from consentdesk.services.saved_paper import (
    refuse_channel_folder,
    refuse_library_folder,
    save_paper,
)
from consentdesk.sheets.write_text import csv_bytes
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

PHOTOS = "photos"
"""Folder in the zip of the published size; a smaller size has its number behind it."""

CAPTIONS_CSV, CAPTIONS_JSON, CONTACT_SHEET = "captions.csv", "captions.json", "contact-sheet.pdf"
CHANGED = "Its file is gone from the folder or was changed there."
FAILED = "A copy for the web failed its check."


@dataclass(frozen=True, slots=True)
class PackReceipt:
    """What was written.

    Attributes:
        photos: how many are in it.
        left_out: published copies that are not, each with a sentence.
    """

    file: Path
    photos: int
    left_out: tuple[LeftOut, ...]


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
    ) -> PackReceipt:
        """Write the pack; a file of that name is replaced.

        Raises:
            Refused: as `plan`; the place is a channel's, the library's or takes no file; or what
                may go out changed in the meantime.
            DiskFull: no room is left.
            Cancelled: the person stopped it.
            After any of these no pack is there.
        """
        self._refuse_place(path, ".zip")
        plan = self.plan(order, by)
        progress.start("Making the pack", len(plan.files))
        with pack_file(path) as pack:

            def add(file: ReleasedFile, content: bytes) -> _Packed:
                return _add_photo(pack, file, content)

            packed, left_out = _each(plan, add, progress, cancel)
            self._add_words(pack, plan, packed)
            pack.finish()
            self._library.run(lambda u: self._record(u, order, by, plan, packed))
            pack.give_name()
        return PackReceipt(path, len(packed), left_out)

    def save_contact_sheet(
        self,
        batch_id: BatchId,
        channel_id: ChannelId,
        path: Path,
        by: str,
        progress: Progress,
        cancel: CancelToken,
    ) -> PackReceipt:
        """Write the contact sheet alone, to be printed.

        Raises:
            Refused, DiskFull, Cancelled: as `make`.
        """
        self._refuse_place(path, ".pdf")
        order = PackOrder(batch_id, channel_id, None)
        plan = self.plan(order, by)
        progress.start("Making the contact sheet", len(plan.files))
        shown, left_out = _each(plan, _for_paper, progress, cancel)
        page = self._contact_sheet(plan, shown)
        self._library.run(lambda u: self._record(u, order, by, plan, shown))
        save_paper(path, page)
        return PackReceipt(path, len(shown), left_out)

    def _plan(self, u: UnitOfWork, order: PackOrder, by: str) -> PackPlan:
        return plan_pack(u, self._copies, self._register.read(u), order, by)

    def _refuse_place(self, path: Path, suffix: str) -> None:
        if path.suffix.casefold() != suffix:
            raise Refused(
                f"The name of the file does not end with {suffix}.", "Choose another name."
            )
        refuse_library_folder(path, self._folder)
        refuse_channel_folder(path, self._library.run(lambda u: u.channels.all()))

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
            raise Refused(
                "What may go out changed in the meantime, so nothing was written.", "Try again."
            )
        head = order.names_approved_by
        if now.named_rows and head is not None:
            named = {"count": now.named_rows, "people": now.named_people}
            subject = f"batch {plan.batch.id}"
            u.audit.add(head.name, "names_beside_photos_approved", subject, named)
        files = [each.file for each in packed]
        tell_handed_on(u, by, plan.batch.id, plan.channel.id, files, now.editor)


def _each(
    plan: PackPlan,
    use: Callable[[ReleasedFile, bytes], _Packed],
    progress: Progress,
    cancel: CancelToken,
) -> tuple[list[_Packed], tuple[LeftOut, ...]]:
    """Use every file of the plan that is as it was published; tell what was left out."""
    packed, left_out = [], list(plan.left_out)
    for file in plan.files:
        cancel.raise_if_cancelled()
        content = _as_published(file)
        try:
            if content:
                packed.append(use(file, content))
            else:
                left_out.append(LeftOut(file.file_name, CHANGED))
        except (PhotoError, VerificationFailed):
            left_out.append(LeftOut(file.file_name, FAILED))
        progress.step()
    if not packed:
        raise nothing_to_pack()
    return packed, tuple(left_out)


def _as_published(file: ReleasedFile) -> bytes:
    """Return the copy as it lies in its folder; empty when it is not the very one on record."""
    try:
        content = path_of(file).read_bytes()
    except OSError:
        return b""
    return content if hashlib.sha256(content).hexdigest() == file.sha256 else b""


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
