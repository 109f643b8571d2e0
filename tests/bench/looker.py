"""Looks where every thread stands while something takes too long."""

import faulthandler
import re
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

EVERY = 0.010
"""Seconds between two looks."""

_PROJECT = Path(__file__).resolve().parents[2]
_THREAD = re.compile(r"(?:Thread|Current thread) 0x([0-9a-f]+)")
_LINE = re.compile(r'File "(.*)", line (\d+) in (.*)')
_WAITING = frozenset(
    {"threading.py wait", "selectors.py select", "connection.py _send", "connection.py _recv"}
    | {"thread.py _worker", "popen_fork.py poll", "popen_fork.py wait"}
)
"""Where a thread stands that does nothing and holds nobody up."""

_Stack = list[tuple[str, str, str]]
"""File, line and function, innermost first."""


class Looker(threading.Thread):
    """Looks again and again while it is told that it is late; started in the window's thread.

    Python's own `sys._current_frames` would hold on to frames: what a paint of the window left in
    them would end in this thread, and Qt with it. The fault handler only writes down names.

    Attributes:
        seen: how often each thread was found at each line.
    """

    def __init__(self, late: Callable[[], bool]) -> None:
        super().__init__(name="looker", daemon=True)
        self.seen: Counter[tuple[str, str]] = Counter()
        self._window = threading.get_ident()
        self._window_lines: Counter[str] = Counter()
        self._late = late
        self._over = threading.Event()

    def run(self) -> None:
        """Look until it is stopped."""
        with tempfile.TemporaryFile("w+") as notes:
            while not self._over.wait(EVERY):
                if self._late():
                    notes.seek(0)
                    notes.truncate()
                    faulthandler.dump_traceback(notes, all_threads=True)
                    notes.seek(0)
                    self._note(notes.read())

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self.join()

    def window_since(self) -> Counter[str]:
        """Return where the window's thread was seen since this was asked last."""
        lines, self._window_lines = self._window_lines, Counter()
        return lines

    def _note(self, told: str) -> None:
        names = {thread.ident: thread.name for thread in threading.enumerate()}
        for ident, stack in _stacks(told):
            if ident == self.ident or not stack:
                continue
            who = "window" if ident == self._window else names.get(ident, "?")
            if f"{Path(stack[0][0]).name} {stack[0][2]}" not in _WAITING:
                self.seen[who.rpartition("_")[0] or who, _own_lines(stack)] += 1
            if ident == self._window:
                self._window_lines[_own_lines(stack)] += 1


def _stacks(told: str) -> list[tuple[int, _Stack]]:
    stacks: list[tuple[int, _Stack]] = []
    for line in told.splitlines():
        thread, place = _THREAD.match(line), _LINE.search(line)
        if thread is not None:
            stacks.append((int(thread[1], 16), []))
        elif place is not None and stacks:
            stacks[-1][1].append((place[1], place[2], place[3]))
    return stacks


def _own_lines(stack: _Stack) -> str:
    """Return the innermost lines of the project in a stack, innermost first."""
    own = [s for s in stack if s[0].startswith(str(_PROJECT)) and ".venv" not in s[0]]
    own = [s for s in own if "/tests/bench/" not in s[0]] or own[:1]
    lines = [f"{Path(file).relative_to(_PROJECT)}:{line} {name}" for file, line, name in own[:4]]
    file, line, _ = stack[0]
    outer = "" if stack[0] in own else f"{Path(file).name}:{line} < "
    return outer + " < ".join(lines)
