"""The log: ids, counts and places in the program; never a name, a path or a picture."""

import logging
import logging.handlers
import traceback
from pathlib import Path
from types import TracebackType
from typing import TypeAlias

ErrorInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)
SIZE, KEPT = 512 * 1024, 3
_ROOM = "consentdesk"


class DiscreetFormatter(logging.Formatter):
    """Writes where an error happened but not its message, which may quote a name or a path."""

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 - logging's name
        """Return the type of the error and the program's own lines on the way to it."""
        kind, _, trace = ei
        own = [_place(frame) for frame in traceback.extract_tb(trace)]
        return f"{(kind.__name__ if kind else 'Error')} at " + " < ".join(reversed(own))


def where_in_the_program(error: Exception) -> str:
    """Return the type of an error and the last line of the program's own on the way to it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if _ROOM in Path(frame.filename).parts]
    return f"{type(error).__name__} at {_place((own or frames)[-1])}"


def _place(frame: traceback.FrameSummary) -> str:
    return f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"


def start_log(folder: Path) -> None:
    """Write warnings and worse to a small file in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "consentdesk.log", maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True
    )
    handler.setFormatter(DiscreetFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("consentdesk")
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
