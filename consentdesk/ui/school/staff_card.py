"""One person with an account: roles, papers, what is missing, leaving, a new password."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consentdesk.domain.staff import Duty, SignedIn
from consentdesk.ui.badge_label import BadgeLabel
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import line, short_words, words
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.school.papers_part import PapersPart
from consentdesk.ui.school.role_words import RolesChoice
from consentdesk.ui.school.staff_entry import StaffEntry, StaffFacts
from consentdesk.ui.sign_in.let_in_form import LetInForm
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import day_words, tr


class StaffCard(Page):
    """What somebody may do, and what stands in the way; `changed` says that it is another now."""

    changed = Signal()

    def __init__(
        self,
        around: Surroundings,
        entry: StaffEntry,
        facts: StaffFacts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._around, self._entry, self._facts = around, entry, facts
        self.form: LetInForm | None = None
        theme = around.theme
        self.roles = RolesChoice()
        self.save_roles = button(theme, tr("Give these roles"), self._give_roles)
        self.papers = PapersPart(around, entry, facts)
        self.leaves = button(theme, tr("Left the school"), self._ask_leaving, icon="exit-run")
        self.back = button(theme, tr("Came back"), self._ask_back, icon="undo")
        self.new_password = button(
            theme, tr("New password…"), self._ask_password, icon="form-textbox-password"
        )
        self.column.setContentsMargins(20, 20, 20, 20)
        self.column.setSpacing(8)
        self._lay_out()
        self._offer()
        self.roles.chosen.connect(self._chosen)
        self.papers.changed.connect(self.changed)

    def _lay_out(self) -> None:
        member = self._entry.member
        given = tr(
            "Roles given by {name} on {day}.",
            name=member.granted_by,
            day=day_words(member.granted_on),
        )
        self.column.addWidget(words(member.name, "heading"))
        self.column.addLayout(_left(BadgeLabel(self._around.theme, self._entry.badge)))
        self.column.addWidget(Note(self._around.theme, "problem", _lacking_words(self._entry)))
        self._section(tr("Read, attended, signed"))
        self.column.addWidget(self.papers)
        self._section(tr("Roles"))
        self.column.addWidget(self.roles)
        self.column.addWidget(words(given, "muted"))
        self.column.addLayout(_left(self.save_roles))
        self._section(tr("At the school"))
        self.column.addWidget(words(self._at_school()))
        for each in (self.leaves, self.back, self.new_password):
            self.column.addLayout(_left(each))
        self.column.addStretch(1)

    def _offer(self) -> None:
        """Offer what the person at the desk may do."""
        who, entry = self._around.who(), self._entry
        administers = who is not None and who.may(Duty.ADMINISTER)
        self.roles.show_roles(entry.member.roles)
        for box in self.roles.boxes.values():
            box.setEnabled(administers and entry.is_open)
        self.save_roles.setVisible(administers and entry.is_open)
        self.save_roles.setEnabled(False)
        left = entry.member.left_on is not None
        self.leaves.setVisible(administers and not left)
        self.back.setVisible(administers and left)
        self.new_password.setVisible(entry.is_open)

    def _section(self, title: str) -> None:
        self.column.addSpacing(8)
        self.column.addWidget(line())
        self.column.addWidget(short_words(title, "section"))

    def _at_school(self) -> str:
        left_on = self._entry.member.left_on
        if left_on is not None:
            return tr("The account is closed from {day} on.", day=day_words(left_on))
        if self._entry.waits:
            return tr("Several passwords were wrong; the next one may be tried in a while.")
        return tr("The account is open.")

    @Slot()
    def _chosen(self) -> None:
        roles = self.roles.roles
        self.save_roles.setEnabled(bool(roles) and roles != self._entry.member.roles)

    def _give_roles(self) -> None:
        roles, staff_id = self.roles.roles, self._entry.member.id
        staff = self._around.workspace.staff
        self._run(lambda who: staff.set_roles(staff_id, roles, who))

    def _ask_leaving(self) -> None:
        self._around.dialogs.confirm(
            self.window(),
            tr("Has {name} left the school?", name=self._entry.member.name),
            tr("The account is closed at once. What this person decided and signed stays."),
            tr("Close the account"),
            tr("No, leave it"),
            self._leave,
        )

    def _leave(self, agreed: bool) -> None:
        who = self._around.who()
        if agreed and who is not None:
            self._around.runner.run(self, lambda: self._close_account(who), self._closed)

    def _close_account(self, who: SignedIn) -> tuple[str, ...]:
        """Close the account; return the channels that too few look after now."""
        workspace, today = self._around.workspace, self._facts.today
        workspace.staff.leaves(self._entry.member.id, today, who)
        return workspace.channels.short_of_managers(today)

    def _closed(self, short: tuple[str, ...]) -> None:
        if short:
            self._around.runner.messages.info(
                tr(
                    "Closed until two people look after it again: {channels}.",
                    channels=", ".join(short),
                )
            )
        self.changed.emit()

    def _ask_back(self) -> None:
        self._around.dialogs.confirm(
            self.window(),
            tr("Is {name} at the school again?", name=self._entry.member.name),
            tr("The account opens with the roles and the password it had."),
            tr("Open the account"),
            tr("No, leave it"),
            self._come_back,
        )

    def _come_back(self, agreed: bool) -> None:
        if agreed:
            staff, staff_id = self._around.workspace.staff, self._entry.member.id
            self._run(lambda who: staff.leaves(staff_id, None, who))

    def _ask_password(self) -> None:
        self.form = LetInForm(self._around, self._facts.open_now, self._entry.member, self.window())
        self.form.saved.connect(self._let_in)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    @Slot(object)
    def _let_in(self, name: str) -> None:
        self._around.runner.messages.info(tr("{name} has a new password.", name=name))
        self.changed.emit()

    def _run(self, change: Callable[[SignedIn], object]) -> None:
        who = self._around.who()
        if who is not None:
            self._around.runner.run(self, lambda: change(who), self._done)

    def _done(self, result: object) -> None:
        self.changed.emit()


def _lacking_words(entry: StaffEntry) -> str:
    if not entry.lacking:
        return ""
    return " ".join((tr("May not sign off or publish yet."), *map(tr, entry.lacking)))


def _left(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addWidget(widget)
    row.addStretch(1)
    return row
