"""Tables of consent sources, their imports and approved ways of writing names."""

import json
from collections.abc import Mapping
from dataclasses import astuple
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Dialect, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consentdesk.domain.consent_source import FlagSet
from consentdesk.domain.ids import PersonId, SheetImportId, SourceId
from consentdesk.store.columns import NEVER_REUSED, Table, belongs_to, number


class Settled(TypeDecorator[Mapping[str, str]]):
    """Settled questions as a JSON object, by question key."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, str] | None, dialect: Dialect) -> str | None:
        """Write the questions."""
        return None if value is None else json.dumps(dict(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Mapping[str, str] | None:
        """Read the questions."""
        return None if value is None else dict(json.loads(value))


class PeopleNumbers(TypeDecorator[tuple[PersonId, ...]]):
    """Numbers of people as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(
        self, value: tuple[PersonId, ...] | None, dialect: Dialect
    ) -> str | None:
        """Write the numbers."""
        return None if value is None else json.dumps(list(value))

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> tuple[PersonId, ...] | None:
        """Read the numbers."""
        return None if value is None else tuple(PersonId(each) for each in json.loads(value))


class FlagsSet(TypeDecorator[tuple[FlagSet, ...]]):
    """Recorded protections and objections as JSON pairs of person and field."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[FlagSet, ...] | None, dialect: Dialect) -> str | None:
        """Write the flags."""
        return None if value is None else json.dumps([[*astuple(f)] for f in value])

    def process_result_value(
        self, value: str | None, dialect: Dialect
    ) -> tuple[FlagSet, ...] | None:
        """Read the flags."""
        if value is None:
            return None
        return tuple(FlagSet(*stored) for stored in json.loads(value))


class ConsentSourceRow(Table):
    """A kind of sheet the school gets again and again."""

    __tablename__ = "consent_source"
    __table_args__ = (UniqueConstraint("name"), NEVER_REUSED)

    id: Mapped[SourceId] = number()
    name: Mapped[str]
    headers: Mapped[tuple[str, ...]]
    settled: Mapped[Mapping[str, str]] = mapped_column(Settled())


class SheetImportRow(Table):
    """One committed sheet."""

    __tablename__ = "sheet_import"
    __table_args__ = (
        CheckConstraint("undone_at IS NOT NULL OR undone_by = ''", name="undone"),
        NEVER_REUSED,
    )

    id: Mapped[SheetImportId] = number()
    source_id: Mapped[SourceId] = belongs_to("consent_source", index=True)
    file_name: Mapped[str]
    sha256: Mapped[str]
    as_of: Mapped[date | None]
    done_by: Mapped[str]
    done_at: Mapped[datetime]
    loosened_by: Mapped[str]
    people_added: Mapped[tuple[PersonId, ...]] = mapped_column(PeopleNumbers())
    flags_set: Mapped[tuple[FlagSet, ...]] = mapped_column(FlagsSet())
    headers: Mapped[tuple[str, ...]]
    settled: Mapped[Mapping[str, str]] = mapped_column(Settled())
    undone_by: Mapped[str]
    undone_at: Mapped[datetime | None]


class SheetScopeRow(Table):
    """One purpose an import spoke about for one person, with an answer or without."""

    __tablename__ = "sheet_scope"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads a plain dict

    import_id: Mapped[SheetImportId] = belongs_to("sheet_import", primary_key=True)
    person_id: Mapped[PersonId] = belongs_to(
        "person", goes_along=True, primary_key=True, index=True
    )
    purpose: Mapped[str] = mapped_column(primary_key=True)


class AliasRow(Table):
    """A way of writing a pupil's name that a person approved."""

    __tablename__ = "alias"
    __table_args__ = (UniqueConstraint("person_id", "written", "class_name"), NEVER_REUSED)

    id: Mapped[int] = number()
    person_id: Mapped[PersonId] = belongs_to("person", goes_along=True)
    written: Mapped[str]
    class_name: Mapped[str]
    approved_by: Mapped[str]
    recorded_at: Mapped[datetime]
    import_id: Mapped[SheetImportId | None] = belongs_to("sheet_import")
