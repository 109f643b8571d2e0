"""How many workers the memory of this computer bears, and when one of them has taken too much."""

import os

import psutil

_FOR_THE_REST = 1_000_000_000
"""Bytes left to the window and the system."""

_FOR_A_WORKER = 700_000_000
"""Bytes a worker needs at its peak (`tests/bench/faces.py` measures it)."""

_MOST = 61
"""Windows cannot wait for more processes at once."""

WORKER_CEILING = 2_000_000_000
"""Bytes no photo needs within the program's limits; a worker beyond is ended before it makes the
whole computer stall."""


def usual_workers() -> int:
    """Return the workers beside a window: one a core less one, and no more than memory bears."""
    return workers_that_fit(_cores() - 1, psutil.virtual_memory().available)


def every_worker() -> int:
    """Return the workers where no window wants a core: one a core, if memory bears them."""
    return workers_that_fit(_cores(), psutil.virtual_memory().available)


def workers_that_fit(cores: int, available: int) -> int:
    """Return how many workers `cores` and `available` bytes of memory bear; at least one."""
    return max(1, min(cores, _MOST, (available - _FOR_THE_REST) // _FOR_A_WORKER))


def resident_bytes(process_id: int) -> int:
    """Return the memory a process holds, 0 when it has ended."""
    try:
        return int(psutil.Process(process_id).memory_info().rss)
    except psutil.Error:
        return 0


def _cores() -> int:
    return os.cpu_count() or 1
