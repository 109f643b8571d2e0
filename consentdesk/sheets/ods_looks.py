"""What an OpenDocument style makes of cells, rows and columns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from consentdesk.sheets.row_cells import Look

_SPACES = {
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "form": "urn:oasis:names:tc:opendocument:xmlns:form:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
_DEEPEST = 20
"""Styles built on styles; more is a circle."""


def ods(name: str) -> str:
    """Return such as ``table:table-row`` in the form the parser gives it."""
    space, _, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"


STYLE = ods("style:style")
_NAME, _PARENT = ods("style:name"), ods("style:parent-style-name")
_FILL = ods("fo:background-color")
_LINES = (ods("style:text-line-through-style"), ods("style:text-line-through-type"))
_SIZES = (ods("style:row-height"), ods("style:column-width"))
_DISPLAY, _MAP = ods("table:display"), ods("style:map")
_NOT_STRUCK = ("", "none")


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    fill: str | None = None
    struck: bool | None = None
    unseen: bool = False


@dataclass(slots=True)
class OdsLooks:
    """Looks by the name of a style; `has_rules` once a style has conditions."""

    has_rules: bool = False
    _styles: dict[str, _Style] = field(default_factory=dict)
    _known: dict[str, Look] = field(default_factory=dict)

    def learn(self, style: Element) -> None:
        """Take in one style of the document."""
        fill, struck, unseen = None, None, False
        for part in style:
            fill = part.get(_FILL, fill)
            lines = [line for line in map(part.get, _LINES) if line is not None]
            if lines:
                struck = any(line not in _NOT_STRUCK for line in lines)
            unseen = unseen or part.get(_DISPLAY) == "false" or _nothing_high(part)
            self.has_rules = self.has_rules or part.tag == _MAP
        self._styles[style.get(_NAME, "")] = _Style(style.get(_PARENT, ""), fill, struck, unseen)

    def __getitem__(self, name: str) -> Look:
        if name not in self._known:
            self._known[name] = self._work_out(name)
        return self._known[name]

    def unseen(self, name: str) -> bool:
        """Whether the style hides a sheet, or gives a row or column no size."""
        return name in self._styles and self._styles[name].unseen

    def _work_out(self, name: str) -> Look:
        line = list(self._line(name))
        fill = next((style.fill for style in line if style.fill is not None), "")
        struck = next((style.struck for style in line if style.struck is not None), False)
        seen = fill.startswith("#") and fill.upper() != "#FFFFFF"
        return Look(struck, fill.upper() if seen else "")

    def _line(self, name: str) -> Iterator[_Style]:
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = style.parent


def _nothing_high(part: Element) -> bool:
    sizes = [part.get(size, "") for size in _SIZES]
    return any(size and not size.strip("0.abcdefghijklmnopqrstuvwxyz%") for size in sizes)
