"""The strip at the left that leads from place to place."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: its name in the program, its word, its sign and its key."""

    name: str
    word: str
    icon: str
    key: str


PLATE = 20
"""Height of the plate with a count, pixels beside text of 100 %."""


class PlaceButton(QToolButton):
    """A place; a small plate at its sign counts what there is to do."""

    def __init__(self, theme: Theme, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._word = place.word
        self._count = 0
        set_look(self, "rail")
        self.setObjectName(place.name)
        self.setText(place.word)
        self.setAccessibleName(place.word)
        self.setToolTip(tr("{word} ({key})", word=place.word, key=place.key))
        self.setShortcut(place.key)
        self.setIcon(theme.icon(place.icon))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int, said: str) -> None:
        """Show a count, or none at 0; `said` is what a screen reader adds to the word."""
        self._count = count
        name = tr("{word}, {said}", word=self._word, said=said) if count else self._word
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button, then the plate."""
        super().paintEvent(event)
        if not self._count:
            return
        text, high = str(self._count), self._theme.scaled(PLATE)
        wide = max(high, self.fontMetrics().horizontalAdvance(text) + high // 2)
        plate = QRectF(self.width() / 2 + high * 0.3, 4, wide, high)
        plate.moveRight(min(plate.right(), self.width() - 4))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("held"))
        painter.drawRoundedRect(plate, high / 2, high / 2)
        painter.setPen(self._theme.colour("held_soft"))
        painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
        painter.end()


class NavigationRail(QFrame):
    """One button with sign and word for each place."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, places: tuple[Place, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_look(self, "rail")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(tr("Places"))
        self._group = QButtonGroup(self)
        self._buttons: dict[str, PlaceButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 16)
        column.setSpacing(8)
        for place in places:
            made = PlaceButton(theme, place)
            column.addWidget(made)
            self._group.addButton(made)
            self._buttons[place.name] = made
        column.addStretch(1)
        self._group.buttonClicked.connect(self._clicked)

    def show_place(self, name: str) -> None:
        """Mark where the person is."""
        self._buttons[name].setChecked(True)

    def hold_focus(self, name: str) -> None:
        """Let the keys go on from a place, where what had the focus is out of sight."""
        self._buttons[name].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_count(self, name: str, count: int, said: str) -> None:
        """Show at a place how much there is to do; 0 shows nothing."""
        self._buttons[name].show_count(count, said)

    def _clicked(self, clicked: QToolButton) -> None:
        self.chosen.emit(clicked.objectName())
