"""One frame of a burst as a whole, its faces framed and numbered as on the desk."""

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consentdesk.domain.ids import RegionId
from consentdesk.ui.desk.desk_pictures import DeskPictures, screen_key
from consentdesk.ui.desk.moments.burst_pair import BurstFace, BurstFrame
from consentdesk.ui.desk.photo.face_frames import FaceFrame, FrameState, draw_frames
from consentdesk.ui.desk.photo.photo_view import PhotoView
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

RADIUS = 8.0


class BurstFrameView(QWidget):
    """Shows where in the photo the pair in hand stands; nothing can be done in it."""

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures
        self._frame: BurstFrame | None = None
        self._faces: tuple[FaceFrame, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return QSize(420, 315)

    def show_frame(
        self, frame: BurstFrame, paired: tuple[BurstFace, ...], *, decided: bool
    ) -> None:
        """Show a photo with its faces; those of a decided frame look decided."""
        state = FrameState.DECIDED if decided else FrameState.UNDECIDED
        self._frame = frame
        self._faces = tuple(
            FaceFrame(
                face.region_id,
                face.box,
                face.number,
                state,
                flagged=False,
                current=False,
                # of the paired faces only the one in hand says its number: the photo is small
                quiet=face in paired,
            )
            for face in (*paired, *frame.alone)
        )
        self.setAccessibleName(
            tr("{title}, decided", title=frame.title)
            if decided
            else tr("{title}, to decide", title=frame.title)
        )
        self.update()

    def point_at(self, face: RegionId | None) -> None:
        """Draw this face's frame strongest."""
        self._faces = tuple(replace(f, current=f.region_id == face) for f in self._faces)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the photo and the frames around its faces."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(self._theme.colour("photo"))
        painter.setBrush(self._theme.colour("photo"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        if self._frame is not None:
            self._draw_photo(painter, self._frame)
        painter.end()

    def _draw_photo(self, painter: QPainter, frame: BurstFrame) -> None:
        pixmap = self._pictures.picture(screen_key(frame.photo_id))
        if pixmap is None or pixmap.isNull():
            return
        view = PhotoView.whole(frame.width, frame.height, self.width(), self.height())
        place = QRectF(*view.frame)
        painter.drawPixmap(place, pixmap, QRectF(pixmap.rect()))
        draw_frames(painter, view, self._faces)
