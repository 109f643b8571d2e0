"""From answers to permission: the strictest answer wins (design rule 2).

Nothing here reads a clock or a database: `today` is given, so that the same answers always
give the same permission.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from consentdesk.domain.people import PersonDetails

TAKE = "take"
"""Purpose "may be photographed at all": a no to it is a no to everything."""

SOCIAL = "social"
"""Purpose "social media as a whole": a no to it is a no to every account."""

ACCOUNT = "social."
"""What the purpose of one account begins with."""


class Status(StrEnum):
    """What one reply says about one purpose."""

    GRANTED = "granted"
    LIMITED = "granted_with_limits"
    PENDING = "pending"
    NOT_ASKED = "not_asked"
    UNREADABLE = "unreadable"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class Limit(StrEnum):
    """A condition on a yes; it travels with the pupil to review and publishing."""

    NO_NAME = "no_name"
    FIRST_NAME_ONLY = "first_name_only"
    GROUP_ONLY = "group_only"
    NOT_CLOSE_UP = "not_close_up"


PICTURE_LIMITS = frozenset({Limit.GROUP_ONLY, Limit.NOT_CLOSE_UP})
"""Limits that depend on the picture itself; the others concern words beside it."""


class Standing(StrEnum):
    """The result for a person and a purpose; only the first two ever clear anything."""

    GRANTED = "granted"
    LIMITED = "granted_with_limits"
    NOT_ASKED = "not_asked"
    PENDING = "pending"
    UNREADABLE = "unreadable"
    EXPIRED = "expired"
    LEFT = "left"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    CHILD_OBJECTS = "child_objects"
    OBJECTS_HERE = "objects_here"
    PROTECTED = "protected"


_STRICTNESS = {standing: place for place, standing in enumerate(Standing)}
ALLOWED = frozenset({Standing.GRANTED, Standing.LIMITED})

_SENTENCES = {
    Standing.GRANTED: "Permission was given.",
    Standing.LIMITED: "Permission was given with limits.",
    Standing.NOT_ASKED: "No answer is on record.",
    Standing.PENDING: "An answer is still awaited.",
    Standing.UNREADABLE: "An answer could not be understood.",
    Standing.EXPIRED: "The permission has run out.",
    Standing.LEFT: "The person has left the school.",
    Standing.WITHDRAWN: "The permission was withdrawn.",
    Standing.REFUSED: "Permission was refused.",
    Standing.CHILD_OBJECTS: "The child does not want to appear.",
    Standing.OBJECTS_HERE: "The person asked not to be in these photos.",
    Standing.PROTECTED: "This person may not appear anywhere.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One reply by one person about one purpose.

    Attributes:
        purpose: what was asked: ``take``, ``web``, ``newsletter``, ``social.<account>`` ...
        given_by: who replied, as written; empty when unknown.
        given_on, expires_on: days, or None when not stated; the last valid day is
            ``expires_on`` itself.
        wording: the question as it was put.
        source: where it was read, such as ``Consent!H12``; shown beside the reason.
    """

    purpose: str
    status: Status
    limits: frozenset[Limit] = frozenset()
    given_by: str = ""
    given_on: date | None = None
    expires_on: date | None = None
    wording: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Permission:
    """All answers for a person and a purpose made into one; what the program reads."""

    purpose: str
    standing: Standing
    limits: frozenset[Limit] = field(default_factory=frozenset)
    source: str = ""

    @property
    def allowed(self) -> bool:
        """Whether the person may appear, subject to the limits."""
        return self.standing in ALLOWED

    @property
    def restricts_pictures(self) -> bool:
        """Whether a picture with this person needs care: not allowed, or a picture limit."""
        return not self.allowed or bool(self.limits & PICTURE_LIMITS)

    @property
    def reason(self) -> str:
        """One sentence for the office; never why a child is protected."""
        return _SENTENCES[self.standing]


