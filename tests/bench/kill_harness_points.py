"""The places where a program writes, counted; and what happens at one of them.

Everything that changes a file or the database goes through a few functions of the lowest level
that Python has. They are replaced, in a process of its own, by ones that call `Points.reach`
before and after. What the database writes by itself, page by page, is met by `kill_when_longer`.
"""

import errno
import io
import os
import resource
import signal
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.engine.default import DefaultDialect

_PLAIN = ("replace", "rename", "link", "unlink", "remove", "mkdir", "rmdir", "fsync", "write")
_CHANGES = ("INSERT", "UPDATE", "DELETE", "CREATE", "ALTER", "DROP", "REPLACE")
_GROWING = frozenset({"open", "half", "write", "fsync", "link", "mkdir", "statement", "commit"})
_FULL = 13
"""SQLite's result code for a full disk."""


class Points:
    """Counts the places and acts at one of them.

    Attributes:
        count: how many were reached.
        kinds: how many of each kind.
    """

    def __init__(self, act: Callable[[str, int], None] = lambda kind, number: None) -> None:
        self.count = 0
        self.kinds: Counter[str] = Counter()
        self._act = act
        self._lock = threading.Lock()

    def reach(self, kind: str) -> None:
        """Count a place and act there."""
        with self._lock:
            self.count += 1
            self.kinds[kind] += 1
            number = self.count
        self._act(kind, number)

    def watch(self) -> None:
        """Replace the functions that write, for the rest of this process."""
        for name in _PLAIN:
            setattr(os, name, self._around(name, getattr(os, name)))
        really = io.open
        io.open = _opening(self, really)  # type: ignore[assignment]
        for name, kind in (("do_execute", "statement"), ("do_executemany", "statement")):
            self._statements(name, kind)
        self._commits()

    def _around(self, name: str, really: Callable[..., Any]) -> Callable[..., Any]:
        def watched(*given: Any, **more: Any) -> Any:
            self.reach(name)
            result = really(*given, **more)
            self.reach(f"after {name}")
            return result

        return watched

    def _statements(self, name: str, kind: str) -> None:
        really = getattr(DefaultDialect, name)

        def watched(dialect: Any, cursor: Any, statement: str, *more: Any, **named: Any) -> None:
            changes = statement.lstrip().upper().startswith(_CHANGES)
            if changes:
                self.reach(kind)
            really(dialect, cursor, statement, *more, **named)
            if changes:
                self.reach(f"after {kind}")

        setattr(DefaultDialect, name, watched)

    def _commits(self) -> None:
        really = DefaultDialect.do_commit

        def watched(dialect: Any, connection: Any) -> None:
            self.reach("commit")
            really(dialect, connection)
            self.reach("after commit")

        DefaultDialect.do_commit = watched  # type: ignore[method-assign]


class _WatchedFile:
    """A file open for writing of which half of a piece can be written."""

    def __init__(self, points: Points, file: Any) -> None:
        self._points, self._file = points, file

    def write(self, data: Any) -> int:
        half = len(data) // 2
        self._file.write(data[:half])
        self._file.flush()
        self._points.reach("half")
        self._file.write(data[half:])
        return len(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "_WatchedFile":
        self._file.__enter__()
        return self

    def __exit__(self, *fault: Any) -> Any:
        return self._file.__exit__(*fault)


def _opening(points: Points, really: Callable[..., Any]) -> Callable[..., Any]:
    def watched(file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        if not set(mode) & set("wxa+"):
            return really(file, mode, *more, **named)
        points.reach("open")
        return _WatchedFile(points, really(file, mode, *more, **named))

    return watched


def kill_at(number: int) -> Callable[[str, int], None]:
    """Return the act of dying at a place, without any farewell."""

    def act(kind: str, reached: int) -> None:
        if reached == number:
            os.kill(os.getpid(), signal.SIGKILL)

    return act


def full_from(number: int) -> Callable[[str, int], None]:
    """Return the act of a disk that has no room from a place on."""

    def act(kind: str, reached: int) -> None:
        if reached < number or kind not in _GROWING:
            return
        if kind in {"statement", "commit"}:
            fault = sqlcipher.OperationalError("database or disk is full")
            fault.sqlite_errorcode = _FULL
            raise fault
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return act


def kill_when_longer(size: int) -> None:
    """Let the system kill this process when it writes past so many bytes of any file.

    What was written up to there stays, so that a page, a picture or a log can be torn anywhere.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
