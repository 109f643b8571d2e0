"""How the photos of a batch stand for one channel: a bar, and the same in signs and words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consentdesk.domain.preflight import ChannelForecast
from consentdesk.domain.verdict import Outcome
from consentdesk.ui.labels import Sign, short_words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

HIGH = 10
WIDE = 120
ROUND = 5

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
    """The bar with its three numbers below."""

    def __init__(self, theme: Theme, coming: ChannelForecast, parent: QWidget | None = None):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(VerdictBar(theme, coming))
        row = RowOrColumn(theme)
        row.setSpacing(6)
        for outcome, count in _counts(coming).items():
            row.addWidget(_count(theme, outcome, count), 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        column.addLayout(row)


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


def side_by_side(channels: tuple[ChannelForecast, ...], held: int) -> str:
    """Return all channels in one line, such as "Website 31, newsletter 44, held 9"."""
    parts = [tr("{name} {n}", name=c.channel.name, n=c.cleared) for c in channels]
    return ", ".join([*parts, tr("held {n}", n=held)])
