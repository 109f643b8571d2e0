"""A photo that mouse, touchpad, finger or key zooms and moves."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo.photo_pixels import PhotoPixels
from consentdesk.ui.desk.photo.photo_view import PhotoView
from consentdesk.ui.desk.photo.two_fingers import TwoFingers
from consentdesk.ui.palette import DARK
from consentdesk.ui.text import tr

STEP = 1.25
"""Zoom of one press or one notch of the wheel."""

PAN_NOTCH = 80.0
"""View pixels that one notch of the wheel moves the photo sideways."""

AT_REST_MS = 120
"""So long after the last movement the photo rests and is drawn smoothly."""

ENOUGH_PIXELS = 1.15
"""The screen copy may be enlarged so much before every pixel is asked for."""

_HINTS = QPainter.RenderHint


class ZoomablePhoto(QWidget):
    """Shows a photo, zooms and pans.

    Whoever draws on the photo overrides `draw_over` and what the hand does: `hand_down`,
    `hand_moved`, `hand_up`, `hand_lost`. A hand is the left mouse button or one finger.

    Signals:
        closer_wanted: the photo is shown larger than the picture at hand is good for.
    """

    closer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PhotoView | None = None
        self._pixels = PhotoPixels()
        self._sentence = ""
        self._panned_at: QPointF | None = None
        self._fingers = TwoFingers()
        self._moving = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(AT_REST_MS)
        self._rest.timeout.connect(self._at_rest)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMinimumSize(320, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("The photo"))

    @property
    def view(self) -> PhotoView | None:
        """How the photo lies in the canvas; None while there is no photo."""
        return self._view

    @property
    def moving(self) -> bool:
        """Whether one movement follows another; then all is drawn quickly rather than smoothly."""
        return self._moving

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return QSize(680, 520)

    # what is shown

    def show_photo(self, width: int, height: int) -> None:
        """Begin another photo, `width` x `height` upright full-resolution pixels."""
        self.clear()
        self._view = PhotoView.whole(width, height, self.width(), self.height())

    def clear(self) -> None:
        """Show no photo."""
        self._view, self._sentence, self._panned_at = None, "", None
        self._pixels.forget()
        self._at_rest()

    def set_pixels(self, finest_first: Sequence[QPixmap]) -> None:
        """Take a picture of the photo, with its halves; a finer one replaces a coarser one."""
        if self._pixels.add(finest_first):
            self.update()

    def set_sentence(self, sentence: str) -> None:
        """Say why there is no picture."""
        self._sentence = sentence
        self.update()

    # zoom and pan

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, keeping the place `at` where it is."""
        if self._view is not None:
            place = None if at is None else (at.x(), at.y())
            self._look(self._view.zoomed(factor, place))

    def zoom_to(self, box: Box) -> None:
        """Show a face large; a second time shows the whole photo again."""
        if self._view is not None:
            near = self._view.onto(box)
            self._look(self._whole(self._view) if near == self._view else near)

    def show_whole(self) -> None:
        """Show the whole photo."""
        if self._view is not None:
            self._look(self._whole(self._view))

    def pan(self, dx: float, dy: float) -> None:
        """Move the photo by view pixels; it never leaves the middle of the canvas."""
        if self._view is not None:
            self._look(self._view.panned(dx, dy))

    def follow(self, box: Box) -> None:
        """Move the photo just so far that a frame can be seen."""
        if self._view is not None:
            self._look(self._view.following(box))

    def _whole(self, view: PhotoView) -> PhotoView:
        return PhotoView.whole(view.width, view.height, self.width(), self.height())

    def _look(self, view: PhotoView) -> None:
        if view == self._view:
            return
        self._view = view
        if self._too_coarse(view):
            self.closer_wanted.emit()
        if self.isVisible():
            self._moving = self._rest.isActive()
            self._rest.start()
        self.update()

    def _at_rest(self) -> None:
        self._rest.stop()
        self._moving = False
        self.update()

    def _too_coarse(self, view: PhotoView) -> bool:
        finest = self._pixels.finest
        if finest is None:
            return False
        shown = view.scale * self.devicePixelRatioF() * view.width
        return finest.width() < view.width and shown > finest.width() * ENOUGH_PIXELS

    # the hand

    def hand_down(self, place: QPointF) -> None:
        """Begin to move the photo."""
        self._panned_at = place

    def hand_moved(self, place: QPointF) -> None:
        """Move the photo along."""
        if self._panned_at is not None:
            step = place - self._panned_at
            self._panned_at = place
            self.pan(step.x(), step.y())

    def hand_up(self, place: QPointF) -> None:
        """Let go."""
        self._panned_at = None

    def hand_lost(self) -> None:
        """Give up what the hand was doing: a second finger came, or the system took over."""
        self._panned_at = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the photo in place."""
        if self._view is not None:
            self._look(self._view.resized(self.width(), self.height()))

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for the smooth picture any more."""
        self._at_rest()
        super().hideEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the mouse, sideways or with Shift pan; a touchpad scrolls by parts of a notch."""
        across, down = event.angleDelta().x() / 120, event.angleDelta().y() / 120
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.pan((across or down) * PAN_NOTCH, 0)
        elif abs(across) > abs(down):
            self.pan(across * PAN_NOTCH, 0)
        else:
            self.zoom_by(STEP**down, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom with two fingers, on a touchpad or on the screen."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1 + event.value(), event.position())
            return True
        if isinstance(event, QTouchEvent) and self._fingers.follow(event, self):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            event.accept()
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the keys and begin what the hand does; the middle button always pans."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is Qt.MouseButton.LeftButton:
            self.hand_down(event.position())
        elif event.button() is Qt.MouseButton.MiddleButton:
            ZoomablePhoto.hand_down(self, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with what the hand does."""
        self.hand_moved(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End what the hand did."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.hand_up(event.position())
        elif event.button() is Qt.MouseButton.MiddleButton:
            ZoomablePhoto.hand_up(self, event.position())

    # painting

    def draw_over(self, painter: QPainter, view: PhotoView) -> None:
        """Draw what lies on the photo."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the photo, quickly while it moves and smoothly when it rests, and what is on it."""
        painter = QPainter(self)
        painter.setRenderHint(_HINTS.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(DARK["photo"]))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        if self._view is not None:
            painter.setClipRect(self.rect().adjusted(2, 2, -2, -2))
            painter.setRenderHint(_HINTS.SmoothPixmapTransform, not self._moving)
            place, seen = QRectF(*self._view.frame), QRectF(self.rect())
            self._pixels.draw(painter, place, seen, self.devicePixelRatioF())
            painter.save()
            painter.setRenderHint(_HINTS.Antialiasing, not self._moving)
            self.draw_over(painter, self._view)
            painter.restore()
            painter.setClipping(False)
        self._draw_sentence(painter)
        self._draw_focus(painter)
        painter.end()

    def _draw_sentence(self, painter: QPainter) -> None:
        if self._sentence:
            painter.setPen(QColor(DARK["on_photo"]))
            room = self.rect().adjusted(48, 48, -48, -48)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._sentence)

    def _draw_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(DARK["accent"]), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
