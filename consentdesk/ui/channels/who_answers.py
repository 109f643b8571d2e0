"""Who answers for an account: whose it is, who looks after it, who approved it until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from consentdesk.domain.channel import FEWEST_MANAGERS, ChannelStanding
from consentdesk.domain.staff import Duty, SignedIn
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.optional_day import A_YEAR, OptionalDay
from consentdesk.ui.text import day_words, tr
from consentdesk.ui.theme import Theme


class WhoAnswers(QWidget):
    """Handle, audience, two managers, the risk assessment, and the head's approval.

    The approval stays as it is until the head gives another one.
    """

    def __init__(
        self,
        theme: Theme,
        staff: Sequence[str],
        who: SignedIn | None,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        """`staff` are the names to choose managers from; `who` is at the desk."""
        super().__init__(parent)
        self._standing = ChannelStanding()
        self._approved = False
        self._who = who
        self._today = today
        self.handle = _field(tr("Handle of the account"), tr("@ourschool, or the address"))
        self.audience = _field(tr("Who can see it"), tr("Anybody, or the parents of a class"))
        self.managers = tuple(
            _chooser(name, staff)
            for name in (tr("Looked after by"), tr("Second person who looks after it"))
        )
        self.assessed_by = _field(tr("Risks assessed by"), tr("First and last name"))
        self.assessed_on = OptionalDay(tr("Assessed on"), until_today=True)
        self.approval = words()
        self.hint = words(look="muted")
        self.approve = button(
            theme, tr("Approve for a year"), self._approve, icon="account-check-outline"
        )
        self._lay_out()
        self.assessed_by.textChanged.connect(self._show_approval)
        self.assessed_on.stated.toggled.connect(self._show_approval)
        self._show_approval()

    @property
    def standing(self) -> ChannelStanding:
        """What the form says."""
        more = self._standing.managers[FEWEST_MANAGERS:]
        chosen = (str(chooser.currentData()) for chooser in self.managers)
        return replace(
            self._standing,
            handle=self.handle.text().strip(),
            audience=self.audience.text().strip(),
            managers=(*filter(None, chosen), *more),
            risk_assessed_by=self.assessed_by.text().strip(),
            risk_assessed_on=self.assessed_on.day,
        )

    def show_standing(self, standing: ChannelStanding) -> None:
        """Show what was settled before."""
        self._standing = standing
        self.handle.setText(standing.handle)
        self.audience.setText(standing.audience)
        for chooser, name in zip(self.managers, standing.managers, strict=False):
            if chooser.findData(name) < 0:  # somebody who left is shown, not lost unseen
                chooser.addItem(name, name)
            chooser.setCurrentIndex(chooser.findData(name))
        self.assessed_by.setText(standing.risk_assessed_by)
        self.assessed_on.show_day(standing.risk_assessed_on)
        self._show_approval()

    def _lay_out(self) -> None:
        fields = QFormLayout()
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(12)
        one, other = self.managers
        for label, field in (
            (tr("&Handle"), self.handle),
            (tr("Who can see i&t"), self.audience),
            (tr("Looked &after by"), one),
            (tr("an&d by"), other),
            (tr("Risks assessed &by"), self.assessed_by),
            ("", self.assessed_on),
        ):
            fields.addRow(label, field)
        row = QHBoxLayout()
        row.addWidget(self.approve)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(words(tr("Who answers for it"), "heading"))
        column.addLayout(fields)
        for each in (self.approval, self.hint):
            column.addWidget(each)
        column.addLayout(row)

    @Slot()
    def _show_approval(self) -> None:
        self.approval.setText(approval_words(self._standing))
        heads = self._who is not None and self._who.may(Duty.LEAD)
        assessed = bool(self.assessed_by.text().strip()) and self.assessed_on.day is not None
        hint = tr("It counts once the form is saved.") if self._approved else ""
        if not assessed:
            hint = tr("Enter who assessed the risks, and when; then approve it.")
        self.hint.setText(hint if heads else tr("The head approves this channel."))
        self.hint.setVisible(bool(self.hint.text()))
        self.approve.setVisible(heads)
        self.approve.setEnabled(heads and assessed)

    def _approve(self) -> None:
        if self._who is None:
            return
        self._standing = replace(
            self._standing,
            approved_by=self._who.name,
            approved_on=self._today,
            review_on=self._today + A_YEAR,
        )
        self._approved = True
        self._show_approval()


def approval_words(standing: ChannelStanding) -> str:
    """Return who approved an account, and until when that counts."""
    if not standing.approved_by or standing.approved_on is None:
        return tr("Not approved yet.")
    until = standing.review_on
    return tr(
        "Approved by {name} on {day}; counts until {until}.",
        name=standing.approved_by,
        day=day_words(standing.approved_on),
        until=tr("no day") if until is None else day_words(until),
    )


def _field(name: str, hint: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setToolTip(name)
    field.setPlaceholderText(hint)
    return field


def _chooser(name: str, staff: Sequence[str]) -> QComboBox:
    chooser = QComboBox()
    chooser.setAccessibleName(name)
    chooser.setToolTip(name)
    chooser.addItem(tr("Nobody yet"), "")
    for each in staff:
        chooser.addItem(each, each)
    return chooser
