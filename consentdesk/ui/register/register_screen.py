"""The register: people with their permissions, their portraits, the record on matching."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.empty_state import EmptyState
from consentdesk.ui.labels import words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.menu_button import MenuButton
from consentdesk.ui.reading import Reading
from consentdesk.ui.register.matching_page import MatchingPage
from consentdesk.ui.register.people_page import PeopleFacts, PeoplePage, read_people
from consentdesk.ui.register.portraits_page import PortraitsPage
from consentdesk.ui.register.register_papers import RegisterPapers
from consentdesk.ui.register.register_sheets import RegisterSheets
from consentdesk.ui.register.roll_entries import RollEntries
from consentdesk.ui.register.sensitivity_page import SensitivityPage
from consentdesk.ui.screens import OnePage
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.register.portrait_folder import PortraitReceipt


class RegisterScreen(QWidget):
    """The parts as tabs, what comes in as buttons, what goes out under "More"."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.people = PeoplePage(around)
        self.portraits = PortraitsPage(around)
        self.matching = MatchingPage(around)
        self.sensitivity = SensitivityPage(around)
        self.papers = RegisterPapers(around, self)
        self.sheets = RegisterSheets(around, self)
        self.roll = RollEntries(around, self, self.refresh)
        self.more = self._make_more()
        self._reading = Reading(
            self, around.runner, partial(read_people, around.workspace), self._show
        )
        self._people_or_empty = OnePage()
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
        self.sheets.changed.connect(self.refresh)
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
        self.sheets.ask()

    def _lay_out(self) -> None:
        theme = self._around.theme
        ways = QHBoxLayout()
        ways.setSpacing(12)
        ways.addStretch(1)
        ways.addWidget(self.more)
        ways.addWidget(
            button(theme, tr("Attach portraits"), self._ask_portraits, icon="account-box-outline")
        )
        ways.addWidget(
            button(
                theme,
                tr("Bring in the consent sheet"),
                self.bring_in_sheet,
                icon="file-import-outline",
                look="primary",
            )
        )
        top = RowOrColumn(theme)
        top.addWidget(words(tr("Register"), "title"), 1)
        top.addLayout(ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self.sheets)
        column.addWidget(self._tabs, 1)

    def _make_more(self) -> MenuButton:
        papers = self.papers
        more = MenuButton(self._around.theme, tr("More"), icon="dots-horizontal")
        more.add(tr("Bring in the roll…"), self.roll.ask_sheet, icon="account-plus-outline")
        more.add(tr("New school year…"), self.roll.ask_new_year, icon="calendar-arrow-right")
        more.add(tr("Rename a class…"), self.roll.ask_new_name, icon="rename-outline")
        more.add(tr("Write a blank sheet…"), papers.ask_blank, icon="file-table-outline")
        more.add(tr("Print the consent form…"), papers.ask_printed_form, icon="printer-outline")
        more.add(tr("Save the consent form as PDF…"), papers.ask_saved_form, icon="file-pdf-box")
        more.add(tr("Export the register…"), papers.ask_export, icon="file-export-outline")
        more.add(tr("Sheets brought in…"), self.sheets.show_imports, icon="history")
        more.add(
            tr("How long a yes holds…"), self.people.ask_validity, icon="calendar-clock-outline"
        )
        return more

    def _make_empty(self) -> EmptyState:
        theme = self._around.theme
        return EmptyState(
            theme,
            "account-group-outline",
            tr("Nobody is on the register yet"),
            (
                tr("Start with the roll: a list of all pupils from the school's program."),
                tr("Then bring in the sheet with the parents' answers, as it is."),
                tr("The program shows what it read before anything is recorded."),
            ),
            (
                button(
                    theme,
                    tr("Bring in the roll"),
                    self.roll.ask_sheet,
                    icon="account-plus-outline",
                    look="primary",
                ),
                button(
                    theme,
                    tr("Bring in the consent sheet"),
                    self.bring_in_sheet,
                    icon="file-import-outline",
                ),
                button(
                    theme,
                    tr("Write a blank sheet"),
                    self.papers.ask_blank,
                    icon="file-table-outline",
                ),
            ),
        )

    def _show(self, facts: PeopleFacts) -> None:
        # in view first: a list that is filled out of sight measures all its rows once more there
        self._people_or_empty.setCurrentIndex(2 if facts.entries else 1)
        self.people.show_facts(facts)
        self.portraits.show_pupils(facts.portraits)

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
        self.roll.show_portraits_left(receipt)
        self.refresh()
        if receipt.attached:
            self._around.jobs.judge_portraits()
