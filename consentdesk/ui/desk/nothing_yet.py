"""What the desk shows before there is a photo."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.ui.labels import Sign, short_words
from consentdesk.ui.theme import Theme

SIGN = 64


class NothingYet(QWidget):
    """A sign, a heading and what to do, in the middle."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = Sign(theme, SIGN)
        self.heading = short_words("", "title")
        self.text = short_words("", "muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addStretch(1)
        for widget in (self.sign, self.heading, self.text):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def say(self, icon: str, heading: str, text: str) -> None:
        """Say why the desk is empty and what to do."""
        self.sign.show_sign(icon, "muted")
        self.heading.setText(heading)
        self.text.setText(text)
