"""How a face looks on the desk that will be made a mosaic: squares, light and dark by turns."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from consentdesk.ui.desk.photo.frame_line import ink

CELLS = 4
"""Across and down; as many as the published mosaic has across its shorter side at most."""

_PALE = QColor(118, 122, 128)
"""A grey between ink and any light line; nothing of the face below shines through it."""


def draw_cells(painter: QPainter, rect: QRectF) -> None:
    """Fill a frame with the pattern that stands for a mosaic, opaque."""
    # up to the line and a little under it, as a cover
    ground = rect.adjusted(-1, -1, 1, 1)
    painter.fillRect(ground, ink())
    wide, high = ground.width() / CELLS, ground.height() / CELLS
    for row in range(CELLS):
        for column in range(row % 2, CELLS, 2):
            x, y = ground.left() + column * wide, ground.top() + row * high
            painter.fillRect(QRectF(x, y, wide, high), _PALE)
