"""What can be done with the whole photo, below it, each with its key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

ACTS = (
    (Act.DRAW, "Draw a face"),
    (Act.ZOOM_TO_FACE, "Zoom"),
    (Act.UNDO, "Undo"),
    (Act.REDO, "Redo"),
    (Act.THOROUGHLY, "Look again"),
    (Act.EXCLUSION, "Exclusion"),
    (Act.HOLD, "Hold back"),
    (Act.KEYS, "All keys"),
)
COLUMNS = 4


class DeskBar(QWidget):
    """Two rows of buttons; they do what their keys do."""

    act_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self.buttons: dict[Act, KeyButton] = {}
        for place, (act, text) in enumerate(ACTS):
            button = KeyButton(theme, act, tr(text))
            button.clicked.connect(self._pressed)
            layout.addWidget(button, place // COLUMNS, place % COLUMNS)
            self.buttons[act] = button

    def show_held(self, held: bool) -> None:
        """Name the button by what it does now."""
        self.buttons[Act.HOLD].say(tr("Let go") if held else tr("Hold back"))

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.act_wanted.emit(button.act)
