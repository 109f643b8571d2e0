"""The fields of what a school settled about itself."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QDateEdit,
    QFormLayout,
    QFrame,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.services.office.school import BACKUP_DAYS, HOURS, IDLE_MINUTES, ORIGINALS_DAYS
from consentdesk.ui.labels import words
from consentdesk.ui.optional_day import OptionalDay
from consentdesk.ui.text import tr
from consentdesk.ui.theme import set_look

_ANY_YEAR = 2001
"""The school year ends on a day of every year; the field needs one to count in."""


class ProfileForm(QWidget):
    """Two cards: the policy and what families were told, and the days; `edited` at each change."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = _text(tr("Name of the school"))
        self.version = _text(tr("Version of the policy"), tr("For example 4, or September 2026"))
        self.approved_by = _text(tr("Policy approved by"), tr("The governors"))
        self.approved_on = OptionalDay(tr("Approved on"), until_today=True)
        self.review_on = OptionalDay(tr("Review by"))
        self.documents = _text(tr("Belongs to"), tr("Data protection; Online safety"))
        self.notice = _text(tr("Version of the notice to families"))
        self.notice_on = OptionalDay(tr("Given on"), until_today=True)
        self.head_per_event = QCheckBox(tr("The head agrees to photos of each event"))
        self.head_per_event.setAccessibleName(self.head_per_event.text())
        self.hours = _number(tr("A sign-off holds for"), HOURS, tr(" hours"))
        self.originals = _number(
            tr("Photos are kept after publishing for"), ORIGINALS_DAYS, tr(" days")
        )
        self.idle = _number(tr("The window locks after"), IDLE_MINUTES, tr(" minutes"))
        self.backup = _number(tr("A backup is asked for after"), BACKUP_DAYS, tr(" days"))
        self.year_ends = _day_of_year(tr("The school year ends on"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self._policy_card())
        column.addWidget(self._days_card())
        self._connect()

    @property
    def profile(self) -> SchoolProfile:
        """What the form says."""
        ends = self.year_ends.date()
        return SchoolProfile(
            name=self.name.text().strip(),
            policy_version=self.version.text().strip(),
            policy_approved_by=self.approved_by.text().strip(),
            policy_approved_on=self.approved_on.day,
            policy_review_on=self.review_on.day,
            notice_version=self.notice.text().strip(),
            notice_given_on=self.notice_on.day,
            documents=tuple(filter(None, map(str.strip, self.documents.text().split(";")))),
            school_year_ends=date(_ANY_YEAR, ends.month(), ends.day()).strftime("%m-%d"),
            head_per_event=self.head_per_event.isChecked(),
            sign_off_hours=self.hours.value(),
            originals_days=self.originals.value(),
            idle_minutes=self.idle.value(),
            backup_days=self.backup.value(),
        )

    def show_profile(self, profile: SchoolProfile) -> None:
        """Show what is settled."""
        self.name.setText(profile.name)
        self.version.setText(profile.policy_version)
        self.approved_by.setText(profile.policy_approved_by)
        self.approved_on.show_day(profile.policy_approved_on)
        self.review_on.show_day(profile.policy_review_on)
        self.notice.setText(profile.notice_version)
        self.notice_on.show_day(profile.notice_given_on)
        self.documents.setText("; ".join(profile.documents))
        month, day = (int(part) for part in profile.school_year_ends.split("-"))
        self.year_ends.setDate(QDate(_ANY_YEAR, month, day))
        self.head_per_event.setChecked(profile.head_per_event)
        self.hours.setValue(profile.sign_off_hours)
        self.originals.setValue(profile.originals_days)
        self.idle.setValue(profile.idle_minutes)
        self.backup.setValue(profile.backup_days)

    def allow(self, editing: bool) -> None:
        """Let the fields be changed, or only read."""
        for field in self.findChildren(QLineEdit):
            field.setReadOnly(not editing)
        for number in self.findChildren(QAbstractSpinBox):
            number.setReadOnly(not editing)
        for box in self.findChildren(QCheckBox):
            box.setEnabled(editing)

    def _policy_card(self) -> QFrame:
        return _card(
            tr("Policy"),
            (
                (tr("Name of the school"), self.name),
                (tr("Version of the policy"), self.version),
                (tr("Approved by"), self.approved_by),
                ("", self.approved_on),
                ("", self.review_on),
                (tr("Belongs to"), self.documents),
                (tr("Notice to families"), self.notice),
                ("", self.notice_on),
            ),
            tr(
                "A new version asks everybody to read the policy again. The review comes after two "
                "years at most."
            ),
        )

    def _days_card(self) -> QFrame:
        return _card(
            tr("Days and hours"),
            (
                (tr("A sign-off holds for"), self.hours),
                (tr("Photos are kept after publishing for"), self.originals),
                (tr("The window locks after"), self.idle),
                (tr("A backup is asked for after"), self.backup),
                (tr("The school year ends on"), self.year_ends),
                ("", self.head_per_event),
            ),
            tr("What was read, attended or signed counts until the school year ends."),
        )

    def _connect(self) -> None:
        for text in (self.name, self.version, self.approved_by, self.documents, self.notice):
            text.textChanged.connect(self.edited)
        for day in (self.approved_on, self.review_on, self.notice_on):
            day.stated.toggled.connect(self.edited)
            day.day_field.dateChanged.connect(self.edited)
        for number in (self.hours, self.originals, self.idle, self.backup):
            number.valueChanged.connect(self.edited)
        self.year_ends.dateChanged.connect(self.edited)
        self.head_per_event.toggled.connect(self.edited)


def _card(title: str, fields: tuple[tuple[str, QWidget], ...], explained: str) -> QFrame:
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(12)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for label, field in fields:
        form.addRow(label, field)
    card = QFrame()
    set_look(card, "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 16, 20, 16)
    column.setSpacing(12)
    column.addWidget(words(title, "heading"))
    column.addWidget(words(explained, "muted"))
    column.addLayout(form)
    return card


def _text(name: str, hint: str = "") -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setToolTip(name)
    field.setPlaceholderText(hint)
    return field


def _number(name: str, allowed: range, unit: str) -> QSpinBox:
    field = QSpinBox()
    field.setRange(allowed.start, allowed.stop - 1)
    field.setSuffix(unit)
    field.setAccessibleName(name)
    field.setToolTip(name)
    # the style sheet's padding does not reach the line edit inside a spin box
    field.lineEdit().setTextMargins(9, 0, 9, 0)
    return field


def _day_of_year(name: str) -> QDateEdit:
    field = QDateEdit()
    field.setDisplayFormat(tr("d MMMM"))
    field.setDateRange(QDate(_ANY_YEAR, 1, 1), QDate(_ANY_YEAR, 12, 31))
    field.setCalendarPopup(True)
    field.setAccessibleName(name)
    field.setToolTip(name)
    return field
