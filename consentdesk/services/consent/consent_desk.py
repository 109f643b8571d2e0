"""Sheets and portraits brought in and written out for one workspace."""

from pathlib import Path
from typing import Any

from consentdesk.services import roll_import
from consentdesk.services.consent import committing
from consentdesk.services.consent.committing import ImportReceipt, Proposal
from consentdesk.services.consent.template import write_template
from consentdesk.services.portraits import day_taken, upright_copy
from consentdesk.services.register_picture import Clock, RegisterReader
from consentdesk.services.roll_import import PortraitReceipt, RollReceipt
from consentdesk.store.library import Library


class ConsentDesk:
    """Consent sheets, roll sheets and portraits."""

    def __init__(self, library: Library, register: RegisterReader, clock: Clock) -> None:
        self._library = library
        self._register = register
        self._clock = clock

    def propose(self, sheet: Path) -> Proposal:
        """Read a consent sheet and work out what it would change; nothing is changed."""
        return committing.read_proposal(self._library, sheet, self._clock().date())

    def commit(
        self, proposal: Proposal, sheet: Path, by: str, *, confirm_loosening: bool = False
    ) -> ImportReceipt:
        """Apply a proposal as a whole, if sheet and register are still as they were."""
        return committing.commit(
            self._library, proposal, by, sheet, confirm_loosening=confirm_loosening
        )

    def as_json(self, proposal: Proposal) -> dict[str, Any]:
        """Return the proposal in the shape the command line prints."""
        return committing.as_json(proposal)

    def write_template(self, sheet: Path, *, with_roll: bool = True) -> None:
        """Write the blank workbook, filled with the names on the roll if wanted."""
        picture = self._library.run(self._register.read)
        people = tuple(picture.people.values()) if with_roll else ()
        write_template(sheet, self._library.run(committing.purposes_in_use), people)

    def import_roll(self, sheet: Path, by: str) -> RollReceipt:
        """Bring in a roll sheet: pupils, adults, classes, leavers."""
        return roll_import.import_roll(self._library, sheet, by, self._clock().date())

    def attach_portraits(self, folder: Path, by: str) -> PortraitReceipt:
        """Attach portraits from files named by UPN or admission number."""
        return roll_import.attach_portraits(self._library, folder, upright_copy, by, day_taken)
