"""A canvas without a desk around it: one photo of plain colours, two faces, recorded signals."""

from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo.face_frames import FaceFrame, FrameState, frame_rect
from consentdesk.ui.desk.photo.photo_canvas import PhotoCanvas

WIDTH, HEIGHT = 1000, 750
MARKED, OTHER = RegionId(1), RegionId(2)
PLACES = {MARKED: Box(300, 200, 200, 250), OTHER: Box(700, 300, 100, 120)}
_LEFT = Qt.MouseButton.LeftButton


def face(region_id: RegionId, box: Box, **wanted: Any) -> FaceFrame:
    """A frame as the desk hands it over; the first one is marked."""
    given = {"state": FrameState.UNDECIDED, "flagged": False, "current": region_id == MARKED}
    return FaceFrame(region_id, box, int(region_id), **(given | wanted))


@dataclass
class BareCanvas:
    """The canvas, and what it said, in order."""

    canvas: PhotoCanvas
    said: list[tuple[Any, ...]] = field(default_factory=list)

    def place(self, x: float, y: float) -> QPoint:
        """Where a photo pixel lies."""
        return QPointF(*self.canvas.view.to_view(x, y)).toPoint()

    def down(self, place: QPoint) -> None:
        QTest.mousePress(self.canvas, _LEFT, pos=place)

    def move(self, place: QPoint) -> None:
        QTest.mouseMove(self.canvas, place)

    def up(self, place: QPoint) -> None:
        QTest.mouseRelease(self.canvas, _LEFT, pos=place)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press, go there by way of the middle, let go."""
        self.down(start)
        self.move((start + end) / 2)
        self.move(end)
        self.up(end)

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        for key in keys:
            QTest.keyClick(self.canvas, key, held or Qt.KeyboardModifier.NoModifier)

    def rect(self, region_id: RegionId = MARKED):  # type: ignore[no-untyped-def]
        """Where a frame lies in the canvas."""
        return frame_rect(self.canvas.view, PLACES[region_id])

    def colour_at(self, x: float, y: float) -> QColor:
        """The colour that a photo pixel has on the screen."""
        return self.canvas.grab().toImage().pixelColor(self.place(x, y))


def bare_canvas(qtbot: QtBot) -> BareCanvas:
    """Show it, whole photo, and begin to note what it says."""
    canvas = PhotoCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(1024, 774)
    canvas.show()
    canvas.setFocus()
    made = BareCanvas(canvas)
    canvas.show_photo(WIDTH, HEIGHT)
    pixmap = QPixmap(WIDTH, HEIGHT)
    pixmap.fill(QColor("#c0c0c0"))
    canvas.set_pixels([pixmap])
    canvas.set_frames(tuple(face(i, box) for i, box in PLACES.items()), None)
    canvas.face_clicked.connect(lambda i: made.said.append(("clicked", i)))
    canvas.drawn.connect(lambda box: made.said.append(("drawn", box)))
    canvas.drawing_left.connect(lambda: made.said.append(("drawing left",)))
    canvas.reshaped.connect(lambda i, box: made.said.append(("reshaped", i, box)))
    canvas.reshaping_left.connect(lambda: made.said.append(("reshaping left",)))
    return made
