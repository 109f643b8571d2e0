"""How long the desk's photo takes to paint while a 12-megapixel photo is zoomed and moved.

Run: ``python -m tests.bench.canvas_speed``. Shows a canvas of 1180x700 with 40 faces at 1 and at
1.5 device pixels for one view pixel, each in a process of its own, turns the wheel 20 notches and
moves the photo 50 times, and paints after each. All of it is done five times; the quickest of the
five counts for each step, in processor time of all threads, so that other work of the computer is
not measured. Exits 1 when the longest paint, or the longest stop when a picture arrives, misses
its target.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable

WIDTH, HEIGHT = 4032, 3024
SCREEN = (2048, 1536)
"""The copy that the desk has of each photo."""
CANVAS = (1180, 700)
FACES = 40
NOTCHES, PANS, ROUNDS = 20, 50, 5
RATIOS = ("1", "1.5")
PAINT_SECONDS = 0.016
"""One picture of a 60 Hz screen."""
ARRIVAL_SECONDS = 0.050


def measure() -> int:
    """Measure at this process's ratio and print."""
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    from consentdesk.ui.desk.photo.photo_canvas import PhotoCanvas

    app = QApplication([])
    canvas = PhotoCanvas()
    canvas.resize(*CANVAS)
    canvas.show()
    canvas.show_photo(WIDTH, HEIGHT)
    pictures = (_halved(*SCREEN), _halved(WIDTH, HEIGHT))

    def arrive() -> list[float]:
        canvas.show_photo(WIDTH, HEIGHT)
        return [_timed(lambda p=picture: canvas.set_pixels(p)) for picture in pictures]

    arrivals = _best(arrive)
    canvas.set_frames(_frames(), None)
    app.processEvents()

    def notch() -> None:
        place, none = QPointF(700, 300), Qt.MouseButton.NoButton
        turn, held = QPoint(0, 120), Qt.KeyboardModifier.NoModifier
        phase = Qt.ScrollPhase.NoScrollPhase
        app.sendEvent(canvas, QWheelEvent(place, place, QPoint(), turn, none, held, phase, False))

    def step(number: int) -> None:
        canvas.pan(37 if number % 20 < 10 else -37, 11 if number % 2 else -23)

    def zoom_in() -> list[float]:
        canvas.show_whole()
        return _paints(canvas.repaint, [notch] * NOTCHES)

    def move() -> list[float]:
        canvas.show_whole()
        canvas.zoom_by(5)
        return _paints(canvas.repaint, [lambda n=n: step(n) for n in range(PANS)])

    zooms, pans = _best(zoom_in), _best(move)
    rests = _best(lambda: _rest(canvas, app.processEvents))
    print(f"at {canvas.devicePixelRatioF():g} device pixels for one view pixel")
    print(f"  picture arrives  longest {1000 * max(arrivals):6.1f} ms")
    for name, took in (("zoom", zooms), ("pan", pans), ("at rest", rests)):
        took = sorted(took)
        late = took[int(0.95 * (len(took) - 1))]
        print(f"  {name:8} p95 {1000 * late:6.1f} ms   longest {1000 * took[-1]:6.1f} ms")
    slow = max(zooms + pans) >= PAINT_SECONDS or max(arrivals) >= ARRIVAL_SECONDS
    return 1 if slow else 0


def _halved(width: int, height: int) -> list[object]:
    """Return the pictures as the decoding thread hands them over."""
    from PySide6.QtGui import QPixmap

    from consentdesk.ui.desk.photo.photo_pixels import with_halves

    return list(map(QPixmap.fromImage, with_halves(_picture(width, height).toImage())))


def _picture(width: int, height: int) -> object:
    """Return a picture with something in it at each place."""
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QColor, QPainter, QPixmap

    pixmap = QPixmap(width, height)
    painter = QPainter(pixmap)
    for row in range(0, height, 48):
        for column in range(0, width, 48):
            colour = QColor.fromHsv((row + 3 * column) % 360, 90, 120 + (row * column) % 120)
            painter.fillRect(QRect(column, row, 48, 48), colour)
    painter.end()
    return pixmap


def _frames() -> tuple[object, ...]:
    from consentdesk.domain.pixels import Box
    from consentdesk.ui.desk.photo.face_frames import FaceFrame, FrameState

    states = list(FrameState)
    return tuple(
        FaceFrame(
            n + 1,
            Box(60 + 390 * (n % 10), 300 + 600 * (n // 10), 120, 150),
            n + 1,
            states[n % len(states)],
            n % 5 == 0,
            n == 7,
        )
        for n in range(FACES)
    )


def _timed(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _best(measured: Callable[[], list[float]]) -> list[float]:
    """Return the quickest of several rounds, step by step."""
    return [min(step) for step in zip(*(measured() for _ in range(ROUNDS)), strict=True)]


def _paints(paint: Callable[[], None], steps: list[Callable[[], None]]) -> list[float]:
    """Paint after each step; return how long step and paint took."""
    return [_timed(lambda step=step: (step(), paint())) for step in steps]


def _rest(canvas: object, turn: Callable[[], None]) -> list[float]:
    while canvas.moving:
        turn()
    return [_timed(canvas.repaint) for _ in range(10)]


def main() -> int:
    """Measure at each ratio."""
    if "--measure" in sys.argv:
        return measure()
    command = [sys.executable, "-m", "tests.bench.canvas_speed", "--measure"]
    missed = 0
    for ratio in RATIOS:
        given = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": ratio}
        missed |= subprocess.run(command, env=given, check=False).returncode
    return missed


if __name__ == "__main__":
    sys.exit(main())
