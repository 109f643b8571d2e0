"""How long things are kept: what of a batch is due, what is kept longer, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from consentdesk.domain.day_in_words import day_in_words
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.domain.photo_checks import PhotoCheck
from consentdesk.domain.review import PhotoReview


class KeptBecause(StrEnum):
    """Why a photo is kept longer than the school keeps originals."""

    COPY_DUE = "copy_due"
    COPY_IN_DOUBT = "copy_in_doubt"
    COPY_UNFINISHED = "copy_unfinished"
    SIGNED_OFF = "signed_off"
    REFERRED = "referred"
    PLACE = "place"
    HELD = "held"
    CAME_LATER = "came_later"


WHY_KEPT: Mapping[KeptBecause, str] = {
    KeptBecause.COPY_DUE: "A published copy of it must be taken down first.",
    KeptBecause.COPY_IN_DOUBT: "A published copy of it must be looked at again first.",
    KeptBecause.COPY_UNFINISHED: "The writing of a copy was interrupted: publish once more first.",
    KeptBecause.SIGNED_OFF: "It is signed off and waits to be published.",
    KeptBecause.REFERRED: "Somebody who was asked about it has not answered yet.",
    KeptBecause.PLACE: "It shows a private place: the safeguarding lead decides about it.",
    KeptBecause.HELD: "It is held by hand: let it go, or retire it on purpose.",
    KeptBecause.CAME_LATER: "It came after what was published: publish or retire it on purpose.",
}
"""In one sentence each, with what to do; they name nobody."""

UNTIL_SOMEBODY_DECIDES = frozenset({KeptBecause.HELD, KeptBecause.PLACE, KeptBecause.CAME_LATER})
"""Reasons that end when somebody retires the photo on purpose; the others stand even then."""


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """A photo that is kept longer."""

    photo_id: PhotoId
    why: KeptBecause

    @property
    def sentence(self) -> str:
        """Why, and what to do."""
        return WHY_KEPT[self.why]


@dataclass(frozen=True, slots=True)
class BatchKeeping:
    """What becomes of the photos of a batch.

    Attributes:
        due: day on which they go; None while nothing was ever published.
        going: photos whose pictures go on that day.
        kept: photos that stay longer.
    """

    batch_id: BatchId
    event: str
    event_date: date
    due: date | None
    going: tuple[PhotoId, ...]
    kept: tuple[KeptPhoto, ...]

    def is_due(self, day: date) -> bool:
        """Whether something of it goes on that day or went before."""
        return self.due is not None and self.due <= day and bool(self.going)

    def sentence(self, today: date) -> str:
        """What becomes of it, for the preview."""
        if self.due is None:
            days = (today - self.event_date).days
            return (
                f"Nothing was published, {_count(days, 'day')} after the event: publish, or "
                f"retire {_count(len(self.going), 'photo')} on purpose."
            )
        longer = f" {_count(len(self.kept), 'photo')} kept longer." if self.kept else ""
        return f"{_count(len(self.going), 'photo')} deleted on {day_in_words(self.due)}.{longer}"


def due_on(last_published: date | None, days: int) -> date | None:
    """Return the day on which originals go, so many days after the last copy was published."""
    return None if last_published is None else last_published + timedelta(days=days)


def kept_by_review(review: PhotoReview) -> KeptBecause | None:
    """Return why what people said about a photo keeps it longer, if it does."""
    if review.referral is not None:
        return KeptBecause.REFERRED
    if review.checks.get(PhotoCheck.PLACE) is False:
        return KeptBecause.PLACE
    if review.hold is not None:
        return KeptBecause.HELD
    return None


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
