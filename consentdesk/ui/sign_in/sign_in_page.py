"""Signing in: the names of the staff, a password, and nothing of the school behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import StaffId
from consentdesk.domain.staff import StaffMember
from consentdesk.ui.buttons import button
from consentdesk.ui.note import Note
from consentdesk.ui.sign_in.door_card import DoorCard
from consentdesk.ui.sign_in.entered import Entered, entered
from consentdesk.ui.sign_in.hidden_field import HiddenField, capitals_hint
from consentdesk.ui.sign_in.let_in_form import LetInForm
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace

COUNT_MS = 1000
"""While somebody has to wait, the seconds left are said so often."""


class SignInPage(DoorCard):
    """One person after the other; `came_in` carries an `Entered`, `stale` asks for fresh names."""

    came_in = Signal(object)
    stale = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(around.theme, "lock-outline", tr("Sign in"), around.password_hint, parent)
        self.line.setVisible(bool(around.password_hint))
        self._around = around
        self._staff: tuple[StaffMember, ...] = ()
        self.person = QComboBox()
        self.person.setAccessibleName(tr("Who are you?"))
        self.password = HiddenField(tr("Password"))
        self.problem = Note(around.theme, "problem")
        self.enter = button(around.theme, tr("Sign in"), self._enter, look="primary")
        self.forgotten = button(around.theme, tr("Forgotten?"), self._forgotten, look="quiet")
        self.form: LetInForm | None = None
        self.counting = QTimer(self)
        self.counting.setInterval(COUNT_MS)
        self._lay_out()
        self.person.currentIndexChanged.connect(self._other_person)
        self.password.textChanged.connect(self._typed)
        self.password.returnPressed.connect(self._enter)
        self.counting.timeout.connect(self._count)

    def show_staff(self, staff: tuple[StaffMember, ...], first: StaffId | None) -> None:
        """Offer these names; nobody chosen yet, `first` is."""
        before, self._staff = self._member, staff
        chosen = first if before is None else before.id
        self.person.blockSignals(True)
        self.person.clear()
        for member in staff:
            self.person.addItem(member.name, member.id)
        self.person.setCurrentIndex(self.person.findData(chosen))
        self.person.blockSignals(False)
        self._count()
        if before is None:
            (self.person if self._member is None else self.password).setFocus()

    def forget(self) -> None:
        """Forget who was chosen and what was typed."""
        self.person.setCurrentIndex(-1)
        self.close_form()

    def close_form(self) -> None:
        """Put the form of the two leaders away."""
        if self.form is not None:
            self.form.reject()

    @property
    def _member(self) -> StaffMember | None:
        index = self.person.currentIndex()
        return self._staff[index] if 0 <= index < len(self._staff) else None

    def _lay_out(self) -> None:
        self.person.setPlaceholderText(tr("Choose your name"))
        self.fields.addWidget(self.person)
        self.fields.addWidget(self.password)
        self.fields.addWidget(capitals_hint(self.password))
        self.fields.addWidget(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.forgotten)
        row.addStretch(1)
        row.addWidget(self.enter)
        self.fields.addLayout(row)

    @Slot()
    def _other_person(self) -> None:
        self.password.clear()
        self.problem.say("", "problem")
        self._count()
        self.password.setFocus()

    @Slot()
    def _typed(self) -> None:
        ready = self._member is not None and bool(self.password.text())
        self.enter.setEnabled(ready and not self.counting.isActive())

    @Slot()
    def _count(self) -> None:
        """Say how long to wait; at the end of it the page lets try again by itself."""
        member = self._member
        left = 0 if member is None else self._around.workspace.staff.seconds_to_wait(member)
        if left:
            text = tr("Too many passwords were wrong. Try again in {time}.", time=_in_words(left))
            self.problem.say(text, "problem")
            if not self.counting.isActive():
                self.counting.start()
        elif self.counting.isActive():
            self.counting.stop()
            self.problem.say("", "problem")
        self._typed()

    @Slot()
    def _enter(self) -> None:
        member = self._member
        if member is None or not self.enter.isEnabled():
            return
        self.enter.setEnabled(False)
        workspace, name, password = self._around.workspace, member.name, self.password.text()
        self._around.runner.run(
            self, lambda: _sign_in(workspace, name, password), self._came_in, self._refused
        )

    def _came_in(self, who: Entered) -> None:
        self.password.clear()
        self.came_in.emit(who)

    def _refused(self, error: KnownError) -> None:
        self.password.clear()
        self.problem.say(f"{error.sentence} {error.next_step}", "problem")
        self.password.setFocus()
        self.stale.emit()

    def _forgotten(self) -> None:
        self.form = LetInForm(self._around, self._staff, self._member, self)
        self.form.saved.connect(self._let_in)
        self.form.finished.connect(self.form.deleteLater)
        self.form.finished.connect(self._form_closed)
        self.form.open()

    @Slot()
    def _form_closed(self) -> None:
        self.form = None

    @Slot(object)
    def _let_in(self, name: str) -> None:
        self.person.setCurrentIndex(self.person.findText(name))
        self.problem.say(tr("The new password of {name} counts from now on.", name=name), "info")
        self.stale.emit()


def _sign_in(workspace: Workspace, name: str, password: str) -> Entered:
    return entered(workspace, workspace.staff.sign_in(name, password))


def _in_words(seconds: int) -> str:
    if seconds < 60:
        return plural(seconds, "{n} second", "{n} seconds")
    return plural(-(-seconds // 60), "{n} minute", "{n} minutes")
