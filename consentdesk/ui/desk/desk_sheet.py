"""A sheet that lies over the whole desk while one thing is done with several faces or photos."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from consentdesk.ui.desk.desk_keys import act_of
from consentdesk.ui.theme import Theme

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class DeskSheet(QWidget):
    """Covers its parent and takes the desk's keys until it is put away.

    Signals:
        act_wanted: a key or a button of the sheet (Act).
        closed: it was put away.
    """

    act_wanted = Signal(object)
    closed = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None) -> None:
        """`name` is what a screen reader calls the sheet."""
        super().__init__(parent)
        self._theme = theme
        self._below: tuple[QWidget, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.hide()

    def open_over(self) -> None:
        """Cover the parent and take the keys.

        What lies below is hidden, so that no face there counts as shown while it is covered.
        """
        over = self.parentWidget()
        if over is not None and self.isHidden():
            self.resize(over.size())
            children = over.findChildren(QWidget, options=_DIRECT)
            self._below = tuple(c for c in children if c is not self and not c.isHidden())
            for child in self._below:
                child.hide()
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def room_for(self, width: int) -> QSize:
        """Return the least room at a width of the desk, in pixels; words may wrap there."""
        least, layout = self.minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth():
            wide = max(width, least.width())
            least = least.expandedTo(QSize(0, layout.minimumHeightForWidth(wide)))
        return least

    def put_away(self) -> None:
        """Give the desk back."""
        if not self.isHidden():
            for child in self._below:
                child.show()
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass on what the key means on the desk; other keys go nowhere."""
        act = act_of(event)
        if act is not None:
            self.act_wanted.emit(act)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hide the desk below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("window"))
        painter.end()
