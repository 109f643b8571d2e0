"""How the window looks: colours by meaning, one style sheet, icons, badges."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from consentdesk.domain.verdict import Outcome
from consentdesk.shipped import shipped_file
from consentdesk.ui.glyph import Glyph
from consentdesk.ui.palette import DARK, LIGHT, qt_palette
from consentdesk.ui.text import tr

BASE_POINTS = 10.5
"""Smallest size of running text."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A status as shape, word and colour.

    Attributes:
        icon: name for `Theme.icon`.
        role: name for `Theme.colour`; its ground is ``role + "_soft"``.
    """

    icon: str
    word: str
    role: str


class Theme(QObject):
    """Light or dark, as the system says or as told."""

    changed = Signal()

    def __init__(self, dark: bool | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._told = dark
        self._app: QApplication | None = None
        self._colours = DARK if dark else LIGHT

    @property
    def dark(self) -> bool:
        """Whether the dark colours are in use."""
        return self._colours is DARK

    def apply(self, app: QApplication) -> None:
        """Dress the application, now and whenever the system changes from light to dark."""
        if self._app is None:
            self._app = app
            app.setStyle("Fusion")
            font = app.font()
            font.setPointSizeF(max(BASE_POINTS, font.pointSizeF()))
            app.setFont(font)
            app.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    def be_dark(self, dark: bool | None) -> None:
        """Be dark or light whatever the system says; None follows the system again."""
        self._told = dark
        self._dress()

    def colour(self, role: str) -> QColor:
        """Return the colour of a role such as ``"accent"``, ``"held"`` or ``"muted"``."""
        return QColor(self._colours[role])

    def icon(self, name: str, role: str = "text") -> QIcon:
        """Return a sign of the Material set; it changes its colour with the theme."""

        def colour(mode: QIcon.Mode) -> QColor:
            return self.colour("edge" if mode is QIcon.Mode.Disabled else role)

        return QIcon(Glyph(name, colour))

    def status_badge(self, outcome: Outcome) -> Badge:
        """Return how the status of a photo is shown."""
        if outcome is Outcome.CLEARED:
            return Badge("check-circle", tr("Cleared"), "cleared")
        if outcome is Outcome.HELD:
            return Badge("close-octagon", tr("Held"), "held")
        return Badge("help-rhombus", tr("Needs a decision"), "open")

    def _dress(self) -> None:
        if self._app is None:
            return
        scheme = self._app.styleHints().colorScheme()
        dark = scheme is Qt.ColorScheme.Dark if self._told is None else self._told
        self._colours = DARK if dark else LIGHT
        self._app.setPalette(qt_palette(self._colours))
        self._app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _style_sheet(self) -> str:
        text = shipped_file("resources", "qss", "consentdesk.qss").read_text(encoding="utf-8")
        for role in sorted(self._colours, key=len, reverse=True):
            text = text.replace(f"@{role}@", self._colours[role])
        icons = shipped_file("resources", "icons").as_posix()
        check = "check-dark" if self.dark else "check-light"
        return text.replace("@icons@", icons).replace("@check@", check)


def set_look(widget: QWidget, look: str) -> None:
    """Give the widget a look of the style sheet, such as ``primary`` or ``title``."""
    if widget.property("look") == look:
        return
    widget.setProperty("look", look)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
