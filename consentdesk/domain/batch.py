"""A batch: the photos of one event."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consentdesk.domain.event_kind import EventKind
from consentdesk.domain.ids import BatchId, PersonId
from consentdesk.domain.people import Person, PersonKind


class Mode(StrEnum):
    """Look: a person recognises. Match: the same, with suggestions."""

    LOOK = "look"
    MATCH = "match"


@dataclass(frozen=True, slots=True)
class BatchDetails:
    """What is stated about a batch when it is opened.

    Attributes:
        event: such as "Sports day"; becomes part of published file names.
        purpose: why the photos are wanted, one phrase.
        classes: classes present; empty means not stated.
        closed_roster: a person stated that only these classes and staff are in the photos.
        closed_for_matching: a person stated that everybody in the photos has a biometric
            permission.
        kind: of the event; some accounts take some kinds only.
        off_site: the photos were taken away from school.
    """

    event: str
    event_date: date
    purpose: str = ""
    classes: tuple[str, ...] = ()
    closed_roster: bool = False
    closed_for_matching: bool = False
    mode: Mode = Mode.LOOK
    kind: EventKind = EventKind.EVENT
    off_site: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch with its number.

    Attributes:
        revision: counts every change of a photo, region or decision in it.
        objections: people who asked not to be in these photos, for any reason or none.
    """

    id: BatchId
    details: BatchDetails
    revision: int = 0
    objections: frozenset[PersonId] = frozenset()

    def on_roster(self, person: Person, today: date) -> bool:
        """Whether the person may be in these photos as far as is stated."""
        if person.id in self.objections:
            return True
        left = person.details.left_on
        # A roll often states the last day itself, when the child is still in the pictures.
        if left is not None and left < min(today, self.details.event_date):
            return False
        if person.details.kind is PersonKind.ADULT or not self.details.classes:
            return True
        return person.details.class_name in {"", *self.details.classes}

    @property
    def has_closed_roster(self) -> bool:
        """Whether it is stated which classes are in the photos, and that nobody else is."""
        return self.details.closed_roster and bool(self.details.classes)
