"""A photo of the school with the boxes that each sensitivity would list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo import Photo
from consentdesk.domain.pixels import Box
from consentdesk.domain.search import Sensitivity
from consentdesk.ui.batch.looked_at import draw_box, fitted
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.palette import DARK
from consentdesk.ui.pixels import to_qimage
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import set_look

Found = tuple[tuple[Box, Sensitivity], ...]

LARGEST = 1200
"""Longest side of the picture kept, pixels; larger than its place on a screen at ratio 1.5."""

TRIED = 6
"""Photos that are looked through by themselves until one shows the effect."""

SMALLEST_MORE = 18
"""Side of the smallest frame of what only a higher level lists, view pixels: such boxes are
mostly a few pixels wide, and it is them that the example is about."""

_ORDER = tuple(Sensitivity)
_INKS: Mapping[Sensitivity, str] = {
    Sensitivity.USUAL: "accent",
    Sensitivity.MORE: "open",
    Sensitivity.MOST: "flagged",
}


class SensitivityExample(QFrame):
    """Shows one photo at a time; it is looked through when somebody looks at the page."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._around = around
        self._photos: tuple[Photo, ...] = ()
        self._at = 0
        self._level = Sensitivity.USUAL
        self._found: dict[PhotoId, Found] = {}
        self._asked: set[PhotoId] = set()
        self._trying = False
        self.picture = _BoxedPhoto()
        self.sentence = words(tr("Reading the photos …"), "muted")
        self.other = button(
            around.theme, tr("Another photo"), self._show_other, icon="image-multiple-outline"
        )
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.other)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.picture, 1)
        column.addLayout(row)
        self.other.hide()

    @property
    def photo(self) -> Photo | None:
        """The photo that is the example now."""
        return self._photos[self._at] if self._photos else None

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Take the photos that can be an example; the one that is shown stays."""
        before = self.photo
        self._photos = tuple(photos)
        ids = [photo.id for photo in self._photos]
        self._at = ids.index(before.id) if before is not None and before.id in ids else 0
        self.other.setVisible(len(ids) > 1)
        if before is None or self.photo is None or self.photo.id != before.id:
            self._trying = True
            self._begin()

    def show_level(self, level: Sensitivity) -> None:
        """Show what this level would list."""
        self._level = level
        self._draw()

    def look(self) -> None:
        """Have the example looked through, if it was not yet and somebody sees it."""
        photo = self.photo
        if photo is None or not self.isVisible() or photo.id in self._asked:
            return
        self._asked.add(photo.id)
        scanner, pictures = self._around.workspace.scanner, self._around.workspace.pictures

        def shown(image: QImage) -> None:
            self.picture.show_photo(photo, image)

        def failed(error: KnownError) -> None:
            self._asked.discard(photo.id)
            self.sentence.setText(f"{error.sentence} {error.next_step}")

        def found(boxes: Found) -> None:
            self._found[photo.id] = boxes
            self._try_another()
            self._draw()

        run = self._around.runner.run
        run(
            self, lambda: _smaller(to_qimage(pictures.screen(photo.id))), shown, failed, lane="view"
        )
        if photo.id not in self._found:
            run(self, lambda: scanner.example(photo.id), found, failed, lane="long")

    def _begin(self) -> None:
        photo = self.photo
        self.picture.show_photo(photo, None)
        if photo is not None:
            self._asked.discard(photo.id)
        self._draw()
        self.look()

    def _show_other(self) -> None:
        self._trying = False
        if self._photos:
            self._at = (self._at + 1) % len(self._photos)
            self._begin()

    def _try_another(self) -> None:
        """Go on until a photo shows the effect; if none of the first does, stay with the first."""
        photo = self.photo
        if not self._trying or photo is None or photo.id not in self._found:
            return
        tried = self._photos[:TRIED]
        effect = any(level is not Sensitivity.USUAL for _, level in self._found[photo.id])
        following = next((n for n, p in enumerate(tried) if p.id not in self._found), None)
        self._trying = not effect and following is not None
        if not effect and self._at != (following or 0):
            self._at = following or 0
            self._begin()

    def _draw(self) -> None:
        photo = self.photo
        if photo is None:
            self.picture.show_boxes(())
            self.sentence.setText(
                tr("Once faces were looked for in a batch, one of its photos shows the effect.")
            )
            return
        if photo.id not in self._found:
            self.picture.show_boxes(())
            self.sentence.setText(tr("Looking through the example …"))
            return
        found = self._found[photo.id]
        listed = tuple(b for b in found if _listed(b[1], self._level))
        self.picture.show_boxes(listed)
        self.sentence.setText(_words(found, listed, self._level))
        self.picture.setAccessibleDescription(self.sentence.text())


class _BoxedPhoto(QWidget):
    """Draws the photo and the boxes over it."""

    def __init__(self) -> None:
        super().__init__()
        self._photo: Photo | None = None
        self._pixmap: QPixmap | None = None
        self._boxes: Found = ()
        self.setMinimumSize(280, 280)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr("Example photo with what would be listed"))

    def show_photo(self, photo: Photo | None, image: QImage | None) -> None:
        """Show this photo."""
        self._photo = photo
        self._pixmap = None if image is None else QPixmap.fromImage(image)
        self.update()

    def show_boxes(self, boxes: Found) -> None:
        """Show these boxes over the photo."""
        self._boxes = boxes
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return QSize(560, 420)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the photo, then the boxes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.fillPath(ground, QColor(DARK["photo"]))
        if self._photo is not None and self._pixmap is not None:
            painter.setClipPath(ground)
            details = self._photo.details
            place = fitted(self.rect(), max(1, details.width), max(1, details.height))
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
            scale = place.width() / max(1, details.width)
            for box, level in self._boxes:
                seen = box if level is Sensitivity.USUAL else _large_enough(box, scale)
                draw_box(painter, place, scale, seen, DARK[_INKS[level]])
        else:
            painter.setPen(QColor(DARK["on_photo"]))
            nothing = tr("No photo yet") if self._photo is None else ""
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, nothing)
        painter.end()


def _smaller(image: QImage) -> QImage:
    if max(image.width(), image.height()) <= LARGEST:
        return image
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(LARGEST, LARGEST, Qt.AspectRatioMode.KeepAspectRatio, smooth)


def _listed(level: Sensitivity, at: Sensitivity) -> bool:
    return _ORDER.index(level) <= _ORDER.index(at)


def _large_enough(box: Box, scale: float) -> Box:
    """Return a frame around a box that can be seen at this scale, view pixels a photo pixel."""
    side = round(SMALLEST_MORE / scale)
    width, height = max(box.width, side), max(box.height, side)
    left, top = box.x - (width - box.width) // 2, box.y - (height - box.height) // 2
    return Box(left, top, width, height)


def _words(found: Found, listed: Found, level: Sensitivity) -> str:
    boxes = plural(len(listed), "{n} box in this photo", "{n} boxes in this photo")
    more = sum(1 for _, at in listed if at is not Sensitivity.USUAL)
    if level is Sensitivity.USUAL:
        return tr("{boxes}.", boxes=boxes)
    if more:
        return tr("{boxes}, {more} more than usual in another colour.", boxes=boxes, more=more)
    if len(found) > len(listed):
        return tr("{boxes}, as many as usual. The next level lists more.", boxes=boxes)
    return tr("{boxes}, as many as usual. Try another photo.", boxes=boxes)
