"""The form for an answer that came to the office: on paper, by mail, at the door."""

from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.people import Person
from consentdesk.ui.day_field import day_field, day_in
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.optional_day import OptionalDay
from consentdesk.ui.register.permission_words import limit_word
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class AnswerForm(FormDialog):
    """What was asked, what the answer is, who gave it and when; of a yes, where it is written."""

    def __init__(
        self,
        around: Surroundings,
        person: Person,
        purposes: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around, tr("An answer for {name}", name=person.name), tr("Record"), parent)
        self._person_id = person.id
        self.purpose = QComboBox()
        self.purpose.setAccessibleName(tr("Asked about"))
        for purpose, word in purposes.items():
            self.purpose.addItem(word, purpose)
        self.statuses = {status: QRadioButton(word) for status, word in _status_words().items()}
        self.limits = {limit: QCheckBox(limit_word(limit)) for limit in Limit}
        self.given_by = QLineEdit()
        self.given_by.setAccessibleName(tr("Who answered"))
        self.given_by.setPlaceholderText(tr("Parent, carer, or the person"))
        self.kept_in = QLineEdit()
        self.kept_in.setAccessibleName(tr("Where it is written"))
        self.kept_in.setPlaceholderText(tr("Form in folder B, mail of 3 June"))
        self.given_on = day_field(tr("Day of the answer"), until_today=True)
        self.expires = OptionalDay(tr("It runs out after"))
        self._lay_out_fields()
        for field in (self.given_by, self.kept_in):
            field.textChanged.connect(self._changed)
        for box in (*self.statuses.values(), *self.limits.values()):
            box.toggled.connect(self._changed)
        self._changed()
        self.begin_with(560, 640)

    def answer(self) -> Answer:
        """Return what the form says; a spoken yes has no day yet."""
        status = next(s for s, box in self.statuses.items() if box.isChecked())
        spoken = status is Status.PENDING
        limits = frozenset(limit for limit, box in self.limits.items() if box.isChecked())
        says_yes = status in {Status.GRANTED, Status.LIMITED}
        return Answer(
            purpose=self.purpose.currentData(),
            status=Status.GRANTED if spoken else status,
            limits=limits if status is Status.LIMITED else frozenset(),
            given_by=" ".join(self.given_by.text().split()),
            given_on=None if spoken else day_in(self.given_on),
            expires_on=self.expires.day if says_yes else None,
            source=self._source(),
        )

    def _source(self) -> str:
        place = " ".join(self.kept_in.text().split())
        if place and self.kept_in.isEnabled():
            return tr("the office, by hand: {place}", place=place)
        return tr("the office, by hand")

    def save_now(self) -> None:
        """Record the answer."""
        if not self.save.isEnabled():
            return
        answer, by, roll = self.answer(), self._around.by(), self._around.workspace.roll
        self.record(lambda: roll.record_answer(self._person_id, answer, by))

    def _lay_out_fields(self) -> None:
        answers = QVBoxLayout()
        answers.setSpacing(0)
        for status, box in self.statuses.items():
            box.setAccessibleName(box.text())
            answers.addWidget(box)
            if status is Status.LIMITED:
                answers.addLayout(self._limit_boxes())
        self.fields.addRow(tr("Asked about"), self.purpose)
        self.fields.addRow(tr("The answer"), answers)
        self.fields.addRow(tr("Who answered"), self.given_by)
        self.fields.addRow(tr("On"), self.given_on)
        self.fields.addRow(tr("Written in"), self.kept_in)
        self.column.addLayout(self.fields)
        self.column.addWidget(self.expires)
        text = tr(
            "The strictest answer counts. A later answer takes the place of an earlier one only "
            "when the same person gave it."
        )
        self.column.addWidget(words(text, "muted"))

    def _limit_boxes(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(28, 0, 0, 4)
        column.setSpacing(0)
        for box in self.limits.values():
            box.setAccessibleName(box.text())
            column.addWidget(box)
        return column

    def _changed(self) -> None:
        limited = self.statuses[Status.LIMITED].isChecked()
        says_yes = limited or self.statuses[Status.GRANTED].isChecked()
        for box in self.limits.values():
            box.setEnabled(limited)
        self.expires.setEnabled(says_yes)
        self.kept_in.setEnabled(says_yes)
        self.given_on.setEnabled(not self.statuses[Status.PENDING].isChecked())
        chosen = any(box.isChecked() for box in self.statuses.values())
        some_limit = not limited or any(box.isChecked() for box in self.limits.values())
        written = not says_yes or bool(self.kept_in.text().strip())
        signed = bool(self.given_by.text().strip())
        self.save.setEnabled(chosen and some_limit and written and signed)


def _status_words() -> Mapping[Status, str]:
    return {
        Status.GRANTED: tr("Yes"),
        Status.LIMITED: tr("Yes, with limits"),
        Status.PENDING: tr("A spoken yes; the written one is awaited"),
        Status.REFUSED: tr("No"),
        Status.WITHDRAWN: tr("An earlier yes is taken back"),
    }
