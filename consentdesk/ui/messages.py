"""The one channel through which the program tells the person something."""

import traceback
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from consentdesk.domain.errors import Cancelled, KnownError
from consentdesk.ui.text import tr

_PROGRAM = Path(__file__).resolve().parents[1]


class Level(StrEnum):
    """How a message is meant."""

    INFO = "info"
    PROBLEM = "problem"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Message:
    """What the banner shows.

    Attributes:
        sentence: what happened.
        next_step: what to do now; empty when there is nothing to do.
        details: text for the technician, names nobody; only bugs have it.
    """

    level: Level
    sentence: str
    next_step: str = ""
    details: str = ""


class Messages(QObject):
    """Takes messages from any thread and hands them to whoever shows them."""

    posted = Signal(object)

    def info(self, sentence: str) -> None:
        """Say something good or neutral."""
        self.posted.emit(Message(Level.INFO, sentence))

    def problem(self, error: KnownError) -> None:
        """Say what went wrong and what to do; a stop that was asked for is no problem."""
        level = Level.INFO if isinstance(error, Cancelled) else Level.PROBLEM
        self.posted.emit(Message(level, error.sentence, error.next_step))

    def bug(self, error: BaseException) -> None:
        """Own up to something unforeseen, with details that can be copied."""
        self.posted.emit(
            Message(
                Level.BUG,
                tr("Something unexpected happened. Nothing that was saved is lost."),
                tr("Try again; if it happens again, copy the details for your technician."),
                details_of(error),
            )
        )


def details_of(error: BaseException) -> str:
    """Return the kind of error and where it arose.

    The text of the error is left out: it may hold a name or a path.
    """
    lines = [type(error).__name__]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"{_inside_program(frame.filename)}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


def _inside_program(file_name: str) -> str:
    """Return a file's place inside the program, of others only the name."""
    file = Path(file_name)
    if file.is_relative_to(_PROGRAM):
        return file.relative_to(_PROGRAM).as_posix()
    return file.name
