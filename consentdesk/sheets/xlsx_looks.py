"""What an Excel cell looks like: struck, coloured, a day, or a number with zeros in front."""

import colorsys
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import (
    BUILTIN_FORMATS,
    BUILTIN_FORMATS_MAX_SIZE,
    is_date_format,
    is_timedelta_format,
)

from consentdesk.sheets.row_cells import Look

PATTERNED = "#808080"
"""Stands for a fill whose colours the workbook does not say."""
_WHITE = "#FFFFFF"
_OFFICE_COLOURS = (
    *("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D"),
    *("9BBB59", "8064A2", "4BACC6", "F79646", "0000FF", "800080"),
)
"""What the numbers of theme colours mean in a workbook that brings no theme."""
_THEME_ORDER = (1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11)
"""A theme lists dark before light; the numbers in cells count light first."""


@dataclass(frozen=True, slots=True)
class XlsxLook:
    """A `Look`, and whether the number in such a cell stands for a day or a duration."""

    look: Look
    day: bool = False
    duration: bool = False


class XlsxLooks:
    """Looks by the style number that a cell carries, each worked out once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._theme = _theme(book.loaded_theme)
        self._known: dict[int, XlsxLook] = {}

    def __getitem__(self, style: int) -> XlsxLook:
        if style not in self._known:
            self._known[style] = self._work_out(style)
        return self._known[style]

    def _work_out(self, style: int) -> XlsxLook:
        # openpyxl keeps these lists private and offers them only cell by cell, which is slow.
        parts = self._book._cell_styles[style]
        font, fill = self._book._fonts[parts.fontId], self._book._fills[parts.fillId]
        shape = self._number_format(parts.numFmtId)
        digits = len(shape) if set(shape) == {"0"} else 0
        look = Look(bool(font.strike), _fill(fill, self._theme), digits)
        return XlsxLook(look, bool(is_date_format(shape)), bool(is_timedelta_format(shape)))

    def _number_format(self, number: int) -> str:
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return str(BUILTIN_FORMATS.get(number, "General"))
        return str(self._book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])


def _fill(fill: Any, theme: list[str]) -> str:
    if fill.tagname == "gradientFill":
        shades = [_colour(stop.color, theme) for stop in fill.stop]
        return next((shade for shade in shades if shade not in ("", _WHITE)), "")
    if fill.patternType in (None, "none"):
        return ""
    colour = _colour(fill.fgColor, theme) or _colour(fill.bgColor, theme) or PATTERNED
    return "" if colour == _WHITE else colour


def _colour(colour: Any, theme: list[str]) -> str:
    """Return ``#RRGGBB``, or nothing where the colour is left to the computer."""
    if colour is None:
        return ""
    if colour.type == "theme" and 0 <= colour.theme < len(theme):
        return _tinted(theme[colour.theme], colour.tint or 0.0)
    if colour.type == "indexed" and 0 <= colour.indexed < len(COLOR_INDEX):
        return f"#{COLOR_INDEX[colour.indexed][-6:].upper()}"
    if colour.type == "rgb" and isinstance(colour.rgb, str):
        return _tinted(colour.rgb[-6:], colour.tint or 0.0)
    return ""


def _tinted(rgb: str, tint: float) -> str:
    """Lighten (tint above 0) or darken as Excel does, near enough to tell colours apart."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    shades = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), strength)
    return "#" + "".join(f"{round(shade * 255):02X}" for shade in shades)


def _theme(xml: bytes | None) -> list[str]:
    if not xml:
        return list(_OFFICE_COLOURS)
    for scheme in ElementTree.fromstring(xml).iter():
        if scheme.tag.endswith("}clrScheme"):
            listed = [_listed(entry) for entry in scheme]
            return [listed[at] for at in _THEME_ORDER if at < len(listed)]
    return list(_OFFICE_COLOURS)


def _listed(entry: ElementTree.Element) -> str:
    for shade in entry:
        return shade.get("lastClr") or shade.get("val") or "000000"
    return "000000"
