"""One photo of those that pass by, as it will be published, with what was decided in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from consentdesk.domain.face import DispositionKind, Region, RegionSubject
from consentdesk.domain.ids import PersonId, PhotoId
from consentdesk.domain.people import Person
from consentdesk.domain.pixels import Box
from consentdesk.domain.published_part import published_frame
from consentdesk.domain.review import PhotoReview
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.desk_pictures import (
    DeskPictures,
    Kind,
    PictureKey,
    full_key,
    screen_key,
)
from consentdesk.ui.desk.desk_words import disposition_words
from consentdesk.ui.desk.photo.crop_shade import shade_outside
from consentdesk.ui.desk.photo.face_frames import frame_rect
from consentdesk.ui.desk.photo.frame_line import RADIUS, ink, label, label_font, stroke
from consentdesk.ui.desk.photo.mosaic_cells import draw_cells
from consentdesk.ui.desk.photo.photo_view import PhotoView
from consentdesk.ui.desk.photo.zoomable_photo import ZoomablePhoto
from consentdesk.ui.palette import DARK
from consentdesk.ui.text import plural, tr

_ALWAYS_SAID = frozenset(
    {DispositionKind.THIS_PUPIL, DispositionKind.THIS_ADULT, DispositionKind.VISITOR}
)
_PAINTED_OVER = frozenset({DispositionKind.COVER, DispositionKind.MOSAIC})

_ROOM_FOR_WORDS = 72.0
"""View pixels; on a smaller frame the other words would lie over the faces beside it."""

LEAST = QSize(160, 120)
"""Three of them side by side leave room for the statements on the smallest screen."""

_PICTURES = frozenset({Kind.SCREEN, Kind.FULL})


@dataclass(frozen=True, slots=True)
class DecidedFrame:
    """A frame with what was decided.

    Attributes:
        box: upright full-resolution pixels of the photo.
        hidden: a cover or a mosaic, when nothing of the face will be seen.
        named: its words are said however small it is.
    """

    box: Box
    words: str
    subject: RegionSubject
    hidden: DispositionKind | None
    named: bool


class PassingPhoto(ZoomablePhoto):
    """Shows what is hidden and cropped away; nothing can be changed in it."""

    def __init__(self, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._frames: tuple[DecidedFrame, ...] = ()
        self._kept: Box | None = None
        self._marked = False
        self.photo_id: PhotoId | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(LEAST)
        self.closer_wanted.connect(self._want_closer)
        pictures.arrived.connect(self._picture_arrived)

    @property
    def there(self) -> bool:
        """Whether its picture is on the screen."""
        return self.isVisible() and self._pixels.finest is not None

    @property
    def frames(self) -> tuple[DecidedFrame, ...]:
        """What was decided in it."""
        return self._frames

    def show_entry(self, entry: PhotoOnDesk, people: Mapping[PersonId, Person]) -> None:
        """Show a photo as it stands; the same one keeps its place and its zoom."""
        details, review = entry.photo.details, entry.review
        if entry.photo.id != self.photo_id:
            self.photo_id = entry.photo.id
            self.show_photo(max(1, details.width), max(1, details.height))
            self._pictures.want(screen_key(entry.photo.id))
            self._show_pixels(screen_key(entry.photo.id))
        self._frames = tuple(
            frame for r in review.regions if (frame := _frame(review, r, people)) is not None
        )
        self._kept = published_frame(entry.photo, review)
        said = ", ".join(frame.words for frame in self._frames)
        faces = plural(len(self._frames), "{n} face", "{n} faces")
        self.setAccessibleName(tr("Photo {name}, {faces}", name=details.file_name, faces=faces))
        self.setAccessibleDescription(said)
        self.update()

    def mark(self, *, marked: bool) -> None:
        """Draw a strong edge: this is the photo that is looked at."""
        self._marked = marked
        self.update()

    def forget(self) -> None:
        """Show no photo."""
        self.photo_id, self._frames, self._kept = None, (), None
        self.clear()

    def draw_over(self, painter: QPainter, view: PhotoView) -> None:
        """Draw shade, covers, mosaics, frames and words."""
        if self._kept is not None:
            shade_outside(painter, view, self._kept)
        painter.setFont(label_font(painter.font()))
        room = QRectF(0, 0, view.view_width, view.view_height)
        for frame in sorted(self._frames, key=lambda f: f.named):
            _draw(painter, frame_rect(view, frame.box), frame, room)
        if self._marked:
            painter.setPen(QPen(QColor(DARK["accent"]), 3.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(4, 4, -4, -4), RADIUS, RADIUS)

    def _want_closer(self) -> None:
        if self.photo_id is not None:
            self._pictures.want(full_key(self.photo_id))

    def _picture_arrived(self, key: PictureKey) -> None:
        if key.kind in _PICTURES and key.number == self.photo_id:
            self._show_pixels(key)

    def _show_pixels(self, key: PictureKey) -> None:
        problem = self._pictures.problem(key)
        if problem is not None and key.kind is Kind.SCREEN:
            self.set_sentence(f"{problem.sentence}\n{problem.next_step}")
        finest_first = self._pictures.with_halves(key)
        if finest_first:
            self.set_pixels(finest_first)


def _frame(
    review: PhotoReview, region: Region, people: Mapping[PersonId, Person]
) -> DecidedFrame | None:
    decision = review.decisions.get(region.id)
    if decision is None:
        return DecidedFrame(region.box, tr("to decide"), region.subject, None, True)
    kind = decision.disposition.kind
    words = _short(kind) or disposition_words(decision.disposition, people)
    hidden = kind if kind in _PAINTED_OVER else None
    return DecidedFrame(region.box, words, region.subject, hidden, kind in _ALWAYS_SAID)


def _short(kind: DispositionKind) -> str:
    return {
        DispositionKind.COVER: tr("covered"),
        DispositionKind.MOSAIC: tr("mosaic"),
        DispositionKind.CROP_AWAY: tr("cropped away"),
        DispositionKind.NO_LOOK_OUT: tr("no look-out"),
        DispositionKind.CANNOT_BE_RECOGNISED: tr("not recognisable"),
        DispositionKind.NOT_A_FACE: tr("no face"),
    }.get(kind, "")


def _draw(painter: QPainter, rect: QRectF, frame: DecidedFrame, room: QRectF) -> None:
    if not rect.intersects(room):
        return
    light = QColor(DARK["on_photo"])
    radius = 0.0 if frame.subject is RegionSubject.WRITING else RADIUS
    dashed = frame.subject is RegionSubject.FIGURE
    if frame.hidden is DispositionKind.MOSAIC:
        draw_cells(painter, rect)
    elif frame.hidden is DispositionKind.COVER:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink())
        painter.drawRoundedRect(rect, radius, radius)
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    stroke(painter, rect, light, 1.3, style, radius)
    if frame.named or rect.width() >= _ROOM_FOR_WORDS:
        label(painter, rect, frame.words, light, room)
