"""The list of published copies, several of which can be chosen."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from consentdesk.domain.ids import ReleasedFileId
from consentdesk.services.looking_after.published_copies import Standing
from consentdesk.ui.badge_delegate import BadgeDelegate
from consentdesk.ui.photo_grid import GAP, PhotoPainter
from consentdesk.ui.published.copies_model import (
    BADGE,
    CHANNEL,
    COPY,
    EVENT,
    PHOTO,
    STANDING,
    WENT_OUT,
    CopiesFilter,
)
from consentdesk.ui.published.standing_words import standing_badge
from consentdesk.ui.text import day_words, tr
from consentdesk.ui.theme import Theme

if TYPE_CHECKING:
    from consentdesk.services.looking_after.published_copies import PublishedCopy

PICTURE = 56
"""Edge of a thumbnail, pixels; the row is as high."""
LEAST_HEIGHT = 300
LEAST_EVENT = 16
"""Letters of the name of an event that have to be seen."""
WIDEST_DAY = date(2026, 9, 28)

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
        self.setWordWrap(False)
        self.setItemDelegateForColumn(PHOTO, PhotoPainter(theme, PICTURE, self))
        self._badges = BadgeDelegate(theme, BADGE, self)
        self.setItemDelegateForColumn(STANDING, self._badges)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self._nothing = ""
        self._channels: tuple[str, ...] = ()
        self._theme = theme
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

    def fit_channels(self, names: Collection[str]) -> None:
        """Give the names of these channels the room they need, in sight or not."""
        self._channels = tuple(names)
        self._fit_words()

    def say_nothing(self, sentence: str) -> None:
        """Set what stands in place of rows while there are none."""
        self._nothing = sentence
        none = not self.model().rowCount()
        self.setAccessibleDescription(sentence if none else "")
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the day where the name of the event would be cut for it; the card tells it."""
        super().resizeEvent(event)
        self._leave_out_day()

    def _leave_out_day(self) -> None:
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        others = sum(header.sectionSize(column) for column in (PHOTO, STANDING, CHANNEL))
        day = metrics.horizontalAdvance(day_words(WIDEST_DAY)) + 2 * GAP
        event = metrics.averageCharWidth() * LEAST_EVENT
        self.setColumnHidden(WENT_OUT, self.viewport().width() < others + event + day)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, or the sentence in their place."""
        super().paintEvent(event)
        if self.model().rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self._theme.colour("muted"))
        place = self.viewport().rect().adjusted(GAP, 3 * GAP, -GAP, -GAP)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        painter.drawText(place, int(flags | Qt.TextFlag.TextWordWrap), self._nothing)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the rows as high as picture and text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()
            self._fit_words()

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
        for column in (STANDING, CHANNEL):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self._fit_words()

    def _fit_words(self) -> None:
        """Keep room for every status and channel, whichever rows are in sight."""
        header, metrics = self.horizontalHeader(), self.fontMetrics()
        badges = (self._badges.room(standing_badge(each), metrics) for each in Standing)
        header.resizeSection(STANDING, max(room.width() for room in badges))
        heading = self.model().headerData(CHANNEL, Qt.Orientation.Horizontal)
        names = map(metrics.horizontalAdvance, (heading, *self._channels))
        header.resizeSection(CHANNEL, max(names) + 3 * GAP)
        self._leave_out_day()

    @Slot()
    def _told(self) -> None:
        self.chosen.emit()
