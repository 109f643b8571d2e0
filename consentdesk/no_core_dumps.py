"""A program that crashes shall leave no memory on the disk: pictures, names and keys are in it.

Each process does this for itself before it loads anything, the workers too; therefore it lies
beside the rooms and imports the standard library only. What the system writes to its swap space
is not in a program's hands: docs/security.md says what a school does about it.
"""

import ctypes
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

_PR_SET_DUMPABLE = 4

_NO_BOXES = 0x0001 | 0x0002 | 0x8000
"""``SEM_FAILCRITICALERRORS``, ``SEM_NOGPFAULTERRORBOX`` and ``SEM_NOOPENFILEERRORBOX``."""

_NO_HEAP_IN_REPORTS = 1
"""``WER_FAULT_REPORTING_FLAG_NOHEAP``."""


def leave_no_core_dumps() -> None:
    """Tell the system to write no memory of this process to a file, however it ends.

    Where the system refuses, the program goes on: it can work, and nobody at the desk could do
    anything about it.
    """
    if sys.platform == "win32":
        _keep_windows_quiet(ctypes.windll, Path(sys.executable).name)
        return
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # also for a core handler that ignores the limit, and for a colleague's debugger
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _keep_windows_quiet(libraries: Any, program: str) -> None:
    libraries.kernel32.SetErrorMode(_NO_BOXES)
    with suppress(OSError, AttributeError):
        libraries.kernel32.WerSetFlags(_NO_HEAP_IN_REPORTS)
        libraries.wer.WerAddExcludedApplication(program, False)
