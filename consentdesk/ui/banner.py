"""The strip at the top of the window where messages appear."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.ui.buttons import button, icon_button
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.messages import Level, Message, Messages
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look

_SIGNS = {
    Level.INFO: ("check-circle", "cleared"),
    Level.PROBLEM: ("alert", "open"),
    Level.BUG: ("bug-outline", "held"),
}


class MessageBanner(QFrame):
    """Shows the latest message with its next step until it is dismissed."""

    def __init__(self, messages: Messages, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._details = ""
        self._sign = Sign(theme, 24)
        self._sentence = words(look="strong")
        self._next_step = words()
        self._copy = button(theme, tr("Copy details"), self._copy_details, icon="content-copy")
        self._dismiss = icon_button(theme, "close", tr("Dismiss this message"), self.hide)
        self._lay_out()
        self.hide()
        messages.posted.connect(self.show_message)

    @Slot(object)
    def show_message(self, message: Message) -> None:
        """Show a message in place of the last one."""
        icon, role = _SIGNS[message.level]
        self._sign.show_sign(icon, role)
        self._sentence.setText(message.sentence)
        self._next_step.setText(message.next_step)
        self._next_step.setVisible(bool(message.next_step))
        self._details = message.details
        self._copy.setVisible(bool(message.details))
        self.setAccessibleName(f"{message.sentence} {message.next_step}".strip())
        set_look(self, message.level.value)
        self.show()

    def _lay_out(self) -> None:
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(self._sentence)
        text.addWidget(self._next_step)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 10, 10)
        row.setSpacing(12)
        row.addWidget(self._sign, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        row.addWidget(self._copy)
        row.addWidget(self._dismiss, alignment=Qt.AlignmentFlag.AlignTop)

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
