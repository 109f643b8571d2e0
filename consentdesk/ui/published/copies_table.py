"""The list of published copies, several of which can be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from consentdesk.domain.ids import ReleasedFileId
from consentdesk.ui.badge_delegate import BadgeDelegate
from consentdesk.ui.photo_grid import GAP, PhotoPainter
from consentdesk.ui.published.copies_model import BADGE, COPY, EVENT, PHOTO, STANDING, CopiesFilter
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

if TYPE_CHECKING:
    from consentdesk.services.looking_after.published_copies import PublishedCopy

PICTURE = 56
"""Edge of a thumbnail, pixels; the row is as high."""
LEAST_HEIGHT = 300

_Flag = QItemSelectionModel.SelectionFlag


class CopiesTable(QTableView):
    """Rows are chosen with arrow keys, with Shift or Ctrl several; `chosen` says that they were."""

    chosen = Signal()

    def __init__(self, theme: Theme, rows: CopiesFilter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(rows)
        self.setAccessibleName(tr("Published copies"))
        self.setToolTip(tr("Shift or Ctrl with arrows or click chooses several, Ctrl+A all."))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(LEAST_HEIGHT)
        self.setItemDelegateForColumn(PHOTO, PhotoPainter(theme, PICTURE, self))
        self.setItemDelegateForColumn(STANDING, BadgeDelegate(theme, BADGE, self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self._fit_rows()
        self._fit_columns()
        self.selectionModel().selectionChanged.connect(self._told)

    @property
    def selection(self) -> tuple[PublishedCopy, ...]:
        """The copies that are chosen, in the order of the list."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.model().index(row, PHOTO).data(COPY) for row in rows)

    def choose(self, ids: frozenset[ReleasedFileId]) -> None:
        """Choose those of these copies that are shown; the first row when none of them is."""
        model = self.model()
        places = [model.index(row, PHOTO) for row in range(model.rowCount())]
        wanted = [place for place in places if place.data(COPY).id in ids] or places[:1]
        chosen = QItemSelection()
        for place in wanted:
            chosen.select(place, place)
        if wanted:
            self.selectionModel().setCurrentIndex(wanted[0], _Flag.NoUpdate)
        self.selectionModel().select(chosen, _Flag.ClearAndSelect | _Flag.Rows)
        self.chosen.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the rows as high as picture and text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def _fit_rows(self) -> None:
        high = max(PICTURE + GAP, self.fontMetrics().height() + GAP)
        self.verticalHeader().setMinimumSectionSize(high)
        self.verticalHeader().setDefaultSectionSize(high)

    def _fit_columns(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # of all rows, the widths would be measured anew with each small picture that arrives
        header.setResizeContentsPrecision(0)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in range(self.model().columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(EVENT, QHeaderView.ResizeMode.Stretch)

    @Slot()
    def _told(self) -> None:
        self.chosen.emit()
