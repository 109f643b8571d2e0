"""Keeps Python 3.11 alive under PySide6 6.12.

PySide6 6.12.0 gives back one reference to None at every call that returns nothing, and one to
True at every signal, without ever having taken it (measured: 500 ``processEvents``, 500
references less). From Python 3.12 on these objects are immortal and nothing happens; in 3.11
the program ends with "deallocating None" after some minutes. Holding a very large number of
references in reserve makes them immortal here too. Delete this module with Python 3.11.
"""

import ctypes
import sys

RESERVE = 1 << 48
"""More than a program that runs for a year can lose."""


def hold_references() -> None:
    """Hold the reserve, once; harmless when called again."""
    if sys.version_info >= (3, 12):
        return
    for lasting in (None, True, False):
        if sys.getrefcount(lasting) < RESERVE // 2:
            ctypes.c_ssize_t.from_address(id(lasting)).value += RESERVE
