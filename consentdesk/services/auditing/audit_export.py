"""The audit trail for governors: who did what and when, without a pupil's name.

What a line says about one pupil (number, answer, reason) stays in the library. Names of batch
and channel are left out where a pupil's name is found in them, as in clearance records.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from consentdesk.domain.audit import AuditRow
from consentdesk.domain.errors import Refused
from consentdesk.domain.people import Person, PersonKind
from consentdesk.services.auditing.audit_trail import moment
from consentdesk.services.auditing.audit_words import ALSO_NAMED, FIGURE_WORDS, in_words
from consentdesk.services.names.name_check import HowSure, names_in
from consentdesk.services.publishing.release_account import SOMEBODY
from consentdesk.services.saved_paper import save_paper
from consentdesk.sheets.write_rows import SheetContent, write_workbook
from consentdesk.sheets.write_text import csv_bytes
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

HEADER = ("Line", "When", "Who", "What", "About", "Also named", "Figures")
NOT_TOLD = "not told here"
ON_THE_ROLL = "somebody on the roll"
EXPORTED = "audit_exported"

_SHEET = "Audit trail"
_NUMBERED = re.compile(r"(?:batch|photo|import|published copy|staff) \d+(?:, sign-off \d+)?")
_OF_SOMEBODY = re.compile(r"person \d+")

ExportRow = tuple[str, ...]


class AuditExport:
    """Writes the trail of one workspace for people outside the office."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def rows(self, since: date | None = None, until: date | None = None) -> tuple[ExportRow, ...]:
        """Return the lines of these days, both included, as `HEADER` says; oldest first."""
        return self._library.run(lambda u: _rows(u, since, until))

    def write(
        self, path: Path, by: str, since: date | None = None, until: date | None = None
    ) -> int:
        """Write the lines as a workbook or as CSV, and a line about that into the trail.

        Returns how many lines were written.

        Raises:
            Refused: the file's name ends otherwise, or the last day is before the first one; or
                as `save_paper`.
            SheetLocked, SheetError: as `write_workbook`.
            DiskFull: as `save_paper`.
        """
        kind = path.suffix.casefold()
        if kind not in {".xlsx", ".csv"}:
            raise Refused(
                "The trail is written as a workbook or as CSV.",
                "Choose a file name that ends with .xlsx or .csv.",
            )
        if since is not None and until is not None and until < since:
            raise Refused("The last day is before the first one.", "Change the days round.")

        def work(u: UnitOfWork) -> tuple[ExportRow, ...]:
            rows = _rows(u, since, until)
            # before the file: a line about a copy that failed is better than a copy without one
            u.audit.add(by, EXPORTED, "", {"lines": len(rows)})
            return rows

        rows = self._library.run(work)
        if kind == ".csv":
            save_paper(path, csv_bytes(HEADER, rows))
        else:
            write_workbook(path, (SheetContent(_SHEET, HEADER, rows),))
        return len(rows)


def _rows(u: UnitOfWork, since: date | None, until: date | None) -> tuple[ExportRow, ...]:
    wording = _Wording(u.people.all())
    return tuple(
        wording.row(line)
        for line in u.audit.rows()
        if (since is None or since <= line.at.astimezone().date())
        and (until is None or line.at.astimezone().date() <= until)
    )


class _Wording:
    """Words lines without what may name a pupil; the same text is looked through once."""

    def __init__(self, people: Iterable[Person]) -> None:
        pupils = [person for person in people if person.details.kind is PersonKind.PUPIL]
        self._staff = _screen(pupils, HowSure.FULL_NAME, SOMEBODY)
        self._text = _screen(pupils, HowSure.ORDINARY_WORD, NOT_TOLD)

    def row(self, line: AuditRow) -> ExportRow:
        return (
            str(line.number),
            moment(line.at),
            self._staff(line.who),
            in_words(line.what),
            self._about(line.subject),
            ", ".join(self._staff(name) for name in _also_named(line.detail)),
            _figures(line.detail),
        )

    def _about(self, subject: str) -> str:
        if _NUMBERED.fullmatch(subject):
            return subject
        return ON_THE_ROLL if _OF_SOMEBODY.fullmatch(subject) else self._text(subject)


def _screen(pupils: list[Person], how_sure: HowSure, instead: str) -> Callable[[str], str]:
    @cache
    def shown(text: str) -> str:
        named = any(found.how_sure >= how_sure for found in names_in(text, pupils))
        return instead if named else text.strip()

    return shown


def _also_named(detail: Mapping[str, object]) -> Iterable[str]:
    for key in ALSO_NAMED:
        told = detail.get(key)
        names = told if isinstance(told, list) else [told]
        yield from (name for name in names if isinstance(name, str) and name)


def _figures(detail: Mapping[str, object]) -> str:
    told = ((words, detail.get(key)) for key, words in FIGURE_WORDS.items())
    return ", ".join(f"{words}: {figure}" for words, figure in told if type(figure) is int)
