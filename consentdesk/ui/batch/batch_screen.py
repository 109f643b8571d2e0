"""One batch: the path at the top, the page of the chosen step below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.batch_steps import Step, StepState
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.domain.preflight import AtChannel, Elsewhere
from consentdesk.ui.batch.batch_page import BatchPage
from consentdesk.ui.batch.blocked_page import BlockedPage
from consentdesk.ui.batch.bring_in_page import BringInPage
from consentdesk.ui.batch.decide_page import DecidePage
from consentdesk.ui.batch.find_faces_page import FindFacesPage
from consentdesk.ui.batch.look_out_button import LookOutButton
from consentdesk.ui.batch.publish_page import PublishPage
from consentdesk.ui.batch.sign_off_page import SignOffPage
from consentdesk.ui.batch.stepper import Stepper
from consentdesk.ui.buttons import button, icon_button
from consentdesk.ui.jobs import Job, JobKind
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.large_text import LARGE, RowOrColumn
from consentdesk.ui.reading import Reading
from consentdesk.ui.screens import OnePage
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import day_words, tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard

LOOK_AGAIN_MS = 1000
"""How often the counts are read while a job of the batch is under way."""

STEP_OF_JOB = {
    JobKind.BRING_IN: Step.BRING_IN,
    JobKind.FIND_FACES: Step.FIND_FACES,
    JobKind.COMPARE_AGAIN: Step.FIND_FACES,
    JobKind.PUBLISH: Step.PUBLISH,
    JobKind.PACK: Step.PUBLISH,
}


class BatchScreen(QWidget):
    """Shows a batch; every step can be chosen, one that is blocked says why."""

    closed = Signal()
    change_asked = Signal(object)
    place_asked = Signal(object)

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.batch_id = batch_id
        self.card: BatchCard | None = None
        self._around = around
        self._step: Step | None = None
        self._reading = Reading(self, around.runner, self._read, self._show)
        self._event = words(look="heading")
        self._day = short_words(look="muted")
        self._head = QHBoxLayout()
        self.look_out_sheet = LookOutButton(around, batch_id)
        self.stepper = Stepper(around.theme)
        self._pages = self._make_pages()
        self._blocked = BlockedPage(around, batch_id)
        self._stack = OnePage()
        self._again = QTimer(self)
        self._again.setInterval(LOOK_AGAIN_MS)
        self._lay_out()
        self._connect()
        self.refresh()

    @property
    def page(self) -> QWidget | None:
        """The page in view."""
        return self._stack.currentWidget()

    def page_of(self, step: Step) -> BatchPage:
        """Return the page of a step."""
        return self._pages[step]

    @Slot()
    def refresh(self) -> None:
        """Read how the batch stands."""
        self._reading.again()

    @Slot(object)
    def show_step(self, step: Step) -> None:
        """Show the page of a step, or why it cannot start."""
        self._step = step
        self.stepper.show_chosen(step)
        if self.card is not None:
            self._show_page(self.card, step)

    def _read(self) -> BatchCard:
        return self._around.workspace.batches.card(self.batch_id)

    def _make_pages(self) -> dict[Step, BatchPage]:
        around, batch_id = self._around, self.batch_id
        return {
            Step.BRING_IN: BringInPage(around, batch_id),
            Step.FIND_FACES: FindFacesPage(around, batch_id),
            Step.DECIDE: DecidePage(around, batch_id),
            Step.SIGN_OFF: SignOffPage(around, batch_id),
            Step.PUBLISH: PublishPage(around, batch_id),
        }

    def _lay_out(self) -> None:
        theme = self._around.theme
        head = QFrame()
        set_look(head, "plain")
        row = self._head
        head.setLayout(row)
        row.addWidget(
            icon_button(
                theme, "arrow-left", tr("Back to all batches"), self.closed.emit, key="Alt+Left"
            )
        )
        what = RowOrColumn(theme)
        what.setSpacing(0)
        what.addWidget(self._event, 1)
        what.addWidget(self._day)
        row.addLayout(what, 1)
        row.addWidget(self.look_out_sheet)
        row.addWidget(
            button(theme, tr("Change"), self._change, look="quiet", tip=tr("Change this batch"))
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.stepper)
        column.addWidget(self._stack, 1)
        self._stack.addWidget(QWidget())
        for page in (*self._pages.values(), self._blocked):
            self._stack.addWidget(page)

    @Slot()
    def _fit_head(self) -> None:
        """Keep large words apart by their size alone; the window has no room for more."""
        large = self._around.theme.appearance.text_percent >= LARGE
        self._head.setContentsMargins(20, 8, 4 if large else 16, 8)
        self._head.setSpacing(4 if large else 12)

    def _connect(self) -> None:
        self._fit_head()
        self._around.theme.changed.connect(self._fit_head)
        self.stepper.chosen.connect(self.show_step)
        for page in (*self._pages.values(), self._blocked):
            page.changed.connect(self.refresh)
            page.go_to.connect(self.show_step)
            page.place_asked.connect(self._lead_to)
        publish = self._pages[Step.PUBLISH]
        if isinstance(publish, PublishPage):
            publish.photo_asked.connect(self._to_photo)
        self._around.jobs.started.connect(self._job_changed)
        self._around.jobs.ended.connect(self._job_changed)
        self._again.timeout.connect(self.refresh)

    @Slot(object)
    def _lead_to(self, place: Elsewhere | AtChannel) -> None:
        if place is Elsewhere.BATCH_FORM:
            self._change()
        else:
            self.place_asked.emit(place)

    @Slot(object)
    def _job_changed(self, job: Job) -> None:
        if job.batch_id == self.batch_id:
            self.refresh()

    @Slot(object)
    def _to_photo(self, photo_id: PhotoId) -> None:
        decide = self._pages[Step.DECIDE]
        if isinstance(decide, DecidePage):
            decide.show_photo(photo_id)
        self.show_step(Step.DECIDE)

    def _working(self) -> frozenset[Step]:
        return frozenset(
            STEP_OF_JOB[job.kind]
            for job in self._around.jobs.running
            if job.batch_id == self.batch_id
        )

    def _show(self, card: BatchCard) -> None:
        self.card = card
        working = self._working()
        self._event.setText(card.batch.details.event)
        self._day.setText(day_words(card.batch.details.event_date))
        self.stepper.show_steps(card.steps, working)
        if working and not self._again.isActive():
            self._again.start()
        elif not working:
            self._again.stop()
        self.show_step(self._step or _first_step(card, working))

    def _show_page(self, card: BatchCard, step: Step) -> None:
        status = next(s for s in card.steps if s.step is step)
        blocked = status.state is StepState.BLOCKED and step is not Step.PUBLISH
        if blocked and step not in self._working():
            self._blocked.show_step(step)
            page: BatchPage = self._blocked
        else:
            page = self._pages[step]
        self._stack.setCurrentWidget(page)
        page.show_card(card)

    def _change(self) -> None:
        if self.card is not None:
            self.change_asked.emit(self.card.batch)


def _first_step(card: BatchCard, working: frozenset[Step]) -> Step:
    if working:
        return min(working, key=list(Step).index)
    ready = [s.step for s in card.steps if s.state is StepState.READY]
    return ready[0] if ready else Step.PUBLISH
