"""Workers whose decoder a picture leads astray; light, because each of them imports it first."""

import os
import threading
from pathlib import Path

from consentdesk.faces import worker
from consentdesk.faces.spawned import SpawnedProcesses
from consentdesk.faces.start_worker import start_worker
from consentdesk.media.thumbnails import PreparedPhoto, prepare

DEADLY, HANGING = 101, 102
"""Widths of the two pictures."""

HANGS_NOW = "CONSENTDESK_TEST_HANGS_NOW"
"""In the environment: a file that appears when a worker begins to hang."""


class HostileDecoder(SpawnedProcesses):
    """Spawned processes as usual, whose decoder dies of one picture and hangs on another."""

    def __init__(self, workers: int) -> None:
        super().__init__(workers, _start)


def _start() -> None:
    start_worker()
    worker.prepare_photo = _prepare_photo


def _prepare_photo(data: bytes) -> PreparedPhoto:
    prepared = prepare(data)
    if prepared.header.width == DEADLY:
        os.abort()
    if prepared.header.width == HANGING:
        Path(os.environ[HANGS_NOW]).touch()
        threading.Event().wait()
    return prepared
