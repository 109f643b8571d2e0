"""What all tables share: the base class, how words, days and lists are kept, and checks.

Everything is kept as TEXT, INTEGER, REAL or BLOB, so that ``data/schema.sql`` reads plainly.
Only the table modules of this room import it.
"""

import json
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    CheckConstraint,
    Dialect,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import REAL

from consentdesk.domain.ids import (
    ActionId,
    BatchId,
    ChannelId,
    ClearanceRecordId,
    ImportId,
    PersonId,
    PhotoId,
    PortraitId,
    RegionId,
    ReleasedFileId,
    SheetImportId,
    SignOffId,
    SourceId,
    StaffId,
    VaultKey,
)

W = TypeVar("W", bound=StrEnum)

_NUMBERS: tuple[Any, ...] = (
    ActionId,
    BatchId,
    ChannelId,
    ClearanceRecordId,
    ImportId,
    PersonId,
    PhotoId,
    PortraitId,
    RegionId,
    ReleasedFileId,
    SheetImportId,
    SignOffId,
    SourceId,
    StaffId,
)


class Day(TypeDecorator[date]):
    """A day as ``2026-06-12``."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """Write the day."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """Read the day."""
        return None if value is None else date.fromisoformat(value)


class Moment(TypeDecorator[datetime]):
    """A moment as ISO 8601; a camera's time without a zone comes back without one."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Write the moment."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Read the moment."""
        return None if value is None else datetime.fromisoformat(value)


class Words(TypeDecorator[tuple[str, ...]]):
    """A list of texts as JSON; order is kept."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """Write the list."""
        return None if value is None else json.dumps(list(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        """Read the list."""
        return None if value is None else tuple(json.loads(value))


class Flag(TypeDecorator[bool]):
    """Yes or no as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """Write the flag."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """Read the flag."""
        return None if value is None else bool(value)


class Unsigned64(TypeDecorator[int]):
    """A 64-bit pattern; SQLite's integers are signed, so the upper half is kept negative."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        """Write the pattern."""
        return value if value is None or value < 1 << 63 else value - (1 << 64)

    def process_result_value(self, value: int | None, dialect: Dialect) -> int | None:
        """Read the pattern."""
        return value if value is None or value >= 0 else value + (1 << 64)


class Word(TypeDecorator[W]):
    """One word of an enumeration, kept as the word itself."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: W | None, dialect: Dialect) -> str | None:
        """Write the word."""
        return None if value is None else value.value

    def process_result_value(self, value: str | None, dialect: Dialect) -> W | None:
        """Read the word."""
        return None if value is None else self.words(value)


class Table(DeclarativeBase):
    """Base of every mapped class; rows are made with keywords and never leave the room."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads a plain dict here
        str: Text(),
        int: Integer(),
        float: REAL(),
        bytes: LargeBinary(),
        bool: Flag(),
        date: Day(),
        datetime: Moment(),
        tuple[str, ...]: Words(),
        VaultKey: Text(),
        **{name: Integer() for name in _NUMBERS},
    }


NEVER_REUSED = {"sqlite_autoincrement": True}
"""The number of a removed row is never given to another one."""


def number() -> Any:
    """Return the column that numbers the rows of a table."""
    return mapped_column(primary_key=True)


def belongs_to(table: str, *, goes_along: bool = False, **options: Any) -> Any:
    """Return a column that refers to a row of `table`; removed along with it if so stated."""
    ondelete = "CASCADE" if goes_along else None
    return mapped_column(ForeignKey(f"{table}.id", ondelete=ondelete), **options)


def one_of(column: str, words: type[StrEnum]) -> CheckConstraint:
    """Return the check that a column holds one of the words, so no bug stores another."""
    listed = ", ".join(f"'{word.value}'" for word in words)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def yes_or_no(*columns: str) -> tuple[CheckConstraint, ...]:
    """Return the checks that each column holds 0 or 1."""
    return tuple(CheckConstraint(f"{column} IN (0, 1)", name=column) for column in columns)
