"""The school's record on matching, and enrolling portraits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.batch import Mode
from consentdesk.domain.matching_locks import (
    JURISDICTION_WORDS,
    Jurisdiction,
    LockState,
    SchoolMatchingRecord,
)
from consentdesk.ui.buttons import button
from consentdesk.ui.day_field import day_field, day_in, show_day
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import Job, JobKind, JobState
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.optional_day import A_YEAR
from consentdesk.ui.page import Page
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.services.comparing.enrolment import EnrolReceipt


@dataclass(frozen=True)
class _Facts:
    record: SchoolMatchingRecord | None
    lock: LockState


class MatchingPage(Page):
    """Who decided that faces may be compared, until when, and the enrolled portraits."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(880, parent)
        self._around = around
        self.state = Note(around.theme, "note")
        self.reference = QLineEdit()
        self.decided_on = day_field(tr("DPIA date"))
        self.advice = QLineEdit()
        self.approver = QLineEdit()
        self.valid_until = day_field(tr("Valid until"))
        self.jurisdiction = QComboBox()
        self.jurisdiction.addItem(tr("Choose the country"), None)
        for law, text in JURISDICTION_WORDS.items():
            self.jurisdiction.addItem(tr(text), law)
        self.notice_version = QLineEdit()
        self.open_batches = QCheckBox(tr("The DPO allows others in matched photos, too"))
        self.open_batches.setAccessibleName(self.open_batches.text())
        self.open_batches.setToolTip(
            tr("The DPO decided: others may be in matched photos, beside the children enrolled")
        )
        self.save = button(
            around.theme, tr("Record this decision"), self._ask_record, look="primary"
        )
        self.assessment = button(
            around.theme, tr("Draft the assessment"), self._ask_assessment, icon="file-document"
        )
        self.notice = button(
            around.theme, tr("Draft the notice"), self._ask_notice, icon="file-document"
        )
        self.enrol = button(
            around.theme, tr("Enrol portraits"), self._enrol, icon="account-box-outline"
        )
        self.progress = JobProgress(around.jobs, around.theme, tr("Stop"))
        self._enrolled = words(look="muted")
        self._lay_out()
        around.jobs.started.connect(self._job_changed)
        around.jobs.ended.connect(self._job_changed)

    def refresh(self) -> None:
        """Read the record again."""
        matching = self._around.workspace.matching
        self._around.runner.run(
            self,
            lambda: _Facts(matching.school_record(), matching.lock()),
            self._show,
            lane="view",
        )

    def record(self) -> SchoolMatchingRecord:
        """Return what the form says."""
        law = self.jurisdiction.currentData()
        return SchoolMatchingRecord(
            dpia_reference=self.reference.text().strip(),
            dpia_date=day_in(self.decided_on),
            dpo_advice=self.advice.text().strip(),
            approver=self.approver.text().strip(),
            valid_until=day_in(self.valid_until),
            open_batches=self.open_batches.isChecked(),
            jurisdiction=None if law is None else Jurisdiction(law),
            notice_version=self.notice_version.text().strip(),
        )

    def _lay_out(self) -> None:
        self.column.setContentsMargins(0, 16, 8, 16)
        self.column.addWidget(self.state)
        self.column.addWidget(
            words(
                tr(
                    "Without this record no face is ever compared, and every batch is checked "
                    "by eye. Each child also needs a biometric permission of its own."
                ),
                "muted",
            )
        )
        self.column.addWidget(self._papers_card())
        self.column.addWidget(self._record_card())
        self.column.addWidget(self._enrol_card())
        self.column.addStretch(1)

    def _papers_card(self) -> QFrame:
        column = _card_column()
        column.addWidget(words(tr("Before the decision"), "heading"))
        column.addWidget(
            words(
                tr(
                    "Two drafts, filled in from your settings, for the data protection officer "
                    "to check and change: the impact assessment, and what parents are told."
                ),
                "muted",
            )
        )
        row = _left(self.assessment)
        row.insertWidget(1, self.notice)
        column.addLayout(row)
        return _card(column)

    def _record_card(self) -> QFrame:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        for label, field in (
            (tr("DPIA reference"), self.reference),
            (tr("DPIA date"), self.decided_on),
            (tr("Advice of the DPO"), self.advice),
            (tr("Approved by"), self.approver),
            (tr("Valid until"), self.valid_until),
            (tr("Law of"), self.jurisdiction),
            (tr("Version of the notice to families"), self.notice_version),
        ):
            form.addRow(label, field)
            field.setAccessibleName(label)
            field.setToolTip(label)
        column = _card_column()
        column.addWidget(words(tr("The school's decision"), "heading"))
        column.addLayout(form)
        column.addWidget(self.open_batches)
        column.addLayout(_left(self.save))
        return _card(column)

    def _enrol_card(self) -> QFrame:
        column = _card_column()
        column.addWidget(words(tr("Portraits of children with a permission"), "heading"))
        column.addWidget(
            words(
                tr("The program learns them once; an objection destroys what it learnt."), "muted"
            )
        )
        column.addWidget(self.progress)
        column.addLayout(_left(self.enrol))
        column.addWidget(self._enrolled)
        return _card(column)

    def _show(self, facts: _Facts) -> None:
        self.state.say(facts.lock.sentence, "info" if facts.lock.open else "note")
        self.enrol.setEnabled(facts.lock.open)
        self.progress.watch(self._around.jobs.of(JobKind.ENROL, None))
        record = facts.record
        if record is None:
            show_day(self.valid_until, date.today() + A_YEAR)
            return
        self.reference.setText(record.dpia_reference)
        show_day(self.decided_on, record.dpia_date)
        self.advice.setText(record.dpo_advice)
        self.approver.setText(record.approver)
        show_day(self.valid_until, record.valid_until)
        self.open_batches.setChecked(record.open_batches)
        self.jurisdiction.setCurrentIndex(self.jurisdiction.findData(record.jurisdiction))
        self.notice_version.setText(record.notice_version)

    def _ask_assessment(self) -> None:
        papers = self._around.workspace.papers
        self._ask_place(self.assessment.text(), "dpia-photos.docx", papers.write_dpia)

    def _ask_notice(self) -> None:
        papers = self._around.workspace.papers
        self._ask_place(self.notice.text(), "notice-photos.docx", papers.write_notice)

    def _ask_place(self, title: str, suggested: str, write: Callable[[Path, Mode], object]) -> None:
        def chosen(path: Path | None) -> None:
            if path is None:
                return
            file = path.with_suffix(Path(suggested).suffix)
            self._around.runner.run(
                self, lambda: write(file, Mode.MATCH), lambda _: self._written(file)
            )

        kinds = tr("Word document (*.docx)")
        self._around.dialogs.save_file(self.window(), title, suggested, kinds, chosen)

    def _written(self, file: Path) -> None:
        self._around.runner.messages.info(tr("{name} is written.", name=file.name))

    def _ask_record(self) -> None:
        self._around.dialogs.confirm(
            self.window(),
            tr("Record that the school allows matching?"),
            tr("Faces may then be compared with children whose parents agreed in writing."),
            tr("Record it"),
            tr("Not now"),
            self._record,
        )

    def _record(self, agreed: bool) -> None:
        if not agreed:
            return
        record, by = self.record(), self._around.by()
        matching = self._around.workspace.matching
        self._around.runner.run(self, lambda: matching.record_school(record, by), self._recorded)

    def _recorded(self, nothing: None) -> None:
        self._around.runner.messages.info(tr("The decision is recorded."))
        self.refresh()

    def _enrol(self) -> None:
        self._around.jobs.enrol()

    @Slot(object)
    def _job_changed(self, job: Job) -> None:
        if job.kind is not JobKind.ENROL:
            return
        self.progress.watch(job)
        self.enrol.setEnabled(not job.running)
        if job.state in {JobState.DONE, JobState.STOPPED} and job.result is not None:
            self._enrolled.setText(_enrolled_words(job.result))


def _enrolled_words(receipt: EnrolReceipt) -> str:
    lines = [plural(receipt.enrolled, "{n} portrait enrolled.", "{n} portraits enrolled.")]
    lines += dict.fromkeys(sentence for _, sentence in receipt.problems)
    return "\n".join(lines)


def _card_column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    return column


def _card(column: QVBoxLayout) -> QFrame:
    card = QFrame()
    set_look(card, "card")
    card.setLayout(column)
    return card


def _left(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
