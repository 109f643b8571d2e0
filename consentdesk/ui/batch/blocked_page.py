"""The page of a step that cannot start yet: why, and the way to what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from consentdesk.domain.batch_steps import Step, StepState
from consentdesk.domain.ids import BatchId
from consentdesk.ui.batch.batch_page import BatchPage
from consentdesk.ui.buttons import button
from consentdesk.ui.empty_state import EmptyState
from consentdesk.ui.step_words import step_word
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard


class BlockedPage(BatchPage):
    """Says what is in the way and leads there."""

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, batch_id, parent)
        self._step = Step.FIND_FACES
        self._shown: EmptyState | None = None
        self._sentence = ""

    def show_step(self, step: Step) -> None:
        """Choose the step this page stands for."""
        self._step = step
        self._sentence = ""

    def show_card(self, card: BatchCard) -> None:
        """Show the reason of the step."""
        status = next(s for s in card.steps if s.step is self._step)
        if status.sentence == self._sentence:
            return
        self._sentence = status.sentence
        open_steps = [s.step for s in card.steps if s.state is StepState.READY]
        way = open_steps[0] if open_steps else Step.BRING_IN
        there = button(
            self._theme,
            tr("Go to {step}", step=step_word(way)),
            lambda: self.go_to.emit(way),
            look="primary",
        )
        if self._shown is not None:
            self._shown.hide()
            self._shown.deleteLater()
        title = tr("{step}: not yet", step=step_word(self._step))
        self._shown = EmptyState(self._theme, "lock-outline", title, (status.sentence,), (there,))
        self.column.addWidget(self._shown)
