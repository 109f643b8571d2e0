"""The longest side of a channel's copies: a number, and the usual ones by name."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from consentdesk.domain.copy_sizes import (
    DOTS_PER_INCH,
    PRINTED,
    WEBSITE,
    is_more_than_shown,
    paper_of,
)
from consentdesk.services.publishing.channels import LARGEST_LONG_EDGE, SMALLEST_LONG_EDGE
from consentdesk.ui.channels.number_field import number_field
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.note import Note
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

_OWN = 0
"""What the choice holds for a size without a name."""


class LongestSide(QWidget):
    """Number and name follow one another.

    `hint`, to be put below, remarks on a size for paper that nobody prints.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._purposes: Collection[str] = ()
        self.number: QSpinBox = number_field(
            SMALLEST_LONG_EDGE, LARGEST_LONG_EDGE, WEBSITE, tr(" px")
        )
        self.name = QComboBox()
        self.hint = Note(theme, "note")
        self.name.addItem(tr("Website, {edge} px", edge=WEBSITE), WEBSITE)
        for sheet, edge in PRINTED.items():
            said = tr("Print {sheet} at {dots} dpi", sheet=sheet, dots=DOTS_PER_INCH)
            self.name.addItem(tr("{size}, {edge} px", size=said, edge=edge), edge)
        self.name.addItem(tr("Another size"), _OWN)
        for field, name in (
            (self.number, tr("Longest side in pixels")),
            (self.name, tr("Usual sizes")),
        ):
            field.setAccessibleName(name)
            field.setToolTip(name)
        row = RowOrColumn(theme)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.number)
        row.addWidget(self.name)
        row.addStretch(1)
        self.setLayout(row)
        self.setFocusProxy(self.number)
        self.name.activated.connect(self._name_chosen)
        self.number.valueChanged.connect(self._number_changed)
        self._number_changed()

    def show_purposes(self, purposes: Collection[str]) -> None:
        """Learn what the copies are for."""
        self._purposes = purposes
        self._give_hint()

    @Slot()
    def _name_chosen(self) -> None:
        edge = self.name.currentData()
        if edge != _OWN:
            self.number.setValue(edge)
        else:
            self.number.setFocus()
            self.number.selectAll()

    @Slot()
    def _number_changed(self) -> None:
        at = self.name.findData(self.number.value())
        self.name.setCurrentIndex(at if at >= 0 else self.name.findData(_OWN))
        self._give_hint()

    def _give_hint(self) -> None:
        edge = self.number.value()
        hint = ""
        if is_more_than_shown(edge, self._purposes):
            hint = tr(
                "Copies that fill {sheet} are for the display board. On a screen they show more "
                "of each child than is needed.",
                sheet=paper_of(edge),
            )
        self.hint.say(hint, "note")
