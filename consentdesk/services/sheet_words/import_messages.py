"""What an import has to say about a cell, a row or a sheet."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much it matters: an error was not taken, a warning was taken but needs eyes."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to tell; `cell` is an address such as ``H12`` or empty, `code` is stable."""

    sheet: str
    cell: str
    level: Level
    code: str
    text: str
