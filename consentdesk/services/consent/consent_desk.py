"""Sheets and portraits brought in and written out for one workspace."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from consentdesk.domain.consent_source import ConsentSource, SheetImport
from consentdesk.domain.ids import SheetImportId
from consentdesk.faces.pool import FacePool
from consentdesk.services.consent import committing, undoing
from consentdesk.services.consent.changes import Changes
from consentdesk.services.consent.committing import ImportReceipt
from consentdesk.services.consent.given_values import refuse_of_another_file
from consentdesk.services.consent.loosening import Agreement
from consentdesk.services.consent.on_record import OnRecord, read_on_record
from consentdesk.services.consent.proposal import Proposal, propose
from consentdesk.services.consent.proposal_json import as_json
from consentdesk.services.consent.questions import Settled
from consentdesk.services.consent.register_now import purposes_in_use, read_register
from consentdesk.services.consent.template import write_template
from consentdesk.services.consent.validity import Validity, read_validity, set_validity
from consentdesk.services.register.portrait_folder import PortraitReceipt, attach_portraits
from consentdesk.services.register.portraits import day_taken, upright_copy
from consentdesk.services.register_picture import Clock, RegisterReader
from consentdesk.services.roll_sheets.roll_import import RollReceipt, commit_roll
from consentdesk.services.roll_sheets.roll_proposal import RollProposal, propose_roll
from consentdesk.services.saved_paper import refuse_channel_folder
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.store.library import Library


class ConsentDesk:
    """Consent sheets, roll sheets and portraits."""

    def __init__(
        self, library: Library, pool: FacePool, register: RegisterReader, clock: Clock
    ) -> None:
        self._library = library
        self._pool = pool
        self._register = register
        self._clock = clock

    def propose(self, sheet: Path, settled: Settled | None = None) -> Proposal:
        """Read a consent sheet and work out what it would change; nothing is changed.

        `settled` are answers to the questions that an earlier proposal of it raised. Those about
        rows, colours, tabs or the sheet as a whole come with that proposal's ``sha256``: in another
        file, they would settle something else.

        Raises:
            SheetLocked, SheetError: the file cannot be read.
            Refused: one of the answers is not possible, or not about this file.
        """
        given = dict(settled or {})
        encoding, delimiter = given.pop("encoding", ""), given.pop("delimiter", "")
        about = given.pop("sha256", "")
        workbook = read_workbook(sheet, encoding=encoding, delimiter=delimiter)
        if about != workbook.sha256:
            refuse_of_another_file(given, said=bool(about))
        register = self._library.run(read_register)
        return propose(workbook, register, self._clock().date(), given)

    def commit(
        self,
        proposal: Proposal,
        sheet: Path,
        by: str,
        *,
        confirm_loosening: bool = False,
        second_person: str = "",
        many_confirmed: bool = False,
    ) -> ImportReceipt:
        """Apply a proposal as a whole, if sheet and register are still as they were.

        Raises:
            Refused: see `committing.commit`.
        """
        agreement = Agreement(by, confirm_loosening, second_person, many_confirmed)
        return committing.commit(self._library, proposal, sheet, agreement, self._clock())

    def as_json(self, proposal: Proposal) -> dict[str, Any]:
        """Return the proposal in the shape the command line prints."""
        return as_json(proposal)

    def on_record(self) -> Mapping[str, OnRecord]:
        """Return everybody on the register by key, with what stands for them now."""
        today = self._clock().date()
        return self._library.run(lambda u: read_on_record(u, today))

    def imports(self) -> tuple[SheetImport, ...]:
        """Return every sheet that was brought in, undone ones too, the newest first."""
        return self._library.run(lambda u: u.sheets.imports())

    def sources(self) -> tuple[ConsentSource, ...]:
        """Return the kinds of sheet that are known."""
        return self._library.run(lambda u: u.sheets.sources())

    def what_undoing_changes(self, import_id: SheetImportId) -> Changes:
        """Return what would change if an import were undone."""
        today = self._clock().date()
        return undoing.what_undoing_changes(self._library, import_id, today)

    def undo(
        self,
        import_id: SheetImportId,
        by: str,
        *,
        second_person: str = "",
        many_confirmed: bool = False,
        seen: Changes | None = None,
        evidence: str = "",
    ) -> Changes:
        """Take a whole import back; `seen` is what `what_undoing_changes` told before.

        Raises:
            Refused: it was undone before, or something would become less strict and no second
                person agreed; or protections would end, which is for senior leadership, who say
                in `evidence` what that rests on.
        """
        shown = self.what_undoing_changes(import_id) if seen is None else seen
        agreement = Agreement(by, True, second_person, many_confirmed, evidence)
        today = self._clock().date()
        return undoing.undo(self._library, import_id, agreement, shown, today)

    def validity(self) -> Validity:
        """Return how long a yes holds, by purpose."""
        return self._library.run(read_validity)

    def set_validity(self, purpose: str, months: int | None, by: str) -> None:
        """Settle how long a yes for a purpose holds; counts from the next sheet on.

        Raises:
            Refused: the number of months is out of range.
        """
        self._library.run(lambda u: set_validity(u, purpose, months, by))

    def write_template(self, sheet: Path, *, with_roll: bool = True) -> None:
        """Write the blank workbook, filled with the names on the roll if wanted.

        Raises:
            Refused: the place is a channel's.
            SheetLocked, SheetError: the file cannot be written.
        """
        picture = self._library.run(self._register.read)
        refuse_channel_folder(sheet, picture.channels)
        people = tuple(picture.people.values()) if with_roll else ()
        write_template(sheet, self._library.run(purposes_in_use), people)

    def propose_roll(self, sheet: Path, settled: Settled | None = None) -> RollProposal:
        """Read a roll sheet and work out what it would change; nothing is changed.

        Raises:
            SheetLocked, SheetError: the file cannot be read.
            Refused: one of the answers is not possible.
        """
        given = dict(settled or {})
        encoding, delimiter = given.pop("encoding", ""), given.pop("delimiter", "")
        workbook = read_workbook(sheet, encoding=encoding, delimiter=delimiter)
        register = self._library.run(read_register)
        return propose_roll(workbook, register, self._clock().date(), given)

    def commit_roll(
        self,
        proposal: RollProposal,
        sheet: Path,
        by: str,
        *,
        missing_left_on: date | None = None,
        many: bool = False,
    ) -> RollReceipt:
        """Put a roll sheet on the roll: pupils, adults, classes, leavers.

        Raises:
            Refused: see `roll_import.commit_roll`.
        """
        return commit_roll(self._library, proposal, sheet, by, missing_left_on, many)

    def attach_portraits(self, folder: Path, by: str) -> PortraitReceipt:
        """Attach portraits from files named by UPN or admission number."""
        to_pixels, day = partial(upright_copy, self._pool), partial(day_taken, self._pool)
        return attach_portraits(self._library, folder, to_pixels, by, day)
