"""Where alt texts and captions of published photos are typed, one row a photo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from consentdesk.services.packing.captions import Caption
from consentdesk.ui.text import tr

FILE, ALT_TEXT, CAPTION = range(3)
LEAST_HEIGHT = 220


class CaptionsTable(QTableWidget):
    """File names that stay as they are, and two texts beside each; rows count from 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, CAPTION + 1, parent)
        self.setAccessibleName(tr("Alt texts and captions"))
        self.setHorizontalHeaderLabels([tr("File"), tr("Alt text"), tr("Caption")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.AllEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(LEAST_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(FILE, QHeaderView.ResizeMode.ResizeToContents)
        for column in (ALT_TEXT, CAPTION):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._fit_rows()

    @property
    def captions(self) -> tuple[Caption, ...]:
        """What was typed; files without a text have none."""
        rows = (
            Caption(row + 1, *(self._said(row, column) for column in (FILE, ALT_TEXT, CAPTION)))
            for row in range(self.rowCount())
        )
        return tuple(caption for caption in rows if caption.alt_text or caption.caption)

    def show_files(self, names: Sequence[str]) -> None:
        """Show these files, with nothing typed yet."""
        self.setRowCount(len(names))
        for row, name in enumerate(names):
            fixed = QTableWidgetItem(name)
            fixed.setFlags(fixed.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.setItem(row, FILE, fixed)
            for column in (ALT_TEXT, CAPTION):
                self.setItem(row, column, QTableWidgetItem(""))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the rows as high as their text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 16)

    def _said(self, row: int, column: int) -> str:
        item = self.item(row, column)
        return "" if item is None else item.text().strip()
