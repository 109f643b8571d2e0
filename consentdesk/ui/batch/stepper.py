"""The path of a batch at the top of its screen: where it stands and where one can go."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QWidget,
)

from consentdesk.domain.batch_steps import Step, StepState, StepStatus
from consentdesk.ui.large_text import LARGE
from consentdesk.ui.step_words import step_badge, step_word
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge, Theme, set_look

SIGN = 24


class StepButton(QAbstractButton):
    """One step: sign, name, state in words; a line below it when it is the one shown.

    The sign stands above the words while text is large: five steps beside one another are to fit
    into an office's window.
    """

    def __init__(self, theme: Theme, step: Step, number: int, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme = theme
        self.step = step
        self._badge: Badge = step_badge(StepState.BLOCKED)
        self.setCheckable(True)
        self.setText(step_word(step))
        self.setShortcut(f"Alt+{number}")
        self._key = f"Alt+{number}"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_status(self, status: StepStatus, working: bool) -> None:
        """Show how the step stands; `working` when a job of it is under way."""
        self._badge = step_badge(status.state)
        if working:
            self._badge = Badge("progress-clock", tr("Under way"), "accent")
        name = step_word(self.step)
        self.setAccessibleName(f"{name}: {self._badge.word}")
        self.setAccessibleDescription(status.sentence)
        self.setToolTip(f"{status.sentence} ({self._key})")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for sign and two lines."""
        metrics = QFontMetrics(self._bold())
        said = (self.text(), self._badge.word)
        wide = max(metrics.horizontalAdvance(words) for words in said)
        high = 2 * metrics.height() + 24
        if self._stacked:
            return QSize(wide + 8, SIGN + high)
        return QSize(SIGN + wide + 30, high)

    def minimumSizeHint(self) -> QSize:
        """Return the same; a step that is cut cannot be read."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw sign, name, state and the marks of choice and focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and not self.isChecked():
            painter.fillRect(self.rect(), self._theme.colour("raised"))
        sign, words = self._places()
        self._theme.icon(self._badge.icon, self._badge.role).paint(painter, sign)
        across = Qt.AlignmentFlag.AlignHCenter if self._stacked else Qt.AlignmentFlag.AlignLeft
        high = words.height() // 2
        name = QRect(words.topLeft(), QSize(words.width(), high))
        painter.setFont(self._bold())
        blocked = self._badge.role == "muted"
        painter.setPen(self._theme.colour("muted" if blocked else "text"))
        painter.drawText(name, across | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(self.font())
        painter.setPen(self._theme.colour(self._badge.role))
        state = name.translated(0, high)
        painter.drawText(state, across | Qt.AlignmentFlag.AlignVCenter, self._badge.word)
        if self.isChecked():
            painter.fillRect(0, self.height() - 3, self.width(), 3, self._theme.colour("accent"))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -5), 6, 6)
        painter.end()

    @property
    def _stacked(self) -> bool:
        return self._theme.appearance.text_percent >= LARGE

    def _places(self) -> tuple[QRect, QRect]:
        """Return where the sign stands and where the two lines of words do."""
        high = 2 * QFontMetrics(self._bold()).height()
        if self._stacked:
            top = (self.height() - SIGN - high) // 2
            sign = QRect((self.width() - SIGN) // 2, top, SIGN, SIGN)
            return sign, QRect(0, top + SIGN, self.width(), high)
        middle = self.height() // 2
        sign = QRect(12, middle - SIGN // 2, SIGN, SIGN)
        left = sign.right() + 10
        return sign, QRect(left, middle - high // 2, self.width() - left, high)

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font


class Stepper(QFrame):
    """Five steps in order; every one can be looked at, a blocked one says why."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "bar")
        self.setAccessibleName(tr("Path of the batch"))
        self._group = QButtonGroup(self)
        self.buttons: dict[Step, StepButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 0, 20, 0)
        row.setSpacing(4)
        for number, step in enumerate(Step, start=1):
            made = StepButton(theme, step, number)
            self._group.addButton(made)
            self.buttons[step] = made
            row.addWidget(made, 1)
        self._group.buttonClicked.connect(self._clicked)

    def show_steps(self, steps: Iterable[StepStatus], working: frozenset[Step]) -> None:
        """Show how every step stands."""
        for status in steps:
            self.buttons[status.step].show_status(status, status.step in working)

    def show_chosen(self, step: Step) -> None:
        """Mark the step whose page is shown; the Tab key leads to it, arrows to the others."""
        self.buttons[step].setChecked(True)
        for each, made in self.buttons.items():
            by_tab = each is step
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if by_tab else Qt.FocusPolicy.ClickFocus)

    def _clicked(self, clicked: StepButton) -> None:
        self.chosen.emit(clicked.step)
