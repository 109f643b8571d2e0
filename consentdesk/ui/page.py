"""A screen that scrolls: even margins, content no wider than the eye likes."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from consentdesk.ui.theme import set_look


class Page(QScrollArea):
    """Holds a column of widgets; add them to `column`."""

    def __init__(self, widest: int = 1120, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        set_look(ground, "page")
        ground.setMaximumWidth(widest)
        self.column = QVBoxLayout(ground)
        self.column.setContentsMargins(32, 24, 32, 32)
        self.column.setSpacing(16)
        self.setWidget(ground)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)
