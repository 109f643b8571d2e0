"""Step 3: the place of the Decide desk within a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.ui.batch.batch_page import BatchPage
from consentdesk.ui.desk.desk_screen import DeskScreen
from consentdesk.ui.jobs import Job, JobKind, JobState
from consentdesk.ui.own_room import OwnRoom
from consentdesk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard


class DecidePage(BatchPage):
    """Lays the batch on the desk when the step is entered."""

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, batch_id, parent)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.desk: DeskScreen | None = None
        self._entering = True
        self._search_after: Job | None = None
        around.jobs.ended.connect(self._job_ended)

    def showEvent(self, event: QShowEvent) -> None:
        """Remember that the step is entered."""
        self._entering = True
        super().showEvent(event)

    def show_card(self, card: BatchCard) -> None:
        """Lay the batch out on entering; in between the desk looks after itself."""
        if self.desk is None:
            self.desk = self._make_desk()
        elif self._entering:
            self.desk.reload()
        self._entering = False

    def show_photo(self, photo_id: PhotoId) -> None:
        """Take this photo in hand; a desk that is not laid out yet begins where it was left."""
        photos = None if self.desk is None else self.desk.deciding.photos
        if self.desk is not None and photos is not None and photos.holds(photo_id):
            self.desk.deciding.go_to_photo(photo_id)

    def _make_desk(self) -> DeskScreen:
        around = self._around
        room = OwnRoom(self)
        desk = DeskScreen(
            around.workspace,
            around.runner,
            around.dialogs,
            around.theme,
            around.by,
            self._batch_id,
            room.content,
        )
        desk.counts_changed.connect(self.changed)
        desk.search_wanted.connect(self._search)
        desk.sign_off_wanted.connect(self._sign_off)
        column = QVBoxLayout(room.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(desk)
        self.column.addWidget(room)
        return desk

    def _search(self) -> None:
        """Look through what waits now; a search under way may just have missed it."""
        jobs = self._around.jobs
        self._search_after = jobs.of(JobKind.FIND_FACES, self._batch_id)
        job = jobs.find_faces(self._batch_id)
        if job is not self._search_after:
            self._search_after = None

    @Slot(object)
    def _job_ended(self, job: Job) -> None:
        if job.batch_id != self._batch_id:
            return
        if job is self._search_after:
            self._search_after = None
            if job.state is JobState.DONE:
                self._around.jobs.find_faces(self._batch_id)
        if self.desk is not None and self.isVisible():
            self.desk.reload()

    def _sign_off(self) -> None:
        self.go_to.emit(Step.SIGN_OFF)
