"""Takes pictures of widgets, and waits until there is something to take."""

import io
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QEventLoop, QIODevice
from PySide6.QtWidgets import QWidget

from consentdesk.ui.runner import Runner

COLOURS = 256


class Camera:
    """Saves pictures of widgets, numbered in the order they were taken."""

    def __init__(self, out: Path, prefix: str) -> None:
        self._out = out
        self._prefix = prefix
        self._number = 0

    def take(self, widget: QWidget, name: str) -> None:
        """Save a picture as it stands."""
        self._number += 1
        self._save(widget, self._out / f"{self._prefix}{self._number:02d}-{name}.png")

    def _save(self, widget: QWidget, path: Path) -> None:
        widget.grab().save(str(path))
        print(path, flush=True)


class PaletteCamera(Camera):
    """Saves small files without numbers, for pages that show them."""

    def __init__(self, out: Path) -> None:
        super().__init__(out, "")

    def take(self, widget: QWidget, name: str) -> None:
        """Save a picture with a palette of its own colours."""
        self._save(widget, self._out / f"{name}.png")

    def _save(self, widget: QWidget, path: Path) -> None:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        widget.grab().save(buffer, "PNG")
        picture = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
        few = picture.quantize(COLOURS, kmeans=2, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
        print(f"{path} {path.stat().st_size / 1000:.0f} kB", flush=True)


def settle(runner: Runner, *lanes: str) -> None:
    """Let everything that was asked for arrive."""
    until(lambda: not runner.busy(*lanes))


def until(ready: Callable[[], bool], seconds: float = 240) -> None:
    """Run the event loop until something is so.

    Raises:
        TimeoutError: it never was.
    """
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
