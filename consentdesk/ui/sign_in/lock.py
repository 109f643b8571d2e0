"""The lock of the window: who is in, who left the desk, and who comes back."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from consentdesk.domain.staff import SignedIn
from consentdesk.ui.at_desk import AtDesk
from consentdesk.ui.sign_in.curtain import Curtain
from consentdesk.ui.sign_in.door import Door
from consentdesk.ui.sign_in.entered import Entered, entered
from consentdesk.ui.sign_in.idle_watch import IdleWatch
from consentdesk.ui.surroundings import Surroundings


class Lock(QObject):
    """Shut until somebody signs in; shut again by a key, from the menu, or when nobody is there.

    `shut` and `opened` tell the window; long work goes on behind a shut door.
    """

    shut = Signal()
    opened = Signal()

    def __init__(
        self,
        around: Surroundings,
        at_desk: AtDesk,
        door: Door,
        curtain: Curtain,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._at_desk = at_desk
        self._door = door
        self._curtain = curtain
        self._left: SignedIn | None = None
        self.watch = IdleWatch(parent=self)
        self.watch.idle.connect(self.lock)
        door.came_in.connect(self._came_in)

    def begin(self, who: SignedIn | None) -> None:
        """Let in whoever signed in already; else ask."""
        if who is None:
            self._door.ask(self._door.last)
            return
        self._at_desk.sit_down(who)
        workspace = self._around.workspace
        self._around.runner.run(self, lambda: entered(workspace, who), self._watch, lane="view")

    @Slot()
    def lock(self) -> None:
        """Shut the door; whoever was there is asked for first."""
        self._shut(somebody_else=False)

    @Slot()
    def change_over(self) -> None:
        """Shut the door for somebody else."""
        self._shut(somebody_else=True)

    def _shut(self, *, somebody_else: bool) -> None:
        who = self._at_desk.who
        if who is None:
            return
        self._left = who
        self._at_desk.leave()
        self.watch.rest()
        self._curtain.draw()
        self.shut.emit()
        self._door.ask(None if somebody_else else who.id)
        staff = self._around.workspace.staff
        self._around.runner.run(self, lambda: staff.lock(who))

    @Slot(object)
    def _came_in(self, new: Entered) -> None:
        left, self._left = self._left, None
        self._at_desk.sit_down(new.who)
        self._watch(new)
        self.opened.emit()
        if left is None or left.id == new.who.id:
            self._curtain.open()
        else:
            self._curtain.clear_away()

    def _watch(self, new: Entered) -> None:
        if self._at_desk.who is not None:
            self.watch.begin(new.idle_minutes)
