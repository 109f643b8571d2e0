"""The register: people with their permissions, their portraits, the record on matching."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.empty_state import EmptyState
from consentdesk.ui.labels import words
from consentdesk.ui.reading import Reading
from consentdesk.ui.register.matching_page import MatchingPage
from consentdesk.ui.register.people_page import PeopleFacts, PeoplePage, read_people
from consentdesk.ui.register.portraits_page import PortraitsPage
from consentdesk.ui.register.proposal_view import ProposalView
from consentdesk.ui.register.sensitivity_page import SensitivityPage
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.consent.proposal import Proposal
    from consentdesk.services.roll_import import PortraitReceipt

SHEETS = "*.xlsx *.xlsm *.xls *.ods *.csv"


class RegisterScreen(QWidget):
    """The parts as tabs, and three ways to bring things in and out."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.people = PeoplePage(around)
        self.portraits = PortraitsPage(around)
        self.matching = MatchingPage(around)
        self.sensitivity = SensitivityPage(around)
        self.proposal: ProposalView | None = None
        self._reading = Reading(
            self, around.runner, partial(read_people, around.workspace), self._show
        )
        self._people_or_empty = QStackedWidget()
        self._people_or_empty.addWidget(QWidget())
        self._people_or_empty.addWidget(self._make_empty())
        self._people_or_empty.addWidget(self.people)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        for part in (self._tabs, self._tabs.tabBar()):
            part.setAccessibleName(tr("Parts of the register"))
        self._tabs.addTab(self._people_or_empty, tr("People"))
        self._tabs.addTab(self.portraits, tr("Portraits"))
        self._tabs.addTab(self.matching, tr("Matching"))
        self._tabs.addTab(self.sensitivity, tr("How readily it asks"))
        self.people.changed.connect(self.refresh)
        self.portraits.changed.connect(self.refresh)
        self._lay_out()

    @Slot()
    def refresh(self) -> None:
        """Read people, portraits and record again."""
        self._reading.again()
        self.matching.refresh()
        self.sensitivity.refresh()

    @Slot()
    def bring_in_sheet(self) -> None:
        """Ask for a consent sheet and show what it would change."""
        kinds = tr("Sheets ({patterns})", patterns=SHEETS)
        self._around.dialogs.choose_file(
            self.window(), tr("Consent sheet"), kinds, self._sheet_chosen
        )

    def _lay_out(self) -> None:
        theme = self._around.theme
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(words(tr("Register"), "title"), 1)
        top.addWidget(
            button(theme, tr("Write a blank sheet"), self._ask_blank, icon="file-table-outline")
        )
        top.addWidget(
            button(theme, tr("Attach portraits"), self._ask_portraits, icon="account-box-outline")
        )
        top.addWidget(
            button(
                theme,
                tr("Bring in the consent sheet"),
                self.bring_in_sheet,
                icon="file-import-outline",
                look="primary",
            )
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self._tabs, 1)

    def _make_empty(self) -> EmptyState:
        theme = self._around.theme
        return EmptyState(
            theme,
            "account-group-outline",
            tr("Nobody is on the register yet"),
            (
                tr("Bring in the sheet with the parents' answers, as it is."),
                tr("The program shows what it read before anything is recorded."),
                tr("No sheet yet? Write a blank one and fill it in."),
            ),
            (
                button(
                    theme,
                    tr("Bring in the consent sheet"),
                    self.bring_in_sheet,
                    icon="file-import-outline",
                    look="primary",
                ),
                button(
                    theme, tr("Write a blank sheet"), self._ask_blank, icon="file-table-outline"
                ),
            ),
        )

    def _show(self, facts: PeopleFacts) -> None:
        self.people.show_facts(facts)
        self.portraits.show_pupils(facts.portraits)
        self._people_or_empty.setCurrentIndex(2 if facts.entries else 1)

    def _sheet_chosen(self, sheet: Path | None) -> None:
        if sheet is None:
            return
        consent = self._around.workspace.consent
        self._around.runner.run(
            self, lambda: consent.propose(sheet), partial(self._proposed, sheet)
        )

    def _proposed(self, sheet: Path, proposal: Proposal) -> None:
        self.proposal = ProposalView(self._around, sheet, proposal, self.window())
        self.proposal.recorded.connect(self._recorded)
        self.proposal.finished.connect(self.proposal.deleteLater)
        self.proposal.open()

    @Slot()
    def _recorded(self) -> None:
        self._around.runner.messages.info(tr("The answers of the sheet are recorded."))
        self.refresh()

    def _ask_blank(self) -> None:
        self._around.dialogs.save_file(
            self.window(),
            tr("Write a blank sheet"),
            tr("photo-consent.xlsx"),
            tr("Workbook (*.xlsx)"),
            self._write_blank,
        )

    def _write_blank(self, sheet: Path | None) -> None:
        if sheet is None:
            return
        consent, target = self._around.workspace.consent, sheet.with_suffix(".xlsx")
        self._around.runner.run(
            self, lambda: consent.write_template(target), partial(self._written, target)
        )

    def _written(self, sheet: Path, nothing: None) -> None:
        self._around.runner.messages.info(tr("{name} is written.", name=sheet.name))

    def _ask_portraits(self) -> None:
        self._around.dialogs.choose_folder(
            self.window(),
            tr("Folder with portraits, each named by UPN or admission number"),
            self._attach,
        )

    def _attach(self, folder: Path | None) -> None:
        if folder is None:
            return
        consent, by = self._around.workspace.consent, self._around.by()
        self._around.runner.run(
            self, lambda: consent.attach_portraits(folder, by), self._attached, lane="long"
        )

    def _attached(self, receipt: PortraitReceipt) -> None:
        left_over = len(receipt.unmatched) + len(receipt.failed)
        told = (
            plural(receipt.attached, "{n} portrait is attached.", "{n} portraits are attached."),
            plural(left_over, "{n} file fits nobody.", "{n} files fit nobody or are no photos.")
            if left_over
            else "",
        )
        self._around.runner.messages.info(" ".join(filter(None, told)))
        self.refresh()
        if receipt.attached:
            self._around.jobs.judge_portraits()
