"""Keep or leave the frame in hand, for a mouse or a finger; the keys do the same."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.photo.photo_canvas import PhotoCanvas
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme


class FrameBar(QWidget):
    """Two buttons that are there while a frame is in hand."""

    def __init__(self, theme: Theme, canvas: PhotoCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keep = KeyButton(theme, Act.ACCEPT, tr("Keep this frame"), look="primary")
        self.leave = KeyButton(theme, Act.LEAVE, tr("Leave it"))
        self.keep.clicked.connect(canvas.accept)
        self.leave.clicked.connect(canvas.leave)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.keep, 2)
        row.addWidget(self.leave, 1)
        canvas.drawing_left.connect(self.hide)
        canvas.reshaping_left.connect(self.hide)
        self.hide()
