"""What a clearance record says about a release; nothing in it names a pupil."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from consentdesk.domain.batch import Mode
from consentdesk.domain.ids import BatchId, SignOffId
from consentdesk.domain.release import ReleasedState
from consentdesk.domain.review_changes import Referee


@dataclass(frozen=True, slots=True)
class Preparer:
    """Somebody who decided in the batch.

    Attributes:
        last_at: when this person did the last thing that stood at the sign-off; None when all
            of it was taken back.
    """

    name: str
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class PhotoCounts:
    """Where the photos of the batch went: brought in = released + held back + deleted.

    Attributes:
        released: signed off for one channel at least.
        listed: files that came along and were no photos to check.
    """

    brought_in: int
    released: int
    held_back: int
    deleted: int
    listed: int


@dataclass(frozen=True, slots=True)
class DecisionCounts:
    """How the released photos were decided.

    Attributes:
        faces: faces and marked places a decision stands for.
        decided_by_program: of these, how many no person decided; has to be 0.
        covered: photos with something covered or made a mosaic.
        cropped: photos with less than the whole picture.
        exclusion_checks: statements that none of the look-outs and no stranger is in a photo.
        changed_since: the batch changed after the sign-off; what was taken back since is not
            counted.
    """

    faces: int
    decided_by_program: int
    covered: int
    cropped: int
    exclusion_checks: int
    changed_since: bool


class OverrideKind(StrEnum):
    """What lifted something that had kept photos back."""

    HOLD_LET_GO = "hold_let_go"
    REFERRAL_ANSWERED = "referral_answered"
    SECOND_PERSON_SKIPPED = "second_person_skipped"


@dataclass(frozen=True, slots=True)
class Override:
    """Somebody let a photo go on, said what was asked, or signed alone.

    Attributes:
        by: who let go, answered or signed; another person may have typed the answer in.
        asked: as whom they were asked; None for anything but an answer.
        may_go: the answer; True for anything else.
        reason: why the head signed alone; empty when it names a pupil, and for anything else:
            words typed with a hold or an answer are left out.
    """

    kind: OverrideKind
    by: str
    at: datetime
    asked: Referee | None
    may_go: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RefusedCopies:
    """Copies that were signed off and not published, for one reason."""

    reason: str
    copies: int


@dataclass(frozen=True, slots=True)
class RecordedCopy:
    """One published file.

    Attributes:
        sha256: fingerprint of its bytes, hex.
        state: published, or what became of it until the record was made.
    """

    file_name: str
    sha256: str
    state: ReleasedState
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """What went to one channel.

    Attributes:
        folder: last part of the path only; the rest may tell who works on this computer.
        cleared: copies signed off for it.
    """

    name: str
    folder: str
    cleared: int
    refused: tuple[RefusedCopies, ...]
    files: tuple[RecordedCopy, ...]


@dataclass(frozen=True, slots=True)
class AuditHead:
    """The last line of the audit trail when the record was made.

    The next line tells that the record was made, and its fingerprint: each vouches for the
    other.

    Attributes:
        chained: SHA-256, hex, of the chain up to this line.
    """

    line: int
    chained: str


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """Everything a clearance record says.

    Attributes:
        event, purpose: as typed; empty when a pupil's name stands in them.
        revision: of the batch, as signed off.
        program: name and version.
    """

    made_at: datetime
    batch_id: BatchId
    event: str
    event_date: date
    purpose: str
    revision: int
    register_version: int
    sign_off_id: SignOffId
    prepared_by: tuple[Preparer, ...]
    signed_by: str
    signed_at: datetime
    photos: PhotoCounts
    decisions: DecisionCounts
    overrides: tuple[Override, ...]
    mode: Mode
    channels: tuple[ChannelFacts, ...]
    audit: AuditHead
    program: str
