"""A calm page with one thing to say and the keys that go on from there."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.whole_photo.checks_list import ChecksList, Statement
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.theme import Theme

SIGN = 40


@dataclass(frozen=True, slots=True)
class Saying:
    """What the page says.

    Attributes:
        icon, role: sign and its colour.
        acts: what can be done now, with its words; the first one is the way on.
        statements: what is asked about the photo as a whole, if that is asked.
    """

    icon: str
    role: str
    heading: str
    text: str
    acts: tuple[tuple[Act, str], ...] = ()
    statements: tuple[Statement, ...] = ()


class SentencePage(QWidget):
    """Says one thing; its buttons are made for it.

    Signals:
        said: something was said, be it the same again.
    """

    act_wanted = Signal(object)
    said = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._said: Saying | None = None
        self.sign = Sign(theme, SIGN)
        self.heading = words("", "heading")
        self.text = words()
        self.checks = ChecksList(theme, self)
        self.checks.act_wanted.connect(self.act_wanted)
        self.buttons: tuple[KeyButton, ...] = ()
        self._room = QVBoxLayout()
        self._room.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(10)
        for widget in (self.sign, self.heading, self.text, self.checks):
            layout.addWidget(widget)
        layout.addSpacing(4)
        layout.addLayout(self._room)
        layout.addStretch(1)

    @property
    def asks(self) -> bool:
        """Whether the statements about the photo stand here."""
        return self._said is not None and bool(self._said.statements)

    def say(self, saying: Saying) -> None:
        """Say something; the same thing twice changes nothing, a focused button stays."""
        if saying != self._said:
            self._show(saying)
        self.said.emit()

    def _show(self, saying: Saying) -> None:
        self._said = saying
        self.sign.show_sign(saying.icon, saying.role)
        self.heading.setText(saying.heading)
        self.text.setText(saying.text)
        self.text.setVisible(bool(saying.text))
        self.sign.setVisible(not saying.statements)
        self.checks.show_statements(saying.statements)
        self.checks.setVisible(bool(saying.statements))
        for button in self.buttons:
            self._room.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = tuple(self._button(place, *act) for place, act in enumerate(saying.acts))

    def _button(self, place: int, act: Act, text: str) -> KeyButton:
        look = "" if place else "primary"
        button = KeyButton(self._theme, act, text, look=look)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(self._pressed)
        self._room.addWidget(button)
        return button

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.act_wanted.emit(button.act)
