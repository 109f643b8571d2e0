"""How long a school's consent workbook takes: read, understood, compared with the register.

Run with ``uv run python -m tests.bench.consent_sheet [PUPILS] [COLUMNS]``. Quote ratios of one
run; machines are noisy.
"""

import resource
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from consentdesk.domain.channel import PURPOSE_WORDS, words_of
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.services.consent.proposal import propose
from consentdesk.services.consent.register_now import RegisterNow
from consentdesk.services.sheet_words.upn import check_letter
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.sheets.write_rows import SheetContent, write_workbook

TODAY = date(2026, 11, 28)
ACCOUNTS = tuple(f"social.account{number}" for number in range(1, 6))
IDENTITY = ("UPN", "First name", "Last name", "Class", "Answered by", "Answered on")
WORDS = ("Yes", "No", "Yes - no names", "", "Yes")


def roll(pupils: int) -> tuple[Person, ...]:
    """Make a roll of invented pupils."""
    people = []
    for number in range(pupils):
        rest = f"999{number:09d}"
        key = check_letter(rest) + rest
        name = (f"First{number % 97}", f"Last{number % 389}")
        class_name = f"{number // 30 + 1} Oak"
        details = PersonDetails(key, PersonKind.PUPIL, *name, class_name)
        people.append(Person(PersonId(number + 1), details))
    return tuple(people)


def write_sheet(path: Path, people: tuple[Person, ...], purposes: tuple[str, ...]) -> None:
    """Write a wide workbook with an answer to each purpose."""
    rows = []
    for number, person in enumerate(people):
        d = person.details
        said = tuple(WORDS[(number * 7 + place) % len(WORDS)] for place in range(len(purposes)))
        rows.append((d.key, d.first_name, d.last_name, d.class_name, "Mum", "14/09/2026", *said))
    header = (*IDENTITY, *(words_of(purpose) for purpose in purposes))
    write_workbook(path, [SheetContent("Consent", header, rows)])


def main(pupils: int = 1200, columns: int = 20) -> None:
    """Time the three stages."""
    purposes = (*PURPOSE_WORDS, *ACCOUNTS, "prospectus", "evidence", "partner", "archive")
    purposes = purposes[: columns - len(IDENTITY)]
    people = roll(pupils)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "consent.xlsx"
        write_sheet(path, people, purposes)
        began, busy = time.perf_counter(), time.process_time()
        workbook = read_workbook(path)
        read, read_busy = time.perf_counter(), time.process_time()
        proposal = propose(workbook, RegisterNow(people=people, purposes=purposes), TODAY)
        done, done_busy = time.perf_counter(), time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{pupils} pupils, {len(IDENTITY) + len(purposes)} columns")
    print(f"read                {read - began:6.2f} s, processor {read_busy - busy:6.2f} s")
    print(f"understood, compared {done - read:5.2f} s, processor {done_busy - read_busy:6.2f} s")
    print(f"{len(proposal.pupils)} people, {len(proposal.open_questions)} questions")
    print(f"peak {peak:.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
