"""The writable memory of another process, and face vectors looked for in it and elsewhere."""

import ctypes
import re
import struct
from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

_WRITABLE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw")
_AT_ONCE = 1 << 24
_DUMPABLE = 4
"""PR_SET_DUMPABLE of Linux: a worker forbids it itself, which hides its memory from tests, too."""


def let_memory_be_read() -> None:
    """Called in the worker: take back what keeps others from reading its memory."""
    assert ctypes.CDLL(None).prctl(_DUMPABLE, 1, 0, 0, 0) == 0


class Traces:
    """What tells that vectors were somewhere: their numbers, in each form a program keeps them.

    A number alone as 64 bits, as Python and the database keep it, or two neighbours as 32 bits,
    as the encoder does. Numbers whose last half is empty are left out: a nought beside any
    ordinary number of 32 bits looks the same, and a detector at work is full of noughts.
    """

    def __init__(self, vectors: Collection[tuple[float, ...]]) -> None:
        pieces = [int.from_bytes(p, "little") for vector in vectors for p in _pieces(vector)]
        self._pieces = np.unique(np.array([p for p in pieces if p & 0xFFFFFFFF], "u8"))
        self._likely = np.zeros(1 << 16, bool)
        self._likely[self._pieces >> 32 & 0xFFFF] = True

    def in_bytes(self, data: bytes) -> int:
        """Return how many of the pieces stand anywhere in the bytes, in either byte order."""
        turned = data[::-1]
        blocks = (order[start:] for order in (data, turned) for start in range(8))
        return len(set().union(*map(self._among, blocks)))

    def in_process(self, process: int) -> int:
        """Return how many of the pieces the writable memory of a process holds."""
        return len(set().union(*map(self._among, _writable(process))))

    def _among(self, block: bytes) -> set[int]:
        numbers = np.frombuffer(block, "u8", len(block) // 8)
        # most of the work by one look into a small table: this is some hundred megabytes
        some = numbers[self._likely[np.frombuffer(block, "u2", 4 * numbers.size)[2::4]]]
        return set(some[np.isin(some, self._pieces)].tolist())


def _pieces(vector: tuple[float, ...]) -> Iterator[bytes]:
    yield from (struct.pack("<d", number) for number in vector)
    yield from (struct.pack("<ff", *pair) for pair in pairwise(vector))


def _writable(process: int) -> Iterator[bytes]:
    maps = Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{process}/mem").open("rb", 0) as memory:
        for line in maps:
            place = _WRITABLE.match(line)
            if place is None:
                continue
            begin, end = (int(number, 16) for number in place.groups())
            for start in range(begin, end, _AT_ONCE):
                try:
                    memory.seek(start)
                    yield memory.read(min(_AT_ONCE, end - start))
                except (OSError, OverflowError, ValueError):
                    break  # given back meanwhile, or no memory but a device
