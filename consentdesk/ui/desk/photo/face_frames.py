"""Frames around the faces of a photo: their shape and colour say how each stands."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo.drawn_for import DrawnFor, word_beside
from consentdesk.ui.desk.photo.frame_line import RADIUS, ink, label, label_font, stroke
from consentdesk.ui.desk.photo.mosaic_cells import draw_cells
from consentdesk.ui.desk.photo.photo_view import PhotoView
from consentdesk.ui.palette import DARK
from consentdesk.ui.text import tr

FIGURE_RADIUS = 16.0
"""View pixels; a figure is told from a face by its rounder corners and its dashes."""

_BESIDE = 60.0
"""View pixels; a frame so far out of sight has no label in sight either."""


class FrameState(StrEnum):
    """How a face stands."""

    UNDECIDED = "undecided"
    DECIDED = "decided"
    COVER = "cover"
    MOSAIC = "mosaic"
    CROP_AWAY = "crop_away"


@dataclass(frozen=True, slots=True)
class FaceFrame:
    """A frame to draw.

    Attributes:
        box: upright full-resolution pixels of the photo.
        number: as in the panel, from 1.
        flagged: looks like somebody on the look-out list and is undecided.
        quiet: doubtful or very small; settled together with others, drawn without its number.
        area: what the frame stands around.
    """

    region_id: RegionId
    box: Box
    number: int
    state: FrameState
    flagged: bool
    current: bool
    quiet: bool = False
    area: DrawnFor = DrawnFor.FACE


def frame_rect(view: PhotoView, box: Box) -> QRectF:
    """Return where a box lies in the canvas."""
    left, top = view.to_view(box.x, box.y)
    right, bottom = view.to_view(box.right, box.bottom)
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def draw_frames(painter: QPainter, view: PhotoView, frames: tuple[FaceFrame, ...]) -> None:
    """Draw all frames, the current one on top."""
    painter.setFont(label_font(painter.font()))
    room = QRectF(0, 0, view.view_width, view.view_height)
    around = room.adjusted(-_BESIDE, -_BESIDE, _BESIDE, _BESIDE)
    for frame in sorted(frames, key=lambda f: f.current):
        rect = frame_rect(view, frame.box)
        if rect.intersects(around):
            _draw_frame(painter, rect, frame, room)


def corner_radius(area: DrawnFor) -> float:
    """Return the roundness of a frame's corners, view pixels."""
    return {DrawnFor.FIGURE: FIGURE_RADIUS, DrawnFor.WRITING: 0.0}.get(area, RADIUS)


def words_on(frame: FaceFrame) -> str:
    """Return what the label of a frame says: its number, and what is not plain from it."""
    words = [str(frame.number)]
    if frame.area is not DrawnFor.FACE:
        words.append(word_beside(frame.area).lower())
    if frame.state is FrameState.COVER:
        words.append(tr("covered"))
    elif frame.state is FrameState.MOSAIC:
        words.append(tr("mosaic"))
    elif frame.state is FrameState.CROP_AWAY:
        words.append(tr("cropped away"))
    return " ".join(words)


def _draw_frame(painter: QPainter, rect: QRectF, frame: FaceFrame, room: QRectF) -> None:
    colour, radius = _colour(frame), corner_radius(frame.area)
    _draw_ground(painter, rect, frame.state, radius)
    if frame.quiet and not frame.current:
        stroke(painter, rect, colour, 1.2, Qt.PenStyle.DashLine)
        return
    decided = frame.state is not FrameState.UNDECIDED
    width = 3.5 if frame.current else 1.3 if decided else 2.0
    dashed = frame.area is DrawnFor.FIGURE
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    stroke(painter, rect, colour, width, style, radius)
    if frame.flagged:
        rect = rect.adjusted(-6, -6, 6, 6)
        stroke(painter, rect, QColor(DARK["flagged"]), 1.8, style, radius and radius + 3)
    label(painter, rect, words_on(frame), colour, room, tick=decided)


def _draw_ground(painter: QPainter, rect: QRectF, state: FrameState, radius: float) -> None:
    """Show that what lies under the frame will not be seen."""
    if state is FrameState.MOSAIC:
        draw_cells(painter, rect)
        return
    if state is FrameState.COVER:
        painter.setBrush(ink())
    elif state is FrameState.CROP_AWAY:
        painter.setBrush(QColor(0, 0, 0, 150))
    else:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    # up to the line and a little under it: nothing of what is covered shines through between
    painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), radius, radius)


def _colour(frame: FaceFrame) -> QColor:
    """The canvas is dark in every theme, so the bright colours are always the right ones."""
    if frame.current:
        return QColor(DARK["accent"])
    if frame.state is FrameState.UNDECIDED:
        return QColor(DARK["flagged"] if frame.flagged else DARK["open"])
    return QColor(DARK["on_photo"])
