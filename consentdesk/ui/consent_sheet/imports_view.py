"""The sheets that were brought in, with what became of them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.consent_source import ConsentSource, SheetImport
from consentdesk.ui.buttons import button
from consentdesk.ui.consent_sheet.changes_model import ListedModel, ListedView
from consentdesk.ui.consent_sheet.undo_form import UndoForm
from consentdesk.ui.labels import words
from consentdesk.ui.reading import Reading
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import day_words, moment_words, tr
from consentdesk.ui.theme import Badge

ImportsRead = tuple[tuple[SheetImport, ...], tuple[ConsentSource, ...]]


class ImportsModel(ListedModel):
    """File, kind, day, moment, who, and whether it counts."""

    badge_columns = (5,)
    kinds: dict[int, str]

    def heads(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return (
            *(tr("File"), tr("Kind of sheet"), tr("Shows"), tr("Brought in")),
            *(tr("By"), tr("How it stands")),
        )

    def text(self, row: SheetImport, column: int) -> str:
        """Return the words of a line."""
        details = row.details
        second = tr("{by}, with {second}", by=details.by, second=details.loosened_by)
        return (
            details.file_name,
            self.kinds.get(details.source_id, ""),
            day_words(details.as_of) if details.as_of else tr("not known"),
            moment_words(row.at),
            second if details.loosened_by else details.by,
        )[column]

    def badge(self, row: SheetImport, column: int) -> Badge:
        """Return whether it counts."""
        if row.undone_at is None:
            return Badge("check-circle", tr("Counts"), "cleared")
        return Badge("undo", tr("Undone by {name}", name=row.undone_by), "muted")

    def place(self, row: SheetImport) -> str:
        """Return nothing; the list leads to no cell."""
        return ""


class ImportsView(QDialog):
    """The newest first; each that counts can be undone as a whole."""

    undone = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.setWindowTitle(tr("Sheets brought in"))
        self.form: UndoForm | None = None
        self.model = ImportsModel(self)
        self.model.kinds = {}
        self.view = ListedView(
            around.theme, self.windowTitle(), self.model, 0, (26, 22, 24, 30, 24, 26)
        )
        self._none = words(tr("No sheet was brought in yet."), "muted")
        self.undo = button(around.theme, tr("Undo this import…"), self._ask_undo, icon="undo")
        self.close_button = button(around.theme, tr("Close"), self.accept)
        consent = around.workspace.consent
        self._reading: Reading[ImportsRead] = Reading(
            self, around.runner, lambda: (consent.imports(), consent.sources()), self._show
        )
        self.view.selectionModel().currentChanged.connect(self._allow)
        self._lay_out()
        self._allow()
        self._reading.again()

    def _show(self, read: ImportsRead) -> None:
        imports, sources = read
        self.model.kinds = {source.id: source.name for source in sources}
        self.model.show_rows(imports)
        self._none.setVisible(not imports)
        if imports:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._allow()

    @Slot(QModelIndex, QModelIndex)
    def _allow(self, *_: QModelIndex) -> None:
        chosen = self._chosen()
        self.undo.setEnabled(chosen is not None and chosen.undone_at is None)

    def _chosen(self) -> SheetImport | None:
        index = self.view.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    def _ask_undo(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        self.form = UndoForm(self._around, chosen, self)
        self.form.saved.connect(self._undone)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    @Slot(object)
    def _undone(self, changes: object) -> None:
        self._reading.again()
        self.undone.emit()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.undo)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 20)
        column.setSpacing(16)
        column.addWidget(words(self.windowTitle(), "title"))
        column.addWidget(self._none)
        column.addWidget(self.view, 1)
        column.addLayout(row)
        self._none.hide()
        self.resize(1180, min(self._around.theme.scaled(560), 760))
