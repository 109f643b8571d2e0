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
        self._told = (QSize(), -1)

    def sizeHint(self) -> QSize:
        """Return what the content prefers."""
        return self.content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return what the content needs."""
        return self.content.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:
        """Tell whether wrapped words decide the height."""
        return self.content.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Return how high the content is at a width."""
        return self.content.heightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the content all the room."""
        super().resizeEvent(event)
        self.content.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        """Pass on that the content needs more or less room than before."""
        if event.type() == QEvent.Type.LayoutRequest:
            needed = (self.minimumSizeHint(), self.heightForWidth(self.width()))
            if needed != self._told:
                self._told = needed
                self.updateGeometry()
        return super().event(event)
