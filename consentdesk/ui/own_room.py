"""A part of the window that lays itself out without the rest of the window following."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget


class OwnRoom(QWidget):
    """Lays out `content` in its own room and asks for another room only when that is too small.

    In Qt every word that changes lays out anew all that holds it, up to the window: a dozen
    layouts a decision. What is needed least, in view pixels, is all that the outside has to know.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = QWidget(self)
        self._least = QSize()
        self._heights: dict[int, int] = {}

    def sizeHint(self) -> QSize:
        """Return what the content prefers."""
        return self.content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return what the content needs."""
        self._least = self.content.minimumSizeHint()
        return self._least

    def hasHeightForWidth(self) -> bool:
        """Tell whether wrapped words decide the height."""
        return self.content.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Return how high the content is at a width."""
        self._heights[width] = self.content.heightForWidth(width)
        return self._heights[width]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the content all the room."""
        super().resizeEvent(event)
        self.content.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        """Pass on that the content needs more or less room than before."""
        if event.type() == QEvent.Type.LayoutRequest and self._said_otherwise():
            self._heights.clear()
            self.updateGeometry()
        return super().event(event)

    def _said_otherwise(self) -> bool:
        """Whether the outside was told other sizes, which it keeps until it hears of new ones."""
        content = self.content
        return content.minimumSizeHint() != self._least or any(
            content.heightForWidth(width) != high for width, high in self._heights.items()
        )
