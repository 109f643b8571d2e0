"""The fields of sheets to print: the paper, how many photos on each, and what that makes."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.ids import BatchId
from consentdesk.services.packing.print_sheets import (
    MOST_A_SHEET,
    PAPER_NAMES,
    PrintOrder,
    longest_side,
)
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.text import plural, tr

_USUAL = (1, 2, 4, 9, 16)
"""Photos on a sheet that fill it; the command line takes any number."""


class PackPrints(QWidget):
    """Shows what comes of a choice for as many photos as `show_photos` tells."""

    def __init__(self, batch_id: BatchId, channel: Channel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch_id = batch_id
        self._channel = channel
        self._photos = 0
        self.paper = QComboBox()
        self.paper.addItems(PAPER_NAMES)
        self.a_sheet = QComboBox()
        for number in (*_USUAL, MOST_A_SHEET):
            self.a_sheet.addItem(str(number), number)
        self.outcome = words(look="muted")
        column = QFormLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setHorizontalSpacing(16)
        column.setVerticalSpacing(12)
        for label, name, field in (
            (tr("Pa&per"), tr("Paper"), self.paper),
            (tr("Photos on a &sheet"), tr("Photos on a sheet"), self.a_sheet),
        ):
            field.setAccessibleName(name)
            said = short_words(label)
            said.setBuddy(field)
            column.addRow(said, field)
            field.currentIndexChanged.connect(self._tell)
        column.addRow(self.outcome)
        self._tell()

    @property
    def order(self) -> PrintOrder:
        """What is wanted as the fields stand."""
        paper, a_sheet = self.paper.currentText(), self.a_sheet.currentData()
        return PrintOrder(self._batch_id, self._channel.id, paper, a_sheet)

    def show_photos(self, photos: int) -> None:
        """Learn how many there are to print."""
        self._photos = photos
        self._tell()

    @Slot()
    def _tell(self) -> None:
        order = self.order
        sheets = -(-self._photos // order.a_sheet)
        told = (
            plural(self._photos, "{n} photo", "{n} photos"),
            plural(sheets, "{n} sheet", "{n} sheets"),
        )
        said = tr(
            "{photos} on {sheets}, each about {length} cm long.",
            photos=told[0],
            sheets=told[1],
            length=round(longest_side(order.paper, order.a_sheet) / 10),
        )
        self.outcome.setText(said)
