"""Small sheets for single traps: the headers are the template's, one thing in them is wrong."""

from collections.abc import Sequence
from typing import Any

from consentdesk.domain.people import PersonDetails
from tests.consent_sheets.book import Book, Tab
from tests.consent_sheets.expected import Expected, Spot
from tests.consent_sheets.school import everywhere, pupil

TAB = "Consent"
PERSON = ("UPN", "First name", "Last name", "Class")
HEAD = (*PERSON, "School website", "Newsletter")
SIGNED = (*PERSON, "Answered by", "Answered on", "School website", "Newsletter")
WITH_NOTES = (*HEAD, "Notes")

ADA = pupil(201, "Ada", "Okorowa", "3 Oak", admission_number="001301")
BEN = pupil(202, "Ben", "Lindqvister", "3 Oak", admission_number="001302")
CAL = pupil(203, "Cal", "Marshfieldy", "3 Oak", admission_number="001303")
DOT = pupil(204, "Dot", "Quillfeather", "3 Oak", admission_number="001304")
ZED = pupil(299, "Zed", "Yarrowdale", "3 Oak", admission_number="001399")
ROLL = (ADA, BEN, CAL, DOT, ZED)

TWELVE = tuple(
    pupil(300 + n, f"Robin{chr(97 + n)}", f"Ashdown{chr(97 + n)}", "5 Yew") for n in range(12)
)


def row(who: PersonDetails, *cells: Any) -> tuple[Any, ...]:
    """Return a row that says beyond doubt who it is about."""
    return (who.key, who.first_name, who.last_name, who.class_name, *cells)


def table(head: Sequence[Any], *rows: Sequence[Any], **tab: Any) -> Book:
    """Return a sheet of exactly these rows."""
    return Book((Tab(TAB, (head, *rows), **tab),))


def plain(*rows: Sequence[Any], head: Sequence[str] = HEAD, **tab: Any) -> Book:
    """Return a sheet that ends with a pupil whose family said no to everything.

    Otherwise sheets of a few rows would be stopped because every answer is a yes.
    """
    width = len(PERSON)
    asked = [words in {"School website", "Newsletter"} for words in head[width:]]
    last = row(ZED, *("No" if yes else "" for yes in asked))
    return table(head, *rows, last, **tab)


def stands(
    who: PersonDetails | Sequence[PersonDetails], expected: Expected, *purposes: str
) -> dict[Spot, Expected]:
    """Expect the same for the purposes; the website and the newsletter when none is named."""
    return everywhere(who, expected, purposes or ("web", "newsletter"))
