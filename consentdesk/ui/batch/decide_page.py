"""Step 3: the place of the Decide desk within a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.domain.ids import BatchId
from consentdesk.ui.batch.batch_page import BatchPage
from consentdesk.ui.buttons import button
from consentdesk.ui.desk.desk_screen import DeskScreen
from consentdesk.ui.note import Note
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard


class DecidePage(BatchPage):
    """Lays the batch on the desk; photos that arrive later come when the step is entered anew."""

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, batch_id, parent)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.desk: DeskScreen | None = None
        self._looked_through = -1
        self._entering = True
        self._more = Note(
            around.theme,
            "note",
            buttons=(button(around.theme, tr("Show them"), self._show_more, icon="refresh"),),
        )
        self._more_row = QVBoxLayout()
        self._more_row.setContentsMargins(16, 8, 16, 8)
        self._more_row.addWidget(self._more)
        self.column.setSpacing(0)
        self.column.addLayout(self._more_row)
        self._newest = -1

    def showEvent(self, event: QShowEvent) -> None:
        """Remember that the step is entered."""
        self._entering = True
        super().showEvent(event)

    def show_card(self, card: BatchCard) -> None:
        """Lay the batch out when the step is entered; later only offer what is new."""
        self._newest = card.counts.photos - card.counts.waiting
        if self.desk is None or (self._entering and self._newest != self._looked_through):
            self._show_more()
        self._entering = False
        more = self._newest != self._looked_through
        self._offer(tr("More photos have been looked through since.") if more else "")

    def _offer(self, sentence: str) -> None:
        self._more.say(sentence, "note")
        edge = 8 if sentence else 0
        self._more_row.setContentsMargins(16, edge, 16, edge)

    def _show_more(self) -> None:
        self._looked_through = self._newest
        self._offer("")
        self._lay_out()

    def _lay_out(self) -> None:
        around = self._around
        if self.desk is not None:
            self.desk.hide()
            self.desk.deleteLater()
        self.desk = DeskScreen(
            around.workspace,
            around.runner,
            around.dialogs,
            around.theme,
            around.by,
            self._batch_id,
        )
        self.desk.counts_changed.connect(self.changed)
        self.column.addWidget(self.desk, 1)
