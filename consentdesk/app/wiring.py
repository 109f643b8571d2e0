"""Builds a workspace from its folder: the only place that puts the rooms together."""

import os
from datetime import datetime
from pathlib import Path

from consentdesk.domain.errors import KnownError
from consentdesk.faces.memory_budget import every_worker
from consentdesk.faces.pool import FacePool
from consentdesk.services.workspace import Workspace, assemble
from consentdesk.store.keys import obtain_key
from consentdesk.store.open_library import create_library, library_exists, open_library

PASSPHRASE_VARIABLE = "CONSENTDESK_PASSPHRASE"

_FINISHING = 2
"""Processes that render copies: a third would wait for the one thread that verifies them."""


def now() -> datetime:
    """Return the time with the computer's zone."""
    return datetime.now().astimezone()


def open_workspace(
    folder: Path, passphrase: str | None = None, *, face_workers: int | None = None
) -> Workspace:
    """Open the workspace in `folder`, or make a new one there.

    Args:
        folder: of the library.
        passphrase: opens the key where no keychain does; None reads the environment.
        face_workers: processes that look for faces; None leaves a core for the window, where
            there is none `every_worker` is right.

    Raises:
        StoreError: the library cannot be opened; the sentence says what to do.
    """
    phrase = passphrase if passphrase is not None else os.environ.get(PASSPHRASE_VARIABLE)
    folder.mkdir(parents=True, exist_ok=True)
    key = obtain_key(folder, phrase)
    library = open_library(folder, key) if library_exists(folder) else create_library(folder, key)
    try:
        workspace = assemble(
            folder,
            library,
            now,
            face_pool=FacePool(workers=face_workers),
            import_pool=FacePool(workers=1),
            finishing_pool=FacePool(workers=min(_FINISHING, every_worker())),
        )
        workspace.publisher.settle_interrupted()
        workspace.matching.purge()
        workspace.scanner.purge()
    except (KnownError, OSError):
        library.close()
        raise
    return workspace
