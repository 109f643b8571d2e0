"""Words and the signs beside them, in the looks of the style sheet."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from consentdesk.ui.theme import Theme, set_look


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


def key_cap(text: str) -> QLabel:
    """Return what stands on a key, such as ``Esc``, drawn as one; it fills its column."""
    cap = short_words(text, "key")
    cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    cap.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    return cap


def line() -> QFrame:
    """Return a thin line between two parts of a screen."""
    frame = QFrame()
    set_look(frame, "line")
    frame.setFixedHeight(1)
    return frame


class Sign(QLabel):
    """A sign beside words: as large as they are, in the colours of the day."""

    def __init__(
        self,
        theme: Theme,
        edge: int,
        icon: str = "",
        role: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        """`edge` is its width and height in pixels beside text of 100 %."""
        super().__init__(parent)
        self._theme = theme
        self._edge = edge
        self._drawn = (icon, role)
        self._as: tuple[object, ...] = ()
        self._draw()

    def show_sign(self, icon: str, role: str) -> None:
        """Show another sign."""
        if (icon, role) != self._drawn:
            self._drawn = (icon, role)
            self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the look of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._draw()

    def _draw(self) -> None:
        icon, role = self._drawn
        edge, ratio = self._theme.scaled(self._edge), self.devicePixelRatioF()
        drawn_as = icon, edge, ratio, self._theme.colour(role).rgba()
        if drawn_as == self._as:
            return
        self._as = drawn_as
        self.setFixedSize(edge, edge)
        if icon:
            self.setPixmap(self._theme.icon(icon, role).pixmap(QSize(edge, edge), ratio))
        else:
            self.clear()