def objecting(own: Permission) -> Permission:
    """Return the permission of somebody who asked not to be in these photos."""
    if own.standing in {Standing.PROTECTED, Standing.CHILD_OBJECTS}:
        return own
    return replace(own, standing=Standing.OBJECTS_HERE, limits=frozenset())


def permission(
    person: PersonDetails, answers: Iterable[Answer], purpose: str, today: date
) -> Permission:
    """Return the permission of `person` for `purpose` on the day `today`.

    Protected, the child's own objection and leaving outrank all answers; then the strictest
    live answer wins. No answer is no permission. The order of `answers` never matters.
    """
    standing = _standing_of_person(person, today)
    if standing is not None:
        return Permission(purpose, standing)
    wider = wider_purposes(purpose)
    live = live_answers([a for a in answers if a.purpose == purpose or a.purpose in wider], today)
    relevant = [a for a in live if a.purpose == purpose or _bears_on_narrower(a)]
    if not any(a.purpose == purpose for a in relevant):
        relevant.append(Answer(purpose, Status.NOT_ASKED))
    strictest = max(relevant, key=lambda a: (_STRICTNESS[_standing(a, today)], a.source))
    return Permission(
        purpose,
        _standing(strictest, today),
        frozenset().union(*(a.limits for a in relevant)),
        strictest.source,
    )


def wider_purposes(purpose: str) -> frozenset[str]:
    """Return the purposes a no to which is a no to this one, too; a yes to them is no yes."""
    return frozenset({TAKE, SOCIAL} if purpose.startswith(ACCOUNT) else {TAKE}) - {purpose}


def strictest(permissions: Iterable[Permission]) -> Permission:
    """Combine permissions for several purposes that one channel needs.

    Raises:
        ValueError: no permission was given; a channel always needs at least one purpose.
    """
    every = list(permissions)
    if not every:
        raise ValueError("a channel needs at least one purpose")
    worst = max(every, key=lambda p: _STRICTNESS[p.standing])
    limits = frozenset[Limit]().union(*(p.limits for p in every))
    return Permission(worst.purpose, worst.standing, limits, worst.source)


def _standing_of_person(person: PersonDetails, today: date) -> Standing | None:
    if person.protected:
        return Standing.PROTECTED
    if person.child_objects:
        return Standing.CHILD_OBJECTS
    if person.left_on is not None and person.left_on <= today:
        return Standing.LEFT
    return None


def _bears_on_narrower(answer: Answer) -> bool:
    """Tell whether it says something about everything that its purpose covers; a blank does not."""
    return answer.status is not Status.NOT_ASKED


def _standing(answer: Answer, today: date) -> Standing:
    if answer.status in {Status.GRANTED, Status.LIMITED}:
        if answer.given_on is not None and answer.given_on > today:
            return Standing.UNREADABLE
        if answer.expires_on is not None and answer.expires_on < today:
            return Standing.EXPIRED
        return Standing.LIMITED if answer.limits else Standing(answer.status.value)
    return Standing(answer.status.value)


_DECIDED = frozenset({Status.GRANTED, Status.LIMITED, Status.REFUSED, Status.WITHDRAWN})


def live_answers(answers: Iterable[Answer], today: date) -> list[Answer]:
    """Return the answers without those that the same named person replaced later.

    Undated ones all stay.
    """
    every = list(answers)
    if len(every) < 2:
        return every
    return [a for a in every if not any(_replaces(b, a, today) for b in every)]


def _replaces(newer: Answer, older: Answer, today: date) -> bool:
    """Tell whether a later word of the same person stands in the place of an earlier one.

    Only a word that decides does: a blank, awaited or unreadable reply after a no must not
    take the no away, and neither must one from a day that has not come yet.
    """
    return (
        newer.status in _DECIDED
        and newer.purpose == older.purpose
        and bool(older.given_by.strip())
        and newer.given_by.strip().casefold() == older.given_by.strip().casefold()
        and newer.given_on is not None
        and older.given_on is not None
        and older.given_on < newer.given_on <= today
    )
