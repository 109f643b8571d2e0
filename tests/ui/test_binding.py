"""The Qt binding itself: a version that ends the program by itself is not shipped.

PySide6 6.12.0 lost a reference to None with every void call on a value type; on Python 3.11 the
interpreter died after some thousand paints.
"""

import sys

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen


def test_painting_loses_no_reference_to_none() -> None:
    picture = QImage(20, 20, QImage.Format.Format_RGB32)
    frame = QRectF(0, 0, 5, 5)
    before = sys.getrefcount(None)
    painter = QPainter(picture)
    for _ in range(2000):
        painter.save()
        painter.setPen(QPen(QColor("red")))
        painter.restore()
        frame.translate(1, 1)
    painter.end()
    assert sys.getrefcount(None) > before - 500
