"""The frame of a short form: title, fields, what is wrong with them, save and cancel."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.runner import Runner
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme


class ShortForm(QDialog):
    """A form that closes only when what it says was recorded.

    Put fields into `column` and `fields`; `saved` carries what the service returned.
    """

    saved = Signal(object)

    def __init__(
        self,
        theme: Theme,
        runner: Runner,
        title: str,
        save_word: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._runner = runner
        self.setWindowTitle(title)
        self.problem = Note(theme, "problem")
        self.save = button(theme, save_word, self.save_now, look="primary")
        self.cancel = button(theme, tr("Cancel"), self.reject)
        page = Page()
        page.column.setContentsMargins(32, 24, 32, 16)
        page.column.addWidget(words(title, "title"))
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        page.column.addLayout(self.column)
        page.column.addStretch(1)
        self.fields = QFormLayout()
        self.fields.setHorizontalSpacing(16)
        self.fields.setVerticalSpacing(12)
        self._frame(page)

    def buttons_after(self, last: QWidget) -> None:
        """Let the Tab key come to the buttons after a field that came in while the form is open."""
        if self.save.parent() is not None:
            self.setTabOrder(last, self.cancel)
            self.setTabOrder(self.cancel, self.save)

    def begin_with(self, width: int, height: int) -> None:
        """Open with this size in pixels at text of 100 %; larger text gets more of the screen."""
        scaled = self._theme.scaled
        self.resize(QSize(scaled(width), scaled(height)).boundedTo(self.screen().availableSize()))

    def save_now(self) -> None:
        """Record what the form says; a form of its own says how."""
        raise NotImplementedError

    def record(self, work: Callable[[], Any]) -> None:
        """Run the change; close when it is done, say why when it is refused."""
        self.save.setEnabled(False)
        self._runner.run(self, work, self._saved, self._refused)

    def _frame(self, page: Page) -> None:
        notes = QVBoxLayout()
        notes.setContentsMargins(32, 0, 32, 0)
        notes.addWidget(self.problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page, 1)
        column.addLayout(notes)
        self._column = column

    def setVisible(self, visible: bool) -> None:
        """Before it is shown, put the buttons below the fields: the Tab key comes to them last."""
        if self.save.parent() is None:
            row = QHBoxLayout()
            row.setContentsMargins(32, 8, 32, 20)
            row.setSpacing(12)
            row.addStretch(1)
            row.addWidget(self.cancel)
            row.addWidget(self.save)
            self._column.addLayout(row)
            self.save.setDefault(True)
        super().setVisible(visible)

    def _saved(self, result: object) -> None:
        self.accept()
        self.saved.emit(result)

    def _refused(self, error: KnownError) -> None:
        self.save.setEnabled(True)
        self.problem.say(f"{error.sentence} {error.next_step}", "problem")


class FormDialog(ShortForm):
    """A short form of a screen, which hands on everything it works with."""

    def __init__(
        self, around: Surroundings, title: str, save_word: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(around.theme, around.runner, title, save_word, parent)
        self._around = around
