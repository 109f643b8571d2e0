"""How the window looks: colours by meaning, one style sheet, icons, badges."""

import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QWidget

from consentdesk.domain.verdict import Outcome
from consentdesk.shipped import shipped_file
from consentdesk.ui.glyph import Glyph
from consentdesk.ui.look import Appearance, Look
from consentdesk.ui.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, qt_palette
from consentdesk.ui.text import tr

BASE_POINTS = 10.5
"""Smallest size of running text, before it is made larger."""

_COLOURS: Mapping[Look, Mapping[str, str]] = {
    Look.SYSTEM: LIGHT,
    Look.LIGHT: LIGHT,
    Look.DARK: DARK,
    Look.CONTRAST_LIGHT: CONTRAST_LIGHT,
    Look.CONTRAST_DARK: CONTRAST_DARK,
}
_GROWS = re.compile(r"\b(\d+(?:\.\d+)?)(pt|sp)\b")
"""Lengths that grow with the text: ``pt`` for letters, ``sp`` for pixels beside letters."""

_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
)


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
    """The look a person chose, or the one the system wishes for; `changed` after every dressing."""

    changed = Signal()
    chosen = Signal(object)
    """A person chose this `Appearance`."""

    def __init__(self, chosen: Appearance | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen = chosen or Appearance()
        self._app: QApplication | None = None
        self._points = BASE_POINTS
        self._effects: tuple[Qt.UIEffect, ...] = ()
        self._system_is_still = False
        self._colours = _COLOURS[self._look]

    @property
    def appearance(self) -> Appearance:
        """What was chosen."""
        return self._chosen

    @property
    def dark(self) -> bool:
        """Whether light words stand on a dark ground."""
        return self._look in {Look.DARK, Look.CONTRAST_DARK}

    @property
    def high_contrast(self) -> bool:
        """Whether the colours are those of high contrast."""
        return self._look in {Look.CONTRAST_LIGHT, Look.CONTRAST_DARK}

    @property
    def focus_width(self) -> int:
        """Width of the line around what has the focus, in pixels."""
        return 4 if self.high_contrast else 2

    @property
    def still(self) -> bool:
        """Whether nothing may move by itself; the one place that every movement asks."""
        return self._chosen.still or self._system_is_still

    def scaled(self, pixels: float) -> int:
        """Return a length that belongs to words, such as the width of a column of them."""
        return round(pixels * self._chosen.text_percent / 100)

    def apply(self, app: QApplication) -> None:
        """Dress the application, now and whenever the system changes what it wishes for."""
        if self._app is None:
            self._app = app
            app.setStyle("Fusion")
            self._points = max(BASE_POINTS, app.font().pointSizeF())
            self._effects = tuple(e for e in _EFFECTS if app.isEffectEnabled(e))
            # only Windows tells Qt; elsewhere Qt says "no effects" whatever the person wished
            on_windows = platform.system() == "Windows"
            general = app.isEffectEnabled(Qt.UIEffect.UI_General)
            self._system_is_still = on_windows and not general
            app.styleHints().colorSchemeChanged.connect(self._dress)
            app.styleHints().accessibility().contrastPreferenceChanged.connect(self._dress)
        self._dress()

    def be(self, chosen: Appearance) -> None:
        """Look as chosen from now on."""
        self._chosen = chosen
        self._dress()
        self.chosen.emit(chosen)

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

    @property
    def _look(self) -> Look:
        if self._chosen.look is not Look.SYSTEM or self._app is None:
            return self._chosen.look
        hints = self._app.styleHints()
        contrast = hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast
        if hints.colorScheme() is Qt.ColorScheme.Dark:
            return Look.CONTRAST_DARK if contrast else Look.DARK
        return Look.CONTRAST_LIGHT if contrast else Look.LIGHT

    def _dress(self) -> None:
        if self._app is None:
            return
        self._colours = _COLOURS[self._look]
        font = self._app.font()
        font.setPointSizeF(self._points * self._chosen.text_percent / 100)
        self._app.setFont(font)
        self._app.setPalette(qt_palette(self._colours))
        for effect in self._effects:
            self._app.setEffectEnabled(effect, not self.still)
        self._app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def _style_sheet(self) -> str:
        text = _sheet("consentdesk.qss")
        if self.high_contrast:
            text += _sheet("high_contrast.qss")
        if self.still:
            text += _sheet("still.qss")
        for role in sorted(self._colours, key=len, reverse=True):
            text = text.replace(f"@{role}@", self._colours[role])
        icons = shipped_file("resources", "icons").as_posix()
        shade = "dark" if self.dark else "light"
        text = text.replace("@icons@", icons).replace("@shade@", shade)
        return _GROWS.sub(self._grown, text)

    def _grown(self, length: re.Match[str]) -> str:
        """Return a length of the style sheet that grows with the text."""
        number, unit = length.groups()
        grown = float(number) * self._chosen.text_percent / 100
        return f"{grown:g}pt" if unit == "pt" else f"{int(grown)}px"


def _sheet(name: str) -> str:
    return shipped_file("resources", "qss", name).read_text(encoding="utf-8")


def set_look(widget: QWidget, look: str) -> None:
    """Give the widget a look of the style sheet, such as ``primary`` or ``title``."""
    if widget.property("look") == look:
        return
    widget.setProperty("look", look)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it is dressed later
        widget.style().unpolish(widget)
        widget.style().polish(widget)
