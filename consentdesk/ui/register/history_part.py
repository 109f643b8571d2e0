"""Every answer a person ever gave, in a part of the card that is opened when it is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.ui.badge_label import BadgeLabel
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import line, words
from consentdesk.ui.register.history_words import answer_lines, ending_words, title_words
from consentdesk.ui.register.permission_words import answer_badge
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme

if TYPE_CHECKING:
    from consentdesk.services.register.answer_history import RecordedAnswer


class HistoryPart(QWidget):
    """Closed it is one button; opened it lists the answers, the newest entry first."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._history: Sequence[RecordedAnswer] | None = None
        self.rows: tuple[HistoryRow, ...] = ()
        self.is_open = False
        self.toggle = button(theme, "", self._turn, icon="chevron-down")
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.toggle)
        column.addWidget(self._list)
        self._say()

    def show_history(self, history: Sequence[RecordedAnswer]) -> None:
        """List these answers, once it is open."""
        self._history = history
        if self.is_open:
            self._fill()

    def _turn(self) -> None:
        self.is_open = not self.is_open
        self._say()
        if self.is_open:
            self._fill()

    def _say(self) -> None:
        text = tr("Hide the history") if self.is_open else tr("Show every answer so far")
        self.toggle.setText(text)
        self.toggle.setAccessibleName(text)
        self.toggle.setToolTip(tr("{text} (space bar)", text=text))
        icon = "chevron-up" if self.is_open else "chevron-down"
        self.toggle.setIcon(self._theme.icon(icon))
        self._list.setVisible(self.is_open)

    def _fill(self) -> None:
        if self._history is None or self.rows:
            return
        number = len(self._history)
        text = plural(number, "{n} answer, the newest first", "{n} answers, the newest first")
        self._column.addWidget(words(text if number else tr("None."), "muted"))
        self.rows = tuple(HistoryRow(self._theme, each) for each in self._history)
        for row in self.rows:
            self._column.addWidget(line())
            self._column.addWidget(row)


class HistoryRow(QWidget):
    """What was asked and answered, what is known about it, and how it ended."""

    def __init__(
        self, theme: Theme, recorded: RecordedAnswer, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.said = (title_words(recorded), *answer_lines(recorded), ending_words(recorded))
        self.badge = BadgeLabel(theme, answer_badge(recorded.entry.answer))
        self.setAccessibleName("\n".join((*self.said, self.badge.accessibleName())))
        row = QHBoxLayout()
        row.addWidget(words(self.said[0], "strong"), 1)
        row.addWidget(self.badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        for text in self.said[1:-1]:
            column.addWidget(words(text, "muted"))
        column.addWidget(words(self.said[-1], "" if recorded.counts else "muted"))
