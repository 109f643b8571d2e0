"""What there is to know about a roll sheet: each sentence once, with the places it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.ui.labels import Sign, words
from consentdesk.ui.large_text import ColumnWidth
from consentdesk.ui.note import Note
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

if TYPE_CHECKING:
    from consentdesk.services.sheet_words.import_messages import Message

_PLACES = 12
_WIDE = 150
_SIGNS = {
    "error": ("close-octagon", "held"),
    "warning": ("alert", "open"),
    "info": ("information", "accent"),
}


class RollMessages(QWidget):
    """What was not taken first, then what needs eyes, then the rest."""

    def __init__(
        self, theme: Theme, messages: Sequence[Message], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if not messages:
            column.addWidget(Note(theme, "info", tr("Every row was understood.")))
            return
        column.addWidget(words(tr("What to know about the sheet"), "heading"))
        places: dict[tuple[str, str], list[str]] = {}
        for message in sorted(messages, key=lambda m: list(_SIGNS).index(m.level.value)):
            place = "!".join(part for part in (message.sheet, message.cell) if part)
            places.setdefault((message.level.value, message.text), []).append(place)
        for (level, text), named in places.items():
            column.addLayout(self._row(level, text, named))

    def _row(self, level: str, text: str, places: Sequence[str]) -> QHBoxLayout:
        sign = Sign(self._theme, 18, *_SIGNS[level])
        more = len(places) - _PLACES
        named = ", ".join(places[:_PLACES])
        where = words(tr("{places} and {n} more", places=named, n=more) if more > 0 else named)
        ColumnWidth(self._theme, where, _WIDE)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(where, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(words(text), 1, Qt.AlignmentFlag.AlignTop)
        return row
