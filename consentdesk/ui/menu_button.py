"""A button that opens a short menu of what is needed now and then."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from consentdesk.ui.theme import Theme, set_look


class MenuButton(QPushButton):
    """Opens with a click or the space bar; each entry is added by one `add`."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        icon: str,
        look: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self._menu = QMenu(self)
        self._menu.setAccessibleName(text)
        self.setMenu(self._menu)
        self.setProperty("opens", "menu")
        self.setAutoDefault(False)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setIcon(theme.icon(icon, "accent" if look == "quiet" else "text"))
        if look:
            set_look(self, look)

    def add(self, text: str, on_chosen: Callable[[], None], *, icon: str = "") -> QAction:
        """Add an entry below the others."""
        action = self._menu.addAction(text)
        if icon:
            action.setIcon(self._theme.icon(icon))
        action.triggered.connect(lambda: on_chosen())
        return action

    @property
    def entries(self) -> tuple[QAction, ...]:
        """The entries, from the top."""
        return tuple(self._menu.actions())
