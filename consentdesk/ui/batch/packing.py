"""Packs on the Publish page: the form, the place, the job under way and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.ids import BatchId
from consentdesk.ui.batch.pack_form import PackForm
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import Job, JobKind
from consentdesk.ui.note import Note
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.packing.pack_plan import PackOrder
    from consentdesk.services.packing.web_pack import PackReceipt

PACK_NAME, SHEET_NAME = "photos-for-the-web.zip", "contact-sheet.pdf"
"""Names to offer; they tell neither the school nor the event."""


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

    def watch(self) -> None:
        """Show the pack that is being made, if one is."""
        self.progress.watch(self._around.jobs.of(JobKind.PACK, self._batch_id))

    @Slot(object)
    def ask(self, channel: Channel) -> None:
        """Open the form for a channel."""
        form = PackForm(self._around, self._batch_id, channel, self.window())
        form.saved.connect(self._ask_place)
        form.sheet_wanted.connect(partial(self._ask_sheet_place, channel))
        form.finished.connect(form.deleteLater)
        self.form = form
        form.open()

    @Slot(object)
    def _ask_place(self, order: PackOrder) -> None:
        title, kinds = tr("Save the pack"), tr("Zip (*.zip)")
        make = partial(self._around.jobs.pack, order)
        self._around.dialogs.save_file(
            self.window(), title, PACK_NAME, kinds, lambda path: self._begin(path, ".zip", make)
        )

    def _ask_sheet_place(self, channel: Channel) -> None:
        title, kinds = tr("Save the contact sheet"), tr("PDF (*.pdf)")
        make = partial(self._around.jobs.contact_sheet, self._batch_id, channel.id)
        self._around.dialogs.save_file(
            self.window(), title, SHEET_NAME, kinds, lambda path: self._begin(path, ".pdf", make)
        )

    def _begin(self, path: Path | None, suffix: str, make: Callable[[Path], Job]) -> None:
        if path is None:
            return
        self.receipt.say("", "info")
        self.progress.watch(make(path.with_suffix(suffix)))

    @Slot(object)
    def _ended(self, job: Job) -> None:
        if job.kind is JobKind.PACK and job.batch_id == self._batch_id and job.result is not None:
            self.receipt.say(*_told(job.result))


def _told(receipt: PackReceipt) -> tuple[str, str]:
    written = tr("{name} is written: ", name=receipt.file.name)
    written += plural(receipt.photos, "{n} photo.", "{n} photos.")
    if not receipt.left_out:
        return written, "info"
    lines = [f"{one.file_name}: {one.sentence}" for one in receipt.left_out]
    left_out = plural(len(lines), "{n} is left out.", "{n} are left out.")
    return "\n".join([f"{written} {left_out}", *lines]), "problem"
