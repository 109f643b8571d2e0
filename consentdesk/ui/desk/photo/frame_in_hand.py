"""A frame that a person draws, moves or resizes now; nothing counts before it is accepted."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter

from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo.drawn_for import DrawnFor, word_beside
from consentdesk.ui.desk.photo.face_frames import corner_radius, frame_rect
from consentdesk.ui.desk.photo.frame_handles import draw_handles
from consentdesk.ui.desk.photo.frame_line import label, stroke
from consentdesk.ui.desk.photo.frame_shape import Grip, pulled
from consentdesk.ui.desk.photo.photo_view import PhotoView
from consentdesk.ui.palette import DARK
from consentdesk.ui.text import tr

_LOOKS = {
    DrawnFor.FACE: ("accent", Qt.PenStyle.SolidLine),
    DrawnFor.FIGURE: ("open", Qt.PenStyle.DashLine),
    DrawnFor.WRITING: ("flagged", Qt.PenStyle.DotLine),
    DrawnFor.CROP: ("on_photo", Qt.PenStyle.SolidLine),
}
"""Colour and line; the word stands beside the frame."""

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_RESIZES = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True, slots=True)
class FrameInHand:
    """The frame as it is now.

    Attributes:
        box: upright full-resolution pixels of the photo.
        before: where it was when it was taken in hand.
        region_id: whose frame is reshaped; None for one that is being drawn.
        stays: it was taken by a key, so letting go of the mouse does not accept it.
    """

    box: Box
    before: Box
    purpose: DrawnFor
    region_id: RegionId | None = None
    stays: bool = True

    @property
    def drawn(self) -> bool:
        """Whether it is a new frame."""
        return self.region_id is None

    def at(self, box: Box) -> "FrameInHand":
        """Return it at another place."""
        return replace(self, box=box)


def box_after_key(box: Box, view: PhotoView, event: QKeyEvent) -> Box | None:
    """Return the frame after an arrow key, or None when the key is no arrow.

    Plain arrows move it, with Ctrl or Alt they move its right and its lower side; Shift makes
    steps of one view pixel.
    """
    direction = _ARROWS.get(Qt.Key(event.key()))
    if direction is None:
        return None
    fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    step = view.step(fine=fine)
    grip = Grip.BOTTOM_RIGHT if event.modifiers() & _RESIZES else Grip.WHOLE
    by = (direction[0] * step, direction[1] * step)
    return pulled(box, grip, by, (view.width, view.height))


def place_words(frame: FrameInHand, view: PhotoView) -> str:
    """Say where a frame is, for somebody who cannot see it."""
    box = frame.box
    return tr(
        "{what}: {left} % from the left, {top} % from the top, {wide} % wide, {high} % high",
        what=word_beside(frame.purpose),
        left=round(100 * box.x / view.width),
        top=round(100 * box.y / view.height),
        wide=round(100 * box.width / view.width),
        high=round(100 * box.height / view.height),
    )


def draw_in_hand(painter: QPainter, view: PhotoView, frame: FrameInHand) -> None:
    """Draw the frame with its handles and its word, in the painter's label font."""
    rect = frame_rect(view, frame.box)
    name, style = _LOOKS[frame.purpose]
    stroke(painter, rect, QColor(DARK[name]), 2.5, style, corner_radius(frame.purpose))
    room = QRectF(0, 0, view.view_width, view.view_height)
    label(painter, rect, word_beside(frame.purpose), QColor(DARK[name]), room)
    draw_handles(painter, rect)
