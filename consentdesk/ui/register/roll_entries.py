"""What the register offers about its roll: a sheet, a new school year, a new name of a class."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from consentdesk.ui.register.roll_over_form import RollOverForm
from consentdesk.ui.register.roll_portraits_left import PortraitsLeft
from consentdesk.ui.register.roll_rename_form import RenameClassForm
from consentdesk.ui.register.roll_view import RollView
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.register.portrait_folder import PortraitReceipt
    from consentdesk.services.roll_sheets.roll_import import RollReceipt
    from consentdesk.services.roll_sheets.roll_proposal import RollProposal
    from consentdesk.services.roll_sheets.year_roll_over import RollOver, RollOverReceipt

SHEETS = "*.xlsx *.xlsm *.xls *.ods *.csv *.tsv"


class RollEntries:
    """Opens the dialogs; `changed` is called after something was recorded."""

    def __init__(self, around: Surroundings, owner: QWidget, changed: Callable[[], None]) -> None:
        self._around = around
        self._owner = owner
        self._changed = changed
        self.dialog: QDialog | None = None

    def ask_sheet(self) -> None:
        """Ask for a roll sheet and show what it would change."""
        kinds = tr("Sheets ({patterns})", patterns=SHEETS)
        dialogs, window = self._around.dialogs, self._owner.window()
        dialogs.choose_file(window, tr("Roll of the school"), kinds, self._sheet_chosen)

    def ask_new_year(self) -> None:
        """Show every class with what becomes of it."""
        years = self._around.workspace.years
        self._around.runner.run(self._owner, years.propose, self._show_roll_over)

    def ask_new_name(self) -> None:
        """Ask which class gets which name."""
        batches = self._around.workspace.batches
        self._around.runner.run(self._owner, batches.classes, self._show_rename)

    def show_portraits_left(self, receipt: PortraitReceipt) -> None:
        """List the files of a folder that were attached to nobody, if there are any."""
        if receipt.unmatched or receipt.failed:
            self._open(PortraitsLeft(self._around.theme, receipt, self._owner.window()))

    def _sheet_chosen(self, sheet: Path | None) -> None:
        if sheet is None:
            return
        consent = self._around.workspace.consent
        self._around.runner.run(
            self._owner, lambda: consent.propose_roll(sheet), partial(self._show_sheet, sheet)
        )

    def _show_sheet(self, sheet: Path, proposal: RollProposal) -> None:
        view = RollView(self._around, sheet, proposal, self._owner.window())
        view.saved.connect(self._on_roll)
        self._open(view)

    def _show_roll_over(self, roll_over: RollOver) -> None:
        form = RollOverForm(self._around, roll_over, self._owner.window())
        form.saved.connect(self._rolled_over)
        self._open(form)

    def _show_rename(self, classes: tuple[str, ...]) -> None:
        form = RenameClassForm(self._around, classes, self._owner.window())
        form.saved.connect(self._renamed)
        self._open(form)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_roll(self, receipt: RollReceipt) -> None:
        told = [
            plural(receipt.added, "{n} person is new on the roll.", "{n} are new on the roll."),
            plural(receipt.changed, "{n} changed.", "{n} changed."),
            plural(receipt.left, "{n} left.", "{n} left.") if receipt.left else "",
            _followed(receipt.batches),
        ]
        self._tell(told)

    def _rolled_over(self, receipt: RollOverReceipt) -> None:
        told = [
            plural(receipt.moved, "{n} pupil moved on.", "{n} pupils moved on."),
            plural(receipt.left, "{n} leaves.", "{n} leave."),
            _followed(receipt.batches),
        ]
        self._tell(told)

    def _renamed(self, people: int) -> None:
        text = plural(
            people, "The class is renamed: {n} pupil.", "The class is renamed: {n} pupils."
        )
        self._tell([text])

    def _tell(self, sentences: list[str]) -> None:
        self._around.runner.messages.info(" ".join(filter(None, sentences)))
        self._changed()


def _followed(batches: int) -> str:
    if not batches:
        return ""
    return plural(batches, "{n} batch follows its children.", "{n} batches follow their children.")
