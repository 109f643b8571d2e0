"""What a worker process does before it loads anything; imports nothing but the standard library.

The limits below only count when they stand before numpy and the engines are imported, so this
module must stay free of them.
"""

import multiprocessing
import os
import signal
import threading

from consentdesk.faces.memory_limit import limit_own_memory
from consentdesk.no_core_dumps import leave_no_core_dumps

_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)


def start_worker() -> None:
    """Keep this worker to one thread a library, and tie its life to the window's.

    The pool has a process a core, so threads inside a worker would only wait for each other.
    """
    for name in _ONE_THREAD:
        os.environ[name] = "1"
    leave_no_core_dumps()
    _step_back()
    limit_own_memory()
    # The keyboard's stop signal reaches the whole group; only the parent may act on it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, name="end-with-parent", daemon=True).start()


def present() -> bool:
    """Answer from a worker, which proves that it started."""
    return True


def _step_back() -> None:
    """Let the window go first: a face found a moment later harms nobody, a stuck window does."""
    if hasattr(os, "nice"):
        os.nice(5)
    else:
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)


def _end_with_parent() -> None:
    """End at once when the parent dies, so that no process with a photo in it stays behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
