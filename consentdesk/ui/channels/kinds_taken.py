"""Which kinds of events an account takes."""

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from consentdesk.domain.event_kind import EVENT_WORDS, EventKind
from consentdesk.ui.labels import words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

_LEFT = 5
"""Kinds in the first of two columns."""


class KindsTaken(QWidget):
    """One tick a kind; without any tick every usual kind is taken."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes = {kind: _tick(tr(word)) for kind, word in EVENT_WORDS.items()}
        columns = RowOrColumn(theme)
        columns.setSpacing(0)
        every = tuple(self.boxes.values())
        for part in (every[:_LEFT], every[_LEFT:]):
            side = QVBoxLayout()
            side.setSpacing(0)
            for box in part:
                side.addWidget(box)
            columns.addLayout(side, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(words(tr("Kinds of events it takes"), "heading"))
        explained = tr(
            "Without a tick: every usual kind. Promotion and evidence of learning only when ticked."
        )
        column.addWidget(words(explained, "muted"))
        column.addLayout(columns)

    @property
    def kinds(self) -> frozenset[EventKind]:
        """The kinds that are ticked."""
        return frozenset(kind for kind, box in self.boxes.items() if box.isChecked())

    def show_kinds(self, kinds: Iterable[EventKind]) -> None:
        """Tick these."""
        ticked = set(kinds)
        for kind, box in self.boxes.items():
            box.setChecked(kind in ticked)


def _tick(word: str) -> QCheckBox:
    box = QCheckBox(word)
    box.setAccessibleName(tr("Takes: {kind}", kind=word))
    return box
