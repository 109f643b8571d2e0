"""Invented pupils and the school's channels; every UPN has a local authority that is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.people import PersonDetails, PersonKind
from tests.consent_sheets.expected import Expected, Spot

TODAY = date(2026, 11, 28)
LONG_AGO = date(2025, 9, 1)

SOCIAL = ("social.facebook", "social.instagram", "social.x")
PUBLISHING = ("web", "newsletter", "display", "press", *SOCIAL)
"""What the school's channels need: one channel each."""

CHANNELS = {
    "School website": "web",
    "Newsletter": "newsletter",
    "Corridor display": "display",
    "Local press": "press",
    "Facebook page": "social.facebook",
    "Instagram": "social.instagram",
    "X account": "social.x",
}

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def upn(number: int) -> str:
    """Return a UPN with the right check letter."""
    digits = f"999{number:09d}"
    return _LETTERS[sum(w * int(d) for w, d in enumerate(digits, 2)) % 23] + digits


def pupil(number: int | str, first: str, last: str, class_name: str, **more: Any) -> PersonDetails:
    """Return a pupil; `number` is a whole UPN or the number one is made of."""
    key = number if isinstance(number, str) else upn(number)
    return PersonDetails(key, PersonKind.PUPIL, first, last, class_name, **more)


@dataclass(frozen=True, slots=True)
class OnRecord:
    """An answer that came to the office before the sheet."""

    pupil: PersonDetails
    answer: Answer


def by_hand(
    who: PersonDetails, purpose: str, status: Status = Status.GRANTED, given_by: str = ""
) -> OnRecord:
    """Return an answer on record that was entered by hand, a yes as it was given on paper."""
    if status is not Status.GRANTED:
        return OnRecord(who, Answer(purpose, status, given_by=given_by, source="Letter"))
    signer = given_by or "On a letter"
    return OnRecord(
        who, Answer(purpose, status, given_by=signer, given_on=LONG_AGO, source="Letter")
    )


def everywhere(
    who: PersonDetails | Iterable[PersonDetails],
    expected: Expected,
    purposes: Iterable[str] = PUBLISHING,
) -> dict[Spot, Expected]:
    """Expect the same for every purpose of one pupil or several."""
    people = [who] if isinstance(who, PersonDetails) else list(who)
    return {(p.key, purpose): expected for p in people for purpose in purposes}


def spots(who: PersonDetails, *purposes: str) -> frozenset[Spot]:
    """Return what a family refused, for an entry's truth."""
    return frozenset((who.key, purpose) for purpose in purposes or PUBLISHING)
