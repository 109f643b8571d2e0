"""The strip at the left that leads from place to place."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
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
        self._buttons: dict[str, QToolButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 16, 8, 16)
        column.setSpacing(8)
        for place in places:
            made = self._button(theme, place)
            column.addWidget(made)
            self._group.addButton(made)
            self._buttons[place.name] = made
        column.addStretch(1)
        self._group.buttonClicked.connect(self._clicked)

    def show_place(self, name: str) -> None:
        """Mark where the person is."""
        self._buttons[name].setChecked(True)

    def _button(self, theme: Theme, place: Place) -> QToolButton:
        made = QToolButton()
        set_look(made, "rail")
        made.setObjectName(place.name)
        made.setText(place.word)
        made.setAccessibleName(place.word)
        made.setToolTip(tr("{word} ({key})", word=place.word, key=place.key))
        made.setShortcut(place.key)
        made.setIcon(theme.icon(place.icon))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made

    def _clicked(self, clicked: QToolButton) -> None:
        self.chosen.emit(clicked.objectName())
