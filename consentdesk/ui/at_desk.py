"""Who is at the desk: the name that goes with every change."""

from PySide6.QtCore import QObject, Signal

from consentdesk.domain.staff import SignedIn


class AtDesk(QObject):
    """Who signed in and is still there.

    `changed` carries the name when somebody else than before sat down.
    """

    changed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._who: SignedIn | None = None
        self._name = ""

    @property
    def who(self) -> SignedIn | None:
        """Who signed in; None while nobody did, or the window is locked."""
        return self._who

    def by(self) -> str:
        """Return the name as the services want it; work begun before a lock keeps its name."""
        return self._name

    def sit_down(self, who: SignedIn) -> None:
        """Somebody signed in."""
        self._who = who
        if who.name != self._name:
            self._name = who.name
            self.changed.emit(who.name)

    def leave(self) -> None:
        """Nobody is at the desk until somebody signs in again."""
        self._who = None
