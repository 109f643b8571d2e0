"""The frame of a short form: title, fields, what is wrong with them, save and cancel."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class FormDialog(QDialog):
    """A form that closes only when what it says was recorded.

    Put fields into `column` and `fields`; `saved` carries what the service returned.
    """

    saved = Signal(object)

    def __init__(
        self, around: Surroundings, title: str, save_word: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self.setWindowTitle(title)
        self.problem = Note(around.theme, "problem")
        self.save = button(around.theme, save_word, self.save_now, look="primary")
        self.cancel = button(around.theme, tr("Cancel"), self.reject)
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

    def save_now(self) -> None:
        """Record what the form says; a form of its own says how."""
        raise NotImplementedError

    def record(self, work: Callable[[], Any]) -> None:
        """Run the change; close when it is done, say why when it is refused."""
        self.save.setEnabled(False)
        self._around.runner.run(self, work, self._saved, self._refused)

    def _frame(self, page: Page) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(32, 8, 32, 20)
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        notes = QVBoxLayout()
        notes.setContentsMargins(32, 0, 32, 0)
        notes.addWidget(self.problem)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page, 1)
        column.addLayout(notes)
        column.addLayout(row)
        self.save.setDefault(True)

    def _saved(self, result: object) -> None:
        self.accept()
        self.saved.emit(result)

    def _refused(self, error: KnownError) -> None:
        self.save.setEnabled(True)
        self.problem.say(f"{error.sentence} {error.next_step}", "problem")
