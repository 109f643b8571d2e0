"""The form for a training that was attended or an agreement that was signed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.domain.staff import Paper, PaperKind, StaffMember
from consentdesk.ui.day_field import day_field, day_in, show_day
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class PaperForm(FormDialog):
    """The day, until when it counts, and for an agreement who signed it for the school."""

    def __init__(
        self,
        around: Surroundings,
        member: StaffMember,
        kind: PaperKind,
        profile: SchoolProfile,
        staff: Sequence[StaffMember],
        parent: QWidget | None = None,
    ) -> None:
        signed = kind is PaperKind.AGREEMENT
        title = tr("The agreement of {name}") if signed else tr("A training of {name}")
        super().__init__(around, title.format(name=member.name), tr("Record it"), parent)
        self._member, self._kind, self._profile = member, kind, profile
        self.on = day_field(tr("Signed on") if signed else tr("Attended on"), until_today=True)
        self.until = day_field(tr("Counts until"))
        self.signed_with = _names([each.name for each in staff if each.id != member.id])
        self.fields.addRow(tr("Si&gned on") if signed else tr("&Attended on"), self.on)
        if signed:
            self.fields.addRow(tr("For the &school"), self.signed_with)
        self.fields.addRow(tr("&Counts until"), self.until)
        self.column.addWidget(words(_explained(kind), "muted"))
        self.column.addLayout(self.fields)
        self.on.dateChanged.connect(self._show_end)
        self._show_end()
        self.begin_with(520, 380)

    def save_now(self) -> None:
        """Record the paper."""
        who = self._around.who()
        if who is None:
            return
        second = str(self.signed_with.currentData() or "")
        if self._kind is not PaperKind.AGREEMENT:
            second = ""
        paper = Paper(self._kind, day_in(self.on), day_in(self.until), signed_with=second)
        staff, staff_id = self._around.workspace.staff, self._member.id
        self.record(lambda: staff.record(staff_id, paper, who))

    @Slot()
    def _show_end(self) -> None:
        show_day(self.until, self._profile.runs_out(day_in(self.on)))


def _explained(kind: PaperKind) -> str:
    if kind is PaperKind.AGREEMENT:
        return tr("The user agreement carries two names: this person's and one for the school.")
    return tr(
        "What was attended counts until the end of the school year, unless you say otherwise."
    )


def _names(names: Sequence[str]) -> QComboBox:
    chooser = QComboBox()
    chooser.setAccessibleName(tr("Who signed it for the school"))
    chooser.setPlaceholderText(tr("Choose a name"))
    for name in names:
        chooser.addItem(name, name)
    chooser.setCurrentIndex(-1)
    return chooser
