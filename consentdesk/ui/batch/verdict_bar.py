"""How the photos of a batch stand for one channel: a bar, the same in words, and why some stay."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consentdesk.domain.preflight import ChannelForecast
from consentdesk.domain.verdict import Outcome
from consentdesk.ui.labels import Sign, short_words, words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme

HIGH = 10
WIDE = 120
ROUND = 5

REASONS = 3
"""Reasons of held photos that are told; the desk tells them all."""

_FILLS = {
    Outcome.CLEARED: ("cleared", Qt.BrushStyle.SolidPattern),
    Outcome.HELD: ("held", Qt.BrushStyle.BDiagPattern),
    Outcome.NEEDS_DECISION: ("open", Qt.BrushStyle.Dense6Pattern),
}


class VerdictBar(QWidget):
    """One bar, as wide as there is room: full for checked, hatched for held, dotted for open."""

    def __init__(self, theme: Theme, coming: ChannelForecast, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self._counts = _counts(coming)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of a thin line."""
        return QSize(WIDE, self._theme.scaled(HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the three parts in their shares."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()), ROUND, ROUND)
        painter.fillPath(ground, self._theme.colour("raised"))
        painter.setClipPath(ground)
        left, every = 0.0, sum(self._counts.values())
        for outcome, count in self._counts.items():
            wide = self.width() * count / every if every else 0.0
            role, pattern = _FILLS[outcome]
            part = QRectF(left, 0, wide, self.height())
            painter.fillRect(part, self._theme.colour(f"{role}_soft"))
            painter.fillRect(part, QBrush(self._theme.colour(role), pattern))
            left += wide
        painter.end()


class VerdictCounts(QWidget):
    """The bar with its numbers below, none that is 0, and the reasons of what is held."""

    def __init__(self, theme: Theme, coming: ChannelForecast, parent: QWidget | None = None):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(VerdictBar(theme, coming))
        row = RowOrColumn(theme)
        row.setSpacing(6)
        for outcome, count in _counts(coming).items():
            if count or outcome is Outcome.CLEARED:
                row.addWidget(_count(theme, outcome, count), 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        column.addLayout(row)
        for sentence in _held_words(coming):
            column.addWidget(words(sentence, "muted"))


def _count(theme: Theme, outcome: Outcome, count: int) -> QWidget:
    made = QWidget()
    badge = theme.status_badge(outcome)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 12, 0)
    row.setSpacing(6)
    row.addWidget(Sign(theme, 16, badge.icon, badge.role))
    row.addWidget(short_words(_words(outcome, count)))
    return made


def _counts(coming: ChannelForecast) -> dict[Outcome, int]:
    return {
        Outcome.CLEARED: coming.cleared,
        Outcome.HELD: coming.held,
        Outcome.NEEDS_DECISION: coming.open,
    }


def _words(outcome: Outcome, count: int) -> str:
    return {
        Outcome.CLEARED: tr("{n} cleared", n=count),
        Outcome.HELD: tr("{n} held", n=count),
        Outcome.NEEDS_DECISION: tr("{n} open", n=count),
    }[outcome]


def _held_words(coming: ChannelForecast) -> list[str]:
    told = coming.held_because[:REASONS]
    lines = [
        plural(reason.photos, "{n} held: {why}", "{n} held: {why}", why=reason.text)
        for reason in told
    ]
    more = len(coming.held_because) - len(told)
    if more:
        lines.append(plural(more, "and {n} more reason", "and {n} more reasons"))
    return lines


def kept_back(held: int, still_open: int) -> str:
    """Say how many photos of a batch do not go out; empty when every photo does."""
    nowhere = plural(
        held, "{n} photo is held and goes nowhere.", "{n} photos are held and go nowhere."
    )
    waits = plural(
        still_open, "{n} photo still needs a decision.", "{n} photos still need a decision."
    )
    return " ".join(said for said, n in ((nowhere, held), (waits, still_open)) if n)


def side_by_side(channels: tuple[ChannelForecast, ...]) -> str:
    """Return all channels in one line, such as "Website 31, newsletter 44"."""
    return ", ".join(tr("{name} {n}", name=c.channel.name, n=c.cleared) for c in channels)
