"""What a consent sheet would change, before anything is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.errors import KnownError
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.services.consent.committing import ImportReceipt
    from consentdesk.services.consent.proposal import Proposal
    from consentdesk.services.import_messages import Message

SHOWN_AT_MOST = 200
_SIGNS = {
    "error": ("close-octagon", "held"),
    "warning": ("alert", "open"),
    "info": ("information", "accent"),
}


class ProposalView(QDialog):
    """Numbers, messages with their cells, and one explicit tick before anything is loosened."""

    recorded = Signal()

    def __init__(
        self,
        around: Surroundings,
        sheet: Path,
        proposal: Proposal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._sheet = sheet
        self._proposal = proposal
        self._names = {pupil.key: pupil.name for pupil in proposal.pupils}
        self.setWindowTitle(tr("What the sheet would change"))
        self.loosen = QCheckBox(
            tr("Yes, less strict than before is right; the new answers were checked")
        )
        self.loosen.setAccessibleName(self.loosen.text())
        self.problem = Note(around.theme, "problem")
        self.record = button(
            around.theme, tr("Record the answers"), self._record, look="primary", icon="check"
        )
        self.cancel = button(around.theme, tr("Cancel"), self.reject)
        self.loosen.toggled.connect(self._allow)
        self._lay_out()
        self._allow()

    def _lay_out(self) -> None:
        page = Page()
        page.column.setContentsMargins(32, 24, 32, 16)
        page.column.addWidget(words(self.windowTitle(), "title"))
        sentence = plural(
            len(self._proposal.pupils),
            "{n} person read from {name}",
            "{n} people read from {name}",
            name=self._sheet.name,
        )
        page.column.addWidget(words(tr("{read}. Nothing is recorded yet.", read=sentence), "muted"))
        page.column.addLayout(self._numbers())
        self._add_changes(page.column)
        self._add_messages(page.column)
        page.column.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(32, 8, 32, 20)
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.record)
        below = QVBoxLayout()
        below.setContentsMargins(32, 0, 32, 0)
        below.addWidget(self.problem)
        below.addWidget(self.loosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page, 1)
        column.addLayout(below)
        column.addLayout(row)
        self.loosen.setVisible(bool(self._proposal.changes.loosened))
        self.resize(760, 720)

    def _numbers(self) -> QGridLayout:
        changes = self._proposal.changes
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, (count, word) in enumerate(
            (
                (len(changes.added), tr("new")),
                (len(changes.tightened), tr("stricter")),
                (len(changes.loosened), tr("less strict")),
                (len(changes.unchanged), tr("unchanged")),
            )
        ):
            card = QFrame()
            set_look(card, "card")
            column = QVBoxLayout(card)
            column.setContentsMargins(16, 8, 16, 8)
            column.setSpacing(0)
            column.addWidget(short_words(str(count), "number"))
            column.addWidget(words(word, "muted"))
            grid.addWidget(card, 0, place)
        return grid

    def _add_changes(self, column: QVBoxLayout) -> None:
        changes = self._proposal.changes
        for title, pairs in (
            (tr("Becomes less strict"), changes.loosened),
            (tr("Becomes stricter"), changes.tightened),
        ):
            if pairs:
                column.addWidget(words(title, "heading"))
                text = "\n".join(
                    f"{self._names.get(key, key)}: {purpose}"
                    for key, purpose in pairs[:SHOWN_AT_MOST]
                )
                column.addWidget(words(text))
                column.addWidget(words(_and_more(pairs), "muted"))
        if changes.unmatched:
            text = plural(
                len(changes.unmatched),
                "{n} row belongs to nobody on the roll and was not taken.",
                "{n} rows belong to nobody on the roll and were not taken.",
            )
            column.addWidget(Note(self._around.theme, "problem", text))

    def _add_messages(self, column: QVBoxLayout) -> None:
        messages = sorted(self._proposal.messages, key=lambda m: list(_SIGNS).index(m.level.value))
        if not messages:
            text = tr("Every cell was understood.")
            column.addWidget(Note(self._around.theme, "info", text))
            return
        column.addWidget(words(tr("What to know about the sheet"), "heading"))
        for message in messages[:SHOWN_AT_MOST]:
            column.addLayout(self._message_row(message))
        column.addWidget(words(_and_more(messages), "muted"))

    def _message_row(self, message: Message) -> QHBoxLayout:
        icon, role = _SIGNS[message.level.value]
        sign = QLabel()
        sign.setPixmap(self._around.theme.icon(icon, role).pixmap(QSize(18, 18)))
        place = "!".join(part for part in (message.sheet, message.cell) if part)
        where = short_words(place, "muted")
        where.setFixedWidth(120)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(where, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(words(message.text), 1)
        return row

    def _allow(self) -> None:
        needed = bool(self._proposal.changes.loosened)
        self.record.setEnabled(not needed or self.loosen.isChecked())

    def _record(self) -> None:
        self.record.setEnabled(False)
        consent, by = self._around.workspace.consent, self._around.by()
        sheet, proposal, loosen = self._sheet, self._proposal, self.loosen.isChecked()
        self._around.runner.run(
            self,
            lambda: consent.commit(proposal, sheet, by, confirm_loosening=loosen),
            self._recorded,
            self._refused,
        )

    def _recorded(self, receipt: ImportReceipt) -> None:
        self.accept()
        self.recorded.emit()

    def _refused(self, error: KnownError) -> None:
        self._allow()
        self.problem.say(f"{error.sentence} {error.next_step}", "problem")


def _and_more(everything: Sequence[object]) -> str:
    more = len(everything) - SHOWN_AT_MOST
    return plural(more, "and {n} more", "and {n} more") if more > 0 else ""
