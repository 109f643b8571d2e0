"""Words on a screen, in the looks of the style sheet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from consentdesk.ui.theme import set_look


def words(text: str = "", look: str = "") -> QLabel:
    """Return running text that wraps; never read as markup, it may hold a file's name."""
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    if look:
        set_look(label, look)
    return label


def short_words(text: str = "", look: str = "") -> QLabel:
    """Return text on one line, as wide as it is."""
    label = words(text, look)
    label.setWordWrap(False)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    return label


def line() -> QFrame:
    """Return a thin line between two parts of a screen."""
    frame = QFrame()
    set_look(frame, "line")
    frame.setFixedHeight(1)
    return frame
