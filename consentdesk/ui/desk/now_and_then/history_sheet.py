"""What was done to a photo and to the face in hand, over the whole desk."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_sheet import DeskSheet
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.now_and_then.history_list import HistoryList
from consentdesk.ui.desk.now_and_then.history_words import HistoryLine
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme


class HistorySheet(DeskSheet):
    """Shows the lines of a photo, or only those about one face; the latest first."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, tr("What was done here"), parent)
        self.heading = words("", "title")
        self.count = words("", "muted")
        self.list = HistoryList(theme)
        self.turn = KeyButton(theme, Act.HISTORY)
        self.leave = KeyButton(theme, Act.LEAVE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(self.count)
        layout.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.turn)
        row.addWidget(self.leave)
        layout.addLayout(row)
        for button in (self.turn, self.leave):
            button.clicked.connect(self._pressed)

    def show_lines(
        self, heading: str, lines: Sequence[HistoryLine], *, only_face: bool, face: bool
    ) -> None:
        """Show lines, oldest given first.

        `only_face` tells that they are about the face in hand; `face` that there is one.
        """
        self.heading.setText(heading)
        done = plural(len(lines), "{n} thing was done.", "{n} things were done.")
        nothing = tr("Nothing was done here yet.")
        self.count.setText(done if lines else nothing)
        self.list.show_lines(tuple(reversed(lines)))
        self.turn.say(tr("The whole photo") if only_face else tr("Only the face in hand"))
        self.turn.updateGeometry()
        self.turn.setVisible(face)

    def open_over(self) -> None:
        """Cover the desk; the list has the keys."""
        super().open_over()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)

    @Slot()
    def _pressed(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, KeyButton):
            self.act_wanted.emit(pressed.act)
