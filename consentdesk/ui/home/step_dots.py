"""The path of a batch as five small signs in a row, with words for the step in hand."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from consentdesk.domain.batch_steps import StepStatus
from consentdesk.ui.step_words import step_badge, step_word
from consentdesk.ui.theme import Theme

DOT = 18
GAP = 22


class StepDots(QWidget):
    """Five signs joined by a line; each also says its state by shape."""

    def __init__(
        self, theme: Theme, steps: tuple[StepStatus, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._steps = steps
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        said = (f"{step_word(s.step)}: {step_badge(s.state).word}" for s in steps)
        self.setAccessibleName(", ".join(said))
        self.setToolTip("\n".join(f"{step_word(s.step)}: {s.sentence}" for s in steps))

    def sizeHint(self) -> QSize:
        """Return the room for the row."""
        count = len(self._steps)
        return QSize(count * DOT + (count - 1) * GAP, DOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line and the signs."""
        painter = QPainter(self)
        painter.setPen(QPen(self._theme.colour("line"), 2))
        for place in range(1, len(self._steps)):
            left = place * (DOT + GAP)
            painter.drawLine(left - GAP + 3, DOT // 2, left - 3, DOT // 2)
        for place, status in enumerate(self._steps):
            badge = step_badge(status.state)
            icon = self._theme.icon(badge.icon, badge.role)
            icon.paint(painter, place * (DOT + GAP), 0, DOT, DOT, Qt.AlignmentFlag.AlignCenter)
        painter.end()
