"""The head's word for photos of an event, where the school asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import BatchId
from consentdesk.domain.staff import Duty
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.sign_in.hidden_field import HiddenField, capitals_hint
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import moment_words, tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class HeadsWord:
    """Whether the head agreed to the event.

    Attributes:
        wanted: whether the school asks for it.
        given: who agreed and when, in words; empty while nobody did.
        heads: whose word it is.
    """

    wanted: bool
    given: str = ""
    heads: tuple[str, ...] = ()


def read_heads_word(workspace: Workspace, batch_id: BatchId) -> HeadsWord:
    """Read it; blocks."""
    if not workspace.school.profile().head_per_event:
        return HeadsWord(False)
    heads = tuple(m.name for m in workspace.staff.open_now() if m.may(Duty.LEAD))
    agreed = workspace.school.agreement(batch_id)
    if agreed is None:
        return HeadsWord(True, heads=heads)
    moment = moment_words(agreed.at)
    text = tr("{name} agreed to photos of this event on {moment}.", name=agreed.head, moment=moment)
    return HeadsWord(True, text, heads)


class EventAgreementCard(QFrame):
    """Says that the head's word is missing, and takes it; `agreed` when it was given."""

    agreed = Signal()

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._around = around
        self._batch_id = batch_id
        self._heads: tuple[str, ...] = ()
        self.note = Note(around.theme, "problem")
        self.head = QComboBox()
        self.head.setAccessibleName(tr("Head"))
        self.password = HiddenField(tr("Password of the head"))
        self.agree = button(around.theme, tr("I agree as head"), self._agree, icon="check")
        self.password.textChanged.connect(self._typed)
        self.password.returnPressed.connect(self._agree)
        self._asked = QWidget()
        row = QHBoxLayout(self._asked)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.head)
        row.addWidget(self.password, 1)
        row.addWidget(self.agree)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(words(tr("The head's word for this event"), "heading"))
        column.addWidget(self.note)
        column.addWidget(self._asked)
        column.addWidget(capitals_hint(self.password))
        self._typed()

    def show_word(self, word: HeadsWord) -> None:
        """Show whether the head agreed; nothing where the school does not ask for it."""
        self.setVisible(word.wanted)
        self._asked.setVisible(not word.given)
        if word.given:
            self.note.say(word.given, "info")
        else:
            self.note.say(
                tr(
                    "The head has not agreed to photos of this event. Nobody else can sign off "
                    "before that."
                ),
                "problem",
            )
        if word.heads != self._heads:
            self._heads = word.heads
            self.head.clear()
            self.head.addItems(word.heads)

    @Slot()
    def _typed(self) -> None:
        self.agree.setEnabled(bool(self.password.text() and self.head.currentText()))

    def _agree(self) -> None:
        if not self.agree.isEnabled():
            return
        self.agree.setEnabled(False)
        workspace, batch_id = self._around.workspace, self._batch_id
        name, password = self.head.currentText(), self.password.text()

        def work() -> None:
            workspace.school.agree_to_event(batch_id, workspace.staff.prove(name, password))

        self._around.runner.run(
            self, work, lambda _: self.agreed.emit(), self._refused, always=self.password.clear
        )

    def _refused(self, error: KnownError) -> None:
        self.note.say(f"{error.sentence} {error.next_step}", "problem")
