"""Drawing on pages in millimetres, the same for a printer, its preview and a PDF file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

MM_PER_INCH = 25.4
BLACK, WHITE, GREY = "black", "white", "#4d4d4d"


@dataclass(frozen=True, slots=True)
class Ink:
    """How words are set."""

    points: float
    bold: bool = False
    colour: str = BLACK
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stays together on one page; `draw` is given where its top is."""

    height: float
    draw: Callable[[float], None]


def a4() -> QPageLayout:
    """Return an upright A4 page; the drawing keeps its own margins."""
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF()
    )
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


@contextmanager
def paper_on(device: QPagedPaintDevice) -> Iterator[Paper]:
    """Draw on the device; the last page is finished at the end."""
    painter = QPainter(device)
    try:
        yield Paper(device, painter)
    finally:
        painter.end()


class Paper:
    """One page after the other; every measure is in millimetres from the page's corner."""

    def __init__(self, device: QPagedPaintDevice, painter: QPainter) -> None:
        self._device = device
        self._painter = painter
        self._dots = device.logicalDpiX() / MM_PER_INCH
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )

    @property
    def width(self) -> float:
        """Width of the page."""
        return self._device.width() / self._dots

    @property
    def height(self) -> float:
        """Height of the page."""
        return self._device.height() / self._dots

    def new_page(self) -> None:
        """Go on with the next page."""
        self._device.newPage()

    def tall(self, text: str, width: float, ink: Ink) -> float:
        """Return how high the words stand in lines of this width."""
        return self._set(text, width, ink).boundingRect().height() / self._dots if text else 0.0

    def write(self, text: str, x: float, y: float, width: float, ink: Ink) -> float:
        """Write words below `y` in lines of this width; return where they end."""
        if not text:
            return y
        lines = self._set(text, width, ink)
        self._painter.setPen(QColor(ink.colour))
        lines.draw(self._painter, QPointF(x * self._dots, y * self._dots))
        return y + lines.boundingRect().height() / self._dots

    def wide(self, text: str, ink: Ink) -> float:
        """Return how wide the words are on one line."""
        lines = self._set(text, self.width * 10, ink)  # a line is gone with what it is part of
        return lines.lineAt(0).naturalTextWidth() / self._dots

    def line(self, x: float, y: float, to_x: float, to_y: float, thick: float = 0.25) -> None:
        """Draw a line."""
        self._painter.setPen(self._pen(thick))
        self._painter.drawLine(QPointF(*self._at(x, y)), QPointF(*self._at(to_x, to_y)))

    def frame(self, box: QRectF, thick: float = 0.25) -> None:
        """Draw the edge of a box."""
        self._painter.setPen(self._pen(thick))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(self._scaled(box))

    def fill(self, box: QRectF, colour: str = BLACK) -> None:
        """Fill a box."""
        self._painter.fillRect(self._scaled(box), QColor(colour))

    def shape(self, corners: Sequence[tuple[float, float]], *, filled: bool) -> None:
        """Draw a shape with these corners, full or as an outline."""
        self._painter.setPen(self._pen(0.5))
        self._painter.setBrush(QColor(BLACK if filled else WHITE))
        self._painter.drawPolygon([QPointF(*self._at(x, y)) for x, y in corners])

    def picture(self, image: QImage, box: QRectF) -> None:
        """Fill a box with the middle of a picture, which keeps its proportions."""
        share = min(image.width() / box.width(), image.height() / box.height())
        wide, tall = box.width() * share, box.height() * share
        left, top = (image.width() - wide) / 2, (image.height() - tall) / 2
        self._painter.drawImage(self._scaled(box), image, QRectF(left, top, wide, tall))

    def _set(self, text: str, width: float, ink: Ink) -> QTextLayout:
        font = QFont(QGuiApplication.font().family())
        font.setPointSizeF(ink.points)
        font.setBold(ink.bold)
        lines = QTextLayout(text, font, self._device)
        option = QTextOption(ink.align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        lines.setTextOption(option)
        lines.beginLayout()
        below = 0.0
        while (line := lines.createLine()).isValid():
            line.setLineWidth(width * self._dots)
            line.setPosition(QPointF(0, below))
            below += line.height()
        lines.endLayout()
        return lines

    def _pen(self, thick: float) -> QPen:
        pen = QPen(QColor(BLACK), thick * self._dots)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        return pen

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return x * self._dots, y * self._dots

    def _scaled(self, box: QRectF) -> QRectF:
        dots = self._dots
        return QRectF(box.x() * dots, box.y() * dots, box.width() * dots, box.height() * dots)


def on_pages(blocks: Sequence[Block], room: float) -> list[list[Block]]:
    """Divide blocks among pages with this much room each; there is always a first page."""
    pages: list[list[Block]] = [[]]
    left = room
    for block in blocks:
        if block.height > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(block)
        left -= block.height
    return pages


def draw_down(blocks: Sequence[Block], top: float) -> float:
    """Draw blocks one below the other; return where the last one ends."""
    for block in blocks:
        block.draw(top)
        top += block.height
    return top
