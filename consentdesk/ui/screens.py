"""What holds one screen or page at a time; a window that is too small for it scrolls."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from consentdesk.ui.large_text import LARGE
from consentdesk.ui.theme import Theme, set_look


class Screens(QScrollArea):
    """Shows one of its screens; with large text in a small window nothing is out of reach."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        set_look(ground, "page")
        # a hidden screen takes no room here; in a QStackedWidget the largest rules them all
        self._column = _ScreenColumn(theme, ground)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: QWidget | None = None
        self.setWidget(ground)

    @property
    def current(self) -> QWidget | None:
        """The screen that is shown."""
        return self._shown

    def add(self, screen: QWidget) -> None:
        """Take a screen; it stays hidden until it is shown."""
        screen.hide()
        self._column.addWidget(screen)

    def remove(self, screen: QWidget) -> None:
        """Give a screen back."""
        self._column.removeWidget(screen)
        screen.hide()
        if screen is self._shown:
            self._shown = None

    def show_screen(self, screen: QWidget) -> None:
        """Show this one in place of the one before."""
        if screen is self._shown:
            return
        if self._shown is not None:
            self._shown.hide()
        self._shown = screen
        screen.show()


class _ScreenColumn(QVBoxLayout):
    """Asks for what a screen cannot do without; for all that its words prefer when they are large.

    At the usual size the screens fit their words to the window themselves.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def hasHeightForWidth(self) -> bool:
        """Tell whether wrapped words decide the height."""
        large = self._theme.appearance.text_percent >= LARGE
        return large and super().hasHeightForWidth()


class OnePage(QStackedWidget):
    """A stack in which the page in view alone says how much room is needed.

    Qt lets the largest page decide; with large text every small page would scroll for it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """Return what the page in view needs."""
        page = self.currentWidget()
        return page.minimumSizeHint().expandedTo(page.minimumSize()) if page else QSize()

    def hasHeightForWidth(self) -> bool:
        """Tell whether the page in view wraps."""
        page = self.currentWidget()
        return page is not None and page.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Return how high the page in view is at a width."""
        page = self.currentWidget()
        return page.heightForWidth(width) if page else -1
