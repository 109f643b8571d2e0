"""Step 1: photos come in, and every file is accounted for."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.emptied_device import DevicePlace
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, ImportId, PhotoId
from consentdesk.ui.batch.aside_list import AsideList
from consentdesk.ui.batch.batch_page import BatchPage
from consentdesk.ui.batch.bring_in_facts import BringInFacts, read_bring_in
from consentdesk.ui.batch.device_checklist import DeviceChecklist
from consentdesk.ui.batch.drop_area import DropArea
from consentdesk.ui.buttons import button
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import JobKind
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.photo_grid import PhotoGrid
from consentdesk.ui.reading import Reading
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard

PHOTO_FILES = "*.jpg *.jpeg *.heic *.heif *.png *.zip"


class BringInPage(BatchPage):
    """Drop area, progress, thumbnails as they arrive, and the account of all files."""

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, batch_id, parent)
        theme = around.theme
        self._facts: BringInFacts | None = None
        self._following = Step.FIND_FACES
        self._reading = Reading(self, around.runner, self._read, self._show_facts)
        self.drop = DropArea(theme)
        self.progress = JobProgress(around.jobs, theme, tr("Cancel"))
        self.go_on = button(theme, tr("Continue"), self._continue, icon="play", look="primary")
        self.stopped = Note(theme, "problem", buttons=(self.go_on,))
        self.account = words(look="strong")
        self.undo = button(theme, tr("Undo this import"), self._ask_undo, icon="undo")
        self.next = button(
            theme, tr("Go on to Find faces"), self._next, icon="arrow-right", look="primary"
        )
        self.grid = PhotoGrid(around.thumbnails, theme, tr("Photos that are in"))
        self.no_list = words(
            tr("No device list: photos from private phones are not noticed."), "muted"
        )
        self.device = DeviceChecklist(theme)
        self.aside = AsideList(theme)
        self._lay_out()
        self._connect()

    def show_card(self, card: BatchCard) -> None:
        """Watch the job and read the files again."""
        job = self._around.jobs.of(JobKind.BRING_IN, self._batch_id)
        self.progress.watch(job)
        self.drop.setEnabled(not self.progress.isVisibleTo(self))
        looked = card.counts.photos > 0 and not card.counts.waiting
        self._following = Step.DECIDE if looked else Step.FIND_FACES
        self.next.setText(tr("Go on to Decide") if looked else tr("Go on to Find faces"))
        self.next.setAccessibleName(self.next.text())
        self.next.setToolTip(self.next.text())
        self.drop.be_slim(card.counts.photos > 0 or self.progress.isVisibleTo(self))
        self._reading.again()

    def bring_in(self, sources: tuple[Path, ...]) -> None:
        """Start bringing these in."""
        if sources:
            self._around.jobs.bring_in(self._batch_id, sources)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.account, 1)
        row.addWidget(self.undo)
        row.addWidget(self.next)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self.grid, 1)
        beside = QVBoxLayout()
        beside.setSpacing(16)
        beside.addWidget(self.device)
        beside.addWidget(self.aside, 1)
        beside.addStretch(0)
        below.addLayout(beside)
        for each in (self.drop, self.progress, self.stopped):
            self.column.addWidget(each)
        self.column.addWidget(self.no_list)
        self.column.addLayout(row)
        self.column.addLayout(below, 1)
        for hidden in (self.no_list, self.account, self.undo, self.next, self.grid, self.aside):
            hidden.hide()
        self.column.addStretch(0)

    def _connect(self) -> None:
        self.drop.dropped.connect(self.bring_in)
        self.drop.refused.connect(self._around.runner.messages.problem)
        self.drop.folder_asked.connect(self._choose_folder)
        self.drop.files_asked.connect(self._choose_files)
        self.aside.taking_asked.connect(self._ask_reason)
        self.device.confirmed.connect(self._emptied)

    def _read(self) -> BringInFacts:
        return read_bring_in(self._around.workspace, self._batch_id)

    def _show_facts(self, facts: BringInFacts) -> None:
        self._facts = facts
        running = self.progress.isVisibleTo(self)
        some = bool(facts.photos or facts.listed)
        self.grid.photos.show_photos(facts.shown)
        self.grid.setVisible(some)
        self.aside.show_files((*facts.remarks, *facts.listed), facts.set_aside)
        self.no_list.setVisible(not facts.device_list)
        self.device.show_import(next(iter(facts.on_device), None))
        self.account.setText(facts.sentence)
        self.account.setVisible(some)
        self.undo.setVisible(some and not running and facts.last_run is not None)
        self.next.setVisible(bool(facts.photos) and not running)
        unfinished = "" if running or facts.unfinished is None else self._stopped_sentence(facts)
        self.stopped.say(unfinished, "problem")

    def _stopped_sentence(self, facts: BringInFacts) -> str:
        return tr(
            "Bringing in stopped before the end. {photos} in so far; nothing is lost.",
            photos=plural(len(facts.photos), "{n} photo is", "{n} photos are"),
        )

    @Slot()
    def _choose_folder(self) -> None:
        self._around.dialogs.choose_folder(
            self.window(), tr("Folder with photos"), self._folder_chosen
        )

    def _folder_chosen(self, folder: Path | None) -> None:
        if folder is not None:
            self.bring_in((folder,))

    @Slot()
    def _choose_files(self) -> None:
        kinds = tr("Photos and zip files ({patterns})", patterns=PHOTO_FILES)
        self._around.dialogs.choose_files(self.window(), tr("Photos"), kinds, self.bring_in)

    def _continue(self) -> None:
        if self._facts is not None and self._facts.unfinished is not None:
            self._around.jobs.continue_bringing_in(self._batch_id, self._facts.unfinished.id)

    def _ask_undo(self) -> None:
        self._around.dialogs.confirm(
            self.window(),
            tr("Take this import out again?"),
            tr(
                "The photos of the last import leave this batch, with everything decided about "
                "them. Your own files stay where they are."
            ),
            tr("Take them out"),
            tr("Keep them"),
            self._undo,
        )

    def _undo(self, agreed: bool) -> None:
        run = None if self._facts is None else self._facts.last_run
        if not agreed or run is None:
            return
        by, importer = self._around.by(), self._around.workspace.importer
        self._around.runner.run(self, lambda: importer.undo(run.id, by), self._undone)

    def _undone(self, photos: int) -> None:
        self._around.runner.messages.info(
            plural(photos, "{n} photo was taken out again.", "{n} photos were taken out again.")
        )
        self.changed.emit()

    @Slot(object)
    def _emptied(self, import_id: ImportId) -> None:
        by, devices = self._around.by(), self._around.workspace.emptied_devices
        places = frozenset(DevicePlace)
        self._around.runner.run(
            self, lambda: devices.confirm(import_id, places, by), self._emptied_there
        )

    def _emptied_there(self, photos: int) -> None:
        text = plural(
            photos,
            "{n} photo is whole here. It is recorded that the iPad has it no more.",
            "{n} photos are whole here. It is recorded that the iPad has them no more.",
        )
        self._around.runner.messages.info(text)
        self.changed.emit()

    @Slot(object)
    def _ask_reason(self, photo_id: PhotoId) -> None:
        if not self._around.leads:
            self._around.runner.messages.problem(
                Refused(
                    tr("Only senior leadership takes a photo from another device."),
                    tr("Ask an approver, the head or the safeguarding lead."),
                )
            )
            return
        self._around.dialogs.ask_text(
            self.window(),
            tr("Take this photo into the batch?"),
            tr("Why may it be taken, though it is not from a device of the school?"),
            partial(self._take_set_aside, photo_id),
        )

    def _take_set_aside(self, photo_id: PhotoId, reason: str | None) -> None:
        if reason is None:
            return
        by, importer = self._around.by(), self._around.workspace.importer
        self._around.runner.run(
            self, lambda: importer.accept_set_aside(photo_id, by, reason), self._taken
        )

    def _taken(self, nothing: None) -> None:
        self._around.jobs.find_faces(self._batch_id)
        self.changed.emit()

    def _next(self) -> None:
        self.go_to.emit(self._following)
