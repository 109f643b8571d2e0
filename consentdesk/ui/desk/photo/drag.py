"""A drag of mouse or finger over the photo."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF

from consentdesk.ui.desk.photo.frame_in_hand import FrameInHand
from consentdesk.ui.desk.photo.frame_shape import Grip, at_least, pulled
from consentdesk.ui.desk.photo.photo_view import PhotoView

SLIP = 6
"""View pixels; a shorter drag was a click."""


class Doing(Enum):
    """What a drag does."""

    PANNING = auto()
    DRAWING = auto()
    PULLING = auto()


@dataclass(frozen=True, slots=True)
class Drag:
    """A drag that began.

    Attributes:
        began: where, in view pixels.
        start: the photo pixel there; stays right when the photo is zoomed meanwhile.
        frame: the frame as it was then; None when the photo is moved.
    """

    doing: Doing
    began: QPointF
    start: tuple[float, float]
    frame: FrameInHand | None = None
    grip: Grip = Grip.WHOLE

    def slipped(self, place: QPointF) -> bool:
        """Whether the hand is where it began, or nearly."""
        return (place - self.began).manhattanLength() < SLIP

    def frame_at(self, place: QPointF, view: PhotoView) -> FrameInHand | None:
        """Return the frame when the hand is at a place of the canvas."""
        if self.frame is None:
            return None
        photo, now = (view.width, view.height), (place.x(), place.y())
        if self.doing is Doing.DRAWING:
            between = view.box_between(view.to_view(*self.start), now)
            return self.frame.at(at_least(between, photo))
        x, y = view.to_photo(*now)
        by = (x - self.start[0], y - self.start[1])
        return self.frame.at(pulled(self.frame.box, self.grip, by, photo))
