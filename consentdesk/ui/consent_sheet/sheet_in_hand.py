"""The sheet that is being brought in: the file, the answers given so far, what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from consentdesk.domain.channel import FURTHER_PURPOSES, words_of
from consentdesk.domain.errors import KnownError
from consentdesk.services.consent.cell_meanings import SheetMeanings, sheet_meanings
from consentdesk.services.consent.on_record import ChangeRow, OnRecord, change_rows
from consentdesk.ui.reading import Reading
from consentdesk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from consentdesk.services.consent.consent_desk import ConsentDesk
    from consentdesk.services.consent.proposal import Proposal, PupilProposal


@dataclass(frozen=True)
class Understood:
    """What the sheet says with the answers given so far; everything the steps show.

    Attributes:
        sheet, given: the file and the answers this was worked out with.
        purposes: every purpose that can be meant, in words.
        people: who is on the register, with what stands now, by key.
        pupils: who the sheet is about, by key.
    """

    sheet: Path
    given: Mapping[str, str]
    proposal: Proposal
    meanings: SheetMeanings
    people: Mapping[str, OnRecord]
    rows: tuple[ChangeRow, ...]
    purposes: Mapping[str, str]
    pupils: Mapping[str, PupilProposal]

    def name_of(self, key: str) -> str:
        """Return name and class of a person."""
        if key in self.pupils:
            return ", ".join(filter(None, (self.pupils[key].name, self.pupils[key].class_name)))
        person = self.people[key].person
        return ", ".join(filter(None, (person.name, person.details.class_name)))


def understand(
    consent: ConsentDesk, sheet: Path, given: Mapping[str, str], sha256: str = ""
) -> Understood:
    """Read the sheet and work out what it means; blocks.

    `sha256` is that of the file the answers were given to; they do not hold for a changed one.

    Raises:
        SheetLocked, SheetError: the file cannot be read.
        Refused: one of the answers is not possible.
    """
    proposal = consent.propose(sheet, {**given, "sha256": sha256})
    people = consent.on_record()
    offered = dict.fromkeys((*proposal.purposes, *FURTHER_PURPOSES))
    return Understood(
        sheet,
        given,
        proposal,
        sheet_meanings(proposal),
        people,
        change_rows(proposal, people),
        {purpose: words_of(purpose) for purpose in offered},
        {pupil.key: pupil for pupil in proposal.pupils},
    )


class SheetInHand(QObject):
    """Takes answers; after each one the sheet is understood again, the latest wish counting."""

    understood = Signal(object)
    failed = Signal(object)
    reading = Signal(bool)

    def __init__(self, around: Surroundings, sheet: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.given: dict[str, str] = {}
        self.now: Understood | None = None
        self._consent = around.workspace.consent
        self._last_good: dict[str, str] = {}
        self._reading = Reading(self, around.runner, self._understand, self._show, self._cannot)

    @property
    def up_to_date(self) -> bool:
        """Whether what is shown holds all answers given so far."""
        return self.now is not None and self.now.given == self.given

    def take(self, sheet: Path) -> None:
        """Take another file; answers to the one before do not go with it."""
        self.sheet, self.given, self.now = sheet, {}, None
        self._last_good = {}
        self.read()

    def read(self) -> None:
        """Work out what the sheet says."""
        self.reading.emit(True)
        self._reading.again()

    def settle(self, answers: Mapping[str, str]) -> None:
        """Take answers by question key."""
        self.given.update(answers)
        self.read()

    def take_back(self, keys: Iterable[str]) -> None:
        """Take answers back."""
        for key in keys:
            self.given.pop(key, None)
        self.read()

    def _understand(self) -> Understood:
        sha256 = "" if self.now is None else self.now.proposal.sha256
        return understand(self._consent, self.sheet, dict(self.given), sha256)

    def _show(self, understood: Understood) -> None:
        if (understood.sheet, understood.given) != (self.sheet, self.given):
            return
        self.now, self._last_good = understood, dict(self.given)
        self.reading.emit(False)
        self.understood.emit(understood)

    def _cannot(self, error: KnownError) -> None:
        """Go on with the answers that were possible, and say what was not."""
        self.given = dict(self._last_good)
        self.reading.emit(False)
        self.failed.emit(error)
