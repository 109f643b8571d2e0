"""What somebody read, attended and signed, and until when each counts."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from consentdesk.domain.staff import Duty, Paper, PaperKind
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.school.paper_form import PaperForm
from consentdesk.ui.school.staff_entry import StaffEntry, StaffFacts
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import day_words, tr


class PapersPart(QWidget):
    """Three papers, each with its end; the policy is marked as read by its reader alone."""

    changed = Signal()

    def __init__(
        self,
        around: Surroundings,
        entry: StaffEntry,
        facts: StaffFacts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around, self._facts, self._member = around, facts, entry.member
        self.form: PaperForm | None = None
        version = facts.profile.policy_version
        self.read = button(
            around.theme,
            tr("I have read the policy, version {n}", n=version),
            self._mark_read,
            icon="book-check-outline",
            look="primary",
        )
        self.training = button(around.theme, tr("Record a training"), self._ask_training)
        self.agreement = button(around.theme, tr("Record the agreement"), self._ask_agreement)
        self._lay_out(entry.is_open)

    def _lay_out(self, is_open: bool) -> None:
        who = self._around.who()
        records = is_open and who is not None and who.may(Duty.ADMINISTER)
        oneself = is_open and who is not None and who.id == self._member.id
        version = self._facts.profile.policy_version
        read = self._member.paper(PaperKind.POLICY)
        ends = self._facts.profile.runs_out(self._facts.today)
        is_read = read is not None and read.version == version and read.expires_on >= ends
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for kind, way, shown in (
            (PaperKind.POLICY, self.read, oneself and bool(version) and not is_read),
            (PaperKind.TRAINING, self.training, records),
            (PaperKind.AGREEMENT, self.agreement, records),
        ):
            column.addLayout(self._line(kind))
            _add_left(column, way, shown)

    def _line(self, kind: PaperKind) -> QHBoxLayout:
        paper = self._member.paper(kind)
        good = self._counts(paper)
        sign = Sign(
            self._around.theme,
            18,
            "check-circle" if good else "alert",
            "cleared" if good else "open",
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(sign)
        row.addWidget(words(paper_words(kind, paper, self._facts.today)), 1)
        return row

    def _counts(self, paper: Paper | None) -> bool:
        if paper is None or paper.expires_on < self._facts.today:
            return False
        current = paper.version == self._facts.profile.policy_version
        return current if paper.kind is PaperKind.POLICY else True

    def _mark_read(self) -> None:
        who, profile, today = self._around.who(), self._facts.profile, self._facts.today
        if who is None:
            return
        paper = Paper(PaperKind.POLICY, today, profile.runs_out(today), profile.policy_version)
        staff, staff_id = self._around.workspace.staff, self._member.id
        self._around.runner.run(self, lambda: staff.record(staff_id, paper, who), self._recorded)

    def _ask_training(self) -> None:
        self._ask(PaperKind.TRAINING)

    def _ask_agreement(self) -> None:
        self._ask(PaperKind.AGREEMENT)

    def _ask(self, kind: PaperKind) -> None:
        facts = self._facts
        self.form = PaperForm(
            self._around, self._member, kind, facts.profile, facts.open_now, self.window()
        )
        self.form.saved.connect(self._recorded)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    @Slot(object)
    def _recorded(self, member: object) -> None:
        self.changed.emit()


def paper_words(kind: PaperKind, paper: Paper | None, today: date) -> str:
    """Return one paper in a sentence."""
    if paper is None:
        return tr(_NONE[kind])
    said = {
        PaperKind.POLICY: tr("Policy, version {version}, read on {day}"),
        PaperKind.TRAINING: tr("Training on {day}"),
        PaperKind.AGREEMENT: tr("Agreement signed on {day} with {name}"),
    }[kind].format(version=paper.version, day=day_words(paper.on), name=paper.signed_with)
    ran_out = paper.expires_on < today
    end = tr("it ran out on {day}") if ran_out else tr("it counts until {day}")
    return f"{said}; {end.format(day=day_words(paper.expires_on))}."


_NONE = {
    PaperKind.POLICY: "The policy is not marked as read.",
    PaperKind.TRAINING: "No training is on record.",
    PaperKind.AGREEMENT: "No agreement is on record.",
}


def _add_left(column: QVBoxLayout, way: QPushButton, shown: bool) -> None:
    row = QHBoxLayout()
    row.addWidget(way)
    row.addStretch(1)
    column.addLayout(row)
    way.setVisible(shown)
