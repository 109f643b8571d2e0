"""The pictures of one photo, from all its pixels to a small one; painting picks the right one."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap

SMALL_ENOUGH = 600
"""Pixels of the longer side; a smaller picture is not halved further."""


class PhotoPixels:
    """Keeps every picture of a photo; a finer one comes with its halves, see `with_halves`.

    Each picture is at most about twice as wide as the next smaller one, so a photo at any zoom
    is drawn from a picture of nearly the right size: few pixels are read and none flicker.
    """

    def __init__(self) -> None:
        self._finest_first: list[QPixmap] = []

    @property
    def finest(self) -> QPixmap | None:
        """The picture with most pixels."""
        return self._finest_first[0] if self._finest_first else None

    def forget(self) -> None:
        """Begin another photo."""
        self._finest_first.clear()

    def add(self, finest_first: Sequence[QPixmap]) -> bool:
        """Take pictures when they are finer than those that are there; tell whether they were."""
        known = 0 if self.finest is None else self.finest.width()
        if finest_first[0].width() <= known:
            return False
        finer = [picture for picture in finest_first if picture.width() > known]
        if known < SMALL_ENOUGH:
            finer, self._finest_first = list(finest_first), []
        self._finest_first[:0] = finer
        return True

    def fitting(self, width: float) -> QPixmap | None:
        """Return the smallest picture with at least so many pixels across, else the finest."""
        wide_enough = [p for p in self._finest_first if p.width() >= width]
        return wide_enough[-1] if wide_enough else self.finest

    def draw(self, painter: QPainter, place: QRectF, seen: QRectF, ratio: float) -> None:
        """Draw what is `seen` of the photo that lies at `place`, both in view pixels.

        `ratio` is device pixels for one view pixel.
        """
        pixmap = self.fitting(place.width() * ratio)
        part = place & seen
        if pixmap is None or part.isEmpty():
            return
        across, down = pixmap.width() / place.width(), pixmap.height() / place.height()
        source = QRectF(
            (part.x() - place.x()) * across,
            (part.y() - place.y()) * down,
            part.width() * across,
            part.height() * down,
        )
        painter.drawPixmap(part, pixmap, source)


def with_halves(image: QImage) -> tuple[QImage, ...]:
    """Return the image and its halves down to a small one; takes long enough to be felt.

    12 megapixels take about 60 ms, so this belongs where the image is decoded.
    """
    images = [image]
    while max(images[-1].width(), images[-1].height()) > SMALL_ENOUGH:
        images.append(_halved(images[-1]))
    return tuple(images)


def _halved(image: QImage) -> QImage:
    size = QSize(max(1, (image.width() + 1) // 2), max(1, (image.height() + 1) // 2))
    smooth = Qt.TransformationMode.SmoothTransformation
    return image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
