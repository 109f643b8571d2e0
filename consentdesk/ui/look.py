"""How a person wants the window to look: colours, size of text, movement; kept for the next start.

No widget in here; `Theme` dresses the window, `LookMenu` asks.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QSettings

TEXT_SIZES = (100, 125, 150, 200)
"""Sizes of text on offer, in per cent. WCAG 2.2, 1.4.4 asks for everything to work at 200."""

_LOOK, _TEXT, _STILL = "look/colours", "look/text_percent", "look/still"


class Look(StrEnum):
    """The colours of the window; the high contrast ones stand on pure white or black."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast-light"
    CONTRAST_DARK = "contrast-dark"


@dataclass(frozen=True, slots=True)
class Appearance:
    """What a person chose.

    Attributes:
        text_percent: one of `TEXT_SIZES`.
        still: nothing in the window moves by itself.
    """

    look: Look = Look.SYSTEM
    text_percent: int = 100
    still: bool = False

    def larger(self) -> "Appearance":
        """Return it with the next larger text; the largest stays."""
        return self._with_text(1)

    def smaller(self) -> "Appearance":
        """Return it with the next smaller text; the smallest stays."""
        return self._with_text(-1)

    def _with_text(self, step: int) -> "Appearance":
        place = TEXT_SIZES.index(self.text_percent) + step
        return replace(self, text_percent=TEXT_SIZES[min(max(place, 0), len(TEXT_SIZES) - 1)])


def remembered(settings: QSettings) -> Appearance:
    """Return what was chosen before; what cannot be read is as if never chosen."""
    look, text = str(settings.value(_LOOK, "")), str(settings.value(_TEXT, ""))
    sizes = {str(size): size for size in TEXT_SIZES}
    return Appearance(
        Look(look) if look in set(Look) else Look.SYSTEM,
        sizes.get(text, 100),
        str(settings.value(_STILL, "")) == "yes",
    )


def remember(settings: QSettings, chosen: Appearance) -> None:
    """Keep a choice for the next start."""
    settings.setValue(_LOOK, chosen.look.value)
    settings.setValue(_TEXT, str(chosen.text_percent))
    settings.setValue(_STILL, "yes" if chosen.still else "no")
