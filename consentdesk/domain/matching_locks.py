"""The three locks on matching (design section 5), checked before the first vector."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from consentdesk.domain.batch import Batch, Mode
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person


class Jurisdiction(StrEnum):
    """Whose law on children's biometrics the school is under."""

    ENGLAND_AND_WALES = "england_and_wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"
    OTHER = "other"


JURISDICTION_WORDS: Mapping[Jurisdiction, str] = {
    Jurisdiction.ENGLAND_AND_WALES: "England and Wales",
    Jurisdiction.SCOTLAND: "Scotland",
    Jurisdiction.NORTHERN_IRELAND: "Northern Ireland",
    Jurisdiction.OTHER: "Another country",
}

LONGEST_SCHOOL_RECORD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class SchoolMatchingRecord:
    """The school's decision to allow matching, at most twelve months long.

    Attributes:
        open_batches: the DPO's recorded decision that people without a biometric permission
            may be in matched photos; False is the default rule, the closed batch.
        jurisdiction: whose law the assessment goes by; None in records from before it was asked.
        notice_version: of the notice on comparing faces that families were given.
    """

    dpia_reference: str
    dpia_date: date
    dpo_advice: str
    approver: str
    valid_until: date
    open_batches: bool = False
    jurisdiction: Jurisdiction | None = None
    notice_version: str = ""


@dataclass(frozen=True, slots=True)
class BiometricPermission:
    """A permission of its own; never derived from a photo permission.

    Attributes:
        every_parent_told_on: day by which each parent was told in writing.
        given_by, given_on, evidence: the written yes of at least one parent.
        objection: a parent or the child objects; outranks every yes.
    """

    person_id: PersonId
    every_parent_told_on: date | None
    given_by: str
    given_on: date | None
    evidence: str
    expires_on: date | None = None
    objection: bool = False

    def holds(self, today: date) -> bool:
        """Whether vectors of this person may exist on that day."""
        told = self.every_parent_told_on is not None and self.every_parent_told_on <= today
        given = self.given_on is not None and self.given_on <= today and bool(self.given_by)
        current = self.expires_on is None or self.expires_on >= today
        return told and given and bool(self.evidence) and current and not self.objection


@dataclass(frozen=True, slots=True)
class LockState:
    """Whether a batch may run in Match, and if not why, in one sentence."""

    open: bool
    sentence: str


def school_lock(record: SchoolMatchingRecord | None, today: date) -> LockState:
    """Tell whether the school's record allows matching today."""
    if record is None:
        return LockState(False, "The school has not recorded its decision to allow matching.")
    filled = (record.dpia_reference, record.dpo_advice, record.approver)
    if not all(text.strip() for text in filled):
        return LockState(False, "The school's record on matching is incomplete.")
    if record.jurisdiction is None:
        return LockState(False, "The school's record on matching does not say whose law applies.")
    if not record.notice_version.strip():
        return LockState(
            False, "The school's record on matching does not say which notice families were given."
        )
    if record.valid_until - record.dpia_date > LONGEST_SCHOOL_RECORD:
        return LockState(False, "The school's record on matching runs longer than twelve months.")
    if not record.dpia_date <= today <= record.valid_until:
        return LockState(False, "The school's record on matching has run out.")
    return LockState(True, "The school allows matching.")


def batch_lock(batch: Batch, record: SchoolMatchingRecord | None, today: date) -> LockState:
    """Tell whether this batch may be matched; every lock must be open."""
    if batch.details.mode is not Mode.MATCH:
        return LockState(False, "This batch is checked by eye (Look).")
    school = school_lock(record, today)
    if not school.open or record is None:
        return school
    if not (batch.details.closed_for_matching or record.open_batches):
        return LockState(
            False,
            "Nobody stated that everybody in these photos has a biometric permission.",
        )
    return LockState(True, "Faces are compared with pupils who have a biometric permission.")


def may_be_compared(
    permissions: Mapping[PersonId, BiometricPermission], person: Person, today: date
) -> bool:
    """Tell whether vectors of this person may be made, kept or used today.

    A child that does not want to appear is not compared either, whoever agreed to it.
    """
    left_on = person.details.left_on
    if person.details.child_objects or (left_on is not None and left_on <= today):
        return False
    permission = permissions.get(person.id)
    return permission is not None and permission.holds(today)
