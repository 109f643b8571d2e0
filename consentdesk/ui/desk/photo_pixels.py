"""The pictures of one photo, from all its pixels to a small one; painting picks the right one."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

SMALL_ENOUGH = 600
"""Pixels of the longer side; a smaller picture is not halved further."""

SCREEN_COPY = 2560
"""Pixels of the longer side; halving a larger picture smoothly would be felt (12 megapixels:
60 ms), and its screen copy is nearly always there already."""


class PhotoPixels:
    """Keeps every picture of a photo and halves the smallest when it comes, never when painting.

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

    def add(self, pixmap: QPixmap) -> bool:
        """Take a picture when it is finer than those that are there; tell whether it was."""
        if self.finest is not None and pixmap.width() <= self.finest.width():
            return False
        if self.finest is not None and max(_sides(self.finest)) < SMALL_ENOUGH:
            self.forget()
        self._finest_first.insert(0, pixmap)
        while max(_sides(self._finest_first[-1])) > SMALL_ENOUGH:
            self._finest_first.append(_halved(self._finest_first[-1]))
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


def _sides(pixmap: QPixmap) -> tuple[int, int]:
    return pixmap.width(), pixmap.height()


def _halved(pixmap: QPixmap) -> QPixmap:
    large = max(_sides(pixmap)) > SCREEN_COPY
    transformation = Qt.TransformationMode.SmoothTransformation
    if large:
        transformation = Qt.TransformationMode.FastTransformation
    size = QSize(max(1, (pixmap.width() + 1) // 2), max(1, (pixmap.height() + 1) // 2))
    return pixmap.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, transformation)
