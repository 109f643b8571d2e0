"""What the school settled about itself: read by everybody, changed by few."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import StaffId
from consentdesk.domain.school_profile import SchoolProfile
from consentdesk.domain.staff import Duty
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.reading import Reading
from consentdesk.ui.school.profile_form import ProfileForm
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import day_words, tr


@dataclass(frozen=True)
class _Facts:
    profile: SchoolProfile
    overdue: bool


class PolicyPage(Page):
    """One form, saved by one button; until then everything can be put back.

    What was typed and not saved outlives a reading, unless somebody else sat down meanwhile.
    """

    changed = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(880, parent)
        self._around = around
        self._settled = SchoolProfile()
        self._shown_to: StaffId | None = None
        self._reading = Reading(self, around.runner, self._read, self._show)
        self.overdue = Note(around.theme, "problem")
        self.why_not = Note(
            around.theme, "note", tr("Only the head or the administrator changes this.")
        )
        self.form = ProfileForm()
        self.problem = Note(around.theme, "problem")
        self.save = button(around.theme, tr("Save"), self._save, look="primary")
        self.put_back = button(around.theme, tr("Put back"), self._put_back, icon="undo")
        self.put_back.setToolTip(tr("Everything as it was saved last"))
        self._unsaved = words(look="muted")
        self._lay_out()
        self.form.edited.connect(self._edited)

    def refresh(self) -> None:
        """Read what is settled again."""
        self._reading.again()

    @property
    def is_edited(self) -> bool:
        """Whether the form says something else than what is settled."""
        return self.form.profile != self._settled

    def _lay_out(self) -> None:
        self.column.setContentsMargins(0, 16, 8, 16)
        for each in (self.overdue, self.why_not, self.form, self.problem):
            self.column.addWidget(each)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.save)
        row.addWidget(self.put_back)
        row.addWidget(self._unsaved, 1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def _read(self) -> _Facts:
        school = self._around.workspace.school
        return _Facts(school.profile(), school.policy_overdue())

    def _show(self, facts: _Facts) -> None:
        who = self._around.who()
        shown_to = None if who is None else who.id
        if not self.is_edited or shown_to != self._shown_to:
            self._settled = facts.profile
            self.form.show_profile(facts.profile)
        self._shown_to = shown_to
        self.overdue.say(_overdue(facts), "problem")
        may = who is not None and who.may(Duty.ADMINISTER)
        self.form.allow(may)
        self.why_not.setVisible(not may)
        for each in (self.save, self.put_back, self._unsaved):
            each.setVisible(may)
        self._edited()

    @Slot()
    def _edited(self) -> None:
        edited = self.is_edited
        self.save.setEnabled(edited)
        self.put_back.setEnabled(edited)
        self._unsaved.setText(tr("Not saved yet.") if edited else "")
        if not edited:
            self.problem.say("", "problem")

    def _put_back(self) -> None:
        self.form.show_profile(self._settled)

    def _save(self) -> None:
        who, profile = self._around.who(), self.form.profile
        if who is None:
            return
        self.save.setEnabled(False)
        school = self._around.workspace.school

        def work() -> SchoolProfile:
            school.settle(profile, who)
            return profile

        self._around.runner.run(self, work, self._saved, self._refused)

    def _saved(self, profile: SchoolProfile) -> None:
        self._settled = profile
        self._edited()
        self._around.runner.messages.info(tr("What the school settled is saved."))
        self.changed.emit()

    def _refused(self, error: KnownError) -> None:
        self.save.setEnabled(True)
        self.problem.say(f"{error.sentence} {error.next_step}", "problem")


def _overdue(facts: _Facts) -> str:
    if not facts.overdue:
        return ""
    mend = tr("Look at it, then enter the new version and who approved it when.")
    return f"{overdue_words(facts.profile)} {mend}"


def overdue_words(profile: SchoolProfile) -> str:
    """Return that the policy should have been looked at again, and since when."""
    due = profile.review_due()
    day = "" if due is None else day_words(due)
    return tr("The policy was to be looked at again by {day}.", day=day)
