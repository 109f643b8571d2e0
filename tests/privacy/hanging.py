"""Workers that never come back from one photo; at the top of a module so that they can start."""

import time

from consentdesk.domain.pixels import PixelBuffer
from consentdesk.domain.search import Search
from consentdesk.faces import worker
from consentdesk.faces.ports import EngineFiles, FaceDetector, FoundFace
from consentdesk.faces.spawned import SpawnedProcesses
from consentdesk.faces.start_worker import start_worker

STUCK_WIDTH = 333


class HangingProcesses(SpawnedProcesses):
    """Spawned processes as usual, whose detector hangs."""

    def __init__(self, workers: int) -> None:
        super().__init__(workers, _start)


class _Hanging:
    """Finds nothing, and is never done with a photo of the one width."""

    version = "hanging-1"

    def find(self, pixels: PixelBuffer, search: Search) -> tuple[FoundFace, ...]:
        while pixels.width == STUCK_WIDTH:
            time.sleep(1)
        return ()


def _start() -> None:
    start_worker()
    worker._detector = _detector  # type: ignore[assignment]


def _detector(engine: EngineFiles) -> FaceDetector:
    return _Hanging()
