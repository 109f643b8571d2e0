"""The large photo in the middle of the desk, with its faces."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.face_frames import FaceFrame, draw_frames, frame_rect
from consentdesk.ui.desk.photo_view import PhotoView
from consentdesk.ui.palette import DARK
from consentdesk.ui.text import tr

STEP = 1.25
"""Zoom of one press or one notch of the wheel."""

SLIP = 6
"""View pixels; a shorter drag was a click."""

ENOUGH_PIXELS = 1.15
"""The screen copy may be enlarged so much before every pixel is asked for."""


class PhotoCanvas(QWidget):
    """Shows a photo, zooms, pans; says which face was clicked and what was drawn."""

    face_clicked = Signal(object)
    drawn = Signal(object)
    drawing_left = Signal()
    closer_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: PhotoView | None = None
        self._pixmap: QPixmap | None = None
        self._fitted: QPixmap | None = None
        self._sentence = ""
        self._frames: tuple[FaceFrame, ...] = ()
        self._kept: Box | None = None
        self._drawing = False
        self._from: QPointF | None = None
        self._to = QPointF()
        self._moved_to = QPointF()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("The photo"))

    @property
    def view(self) -> PhotoView | None:
        """How the photo lies in the canvas; None while there is no photo."""
        return self._view

    @property
    def drawing(self) -> bool:
        """Whether the mouse draws a frame now."""
        return self._drawing

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return QSize(680, 520)

    def show_photo(self, width: int, height: int) -> None:
        """Begin another photo, `width` x `height` upright full-resolution pixels."""
        self._view = PhotoView.whole(width, height, self.width(), self.height())
        self._pixmap = self._fitted = None
        self._sentence = ""
        self._frames, self._kept = (), None
        self.set_drawing(False)
        self.update()

    def clear(self) -> None:
        """Show no photo."""
        self._view = self._pixmap = self._fitted = None
        self._frames, self._sentence = (), ""
        self.update()

    def set_pixmap(self, pixmap: QPixmap) -> None:
        """Take a picture of the photo; a finer one replaces a coarser one."""
        if self._pixmap is None or pixmap.width() > self._pixmap.width():
            self._pixmap, self._fitted = pixmap, None
            self.update()

    def set_sentence(self, sentence: str) -> None:
        """Say why there is no picture."""
        self._sentence = sentence
        self.update()

    def set_frames(self, frames: tuple[FaceFrame, ...], kept: Box | None) -> None:
        """Show these faces; what lies outside `kept` is shaded, it will be cropped away."""
        self._frames, self._kept = frames, kept
        self.update()

    def set_drawing(self, drawing: bool) -> None:
        """Let the mouse draw a frame, or move the photo again."""
        left = self._drawing and not drawing
        self._drawing, self._from = drawing, None
        shape = Qt.CursorShape.CrossCursor if drawing else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.update()
        if left:
            self.drawing_left.emit()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom, keeping the place `at` where it is."""
        if self._view is not None:
            place = None if at is None else (at.x(), at.y())
            self._look(self._view.zoomed(factor, place))

    def zoom_to(self, box: Box) -> None:
        """Show a face large; a second time shows the whole photo again."""
        if self._view is not None:
            near = self._view.onto(box)
            self._look(self._whole() if near == self._view else near)

    def show_whole(self) -> None:
        """Show the whole photo."""
        if self._view is not None:
            self._look(self._whole())

    def _whole(self) -> PhotoView:
        assert self._view is not None
        return PhotoView.whole(self._view.width, self._view.height, self.width(), self.height())

    def _look(self, view: PhotoView) -> None:
        self._view, self._fitted = view, None
        if self._pixmap is not None and self._too_coarse(view, self._pixmap):
            self.closer_wanted.emit()
        self.update()

    def _too_coarse(self, view: PhotoView, pixmap: QPixmap) -> bool:
        shown = view.scale * self.devicePixelRatioF() * view.width
        return pixmap.width() < view.width and shown > pixmap.width() * ENOUGH_PIXELS

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the photo in place."""
        if self._view is not None:
            self._look(self._view.resized(self.width(), self.height()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the mouse; a touchpad may scroll by parts of a notch."""
        notches = event.angleDelta().y() / 120
        self.zoom_by(STEP**notches, event.position())
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom with two fingers."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1 + event.value(), event.position())
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag or a drawing."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is Qt.MouseButton.LeftButton and self._view is not None:
            self._from = self._to = self._moved_to = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the photo, grow the drawing, or show that a face can be clicked."""
        if self._from is None or self._view is None:
            if not self._drawing:
                over = self._face_at(event.position()) is not None
                pointing = Qt.CursorShape.PointingHandCursor
                self.setCursor(pointing if over else Qt.CursorShape.ArrowCursor)
            return
        self._to = event.position()
        if not self._drawing:
            step = self._to - self._moved_to
            self._moved_to = self._to
            self._look(self._view.panned(step.x(), step.y()))
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag, a drawing or a click."""
        start, self._from = self._from, None
        if start is None or self._view is None:
            return
        end = event.position()
        slip = (end - start).manhattanLength() < SLIP
        if self._drawing:
            if not slip:
                box = self._view.box_between((start.x(), start.y()), (end.x(), end.y()))
                self.set_drawing(False)
                self.drawn.emit(box)
        elif slip:
            region_id = self._face_at(end)
            if region_id is not None:
                self.face_clicked.emit(region_id)
        self.update()

    def _face_at(self, place: QPointF) -> RegionId | None:
        """Return the smallest face under the mouse: a small one may lie in a large one."""
        if self._view is None:
            return None
        view = self._view
        under = [f for f in self._frames if frame_rect(view, f.box).contains(place)]
        best = min(under, key=lambda f: f.box.area, default=None)
        return None if best is None else best.region_id

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw photo, shade, frames, and the drawing under way."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(DARK["photo"]))
        painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        if self._view is not None:
            self._draw_photo(painter, self._view)
        if self._sentence:
            painter.setPen(QColor(DARK["on_photo"]))
            room = self.rect().adjusted(48, 48, -48, -48)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._sentence)
        self._draw_focus(painter)
        painter.end()

    def _draw_photo(self, painter: QPainter, view: PhotoView) -> None:
        painter.setClipRect(self.rect().adjusted(2, 2, -2, -2))
        if self._pixmap is not None:
            self._draw_pixels(painter, view, self._pixmap)
        if self._kept is not None:
            self._shade_outside(painter, view, self._kept)
        draw_frames(painter, view, self._frames)
        if self._drawing and self._from is not None:
            painter.setBrush(QColor(255, 255, 255, 40))
            painter.setPen(QPen(QColor(DARK["accent"]), 2, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(QRectF(self._from, self._to).normalized(), 4, 4)
        painter.setClipping(False)

    def _draw_pixels(self, painter: QPainter, view: PhotoView, pixmap: QPixmap) -> None:
        x, y, width, height = view.frame
        ratio = self.devicePixelRatioF()
        if width * ratio < pixmap.width():
            self._draw_fitted(painter, QRectF(x, y, width, height), pixmap, ratio)
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        seen = QRectF(x, y, width, height) & QRectF(self.rect())
        grow = pixmap.width() / width
        source = QRectF(
            (seen.x() - x) * grow, (seen.y() - y) * grow, seen.width() * grow, seen.height() * grow
        )
        painter.drawPixmap(seen, pixmap, source)

    def _draw_fitted(self, painter: QPainter, place: QRectF, pixmap: QPixmap, ratio: float) -> None:
        """Draw a picture that is made smaller, smoothly, once for each size."""
        if self._fitted is None:
            size = (place.size() * ratio).toSize()
            smooth = Qt.TransformationMode.SmoothTransformation
            self._fitted = pixmap.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        painter.drawPixmap(place, self._fitted, QRectF(self._fitted.rect()))

    def _shade_outside(self, painter: QPainter, view: PhotoView, kept: Box) -> None:
        whole = QRectF(*view.frame)
        inside = frame_rect(view, kept)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, 165))
        for part in (
            QRectF(whole.topLeft(), QPointF(whole.right(), inside.top())),
            QRectF(QPointF(whole.left(), inside.bottom()), whole.bottomRight()),
            QRectF(QPointF(whole.left(), inside.top()), inside.bottomLeft()),
            QRectF(inside.topRight(), QPointF(whole.right(), inside.bottom())),
        ):
            if part.width() > 0 and part.height() > 0:
                painter.drawRect(part)

    def _draw_focus(self, painter: QPainter) -> None:
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(DARK["accent"]), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
