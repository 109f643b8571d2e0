"""A grid of thumbnails that is as high as its rows, whatever the width of its card."""

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from consentdesk.ui.photo_grid import GAP, PhotoGrid
from consentdesk.ui.theme import Theme
from consentdesk.ui.thumbnails import Thumbnails

MOST_ROWS = 2
"""Further rows are scrolled to, so that what stands below keeps in reach."""


class PhotoRows(PhotoGrid):
    """Shows one row without scrolling, or two, before the rest has to be scrolled to."""

    def __init__(
        self,
        thumbnails: Thumbnails,
        theme: Theme,
        name: str,
        edge: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(thumbnails, theme, name, edge, parent, opens=True)
        self._cell = edge + GAP
        for changed in (self.photos.modelReset, self.photos.rowsInserted):
            changed.connect(self._fit)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the rows that are needed at the new width."""
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        a_row = max(1, (self.width() - GAP) // self._cell)
        rows = min(MOST_ROWS, -(-self.photos.rowCount() // a_row))
        self.setFixedHeight(max(1, rows) * self._cell + GAP // 2)
