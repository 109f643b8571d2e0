"""Frames around the faces of a photo: their shape and colour say how each stands."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo_view import PhotoView
from consentdesk.ui.palette import DARK

RADIUS = 5.0
CHIP = 20.0


class FrameState(StrEnum):
    """How a face stands."""

    UNDECIDED = "undecided"
    DECIDED = "decided"
    COVER = "cover"
    CROP_AWAY = "crop_away"


@dataclass(frozen=True, slots=True)
class FaceFrame:
    """A frame to draw.

    Attributes:
        box: upright full-resolution pixels of the photo.
        number: as in the panel, from 1.
        flagged: looks like somebody on the look-out list and is undecided.
        quiet: doubtful or very small; settled together with others, drawn without its number.
    """

    region_id: RegionId
    box: Box
    number: int
    state: FrameState
    flagged: bool
    current: bool
    quiet: bool = False


def frame_rect(view: PhotoView, box: Box) -> QRectF:
    """Return where a box lies in the canvas."""
    left, top = view.to_view(box.x, box.y)
    right, bottom = view.to_view(box.right, box.bottom)
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def draw_frames(painter: QPainter, view: PhotoView, frames: tuple[FaceFrame, ...]) -> None:
    """Draw all frames, the current one on top."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for frame in sorted(frames, key=lambda f: f.current):
        _draw_frame(painter, frame_rect(view, frame.box), frame)


def _draw_frame(painter: QPainter, rect: QRectF, frame: FaceFrame) -> None:
    colour = _colour(frame)
    if frame.state is FrameState.COVER:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(DARK["photo"]))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
    elif frame.state is FrameState.CROP_AWAY:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 150))
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
    decided = frame.state is not FrameState.UNDECIDED
    if frame.quiet and not frame.current:
        _stroke(painter, rect.adjusted(-3, -3, 3, 3), colour, 1.2, Qt.PenStyle.DashLine)
        return
    width = 3.5 if frame.current else 1.3 if decided else 2.0
    _stroke(painter, rect, colour, width)
    if frame.flagged:
        _stroke(painter, rect.adjusted(-5, -5, 5, 5), QColor(DARK["flagged"]), 1.8)
    _draw_chip(painter, rect, frame, colour)


def _stroke(
    painter: QPainter,
    rect: QRectF,
    colour: QColor,
    width: float,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
) -> None:
    """Draw a line that stands out from bright and from dark pictures."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(0, 0, 0, 130), width + 2))
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    painter.setPen(QPen(colour, width, style))
    painter.drawRoundedRect(rect, RADIUS, RADIUS)


def _draw_chip(painter: QPainter, rect: QRectF, frame: FaceFrame, colour: QColor) -> None:
    """Draw the number, and a tick when the face is decided, above the frame's left corner."""
    decided = frame.state is not FrameState.UNDECIDED
    wide = CHIP + 12 if decided else CHIP
    chip = QRectF(rect.left() - 2, rect.top() - CHIP - 4, wide, CHIP)
    if frame.flagged:
        chip.translate(-4, -5)
    if chip.top() < 0:
        chip.moveTop(rect.top() + 4)
        chip.moveLeft(rect.left() + 4)
    painter.setPen(QPen(QColor(0, 0, 0, 130), 1))
    painter.setBrush(colour)
    painter.drawRoundedRect(chip, 6, 6)
    font = QFont(painter.font())
    font.setPixelSize(12)
    font.setBold(True)
    painter.setFont(font)
    ink = QColor(DARK["photo"])
    painter.setPen(ink)
    number = QRectF(chip.left(), chip.top(), CHIP, CHIP)
    painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(frame.number))
    if decided:
        _draw_tick(painter, QPointF(chip.right() - 9, chip.center().y()), ink)


def _draw_tick(painter: QPainter, middle: QPointF, ink: QColor) -> None:
    pen = QPen(ink, 2.0)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    low = middle + QPointF(-1.5, 3)
    painter.drawLine(middle + QPointF(-4.5, 0), low)
    painter.drawLine(low, middle + QPointF(4.5, -4))


def _colour(frame: FaceFrame) -> QColor:
    """The canvas is dark in every theme, so the bright colours are always the right ones."""
    if frame.current:
        return QColor(DARK["accent"])
    if frame.state is FrameState.UNDECIDED:
        return QColor(DARK["flagged"] if frame.flagged else DARK["open"])
    return QColor(DARK["on_photo"])
