"""Step 4: what recording does, in a sentence each, and who agrees to it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.services.consent.questions import QuestionKind
from consentdesk.ui.consent_sheet.agreeing import Agreeing
from consentdesk.ui.consent_sheet.changes_page import change_sentence
from consentdesk.ui.consent_sheet.question_card import widest_card
from consentdesk.ui.consent_sheet.sheet_in_hand import Understood
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import day_words, plural, tr
from consentdesk.ui.theme import set_look


class RecordPage(Page):
    """`ready_changed` tells whether the answers can be recorded as things stand."""

    ready_changed = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(widest_card(), parent)
        self.setAccessibleName(tr("What recording does"))
        self._around = around
        self._understood: Understood | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.agreeing = Agreeing(around.theme, around.by())
        self.refusal = Note(around.theme, "problem")
        card = QFrame()
        set_look(card, "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(16)
        inside.addLayout(self._lines)
        inside.addWidget(self.agreeing)
        self.column.setContentsMargins(0, 0, 16, 0)
        self.column.addWidget(card)
        self.column.addWidget(self.refusal)
        self.column.addStretch(1)
        self.agreeing.changed.connect(self.ready_changed)

    @property
    def ready(self) -> bool:
        """Whether recording can be asked for."""
        understood = self._understood
        return understood is not None and bool(understood.proposal.pupils) and self.agreeing.ready

    @property
    def answers(self) -> int:
        """How many answers would be recorded."""
        pupils = self._understood.proposal.pupils if self._understood else ()
        return sum(len(pupil.answers) for pupil in pupils)

    @Slot(object)
    def show_understood(self, understood: Understood) -> None:
        """Say what recording would do now."""
        self._understood = understood
        while (item := self._lines.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.deleteLater()
        for icon, role, text in self._sentences(understood):
            self._lines.addWidget(self._line(icon, role, text))
        loosened = understood.proposal.changes.loosened
        people = len({key for key, _ in loosened})
        self.agreeing.ask(len(loosened), people, len(understood.people))
        self.refusal.say("", "problem")
        self.ready_changed.emit()

    def refused(self, error: KnownError) -> None:
        """Say why it was not recorded."""
        self.refusal.say(f"{error.sentence} {error.next_step}", "problem")

    def _sentences(self, understood: Understood) -> list[tuple[str, str, str]]:
        proposal, meanings = understood.proposal, understood.meanings
        told = [("file-check-outline", "accent", _whom(understood))]
        loosened = proposal.changes.loosened
        people = len({key for key, _ in loosened})
        role = "open" if loosened else "cleared"
        icon = "lock-open-variant-outline" if loosened else "check-circle"
        told.append((icon, role, change_sentence(len(loosened), people)))
        if loosened:
            second = tr("A second person must look at them and give a name of their own.")
            told.append(("account-multiple-check-outline", "open", second))
        if meanings.waiting:
            waiting = plural(
                meanings.waiting,
                "{n} answer waits for a question and counts as no until then.",
                "{n} answers wait for questions and count as no until then.",
            )
            told.append(("timer-sand", "open", waiting))
        if proposal.changes.unmatched:
            rows = plural(
                len(proposal.changes.unmatched),
                "{n} row is nobody's; no yes in it is recorded.",
                "{n} rows are nobody's; no yes in them is recorded.",
            )
            told.append(("help-rhombus", "open", rows))
        if any(q.kind is QuestionKind.VANISHED for q in proposal.open_questions):
            text = tr("Many people are missing. Answer that question before you record.")
            told.append(("alert", "held", text))
        told.append(("undo", "accent", tr("Recording can be undone as a whole.")))
        return told

    def _line(self, icon: str, role: str, text: str) -> QWidget:
        line = QWidget()
        sign = Sign(self._around.theme, 22, icon, role)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(sign)
        row.addWidget(words(text), 1)
        return line


def _whom(understood: Understood) -> str:
    proposal = understood.proposal
    if not proposal.pupils:
        return tr("No row of the sheet can be taken as things stand.")
    count = sum(len(pupil.answers) for pupil in proposal.pupils)
    answers = plural(count, "{n} answer", "{n} answers")
    people = plural(len(proposal.pupils), "{n} person", "{n} people")
    told = tr("{answers} of {people} are recorded.", answers=answers, people=people)
    if proposal.source is not None:
        told += " " + tr("They take the place of the last “{name}”.", name=proposal.source.name)
    if proposal.as_of is not None:
        told += " " + tr(
            "The sheet shows how things stood on {day}.", day=day_words(proposal.as_of)
        )
    return told
