"""What a roll sheet would change, before anything is put on the roll."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.register.roll_facts import RollFacts
from consentdesk.ui.register.roll_messages import RollMessages
from consentdesk.ui.register.roll_missing import RollMissing
from consentdesk.ui.register.roll_questions import RollQuestions
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.roll_sheets.roll_proposal import RollProposal


class RollView(FormDialog):
    """Numbers, questions and messages; every answer reads the sheet again."""

    def __init__(
        self,
        around: Surroundings,
        sheet: Path,
        proposal: RollProposal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around, tr("Bring in the roll"), tr("Put on the roll"), parent)
        self._sheet = sheet
        self._settled: dict[str, str] = {}
        text = tr("Read from {name}. Nothing is recorded yet.", name=sheet.name)
        self.column.addWidget(words(text, "muted"))
        self._content = QWidget()
        self.column.addWidget(self._content)
        self._show(proposal)
        self.resize(800, 720)

    def save_now(self) -> None:
        """Put everything on the roll that is understood."""
        consent, by = self._around.workspace.consent, self._around.by()
        sheet, proposal = self._sheet, self.proposal
        day, many = self.missing.day, self.missing.many.isChecked()
        self.record(
            lambda: consent.commit_roll(proposal, sheet, by, missing_left_on=day, many=many)
        )

    def _show(self, proposal: RollProposal) -> None:
        """Show a proposal in place of the one before."""
        self.proposal = proposal
        self.questions = RollQuestions(proposal.questions, self._settled)
        self.missing = RollMissing(proposal)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        facts = RollFacts(proposal)
        messages = RollMessages(self._around.theme, proposal.messages)
        for part in (facts.numbers, self.questions, facts, self.missing, messages):
            column.addWidget(part)
        self.column.replaceWidget(self._content, content)
        self._content.deleteLater()
        self._content = content
        self.questions.answered.connect(self._answer)
        self.missing.changed.connect(self._allow)
        self._allow()

    @Slot(str, str)
    def _answer(self, key: str, value: str) -> None:
        settled = {**self._settled, key: value}
        self._settled = {each: said for each, said in settled.items() if said}
        self.save.setEnabled(False)
        consent, sheet, now = self._around.workspace.consent, self._sheet, dict(self._settled)
        self._around.runner.run(
            self, lambda: consent.propose_roll(sheet, now), self._read_again, self._unread
        )

    def _read_again(self, proposal: RollProposal) -> None:
        focused = next((k for k, b in self.questions.boxes.items() if b.hasFocus()), "")
        self.problem.say("", "problem")
        self._show(proposal)
        box = self.questions.boxes.get(focused)
        if box is not None:
            box.setFocus()

    def _unread(self, error: KnownError) -> None:
        self._allow()
        self.problem.say(f"{error.sentence} {error.next_step}", "problem")

    @Slot()
    def _allow(self) -> None:
        proposal = self.proposal
        something = bool(proposal.new or proposal.changed or self.missing.day)
        self.save.setEnabled(something and self.missing.complete)
