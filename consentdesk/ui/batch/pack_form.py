"""The form for what is handed on: a pack with its texts, a contact sheet, or sheets to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import BatchId
from consentdesk.domain.staff import Duty
from consentdesk.services.packing.captions import NamesToApprove, WordsToLookAt
from consentdesk.services.packing.copies_to_hand_on import LeftOut
from consentdesk.services.packing.pack_plan import PackOrder, PackPlan
from consentdesk.services.packing.print_sheets import PrintOrder, PrintPlan, not_for_paper
from consentdesk.ui.batch.captions_table import CaptionsTable
from consentdesk.ui.batch.pack_prints import PackPrints
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.note import Note
from consentdesk.ui.sign_in.hidden_field import HiddenField, capitals_hint
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


class PackKind(Enum):
    """What is made of the published photos."""

    WEB_PACK = 0
    CONTACT_SHEET = 1
    PRINTS = 2


@dataclass(frozen=True, slots=True)
class _Facts:
    plan: PackPlan
    prints: PrintPlan | None
    heads: tuple[str, ...]


class PackForm(FormDialog):
    """Closes when what is wanted may go out.

    `saved` carries a `PackOrder`, without an editor for a contact sheet, or a `PrintOrder`.
    """

    def __init__(
        self,
        around: Surroundings,
        batch_id: BatchId,
        channel: Channel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around, tr("Pack or prints"), tr("Make the pack"), parent)
        self._batch_id = batch_id
        self._channel = channel
        self._facts: _Facts | None = None
        self.kind = QComboBox()
        self.kind.setAccessibleName(tr("What to make"))
        for kind, name in (
            (PackKind.WEB_PACK, tr("Pack for the web editor (zip)")),
            (PackKind.CONTACT_SHEET, tr("Contact sheet (PDF)")),
            (PackKind.PRINTS, tr("Sheets to print (PDF)")),
        ):
            self.kind.addItem(name, kind)
        self.editor = QLineEdit()
        self.editor.setAccessibleName(tr("Whom the pack is for"))
        self.editor.setPlaceholderText(tr("Web editor or company; kept in the audit trail"))
        self.table = CaptionsTable()
        self.count = words(look="muted")
        self.about = words(look="muted")
        self.left_out = Note(around.theme, "note")
        self.not_for_paper = Note(around.theme, "note")
        self.prints = PackPrints(batch_id, channel)
        self.looked_at = QCheckBox(tr("I looked: none is a name, and no link leads astray"))
        self.looked_at.setAccessibleName(self.looked_at.text())
        self.head = QComboBox()
        self.head.setAccessibleName(tr("Head who approves the names"))
        self.password = HiddenField(tr("Password of the head"))
        self._approval = QWidget()
        self._texts = QWidget()
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.editor.textChanged.connect(self._typed)
        self.table.itemChanged.connect(self._text_changed)
        if not not_for_paper(channel):
            self.kind.setCurrentIndex(self.kind.findData(PackKind.PRINTS))
        self._kind_chosen()
        self.begin_with(860, 740)
        self.kind.setFocus()
        self._read()

    def save_now(self) -> None:
        """Have every text looked through, and hand on what is wanted."""
        if not self.save.isEnabled():
            return
        kind = self.kind.currentData()
        if kind is PackKind.PRINTS:
            self._record_prints(self.prints.order)
        elif kind is PackKind.CONTACT_SHEET:
            self._record_pack(PackOrder(self._batch_id, self._channel.id, None))
        else:
            self._record_pack(
                PackOrder(
                    self._batch_id,
                    self._channel.id,
                    self.editor.text(),
                    self.table.captions,
                    self.looked_at.isChecked(),
                )
            )

    def _record_prints(self, order: PrintOrder) -> None:
        workspace, by = self._around.workspace, self._around.by()

        def work() -> PrintOrder:
            workspace.print_sheets.plan(order, by)
            return order

        self.record(work)

    def _record_pack(self, order: PackOrder) -> None:
        workspace, by = self._around.workspace, self._around.by()
        name, password = self.head.currentText(), self.password.text()

        def work() -> PackOrder:
            checked = order
            if order.editor is not None and password:
                head = workspace.staff.prove(name, password)
                checked = replace(order, names_approved_by=head)
            workspace.web_packs.plan(checked, by)
            return checked

        self.record(work)

    def _lay_out(self) -> None:
        for label, field in ((tr("&What"), self.kind), (tr("&For"), self.editor)):
            said = short_words(label)
            said.setBuddy(field)
            self.fields.addRow(said, field)
        self.column.addLayout(self.fields)
        for each in (self.about, self.not_for_paper, self.left_out, self.prints, self._texts):
            self.column.addWidget(each)
        texts = QVBoxLayout(self._texts)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(12)
        texts.addWidget(self.table)
        texts.addWidget(self.count)
        texts.addWidget(self.looked_at)
        row = QHBoxLayout(self._approval)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(short_words(tr("Names approved by")))
        row.addWidget(self.head)
        row.addWidget(self.password, 1)
        texts.addWidget(self._approval)
        texts.addWidget(capitals_hint(self.password))
        for later in (self.looked_at, self._approval):
            later.hide()

    def _read(self) -> None:
        workspace, by = self._around.workspace, self._around.by()

        def work() -> _Facts:
            plan = workspace.web_packs.files(self._batch_id, self._channel.id, by)
            prints = None
            if not not_for_paper(self._channel):
                prints = workspace.print_sheets.plan(self.prints.order, by)
            return _Facts(plan, prints, _heads(workspace))

        self._around.runner.run(self, work, self._show_facts, self._refused, lane="view")

    def _show_facts(self, facts: _Facts) -> None:
        self._facts = facts
        self.table.show_files([file.file_name for file in facts.plan.files])
        self.head.addItems(facts.heads)
        self.count.setText(_count_words(facts.plan))
        if facts.prints is not None:
            self.prints.show_photos(len(facts.prints.files))
        self._tell_left_out()
        self._typed()

    @Slot()
    def _kind_chosen(self) -> None:
        """Show the fields of what is to be made, and say what that is."""
        kind = self.kind.currentData()
        self.fields.setRowVisible(self.editor, kind is PackKind.WEB_PACK)
        self._texts.setVisible(kind is PackKind.WEB_PACK)
        refused = not_for_paper(self._channel) if kind is PackKind.PRINTS else ""
        self.prints.setVisible(kind is PackKind.PRINTS and not refused)
        self.not_for_paper.say(_for_the_board(refused), "note")
        self.about.setText(_about(kind, self._channel.name))
        self.save.setText(_save_word(kind))
        self._tell_left_out()
        self._typed()

    def _tell_left_out(self) -> None:
        facts = self._facts
        left_out: Sequence[LeftOut] = ()
        if facts is not None and self.kind.currentData() is not PackKind.PRINTS:
            left_out = facts.plan.left_out
        elif facts is not None and facts.prints is not None:
            left_out = facts.prints.left_out
        self.left_out.say(_left_out_words(left_out), "note")

    @Slot()
    def _typed(self) -> None:
        kind, facts = self.kind.currentData(), self._facts
        ready = facts is not None
        if kind is PackKind.WEB_PACK:
            ready = ready and bool(self.editor.text().strip())
        elif kind is PackKind.PRINTS:
            ready = facts is not None and facts.prints is not None
        self.save.setEnabled(ready)

    @Slot()
    def _text_changed(self) -> None:
        """Ask again: what was said was said of another text."""
        self.looked_at.setChecked(False)
        self.password.clear()

    def _refused(self, error: KnownError) -> None:
        super()._refused(error)
        self._typed()
        self.password.clear()
        if isinstance(error, WordsToLookAt):
            self.looked_at.show()
        if isinstance(error, NamesToApprove):
            self._approval.show()


def _about(kind: PackKind, name: str) -> str:
    if kind is PackKind.PRINTS:
        return tr(
            "Sheets of paper for the printer, with the pictures as they are published on {name} "
            "and no word beside them; marks show where to cut. The file is for the office: "
            "destroy it when it is printed.",
            name=name,
        )
    if kind is PackKind.CONTACT_SHEET:
        return tr(
            "What is published on {name} small on paper, with the names of the files.", name=name
        )
    return tr(
        "One zip of what is published on {name}: the files as they are, smaller sizes, "
        "these texts and a contact sheet. A name beside a photo takes the permission "
        "of whoever is named and the approval of the head.",
        name=name,
    )


def _save_word(kind: PackKind) -> str:
    if kind is PackKind.PRINTS:
        return tr("Save the sheets")
    if kind is PackKind.CONTACT_SHEET:
        return tr("Save the contact sheet")
    return tr("Make the pack")


def _for_the_board(refused: str) -> str:
    if not refused:
        return ""
    next_step = tr("Choose a channel of the display board, and publish to it.")
    return f"{tr(refused)} {next_step}"


def _heads(workspace: Workspace) -> tuple[str, ...]:
    return tuple(m.name for m in workspace.staff.open_now() if m.may(Duty.LEAD))


def _count_words(plan: PackPlan) -> str:
    said = plural(len(plan.files), "{n} photo.", "{n} photos.")
    neutral = next(iter(plan.texts.values())).alt_text
    return tr("{said} Where no alt text is typed, it is “{text}”.", said=said, text=neutral)


def _left_out_words(left_out: Sequence[LeftOut]) -> str:
    lines = [f"{one.file_name}: {one.sentence}" for one in left_out]
    if not lines:
        return ""
    return "\n".join([plural(len(lines), "{n} is left out.", "{n} are left out."), *lines])
