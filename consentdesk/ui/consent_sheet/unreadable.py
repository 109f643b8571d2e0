"""What the wizard shows when a file cannot be read: why, what to do, and another file."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.ui.buttons import button
from consentdesk.ui.empty_state import EmptyState
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme


class Unreadable(QWidget):
    """The sentence, the next step, and a button for another file."""

    def __init__(
        self, theme: Theme, choose: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._choose = choose
        self._column = QVBoxLayout(self)
        self._shown: EmptyState | None = None

    def show_problem(self, error: KnownError) -> None:
        """Show why the file cannot be read."""
        if self._shown is not None:
            self._shown.deleteLater()
        another = button(
            self._theme,
            tr("Choose another file"),
            self._choose,
            icon="file-import-outline",
            look="primary",
        )
        self._shown = EmptyState(
            self._theme,
            "file-alert-outline",
            tr("This file cannot be read"),
            (error.sentence, error.next_step),
            (another,),
        )
        self.another = another
        self._column.addWidget(self._shown)
        another.setFocus()
