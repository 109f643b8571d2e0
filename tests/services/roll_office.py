"""A library and roll sheets as a school's program writes them, for the tests of the roll."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from consentdesk.domain.people import Person, PersonDetails
from consentdesk.services.consent.register_now import read_register
from consentdesk.services.roll_sheets.roll_import import RollReceipt, commit_roll
from consentdesk.services.roll_sheets.roll_proposal import RollProposal, propose_roll
from consentdesk.services.sheet_words.import_messages import Level
from consentdesk.services.sheet_words.upn import check_letter
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.sheets.write_rows import SheetContent, write_workbook
from consentdesk.store.library import Library

TODAY = date(2026, 11, 21)
OFFICE = "Ms K"
Rows = Sequence[tuple[str, ...]]


def upn(number: int) -> str:
    rest = f"999{number:09d}"
    return check_letter(rest) + rest


@dataclass
class RollOffice:
    """One library, and the folder in which its sheets lie."""

    library: Library
    folder: Path

    def sheet(self, header: tuple[str, ...], rows: Rows, tab: str = "Roll") -> Path:
        return self.tabs({tab: (header, *rows)})

    def tabs(self, tabs: Mapping[str, Rows]) -> Path:
        path = self.folder / "roll.xlsx"
        content = [SheetContent(name, tuple(r[0]), tuple(r[1:])) for name, r in tabs.items()]
        write_workbook(path, content)
        return path

    def propose(self, path: Path, settled: Mapping[str, str] | None = None) -> RollProposal:
        register = self.library.run(read_register)
        return propose_roll(read_workbook(path), register, TODAY, settled)

    def bring_in(
        self,
        path: Path,
        settled: Mapping[str, str] | None = None,
        missing_left_on: date | None = None,
        many: bool = False,
    ) -> RollReceipt:
        proposal = self.propose(path, settled)
        return commit_roll(self.library, proposal, path, OFFICE, missing_left_on, many)

    def enrol(self, *people: PersonDetails) -> None:
        for details in people:
            self.library.run(lambda u, d=details: u.people.add(d))

    @property
    def people(self) -> dict[str, PersonDetails]:
        return {p.details.key: p.details for p in self.everybody}

    @property
    def everybody(self) -> tuple[Person, ...]:
        return self.library.run(lambda u: u.people.all())

    @property
    def version(self) -> int:
        return self.library.run(lambda u: u.register.version())


def codes(found: RollProposal | RollReceipt) -> list[str]:
    return sorted(m.code for m in found.messages if m.level is Level.ERROR)


def asked(proposal: RollProposal) -> list[str]:
    return [question.key for question in proposal.open_questions]
