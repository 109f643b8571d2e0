"""Brings a consent sheet in: what it says, what is asked, what changes, recording it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.ui.buttons import button
from consentdesk.ui.consent_sheet.changes_page import ChangesPage
from consentdesk.ui.consent_sheet.questions_page import QuestionsPage
from consentdesk.ui.consent_sheet.record_page import RecordPage
from consentdesk.ui.consent_sheet.says_page import SaysPage
from consentdesk.ui.consent_sheet.sheet_in_hand import SheetInHand, Understood
from consentdesk.ui.consent_sheet.unreadable import Unreadable
from consentdesk.ui.empty_state import EmptyState
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.consent.committing import ImportReceipt

SHEETS = "*.xlsx *.xlsm *.xlsb *.xls *.ods *.csv *.tsv *.txt"
SAYS, QUESTIONS, CHANGES, RECORD = range(4)
_WAITING, _STEPS, _UNREADABLE = range(3)


class SheetWizard(QDialog):
    """Four steps that can be gone to in any order; nothing is recorded before the last."""

    recorded = Signal(object)

    def __init__(self, around: Surroundings, sheet: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._is_recorded = False
        self._busy = False
        theme = around.theme
        self.setWindowTitle(tr("Bring in a consent sheet"))
        self.in_hand = SheetInHand(around, sheet, self)
        self.steps = QTabBar()
        self.steps.setAccessibleName(tr("Steps"))
        self.steps.setExpanding(False)
        self.says = SaysPage(around, self.in_hand)
        self.questions = QuestionsPage(around, self.in_hand)
        self.changes = ChangesPage(theme)
        self.record_page = RecordPage(around)
        self.unreadable = Unreadable(theme, self.choose_another)
        self.problem = Note(theme, "problem")
        self.back = button(theme, tr("Back"), self._back, icon="arrow-left", key="Alt+Left")
        self.next = button(theme, tr("Next"), self._next, look="primary", key="Alt+Right")
        self.record = button(theme, tr("Record"), self._record, look="primary", icon="check")
        self.leave = button(theme, tr("Close"), self.reject)
        self._told = words(look="muted")
        self._title = words(look="title")
        self._lay_out()
        self._connect()
        self._say_steps()
        self.resize(1240, 800)
        self.in_hand.read()

    def go(self, step: int) -> None:
        """Show a step."""
        self.steps.setCurrentIndex(step)

    def choose_another(self) -> None:
        """Ask for another file and begin with it."""
        kinds = tr("Sheets ({patterns})", patterns=SHEETS)
        self._around.dialogs.choose_file(self, tr("Consent sheet"), kinds, self._other_chosen)

    @Slot()
    def reject(self) -> None:
        """Leave; with answers given that are not recorded, ask first."""
        if self._is_recorded or not self.in_hand.given:
            super().reject()
            return
        self._around.dialogs.confirm(
            self,
            tr("Leave without recording?"),
            tr("Nothing of the sheet is recorded, and the answers you gave here are lost."),
            tr("Leave"),
            tr("Stay"),
            self._leave,
        )

    def _leave(self, agreed: bool) -> None:
        if agreed:
            super().reject()

    def _other_chosen(self, sheet: Path | None) -> None:
        if sheet is not None:
            self.in_hand.take(sheet)

    @Slot(object)
    def _understood(self, understood: Understood) -> None:
        for page in (self.says, self.questions, self.changes, self.record_page):
            page.show_understood(understood)
        self.problem.say("", "problem")
        first = self._frame.currentIndex() != _STEPS
        self._frame.setCurrentIndex(_STEPS)
        self._say_steps()
        if first:
            self._take_focus()

    @Slot(object)
    def _failed(self, error: KnownError) -> None:
        if self.in_hand.now is None:
            self.unreadable.show_problem(error)
            self._frame.setCurrentIndex(_UNREADABLE)
        else:
            self.problem.say(f"{error.sentence} {error.next_step}", "problem")
        self._say_steps()

    @Slot(bool)
    def _reading(self, under_way: bool) -> None:
        self._busy = under_way
        if under_way and self.in_hand.now is None:
            self._frame.setCurrentIndex(_WAITING)
        self._say_steps()

    def _say_steps(self) -> None:
        now, step = self.in_hand.now, self.steps.currentIndex()
        self._title.setText(self.in_hand.sheet.name)
        left = len(now.proposal.open_questions) if now else 0
        self.steps.setTabText(
            QUESTIONS, tr("2  Questions ({n} open)", n=left) if left else tr("2  Questions")
        )
        self._told.setText(self._status())
        shown = now is not None
        self.steps.setVisible(shown)
        self.back.setVisible(shown and step > SAYS)
        self.next.setVisible(shown and step < RECORD)
        self.record.setVisible(shown and step == RECORD)
        count = self.record_page.answers
        self.record.setText(plural(count, "Record {n} answer", "Record {n} answers"))
        self.record.setAccessibleName(self.record.text())
        ready = self.record_page.ready and self.in_hand.up_to_date and not self._busy
        self.record.setEnabled(ready)

    def _status(self) -> str:
        if self._busy:
            return tr("Reading the sheet…")
        if self.in_hand.now is None:
            return ""
        waiting = self.in_hand.now.meanings.waiting
        if waiting:
            return plural(waiting, "{n} answer still waits.", "{n} answers still wait.")
        if any(question.holds for question in self.in_hand.now.proposal.open_questions):
            return tr("Some questions still hold answers back.")
        return tr("Nothing waits. Nothing is recorded yet.")

    def _back(self) -> None:
        self.go(max(SAYS, self.steps.currentIndex() - 1))

    def _next(self) -> None:
        self.go(min(RECORD, self.steps.currentIndex() + 1))

    @Slot(int)
    def _step_chosen(self, step: int) -> None:
        self._pages.setCurrentIndex(step)
        self._say_steps()
        self._take_focus()

    def _take_focus(self) -> None:
        """Put the focus where the step begins, unless somebody is going through the steps."""
        if self.steps.hasFocus():
            return
        step = self.steps.currentIndex()
        if step == QUESTIONS:
            self.questions.take_focus()
        elif step == SAYS:
            self.says.view.setFocus()
        elif step == CHANGES:
            self.changes.take_focus()
        else:
            self.record_page.agreeing.looked.setFocus()

    @Slot(str)
    def _show_place(self, place: str) -> None:
        self.go(SAYS)
        self.says.go_to(place)

    @Slot(str)
    def _show_question(self, key: str) -> None:
        self.go(QUESTIONS)
        self.questions.go_to(key)

    def _record(self) -> None:
        now = self.in_hand.now
        if now is None or not self.record.isEnabled():
            return
        self.record.setEnabled(False)
        consent, by, sheet = self._around.workspace.consent, self._around.by(), self.in_hand.sheet
        agreeing = self.record_page.agreeing
        looked, second = agreeing.looked.isChecked(), agreeing.name
        many = agreeing.many.isChecked()
        self._around.runner.run(
            self,
            lambda: consent.commit(
                now.proposal,
                sheet,
                by,
                confirm_loosening=looked,
                second_person=second,
                many_confirmed=many,
            ),
            self._is_done,
            self._refused,
        )

    def _is_done(self, receipt: ImportReceipt) -> None:
        self._is_recorded = True
        self.accept()
        self.recorded.emit(receipt)

    def _refused(self, error: KnownError) -> None:
        self.record_page.refused(error)
        self._say_steps()

    def _connect(self) -> None:
        self.in_hand.understood.connect(self._understood)
        self.in_hand.failed.connect(self._failed)
        self.in_hand.reading.connect(self._reading)
        self.steps.currentChanged.connect(self._step_chosen)
        self.says.question_asked.connect(self._show_question)
        self.questions.place_asked.connect(self._show_place)
        self.changes.place_asked.connect(self._show_place)
        self.record_page.ready_changed.connect(self._say_steps)

    def _lay_out(self) -> None:
        for word in (tr("1  What it says"), "", tr("3  What changes"), tr("4  Record")):
            self.steps.addTab(word)
        self._pages = QStackedWidget()
        for page in (self.says, self.questions, self.changes, self.record_page):
            self._pages.addWidget(page)
        self._frame = QStackedWidget()
        waiting = tr("Nothing is changed by reading it.")
        self._frame.addWidget(
            EmptyState(
                self._around.theme, "file-search-outline", tr("Reading the sheet…"), (waiting,)
            )
        )
        self._frame.addWidget(self._pages)
        self._frame.addWidget(self.unreadable)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self._told, 1)
        for each in (self.leave, self.back, self.next, self.record):
            below.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 20)
        column.setSpacing(16)
        top = QVBoxLayout()
        top.setSpacing(4)
        top.addWidget(self._title)
        top.addWidget(self.steps)
        column.addLayout(top)
        column.addWidget(self._frame, 1)
        column.addWidget(self.problem)
        column.addLayout(below)
