"""The school's own consent sheet: its columns, its instructions, and a blank one to fill in."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from consentdesk.domain.channel import (
    FURTHER_PURPOSES,
    PURPOSE_WORDS,
    SOCIAL_MEDIA,
    words_of,
)
from consentdesk.domain.consent import ACCOUNT
from consentdesk.domain.people import Person
from consentdesk.services.consent.answer_words import ANSWER_CHOICES
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.services.sheet_words.upn import is_upn
from consentdesk.sheets.workbook import CellValue
from consentdesk.sheets.write_rows import SheetContent, write_workbook

SHEET_NAME = "Consent"
INSTRUCTIONS_NAME = "Instructions"

UPN = "UPN"
ADMISSION_NUMBER = "Admission number"
FIRST_NAME = "First name"
LAST_NAME = "Last name"
CLASS = "Class"
ANSWERED_BY = "Answered by"
ANSWERED_ON = "Answered on"
VALID_UNTIL = "Valid until"
PROTECTED = "Protected"
CHILD_OBJECTS = "Child objects"

PERSON_COLUMNS = (UPN, ADMISSION_NUMBER, FIRST_NAME, LAST_NAME, CLASS)
REPLY_COLUMNS = (ANSWERED_BY, ANSWERED_ON, VALID_UNTIL)
FLAG_COLUMNS = (PROTECTED, CHILD_OBJECTS)

_PURPOSE_OF = {
    plain(words): purpose for purpose, words in {**FURTHER_PURPOSES, **PURPOSE_WORDS}.items()
}
_PLATFORMS = frozenset(
    {
        *("facebook", "instagram", "x", "twitter", "threads", "bluesky", "mastodon"),
        *("tiktok", "youtube", "linkedin"),
    }
)
"""Platforms whose bare name is understood as the account of the school there."""

_INSTRUCTIONS = (
    "One row for each reply: when two parents answered, give the pupil two rows.",
    "Each row needs the UPN, or the admission number and the last name; a name is not enough.",
    "Write one of the words on the list in each answer column. Nothing else counts as a yes.",
    "An empty answer means that nobody answered; such a pupil is not published there.",
    "Write days as day/month/year, for example 12/03/2026. Valid until is the last valid day.",
    "When a permission is taken back, write Withdrawn and the day: Withdrawn 12/03/2026.",
    "Write Yes under Protected when a child must never be published. Do not write the reason.",
    "Write Yes under Child objects when the child does not want to appear.",
    "Bringing the sheet in never removes Protected or Child objects; do that in ConsentDesk.",
    "Do not colour cells, strike words through or add comments: they are not answers.",
    "Do not add columns for notes. A row with a note clears nothing until the note is removed.",
    "Permission to compare faces by computer is never taken from this sheet.",
)


def purpose_of(header: str) -> str | None:
    """Return the purpose a header asks for; None when it is not exactly one of the known ones.

    "Instagram" alone is read as "Social media: instagram".
    """
    words = plain(header)
    account = words.removeprefix(plain(SOCIAL_MEDIA))
    if account != words or words in _PLATFORMS:
        return f"{ACCOUNT}{account.strip()}" if account.strip() else None
    return _PURPOSE_OF.get(words)


def template_header(purposes: Sequence[str]) -> tuple[str, ...]:
    """Return the header row of the template for these purposes."""
    asked = tuple(words_of(purpose) for purpose in purposes)
    return (*PERSON_COLUMNS, *REPLY_COLUMNS, *asked, *FLAG_COLUMNS)


def write_template(path: Path, purposes: Sequence[str], people: Iterable[Person] = ()) -> None:
    """Write a blank template, with one row for each of the people given.

    What is on record about them is left out: a printed or mailed template must not tell who
    is protected, and an empty flag leaves the record as it is.

    Raises:
        SheetLocked, SheetError: as `write_workbook`.
    """
    header = template_header(purposes)
    answers = range(len(PERSON_COLUMNS) + len(REPLY_COLUMNS), len(header) - len(FLAG_COLUMNS))
    flags = range(len(header) - len(FLAG_COLUMNS), len(header))
    consent = SheetContent(
        SHEET_NAME,
        header,
        tuple(_row(person) for person in people),
        choices={**dict.fromkeys(answers, ANSWER_CHOICES), **dict.fromkeys(flags, ("Yes",))},
        notes={header.index(day): "day/month/year" for day in (ANSWERED_ON, VALID_UNTIL)},
        text_columns=frozenset({header.index(UPN), header.index(ADMISSION_NUMBER)}),
    )
    write_workbook(path, [consent, _instructions()])


def _row(person: Person) -> tuple[CellValue, ...]:
    details = person.details
    upn = details.key if is_upn(details.key) else ""
    admission = details.admission_number or ("" if upn else details.key)
    return (upn, admission, details.first_name, details.last_name, details.class_name)


def _instructions() -> SheetContent:
    lines = tuple((line,) for line in _INSTRUCTIONS)
    return SheetContent(INSTRUCTIONS_NAME, ("How to fill in the consent sheet",), lines)
