"""Published photos on sheets of paper for the display board: one PDF, ready for the printer.

A print hangs where everybody walks past, and no click takes it down. So it is made only of copies
of a channel that asks everybody about being displayed; what may be on the website alone is on no
print. The pictures in it are the published bytes, and no text is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from consentdesk import __version__
from consentdesk.domain.channel import Channel
from consentdesk.domain.copy_sizes import DISPLAY
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, ChannelId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedFile
from consentdesk.domain.staff import Duty
from consentdesk.media.print_file import (
    PrintFile,
    PrintPicture,
    check_print_file,
    picture_for_print,
)
from consentdesk.media.print_layout import MOST_PICTURES, PAPERS, dots_per_inch, lay_out
from consentdesk.services.looking_after.published_copies import PublishedCopies
from consentdesk.services.office.duties import require
from consentdesk.services.packing.as_published import each_as_published
from consentdesk.services.packing.copies_to_hand_on import (
    HandOnReceipt,
    LeftOut,
    changed_meanwhile,
    copies_to_hand_on,
    open_channel,
)
from consentdesk.services.packing.handed_on import HandedAs, tell_handed_on
from consentdesk.services.packing.unfinished_file import refuse_place, unfinished_file
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

PAPER_NAMES = tuple(PAPERS)
MOST_A_SHEET = MOST_PICTURES

COARSE = 150
"""Dots per inch below which the pixels of a print are seen at arm's length."""

_OF_A_TABLET = (4, 3)


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What somebody wants printed.

    Attributes:
        paper: one of `PAPER_NAMES`.
        a_sheet: photos on each sheet, 1 to `MOST_A_SHEET`; each is as large as that allows.
    """

    batch_id: BatchId
    channel_id: ChannelId
    paper: str = "A4"
    a_sheet: int = 1


@dataclass(frozen=True, slots=True)
class PrintPlan:
    """What would be printed as things stand."""

    files: tuple[ReleasedFile, ...]
    left_out: tuple[LeftOut, ...]


def not_for_paper(channel: Channel) -> str:
    """Return why nothing of a channel is printed, in one sentence; empty when it may be."""
    if DISPLAY in channel.details.purposes:
        return ""
    return "Who may be on this channel was not asked about being displayed in school."


def longest_side(paper: str, a_sheet: int) -> int:
    """Return how long a photo of a tablet becomes on such a sheet, in millimetres."""
    (place,) = lay_out([_OF_A_TABLET], paper, a_sheet).places
    return round(max(place.width, place.height))


class PrintSheets:
    """Makes the sheets to print of one workspace.

    Args:
        folder: of the library; no sheet is written into it.
    """

    def __init__(self, library: Library, register: RegisterReader, folder: Path) -> None:
        self._library = library
        self._register = register
        self._copies = PublishedCopies(library, register)
        self._folder = folder

    def plan(self, order: PrintOrder, by: str) -> PrintPlan:
        """Return what would be printed now; nothing is written.

        Raises:
            Refused: this person may not publish; the channel is closed or not for display; no
                copy may be handed on; or there is no such sheet.
        """
        return self._library.run(lambda u: self._plan(u, order, by))

    def make(
        self, order: PrintOrder, path: Path, by: str, progress: Progress, cancel: CancelToken
    ) -> HandOnReceipt:
        """Write the sheets; a file of that name is replaced.

        Raises:
            Refused: as `plan`; the place is a channel's, the library's or takes no file; or what
                may go out changed in the meantime.
            VerificationFailed: the disk did not keep what was written.
            DiskFull: no room is left.
            Cancelled: the person stopped it.
            After any of these no sheet is there.
        """
        refuse_place(path, ".pdf", self._library, self._folder)
        plan = self.plan(order, by)
        progress.start("Making the sheets to print", len(plan.files))
        with unfinished_file(path) as unfinished:
            with unfinished.hidden.open("wb") as file:
                filling = _Filling(file, order)
                used, changed = each_as_published(plan.files, filling.take, progress, cancel)
                filling.end()
            unfinished.force()
            with unfinished.hidden.open("rb") as file:
                check_print_file(file, filling.prints.held)
            self._library.run(lambda u: self._record(u, order, by, used))
            unfinished.give_name()
        left_out = (*plan.left_out, *changed)
        return HandOnReceipt(path, len(used), left_out, filling.sheets, filling.coarse)

    def _plan(self, u: UnitOfWork, order: PrintOrder, by: str) -> PrintPlan:
        register = self._register.read(u)
        require(u, by, Duty.PUBLISH, register.today)
        channel = open_channel(register, order.channel_id)
        against = not_for_paper(channel)
        if against:
            raise Refused(against, "Choose a channel of the display board, and publish to it.")
        if order.paper not in PAPERS or not 1 <= order.a_sheet <= MOST_PICTURES:
            raise Refused(
                "There is no such sheet.",
                f"Choose {' or '.join(PAPERS)}, and 1 to {MOST_PICTURES} photos on each.",
            )
        files, left_out = copies_to_hand_on(u, self._copies, order.batch_id, channel.id)
        return PrintPlan(tuple(files), tuple(left_out))

    def _record(
        self, u: UnitOfWork, order: PrintOrder, by: str, files: Sequence[ReleasedFile]
    ) -> None:
        """Ask everything once more and write the line, before the file has its name."""
        may_go = {file.id for file in self._plan(u, order, by).files}
        if not all(file.id in may_go for file in files):
            raise changed_meanwhile()
        tell_handed_on(u, by, HandedAs.PRINTS, order.batch_id, order.channel_id, files)


class _Filling:
    """Fills sheet after sheet; never more than the pictures of one are in memory."""

    def __init__(self, file: BinaryIO, order: PrintOrder) -> None:
        self._order = order
        self._waiting: list[PrintPicture] = []
        self.prints = PrintFile(file, f"{PROGRAM} {__version__}")
        self.sheets = 0
        self.coarse = 0

    def take(self, file: ReleasedFile, content: bytes) -> ReleasedFile:
        self._waiting.append(picture_for_print(content))
        if len(self._waiting) == self._order.a_sheet:
            self._write_sheet()
        return file

    def end(self) -> None:
        if self._waiting:
            self._write_sheet()
        self.prints.end()

    def _write_sheet(self) -> None:
        sizes = [picture.size for picture in self._waiting]
        sheet = lay_out(sizes, self._order.paper, self._order.a_sheet)
        self.prints.add_sheet(sheet, self._waiting)
        fineness = map(dots_per_inch, sizes, sheet.places)
        self.coarse += sum(dots < COARSE for dots in fineness)
        self.sheets += 1
        self._waiting = []
