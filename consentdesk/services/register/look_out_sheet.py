"""The sheet that staff carry at an event: who may not be photographed, for which channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from consentdesk.domain.batch import Batch
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, PortraitId
from consentdesk.domain.people import Portrait
from consentdesk.services.deciding.desk import LookOut, look_outs_of
from consentdesk.services.register_picture import Clock, RegisterPicture, RegisterReader
from consentdesk.services.saved_paper import refuse_channel_folder, save_paper
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

CONFIDENTIAL = "Confidential – for staff at this event only – shred afterwards"
NOWHERE = "May not appear anywhere."
"""The same words whatever the reason: protection, the child's own no, or a no to everything."""


class Reach(StrEnum):
    """How far a person may appear; each has a sign of its own on paper."""

    NOWHERE = "nowhere"
    NOT_EVERYWHERE = "not_everywhere"
    WITH_LIMITS = "with_limits"


@dataclass(frozen=True, slots=True)
class LookOutCard:
    """One person on the sheet.

    Attributes:
        portrait: the latest one that is any good; None when there is none.
        says: on which channels not, and what limits the others, in sentences; never why.
    """

    name: str
    class_name: str
    portrait: Portrait | None
    reach: Reach
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LookOutSheet:
    """What the sheet says, page by page the same at the top and at the foot.

    Attributes:
        cards: by class and name; empty when nobody on the roster is restricted.
    """

    batch_id: BatchId
    event: str
    event_date: date
    classes: tuple[str, ...]
    cards: tuple[LookOutCard, ...]
    made_at: datetime
    made_by: str


class LookOutSheets:
    """Makes the look-out sheets of one workspace and records each copy."""

    def __init__(self, library: Library, register: RegisterReader, clock: Clock) -> None:
        self._library = library
        self._register = register
        self._clock = clock

    def sheet(self, batch_id: BatchId, by: str) -> LookOutSheet:
        """Return the sheet as it stands now.

        Raises:
            Refused: nothing can be told yet. An empty sheet would say that anybody may appear.
        """
        return self._library.run(lambda u: self._sheet(u, u.batches.get(batch_id), by))

    def printed(self, sheet: LookOutSheet, by: str) -> None:
        """Record that the sheet went to the printer."""
        self._record(sheet, by, "look_out_sheet_printed")

    def save(self, sheet: LookOutSheet, pages: bytes, path: Path, by: str) -> None:
        """Record the copy and write its pages.

        Raises:
            Refused: the place is a channel's, or as `save_paper`.
            DiskFull: as `save_paper`.
        """
        refuse_channel_folder(path, self._library.run(lambda u: u.channels.all()))
        # before the file: a line about a copy that failed is better than a copy without one
        self._record(sheet, by, "look_out_sheet_saved")
        save_paper(path, pages)

    def _sheet(self, u: UnitOfWork, batch: Batch, by: str) -> LookOutSheet:
        register = self._register.read(u)
        _refuse_empty(batch, register)
        portraits = {portrait.id: portrait for portrait in u.people.portraits()}
        cards = tuple(
            _card(look_out, portraits, len(register.channels))
            for look_out in look_outs_of(u, batch, register)
        )
        details = batch.details
        return LookOutSheet(
            batch.id, details.event, details.event_date, details.classes, cards, self._clock(), by
        )

    def _record(self, sheet: LookOutSheet, by: str, what: str) -> None:
        detail = {"look_outs": len(sheet.cards)}
        self._library.run(lambda u: u.audit.add(by, what, f"batch {sheet.batch_id}", detail))


def _refuse_empty(batch: Batch, register: RegisterPicture) -> None:
    if not register.channels:
        raise Refused(
            "There is no channel yet, so nobody can tell who may not appear where.",
            "Add the school's channels first.",
        )
    if not any(batch.on_roster(person, register.today) for person in register.people.values()):
        raise Refused(
            "Nobody on the register is in the classes of this batch.",
            "Bring in the roll or the consent sheet first.",
        )


def _card(
    look_out: LookOut, portraits: Mapping[PortraitId, Portrait], channels: int
) -> LookOutCard:
    person = look_out.person
    reach = _reach(look_out, channels)
    return LookOutCard(
        person.name,
        person.details.class_name,
        None if look_out.portrait is None else portraits[look_out.portrait],
        reach,
        _sentences(look_out, reach),
    )


def _reach(look_out: LookOut, channels: int) -> Reach:
    if len(look_out.not_on) == channels:
        return Reach.NOWHERE
    return Reach.NOT_EVERYWHERE if look_out.not_on else Reach.WITH_LIMITS


def _sentences(look_out: LookOut, reach: Reach) -> tuple[str, ...]:
    limits = ", ".join(look_out.limits)
    if reach is Reach.NOWHERE:
        return (NOWHERE,)
    if reach is Reach.WITH_LIMITS:
        return (f"Everywhere: {limits}.",)
    not_on = f"Not on: {', '.join(look_out.not_on)}."
    return (not_on, f"Elsewhere: {limits}.") if limits else (not_on,)
