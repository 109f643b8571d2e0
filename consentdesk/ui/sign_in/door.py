"""What the window shows while nobody is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Signal, Slot
from PySide6.QtWidgets import QWidget

from consentdesk.domain.ids import StaffId
from consentdesk.ui.reading import Reading
from consentdesk.ui.screens import OnePage
from consentdesk.ui.sign_in.entered import Entered
from consentdesk.ui.sign_in.first_account import FirstAccount
from consentdesk.ui.sign_in.sign_in_page import SignInPage
from consentdesk.ui.surroundings import Surroundings

if TYPE_CHECKING:
    from consentdesk.domain.staff import StaffMember
    from consentdesk.services.workspace import Workspace

_KEY = "last_at_desk"


@dataclass(frozen=True, slots=True)
class _Staff:
    nobody_yet: bool
    open_now: tuple[StaffMember, ...]


class Door(OnePage):
    """The first account, or the question who comes in; `came_in` carries an `Entered`.

    The number of whoever was there last is remembered for the next start, the name is not.
    """

    came_in = Signal(object)

    def __init__(
        self, around: Surroundings, settings: QSettings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._first: StaffId | None = None
        settings.remove("at_desk")  # the name itself, which earlier versions kept here
        self._reading = Reading(self, around.runner, lambda: _read(around.workspace), self._show)
        self.first_account = FirstAccount(around)
        self.sign_in = SignInPage(around)
        for page in (QWidget(), self.first_account, self.sign_in):
            self.addWidget(page)
        self.first_account.came_in.connect(self._came_in)
        self.sign_in.came_in.connect(self._came_in)
        self.sign_in.stale.connect(self._reading.again)

    @property
    def last(self) -> StaffId | None:
        """Who came in last, in this start of the program or an earlier one."""
        number = str(self._settings.value(_KEY, ""))
        return StaffId(int(number)) if number.isdecimal() else None

    def ask(self, first: StaffId | None) -> None:
        """Ask who comes in; `first` is chosen beforehand."""
        self._first = first
        self.sign_in.forget()
        self._reading.again()

    def _show(self, staff: _Staff) -> None:
        if staff.nobody_yet:
            self.setCurrentWidget(self.first_account)
            self.first_account.name.setFocus()
        else:
            self.setCurrentWidget(self.sign_in)
            self.sign_in.show_staff(staff.open_now, self._first)

    @Slot(object)
    def _came_in(self, who: Entered) -> None:
        self._settings.setValue(_KEY, str(who.who.id))
        self.came_in.emit(who)


def _read(workspace: Workspace) -> _Staff:
    return _Staff(workspace.staff.nobody_yet(), workspace.staff.open_now())
