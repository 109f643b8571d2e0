"""Who is at the desk: the name that goes with every change."""

from PySide6.QtCore import QObject, QSettings, Signal

_KEY = "at_desk"


class AtDesk(QObject):
    """The name of the person at the desk, remembered for the next start.

    `at_first` is the name until somebody says theirs; the made-up school starts with one.
    """

    changed = Signal(str)

    def __init__(
        self, settings: QSettings, at_first: str = "", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._name = str(settings.value(_KEY, "") or at_first)

    @property
    def name(self) -> str:
        """The name, or empty when nobody said it yet."""
        return self._name

    def by(self) -> str:
        """Return the name as the services want it."""
        return self._name

    def set_name(self, name: str) -> None:
        """Somebody sat down; blanks around the name do not count, no name changes nothing."""
        tidy = " ".join(name.split())
        if tidy and tidy != self._name:
            self._name = tidy
            self._settings.setValue(_KEY, tidy)
            self.changed.emit(tidy)
