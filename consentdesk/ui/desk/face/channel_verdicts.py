"""The answer for each channel, in plain words, below the face."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.ids import ChannelId
from consentdesk.domain.verdict import Verdict
from consentdesk.ui.desk.desk_words import all_reasons, verdict_words
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

SIGN = 18


class ChannelVerdicts(QWidget):
    """One line for each different answer: sign, channels, word and reason."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[tuple[Sign, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName(tr("Where this photo may go"))

    def show_verdicts(
        self, channels: Sequence[Channel], verdicts: Mapping[ChannelId, Verdict]
    ) -> None:
        """Show the answers of one photo."""
        groups: dict[str, tuple[Verdict, list[str]]] = {}
        for channel in channels:
            if channel.id in verdicts:
                verdict = verdicts[channel.id]
                groups.setdefault(verdict_words(verdict), (verdict, []))[1].append(channel.name)
        self._make_rows(max(1, len(groups)))
        if not groups:
            self._rows[0][0].show_sign("", "")
            self._rows[0][1].setText(tr("No channel is set up yet."))
        for (sign, text), (said, (verdict, names)) in zip(self._rows, groups.items(), strict=False):
            badge = self._theme.status_badge(verdict.outcome)
            sign.show_sign(badge.icon, badge.role)
            several = len(groups) == 1 and len(names) > 1
            where = tr("Every channel") if several else ", ".join(names)
            text.setText(tr("{channels}: {answer}", channels=where, answer=said))
            text.setToolTip(all_reasons(verdict))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said, line by line."""
        return tuple(text.text() for _, text in self._rows)

    def _make_rows(self, count: int) -> None:
        while len(self._rows) < count:
            sign, text = Sign(self._theme, SIGN), words()
            row = len(self._rows)
            self._grid.addWidget(sign, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(text, row, 1)
            self._rows.append((sign, text))
        while len(self._rows) > count:
            for label in self._rows.pop():
                self._grid.removeWidget(label)
                label.deleteLater()
