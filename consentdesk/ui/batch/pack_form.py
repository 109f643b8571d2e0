"""The form for a pack: whom it is for, the texts beside the photos, and who approves names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import BatchId
from consentdesk.domain.staff import Duty
from consentdesk.services.packing.captions import NamesToApprove, WordsToLookAt
from consentdesk.services.packing.pack_plan import PackOrder, PackPlan
from consentdesk.ui.batch.captions_table import CaptionsTable
from consentdesk.ui.buttons import button
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.note import Note
from consentdesk.ui.sign_in.hidden_field import HiddenField, capitals_hint
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Facts:
    plan: PackPlan
    heads: tuple[str, ...]


class PackForm(FormDialog):
    """Closes when every text may go out; `saved` carries the `PackOrder`.

    `sheet_wanted` asks for the contact sheet alone.
    """

    sheet_wanted = Signal()

    def __init__(
        self,
        around: Surroundings,
        batch_id: BatchId,
        channel: Channel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around, tr("Pack for the web editor"), tr("Make the pack"), parent)
        self._batch_id = batch_id
        self._channel = channel
        self.editor = QLineEdit()
        self.editor.setAccessibleName(tr("Whom the pack is for"))
        self.editor.setPlaceholderText(tr("Web editor or company; kept in the audit trail"))
        self.table = CaptionsTable()
        self.count = words(look="muted")
        self.left_out = Note(around.theme, "note")
        self.looked_at = QCheckBox(tr("I looked: none is a name, and no link leads astray"))
        self.looked_at.setAccessibleName(self.looked_at.text())
        self.head = QComboBox()
        self.head.setAccessibleName(tr("Head who approves the names"))
        self.password = HiddenField(tr("Password of the head"))
        self._approval = QWidget()
        self.sheet = button(around.theme, tr("Contact sheet only…"), self._ask_sheet)
        self._lay_out()
        self.editor.textChanged.connect(self._typed)
        self.table.itemChanged.connect(self._text_changed)
        self.save.setEnabled(False)
        self.sheet.setEnabled(False)
        self.begin_with(860, 740)
        self.editor.setFocus()
        self._read()

    def save_now(self) -> None:
        """Have every text looked through, and hand on what is wanted."""
        if not self.save.isEnabled():
            return
        workspace, by = self._around.workspace, self._around.by()
        order = PackOrder(
            self._batch_id,
            self._channel.id,
            self.editor.text(),
            self.table.captions,
            self.looked_at.isChecked(),
        )
        name, password = self.head.currentText(), self.password.text()

        def work() -> PackOrder:
            checked = order
            if password:
                head = workspace.staff.prove(name, password)
                checked = replace(order, names_approved_by=head)
            workspace.web_packs.plan(checked, by)
            return checked

        self.record(work)

    def _lay_out(self) -> None:
        label = short_words(tr("&For"))
        label.setBuddy(self.editor)
        self.fields.addRow(label, self.editor)
        self.column.addWidget(
            words(
                tr(
                    "One zip of what is published on {name}: the files as they are, smaller sizes, "
                    "these texts and a contact sheet. A name beside a photo takes the permission "
                    "of whoever is named and the approval of the head.",
                    name=self._channel.name,
                ),
                "muted",
            )
        )
        self.column.addLayout(self.fields)
        self.column.addWidget(self.left_out)
        self.column.addWidget(self.table)
        self.column.addWidget(self.count)
        self.column.addWidget(self.looked_at)
        row = QHBoxLayout(self._approval)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(short_words(tr("Names approved by")))
        row.addWidget(self.head)
        row.addWidget(self.password, 1)
        self.column.addWidget(self._approval)
        self.column.addWidget(capitals_hint(self.password))
        below = QHBoxLayout()
        below.addWidget(self.sheet)
        below.addStretch(1)
        self.column.addLayout(below)
        for later in (self.looked_at, self._approval):
            later.hide()

    def _read(self) -> None:
        workspace, by = self._around.workspace, self._around.by()

        def work() -> _Facts:
            plan = workspace.web_packs.files(self._batch_id, self._channel.id, by)
            return _Facts(plan, _heads(workspace))

        self._around.runner.run(self, work, self._show_facts, self._refused, lane="view")

    def _show_facts(self, facts: _Facts) -> None:
        plan = facts.plan
        self.table.show_files([file.file_name for file in plan.files])
        self.head.addItems(facts.heads)
        self.count.setText(_count_words(plan))
        self.left_out.say(_left_out_words(plan), "note")
        self.sheet.setEnabled(True)
        self._typed()

    @Slot()
    def _typed(self) -> None:
        self.save.setEnabled(bool(self.editor.text().strip()) and self.table.rowCount() > 0)

    @Slot()
    def _text_changed(self) -> None:
        """Ask again: what was said was said of another text."""
        self.looked_at.setChecked(False)
        self.password.clear()

    def _ask_sheet(self) -> None:
        self.accept()
        self.sheet_wanted.emit()

    def _refused(self, error: KnownError) -> None:
        super()._refused(error)
        self._typed()
        self.password.clear()
        if isinstance(error, WordsToLookAt):
            self.looked_at.show()
        if isinstance(error, NamesToApprove):
            self._approval.show()


def _heads(workspace: Workspace) -> tuple[str, ...]:
    return tuple(m.name for m in workspace.staff.open_now() if m.may(Duty.LEAD))


def _count_words(plan: PackPlan) -> str:
    said = plural(len(plan.files), "{n} photo.", "{n} photos.")
    neutral = next(iter(plan.texts.values())).alt_text
    return tr("{said} Where no alt text is typed, it is “{text}”.", said=said, text=neutral)


def _left_out_words(plan: PackPlan) -> str:
    lines = [f"{one.file_name}: {one.sentence}" for one in plan.left_out]
    if not lines:
        return ""
    return "\n".join([plural(len(lines), "{n} is left out.", "{n} are left out."), *lines])
