"""What the pages of a batch have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.domain.ids import BatchId
from consentdesk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard


class BatchPage(QWidget):
    """The page of one step.

    The batch screen calls `show_card` whenever something changed while the page is in view.
    `go_to` carries a step of the batch, `place_asked` an `Elsewhere` or `AtChannel`.
    """

    changed = Signal()
    go_to = Signal(object)
    place_asked = Signal(object)

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._theme = around.theme
        self._batch_id = batch_id
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(32, 20, 32, 24)
        self.column.setSpacing(16)

    def show_card(self, card: BatchCard) -> None:
        """Show how the batch stands now."""
        raise NotImplementedError
