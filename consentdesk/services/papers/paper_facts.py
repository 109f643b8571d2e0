"""What the school's papers on data protection are filled from: its settings as they stand."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from consentdesk.domain.batch import Mode
from consentdesk.domain.channel import Channel
from consentdesk.domain.matching_locks import SchoolMatchingRecord
from consentdesk.domain.people import PersonKind
from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.domain.staff import Role
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.store.unit_of_work import UnitOfWork

BLANK = "To be filled in"


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """The settings on one day; nothing here names a pupil.

    Attributes:
        mode: the way of working that the paper is about.
        detector, matcher: versions; the second is empty in Look, where none is asked.
        pupils: how many are on the roll that day.
        accounts: how many open accounts have each role.
        matching: the school's latest decision, holding or not.
    """

    now: datetime
    program: str
    mode: Mode
    profile: SchoolProfile
    channels: tuple[Channel, ...]
    detector: str
    matcher: str
    pupils: int
    accounts: Mapping[Role, int]
    matching: SchoolMatchingRecord | None

    @property
    def today(self) -> date:
        """The day the paper is made."""
        return self.now.date()

    @property
    def matches(self) -> bool:
        """Whether the paper is about comparing faces, too."""
        return self.mode is Mode.MATCH


def read_facts(
    u: UnitOfWork, now: datetime, program: str, engine: FaceEngine, mode: Mode | None
) -> PaperFacts:
    """Read the settings.

    Args:
        u: the transaction.
        now, program: the moment, and the program's version.
        engine: which engine is in use.
        mode: way of working; None is Match where the school has decided on it, else Look.

    Raises:
        EngineError: the description of the school's own engine cannot be read.
    """
    record, today = u.matching.school_record(), now.date()
    used = mode or (Mode.LOOK if record is None else Mode.MATCH)
    here = [p.details for p in u.people.all() if not p.details.left_on or p.details.left_on > today]
    staff = (member for member in u.staff.all() if member.works_on(today))
    return PaperFacts(
        now=now,
        program=program,
        mode=used,
        profile=u.staff.profile(),
        channels=u.channels.all(),
        detector=engine.detector_version(),
        matcher=engine.matcher_version() if used is Mode.MATCH else "",
        pupils=sum(details.kind is PersonKind.PUPIL for details in here),
        accounts=Counter(role for member in staff for role in member.roles),
        matching=record,
    )


def day(given: date | None) -> str:
    """Return a day in words, or that it is to be filled in."""
    return BLANK if given is None else f"{given.day} {given:%B %Y}"


def or_blank(text: str) -> str:
    """Return a text, or that it is to be filled in."""
    return text.strip() or BLANK


def count(number: int, one: str, many: str) -> str:
    """Return a number with its word."""
    return f"{number} {one if number == 1 else many}"
