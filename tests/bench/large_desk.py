"""What a desk with 5,000 photos costs: opening, the first paint, scrolling, the next face, memory.

Run by ``python -m tests.bench.desk_speed``, or alone: ``python -m tests.bench.large_desk FOLDER``.
The window stands open on the Find faces step; the clock starts when Decide is chosen. Scrolling
goes through the whole grid, a row and a half at a time; the next face is timed from the press of
a key until its picture is painted, with a pause between presses as a quick person makes it.
"""

import argparse
import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.large_batch import make_large_batch
from tests.bench.window_clock import Stalls, program, stay, turn_until
from tests.small_workspace import PASSWORD, PREPARER

if TYPE_CHECKING:
    from consentdesk.domain.staff import SignedIn
    from consentdesk.services.workspace import Workspace
    from consentdesk.ui.desk.desk_screen import DeskScreen
    from consentdesk.ui.start import Program

DECISIONS = 40
PAUSE = 0.35
"""Seconds between two decisions of a quick person."""

SCROLL_STEP = 160
"""View pixels, a row and a half."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured, and what it may be."""

    name: str
    measured: float
    target: float
    unit: str

    @property
    def line(self) -> str:
        """What is printed."""
        verdict = "" if self.kept else "  MISSED"
        of = f"target {self.target:.4g} {self.unit}"
        return f"{self.name:<34} {self.measured:8.1f} {self.unit:<3} {of}{verdict}"

    @property
    def kept(self) -> bool:
        """Whether the target is kept."""
        return self.measured < self.target


def measure(folder: Path) -> int:
    """Measure in a window of its own and print it; return the exit code."""
    from PySide6.QtCore import QEvent, QObject

    class Clock(QObject):
        """Notes when a widget has been painted last."""

        painted = 0.0
        first = 0.0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint:
                self.painted = time.perf_counter()
                self.first = self.first or self.painted
            return False

    with program(folder / "workspace", _preparer_of) as opened:
        figures = _figures(opened, Clock)
    for figure in figures:
        print(figure.line)
    return 0 if all(figure.kept for figure in figures) else 1


def _preparer_of(workspace: "Workspace") -> "SignedIn":
    return workspace.staff.sign_in(PREPARER, PASSWORD)


def _figures(opened: "Program", clock: type) -> list[Figure]:
    stalls = Stalls()
    opening, desk, painting = _open(opened, stalls, clock())
    settle(opened)
    stalls.doing = "scrolling"
    _scroll(desk)
    stalls.doing = "settling"
    settle(opened)
    stalls.doing = "deciding"
    seconds = _decide(desk, clock())
    stalls.doing = "settling"
    settle(opened)
    stalls.stop()
    for doing, late in stalls.longest.items():
        print(f"   longest stall {late * 1000:6.0f} ms while {doing}")
    twentieths = statistics.quantiles(seconds, n=20)
    return [
        Figure("opens, seen and ready for a key", opening, 1.0, "s"),
        Figure("first paint of the grid", painting * 1000, 100, "ms"),
        Figure("longest stall while opening", stalls.longest["opening"] * 1000, 50, "ms"),
        Figure("longest stall while scrolling", stalls.longest["scrolling"] * 1000, 50, "ms"),
        Figure("next face, half of them within", statistics.median(seconds) * 1000, 50, "ms"),
        Figure("next face, 95 of 100 within", twentieths[-1] * 1000, 50, "ms"),
        Figure("memory", resident_megabytes(), 500, "MB"),
    ]


def _open(opened: "Program", stalls: Stalls, clock: object) -> tuple[float, "DeskScreen", float]:
    """Choose Decide; return when it could be used, the desk, and the first paint after reading."""
    from consentdesk.domain.batch_steps import Step
    from consentdesk.ui.desk.desk_pictures import Kind, PictureKey, face_key
    from consentdesk.ui.desk.desk_screen import DeskScreen

    turn_until(lambda: opened.window is not None and opened.window.isVisible())
    batch = opened.window.batch
    batch.show_step(Step.FIND_FACES)
    turn_until(lambda: batch.card is not None)
    settle(opened)
    laid_out = []
    real = DeskScreen._desk_read

    def noting(self: "DeskScreen", answer: object) -> None:
        laid_out.append(time.perf_counter())
        real(self, answer)

    DeskScreen._desk_read = noting
    stalls.doing = "opening"
    started = time.perf_counter()
    batch.show_step(Step.DECIDE)
    desk = batch.page_of(Step.DECIDE).desk
    desk.photo_list.grid.viewport().installEventFilter(clock)

    def ready() -> bool:
        in_hand = desk.deciding.region_id
        if desk.deciding.photo_id is None:
            return False
        if in_hand is not None and not desk.pictures.settled(face_key(in_hand)):
            return False
        ratio = desk.photo_list.grid.devicePixelRatioF()
        seen = [PictureKey(Kind.THUMBNAIL, p, ratio) for p in desk.photo_list.visible_photos()]
        return bool(seen) and all(map(desk.pictures.settled, seen))

    turn_until(ready)
    turn_until(lambda: clock.painted > 0)
    return time.perf_counter() - started, desk, clock.first - laid_out[0]


def _scroll(desk: "DeskScreen") -> None:
    bar = desk.photo_list.grid.verticalScrollBar()
    for value in range(0, bar.maximum() + SCROLL_STEP, SCROLL_STEP):
        bar.setValue(value)
        stay(0.016)
    bar.setValue(0)
    stay(0.5)


def _decide(desk: "DeskScreen", clock: object) -> list[float]:
    """Press a key for face after face; return how long each took until the next was painted."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from consentdesk.ui.desk.desk_pictures import face_key
    from consentdesk.ui.desk.face.face_panel import Page

    desk.panel.face.face.installEventFilter(clock)
    desk._focus_photo()
    taken: list[float] = []
    deciding = desk.deciding
    while len(taken) < DECISIONS:
        before = deciding.region_id
        key = Qt.Key.Key_R if desk.panel.page is Page.FACE else Qt.Key.Key_F
        started = time.perf_counter()
        QTest.keyClick(desk.canvas, key)

        def painted(before: object = before, started: float = started) -> bool:
            now = deciding.region_id
            if now is None:
                return desk.panel.page is not Page.FACE
            there = now != before and desk.pictures.settled(face_key(now))
            return there and clock.painted > started

        turn_until(painted, seconds=20)
        if deciding.region_id is not None:
            taken.append(time.perf_counter() - started)
        stay(PAUSE)
    return taken


def settle(opened: "Program") -> None:
    """Wait until nothing is under way."""
    turn_until(lambda: not opened.runner.busy("work", "view"))


def resident_megabytes() -> float:
    """Return the memory this process holds now (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def main() -> int:
    """Make the batch unless it is there, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    make_large_batch(folder)
    return measure(folder)


if __name__ == "__main__":
    sys.exit(main())
