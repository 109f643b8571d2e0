"""Sheets of paper filled from top to bottom: headings, rows, boxes, columns, a foot.

Lengths are points (1/72 inch); `y` runs upwards as in every PDF. Text is taken to be in the
letters of the standard fonts.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

PLAIN, BOLD, CODE = "Helvetica", "Helvetica-Bold", "Courier"
"""Fonts that every PDF reader has; nothing is embedded."""

GREY = 0.38
"""Of secondary text: 0 black, 1 white. Contrast 6.6:1 on white."""

MIDDLE = "·"
"""Stands for a letter that the fonts do not have."""

_ALL_PAGES = "all-pages"
"""A drawing that every foot refers to and that is made last."""

_INK, _LINE, _FAINT = 0.08, 0.78, 0.95
_SIDE, _TOP, _BOTTOM = 50.0, 44.0, 62.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell of a row stands.

    Attributes:
        at: its left edge, or its right one, as a share of the sheet's width.
        share: of the width that it may take.
    """

    at: float
    share: float
    to_right: bool = False


class PaperSheet:
    """Draws downwards on a canvas of reportlab and begins a page where the last one is full.

    Attributes:
        pages: begun so far.
    """

    def __init__(
        self,
        canvas: Any,
        size: tuple[float, float],
        head: str,
        foot: Sequence[str],
    ) -> None:
        self._canvas = canvas
        self._page_width, self._page_height = size
        self._head, self._foot = head, foot
        self._width = self._page_width - 2 * _SIDE
        self.pages = 0
        self._begin()

    def space(self, height: float) -> None:
        """Leave some room."""
        self._y -= height

    def heading(self, text: str) -> None:
        """Begin a part; it never stands alone at the foot of a page."""
        self._need(60)
        self._y -= 11
        self._write(_SIDE, self._y, text, BOLD, 11)
        self._y -= 6

    def paragraph(
        self,
        text: str,
        font: str,
        size: float,
        *,
        leading: float = 0,
        grey: float = _INK,
        indent: float = 0,
        keep: float = 0,
    ) -> None:
        """Write a text over the whole width; `keep` is room that must be left below it."""
        step = leading or size * 1.4
        for line in self._lines(text, font, size, self._width - indent):
            self._need(step + keep)
            self._y -= step
            self._write(_SIDE + indent, self._y + step - size * 1.1, line, font, size, grey)

    def row(
        self, places: Sequence[Place], cells: Sequence[str], *, size: float = 8, grey: float = _INK
    ) -> None:
        """Write one line of a table; what is too long is cut."""
        self._need(size * 1.9)
        self._y -= size * 1.9
        for place, cell in zip(places, cells, strict=True):
            text = self._cut(cell, PLAIN, size, place.share * self._width)
            shift = self._canvas.stringWidth(text, PLAIN, size) if place.to_right else 0
            x = _SIDE + place.at * self._width - shift
            self._write(x, self._y + size * 0.6, text, PLAIN, size, grey)

    def rule(self) -> None:
        """Draw a thin line across the sheet."""
        self._rule_at(self._y)

    def boxes(self, *boxes: tuple[str, Sequence[tuple[str, str]]]) -> None:
        """Draw framed boxes side by side, each with a title and lines of a name and a time."""
        height = 26 + 27 * max(len(lines) for _, lines in boxes)
        self._need(height)
        gap = 12.0
        width = (self._width - gap * (len(boxes) - 1)) / len(boxes)
        for number, (title, lines) in enumerate(boxes):
            left = _SIDE + number * (width + gap)
            self._frame(left, self._y - height, width, height)
            self._write(left + 12, self._y - 17, title, PLAIN, 8, GREY)
            for place, (name, time) in enumerate(lines):
                top = self._y - 33 - 27 * place
                self._write(left + 12, top, self._cut(name, BOLD, 11, width - 24), BOLD, 11)
                self._write(
                    left + 12, top - 11, self._cut(time, PLAIN, 8.5, width - 24), PLAIN, 8.5
                )
        self._y -= height + 12

    def figures(self, figures: Sequence[tuple[int, str]]) -> None:
        """Draw numbers side by side, each above what it counts."""
        self._need(48)
        width = self._width / len(figures)
        self._canvas.setFillGray(_FAINT)
        self._canvas.rect(_SIDE, self._y - 48, self._width, 48, stroke=0, fill=1)
        for number, (count, name) in enumerate(figures):
            left = _SIDE + number * width + 12
            self._write(left, self._y - 26, str(count), BOLD, 19)
            self._write(left, self._y - 39, name, PLAIN, 8, GREY)
        self._y -= 48 + 6

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Write what something is called at the left, and what there is to say at the right."""
        left, size, step = 0.3 * self._width, 9.0, 12.5
        for name, text in pairs:
            lines = self._lines(text, PLAIN, size, self._width - left)
            self._need(step * len(lines) + 3)
            self._write(_SIDE, self._y - step, name, PLAIN, size, GREY)
            for line in lines:
                self._y -= step
                self._write(_SIDE + left, self._y, line, PLAIN, size)
            self._y -= 3

    def columns(self, entries: Sequence[tuple[str, str]], fonts: tuple[str, str]) -> None:
        """Write short entries side by side where they fit, over as many pages as it takes."""
        size, gap, inner = 7.0, 14.0, 6.0
        firsts = max(self._canvas.stringWidth(first, fonts[0], size) for first, _ in entries)
        seconds = max(self._canvas.stringWidth(second, fonts[1], size) for _, second in entries)
        step = min(firsts + inner + seconds, self._width) + gap
        across = int((self._width + gap) / step)
        room = step - gap - firsts - inner
        for number, (first, second) in enumerate(entries):
            if number % across == 0:
                self._need(size * 1.4)
                self._y -= size * 1.4
            left = _SIDE + number % across * (self._width + gap) / across
            self._write(left, self._y, first, fonts[0], size)
            text = self._cut(second, fonts[1], size, room)
            self._write(left + firsts + inner, self._y, text, fonts[1], size)

    def pictures(self, entries: Sequence[tuple[bytes, str]], across: int) -> None:
        """Draw pictures (JPEG or PNG) side by side, a name below each, page after page."""
        # Here, for the same reason as the canvas: it takes long to load.
        from reportlab.lib.utils import ImageReader

        gap, size = 10.0, 7.0
        width = (self._width - gap * (across - 1)) / across
        height, name_below = 0.75 * width, 2.2 * size
        for number, (content, name) in enumerate(entries):
            if number % across == 0:
                self._need(height + name_below + gap)
                self._y -= height + name_below + gap
            left = _SIDE + number % across * (width + gap)
            picture = ImageReader(io.BytesIO(content))
            place = (left, self._y + name_below, width, height)
            self._canvas.drawImage(picture, *place, preserveAspectRatio=True, anchor="sw")
            self._write(
                left, self._y + size * 0.8, self._cut(name, PLAIN, size, width), PLAIN, size
            )

    def end(self) -> None:
        """Finish the last page; only now it is known how many there are."""
        self._canvas.showPage()
        self._canvas.beginForm(_ALL_PAGES)
        self._write(0, 0, str(self.pages), PLAIN, 7)
        self._canvas.endForm()

    def _begin(self) -> None:
        self.pages += 1
        top = self._page_height - _TOP
        self._write(_SIDE, top - 8, self._head, BOLD, 8, GREY)
        self._y = top - 22
        self._draw_foot()

    def _draw_foot(self) -> None:
        right = self._page_width - _SIDE
        self._rule_at(_BOTTOM - 10)
        first, second = self._foot
        self._write(_SIDE, _BOTTOM - 23, first, PLAIN, 7, GREY)
        self._write(_SIDE, _BOTTOM - 34, second, PLAIN, 7, GREY)
        place = f"{self.pages} of "
        left = right - 12 - self._canvas.stringWidth(place, PLAIN, 7)
        self._write(left, _BOTTOM - 34, place, PLAIN, 7)
        self._canvas.saveState()
        self._canvas.translate(right - 12, _BOTTOM - 34)
        self._canvas.doForm(_ALL_PAGES)
        self._canvas.restoreState()

    def _need(self, height: float) -> None:
        if self._y - height < _BOTTOM:
            self._canvas.showPage()
            self._begin()

    def _rule_at(self, y: float) -> None:
        self._canvas.setStrokeGray(_LINE)
        self._canvas.setLineWidth(0.5)
        self._canvas.line(_SIDE, y, _SIDE + self._width, y)

    def _frame(self, left: float, bottom: float, width: float, height: float) -> None:
        self._canvas.setStrokeGray(_LINE)
        self._canvas.setLineWidth(0.8)
        self._canvas.roundRect(left, bottom, width, height, 4, stroke=1, fill=0)

    def _write(
        self, x: float, y: float, text: str, font: str, size: float, grey: float = _INK
    ) -> None:
        self._canvas.setFillGray(grey)
        self._canvas.setFont(font, size)
        self._canvas.drawString(x, y, text)

    def _lines(self, text: str, font: str, size: float, width: float) -> list[str]:
        lines = [""]
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1] and self._canvas.stringWidth(longer, font, size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return [self._cut(line, font, size, width) for line in lines]

    def _cut(self, text: str, font: str, size: float, width: float) -> str:
        if self._canvas.stringWidth(text, font, size) <= width:
            return text
        while text and self._canvas.stringWidth(f"{text}…", font, size) > width:
            text = text[:-1]
        return f"{text}…"
