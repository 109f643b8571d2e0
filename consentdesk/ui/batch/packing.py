"""Packs and prints on the Publish page: the form, the place, the job and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.ids import BatchId
from consentdesk.services.packing.pack_plan import PackOrder
from consentdesk.services.packing.print_sheets import PrintOrder
from consentdesk.ui.batch.pack_form import PackForm
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import Job, JobKind
from consentdesk.ui.note import Note
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.packing.copies_to_hand_on import HandOnReceipt

PACK_NAME, SHEET_NAME = "photos-for-the-web.zip", "contact-sheet.pdf"
PRINTS_NAME = "photos-to-print.pdf"
"""Names to offer; they tell neither the school nor the event."""


@dataclass(frozen=True, slots=True)
class _Place:
    """What to ask for when something is to be saved, and how it is made there."""

    title: str
    name: str
    kinds: str
    make: Callable[[Path], Job]


class Packing(QWidget):
    """Nothing to see while no pack is made and none was."""

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._batch_id = batch_id
        self.form: PackForm | None = None
        self.progress = JobProgress(around.jobs, around.theme, tr("Stop"))
        self.receipt = Note(around.theme, "info")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.progress)
        column.addWidget(self.receipt)
        around.jobs.ended.connect(self._ended)
        self._fold()

    def watch(self) -> None:
        """Show the pack that is being made, if one is."""
        self.progress.watch(self._around.jobs.of(JobKind.PACK, self._batch_id))
        self._fold()

    @Slot(object)
    def ask(self, channel: Channel) -> None:
        """Open the form for a channel."""
        form = PackForm(self._around, self._batch_id, channel, self.window())
        form.saved.connect(self._ask_place)
        form.finished.connect(form.deleteLater)
        self.form = form
        form.open()

    @Slot(object)
    def _ask_place(self, order: PackOrder | PrintOrder) -> None:
        place = self._place(order)

        def begin(path: Path | None) -> None:
            self._begin(path, Path(place.name).suffix, place.make)

        self._around.dialogs.save_file(self.window(), place.title, place.name, place.kinds, begin)

    def _place(self, order: PackOrder | PrintOrder) -> _Place:
        jobs, pdf = self._around.jobs, tr("PDF (*.pdf)")
        if isinstance(order, PrintOrder):
            make = partial(jobs.prints, order)
            return _Place(tr("Save the sheets to print"), PRINTS_NAME, pdf, make)
        if order.editor is None:
            make = partial(jobs.contact_sheet, order.batch_id, order.channel_id)
            return _Place(tr("Save the contact sheet"), SHEET_NAME, pdf, make)
        make = partial(jobs.pack, order)
        return _Place(tr("Save the pack"), PACK_NAME, tr("Zip (*.zip)"), make)

    def _begin(self, path: Path | None, suffix: str, make: Callable[[Path], Job]) -> None:
        if path is None:
            return
        self.receipt.say("", "info")
        self.progress.watch(make(path.with_suffix(suffix)))
        self._fold()

    def _fold(self) -> None:
        """Take no room while there is nothing to see."""
        self.setVisible(not (self.progress.isHidden() and self.receipt.isHidden()))

    @Slot(object)
    def _ended(self, job: Job) -> None:
        if job.kind is JobKind.PACK and job.batch_id == self._batch_id and job.result is not None:
            self.receipt.say(*_told(job.result))
        self._fold()


def _told(receipt: HandOnReceipt) -> tuple[str, str]:
    written = tr("{name} is written: ", name=receipt.file.name)
    photos = plural(receipt.photos, "{n} photo.", "{n} photos.")
    if receipt.sheets:
        photos = tr(
            "{photos} on {sheets}.",
            photos=plural(receipt.photos, "{n} photo", "{n} photos"),
            sheets=plural(receipt.sheets, "{n} sheet", "{n} sheets"),
        )
    if receipt.coarse:
        coarse = plural(
            receipt.coarse,
            "{n} has few pixels and looks coarse that large.",
            "{n} have few pixels and look coarse that large.",
        )
        photos = f"{photos} {coarse}"
    written += photos
    if not receipt.left_out:
        return written, "info"
    lines = [f"{one.file_name}: {one.sentence}" for one in receipt.left_out]
    left_out = plural(len(lines), "{n} is left out.", "{n} are left out.")
    return "\n".join([f"{written} {left_out}", *lines]), "problem"
