"""What can be done with the whole photo, below it, each with its key."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.key_rows import KeyRows, columns
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

ACTS = (
    (Act.DRAW, "Draw a face"),
    (Act.ZOOM_TO_FACE, "Zoom"),
    (Act.UNDO, "Undo"),
    (Act.GROUP, "Group"),
    (Act.LOOK_THROUGH, "Look through"),
    (Act.EXCLUSION, "Exclusion"),
    (Act.HOLD, "Hold back"),
    (Act.KEYS, "All keys"),
)
COLUMNS = (4, 3, 2)
"""As many as have room for their words."""


class DeskBar(KeyRows):
    """Two rows of buttons, more where there is little room; they do what their keys do."""

    act_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {act: KeyButton(theme, act, tr(text)) for act, text in ACTS}
        for button in self.buttons.values():
            button.clicked.connect(self._pressed)
        self.arrange(*(columns(tuple(self.buttons.values()), count) for count in COLUMNS))

    def show_held(self, held: bool) -> None:
        """Name the button by what it does now."""
        self.buttons[Act.HOLD].say(tr("Let go") if held else tr("Hold back"))

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.act_wanted.emit(button.act)
