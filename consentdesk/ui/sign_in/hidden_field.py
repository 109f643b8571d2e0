"""A field for a password or a passphrase, which nobody reads over a shoulder."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from consentdesk.ui.labels import words
from consentdesk.ui.text import tr


class HiddenField(QLineEdit):
    """Shows dots; `capitals` says whether Caps Lock seems to be on.

    Qt does not know the state of that key; a letter typed without Shift that comes out large
    tells it. Out of sight the field forgets what was typed: after a lock somebody else may be
    at the desk.
    """

    capitals = Signal(bool)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self.setPlaceholderText(name)

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was typed."""
        super().hideEvent(event)
        self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at the size of the letter before it is hidden."""
        letter = event.text()
        if letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(letter.isupper() != shifted)
        super().keyPressEvent(event)


def capitals_hint(*fields: HiddenField) -> QLabel:
    """Return a line that stands below the fields while Caps Lock seems to be on."""
    hint = words(tr("Caps Lock seems to be on."), "strong")
    hint.hide()
    for field in fields:
        field.capitals.connect(hint.setVisible)
    return hint
