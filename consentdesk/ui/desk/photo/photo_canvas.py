"""The large photo in the middle of the desk, with its faces and the frame in hand."""

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.desk_keys import Act, act_of
from consentdesk.ui.desk.photo.crop_shade import shade_outside
from consentdesk.ui.desk.photo.drag import Doing, Drag
from consentdesk.ui.desk.photo.drawn_for import DrawnFor
from consentdesk.ui.desk.photo.face_frames import FaceFrame, draw_frames, frame_rect
from consentdesk.ui.desk.photo.frame_handles import cursor_for, draw_handles, grip_at
from consentdesk.ui.desk.photo.frame_in_hand import (
    FrameInHand,
    box_after_key,
    draw_in_hand,
    place_words,
)
from consentdesk.ui.desk.photo.frame_shape import Grip, starting_box
from consentdesk.ui.desk.photo.photo_view import PhotoView
from consentdesk.ui.desk.photo.zoomable_photo import ZoomablePhoto

_STILL_WORK = frozenset(
    {Act.ZOOM_IN, Act.ZOOM_OUT, Act.WHOLE_PHOTO, Act.ZOOM_TO_FACE, Act.KEYS},
)
"""What keys do while a frame is in hand; a decision would be about something else."""


class PhotoCanvas(ZoomablePhoto):
    """Shows the faces of a photo; lets frames be drawn, moved and resized.

    Nothing is emitted before a frame is accepted. A frame pulled by the mouse is accepted when
    it is let go; one taken in hand by `begin_drawing` or `begin_reshaping` by Enter, by a double
    click in it or by `accept`. Esc or `leave` puts everything back.

    Signals:
        face_clicked: RegionId.
        drawn: Box of a new frame, upright full-resolution pixels; `drawing_for` tells its purpose.
        drawing_left: drawing is over, with or without a frame; comes before `drawn`.
        reshaped: RegionId and its new Box; once, and only when it differs.
        reshaping_left: reshaping is over, with or without a change; comes before `reshaped`.
    """

    face_clicked = Signal(object)
    drawn = Signal(object)
    drawing_left = Signal()
    reshaped = Signal(object, object)
    reshaping_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frames: tuple[FaceFrame, ...] = ()
        self._kept: Box | None = None
        self._in_hand: FrameInHand | None = None
        self._drawing_for = DrawnFor.FACE
        self._drag: Drag | None = None

    @property
    def drawing(self) -> bool:
        """Whether a new frame is being drawn."""
        return self._in_hand is not None and self._in_hand.drawn

    @property
    def drawing_for(self) -> DrawnFor:
        """What the frame is for that is being drawn or was drawn last."""
        return self._drawing_for

    @property
    def reshaping(self) -> RegionId | None:
        """Whose frame is being moved or resized."""
        return None if self._in_hand is None else self._in_hand.region_id

    @property
    def frame_in_hand(self) -> Box | None:
        """The frame that is being drawn or reshaped, as it is now."""
        return None if self._in_hand is None else self._in_hand.box

    # what is shown

    def clear(self) -> None:
        """Show no photo; a frame in hand is given up."""
        self.leave()
        self._frames, self._kept, self._drag = (), None, None
        super().clear()

    def set_frames(self, frames: tuple[FaceFrame, ...], kept: Box | None) -> None:
        """Show these faces; what lies outside `kept` is shaded, it will be cropped away.

        A frame in hand is given up when its face is gone or was moved by somebody else.
        """
        if (frames, kept) != (self._frames, self._kept):
            self._frames, self._kept = frames, kept
            self.update()
        hand, there = self._in_hand, {(f.region_id, f.box) for f in frames}
        if hand is None and self._drag is not None:
            hand = self._drag.frame
        if hand is not None and not hand.drawn and (hand.region_id, hand.before) not in there:
            self.leave()

    # the frame in hand

    def begin_drawing(self, purpose: DrawnFor) -> None:
        """Put a new frame in the middle; keys shape it, the mouse may draw another."""
        self.leave()
        if self._view is not None:
            self._drawing_for = purpose
            box = starting_box(self._view, purpose)
            self._hold(FrameInHand(box, box, purpose))
            self.setCursor(Qt.CursorShape.CrossCursor)

    def begin_reshaping(self, region_id: RegionId) -> bool:
        """Take a frame in hand, to be moved and resized; False when it is not in the photo."""
        self.leave()
        frame = next((f for f in self._frames if f.region_id == region_id), None)
        if frame is None or self._view is None:
            return False
        self._hold(FrameInHand(frame.box, frame.box, frame.area, region_id))
        self.follow(frame.box)
        return True

    def accept(self) -> None:
        """Let the frame in hand count as it is now."""
        hand = self._in_hand
        if hand is None:
            return
        self.leave()
        if hand.drawn:
            self.drawn.emit(hand.box)
        elif hand.box != hand.before:
            self.reshaped.emit(hand.region_id, hand.box)

    def leave(self) -> None:
        """Put the frame in hand back, or draw no more."""
        hand, self._in_hand, self._drag = self._in_hand, None, None
        if hand is None:
            return
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAccessibleDescription("")
        self.update()
        (self.drawing_left if hand.drawn else self.reshaping_left).emit()

    def _hold(self, hand: FrameInHand) -> None:
        self._in_hand = hand
        if self._view is not None:
            self.setAccessibleDescription(place_words(hand, self._view))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shape the frame in hand; without one the keys belong to the desk."""
        hand, view = self._in_hand, self._view
        if hand is None or view is None:
            super().keyPressEvent(event)
            return
        box = box_after_key(hand.box, view, event)
        if box is not None and self._drag is None:
            self._hold(hand.at(box))
            self.follow(box)
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.accept()
        elif act_of(event) in _STILL_WORK:
            super().keyPressEvent(event)

    # mouse and finger

    def hand_down(self, place: QPointF) -> None:
        """Take hold of a frame, begin to draw, or begin to move the photo."""
        if self._view is None:
            return
        start = self._view.to_photo(place.x(), place.y())
        hand = self._in_hand or self._marked()
        grip = self._grip_at(place)
        if hand is not None and grip is not None:
            self._drag = Drag(Doing.PULLING, place, start, hand, grip)
        elif hand is not None and hand.drawn:
            self._drag = Drag(Doing.DRAWING, place, start, hand)
        else:
            self._drag = Drag(Doing.PANNING, place, start)
            super().hand_down(place)

    def hand_moved(self, place: QPointF) -> None:
        """Shape the frame, move the photo, or show what a click would do here."""
        super().hand_moved(place)
        drag, view = self._drag, self._view
        if drag is None or view is None:
            self._point_at(place)
            return
        frame = drag.frame_at(place, view)
        if frame is not None and not drag.slipped(place):
            self._hold(frame)

    def hand_up(self, place: QPointF) -> None:
        """End a drag, a drawing or a click."""
        super().hand_up(place)
        drag, hand = self._drag, self._in_hand
        self._drag = None
        if drag is None:
            return
        if drag.slipped(place):
            self._put_back(drag)
            self._click(place)
        elif hand is not None and (drag.doing is Doing.DRAWING or not hand.stays):
            self.accept()

    def hand_lost(self) -> None:
        """Put the frame back as it was before this drag."""
        super().hand_lost()
        drag, self._drag = self._drag, None
        if drag is not None:
            self._put_back(drag)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Accept the frame in hand, by a double click in it."""
        hand, view = self._in_hand, self._view
        if hand and view and frame_rect(view, hand.box).contains(event.position()):
            self.accept()
        else:
            super().mouseDoubleClickEvent(event)

    def _put_back(self, drag: Drag) -> None:
        hand = self._in_hand
        if hand is not None and not hand.stays:
            self.leave()
        elif hand is not None and drag.frame is not None:
            self._hold(drag.frame)

    def _click(self, place: QPointF) -> None:
        region_id = None if self._in_hand is not None else self._face_at(place)
        if region_id is not None:
            self.face_clicked.emit(region_id)

    def _point_at(self, place: QPointF) -> None:
        """Show with the mouse pointer what the hand would do."""
        grip = self._grip_at(place)
        shape = Qt.CursorShape.ArrowCursor
        if grip is not None:
            shape = cursor_for(grip)
        elif self.drawing:
            shape = Qt.CursorShape.CrossCursor
        elif self._in_hand is None and self._face_at(place) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        if self.cursor().shape() is not shape:
            self.setCursor(shape)

    def _grip_at(self, place: QPointF) -> Grip | None:
        """Return what of the frame in hand, or of the marked one, is under the mouse.

        The inside of a marked frame moves the photo: a face shown large fills the view, and
        moving the photo must never move its frame.
        """
        hand = self._in_hand or self._marked()
        if hand is None or self._view is None:
            return None
        rect = frame_rect(self._view, hand.box)
        inside = self.reshaping is not None and rect.contains(place)
        return grip_at(rect, place) or (Grip.WHOLE if inside else None)

    def _marked(self) -> FrameInHand | None:
        """Return the marked frame as the mouse would take it in hand."""
        frame = next((f for f in self._frames if f.current), None)
        if frame is None:
            return None
        return FrameInHand(frame.box, frame.box, frame.area, frame.region_id, stays=False)

    def _face_at(self, place: QPointF) -> RegionId | None:
        """Return the smallest face under the mouse: a small one may lie in a large one."""
        if self._view is None:
            return None
        view = self._view
        under = [f for f in self._frames if frame_rect(view, f.box).contains(place)]
        best = min(under, key=lambda f: f.box.area, default=None)
        return None if best is None else best.region_id

    # painting

    def draw_over(self, painter: QPainter, view: PhotoView) -> None:
        """Draw shade, frames, and the frame in hand on top."""
        hand = self._in_hand
        kept = hand.box if hand is not None and hand.purpose is DrawnFor.CROP else self._kept
        if kept is not None:
            shade_outside(painter, view, kept)
        draw_frames(painter, view, tuple(f for f in self._frames if f.region_id != self.reshaping))
        marked = self._marked()
        if hand is not None:
            draw_in_hand(painter, view, hand)
        elif marked is not None:
            draw_handles(painter, frame_rect(view, marked.box))
