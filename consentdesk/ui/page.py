"""A screen that scrolls: even margins, content no wider than the eye likes."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from consentdesk.ui.theme import set_look

AS_WIDE_AS_THE_WINDOW = 16_777_215
"""Qt's own largest width."""


class Page(QScrollArea):
    """Holds a column of widgets; add them to `column`."""

    def __init__(self, widest: int = 1240, parent: QWidget | None = None) -> None:
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
        self._ground = ground
        self.setWidget(ground)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the new width before the page is laid out."""
        self._fit()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the height when something in the page changed."""
        if watched is self._ground and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Return the room below which something would be cut; what is around scrolls sideways."""
        bar = self.verticalScrollBar().sizeHint().width()
        wide = self.column.totalMinimumSize().width() + bar
        return QSize(wide, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Be as high as the words need at this width.

        Left alone, Qt keeps room for every wrapping label at its narrowest, and a page that
        fits gets a scroll bar over nothing.
        """
        wide = min(self.viewport().width(), self._ground.maximumWidth())
        wraps = self.column.hasHeightForWidth()
        least = self.column.totalMinimumSize().height()
        self._ground.setMinimumHeight(self.column.totalHeightForWidth(wide) if wraps else least)
