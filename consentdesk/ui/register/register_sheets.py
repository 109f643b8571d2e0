"""Consent sheets coming in: asked for or dropped, undone again, and the list of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal, Slot
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.ui.buttons import button, icon_button
from consentdesk.ui.consent_sheet.imports_view import ImportsView
from consentdesk.ui.consent_sheet.sheet_wizard import SHEETS, SheetWizard
from consentdesk.ui.consent_sheet.undo_form import UndoForm
from consentdesk.ui.note import Note
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.domain.consent_source import SheetImport
    from consentdesk.services.consent.committing import ImportReceipt


class RegisterSheets(QWidget):
    """A strip that offers to undo the sheet just recorded; `changed` asks to read again.

    Sheets dropped on `owner` are brought in.
    """

    changed = Signal()

    def __init__(self, around: Surroundings, owner: QWidget) -> None:
        super().__init__(owner)
        self._around = around
        self.wizard: SheetWizard | None = None
        self.imports: ImportsView | None = None
        self.undo_form: UndoForm | None = None
        self._import_id: int | None = None
        self.undo = button(around.theme, tr("Undo this import…"), self._ask_undo, icon="undo")
        dismiss = icon_button(around.theme, "close", tr("Dismiss this message"), self.hide)
        self.note = Note(around.theme, "info", buttons=(self.undo, dismiss))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.note)
        self.hide()
        owner.setAcceptDrops(True)
        owner.installEventFilter(self)

    def ask(self) -> None:
        """Ask for a consent sheet."""
        kinds = tr("Sheets ({patterns})", patterns=SHEETS)
        self._around.dialogs.choose_file(self.window(), tr("Consent sheet"), kinds, self._chosen)

    def bring_in(self, sheet: Path) -> None:
        """Open a sheet in the wizard; nothing is recorded before its last step."""
        self.wizard = SheetWizard(self._around, sheet, self.window())
        self.wizard.recorded.connect(self._recorded)
        self.wizard.finished.connect(self.wizard.deleteLater)
        self.wizard.open()

    def show_imports(self) -> None:
        """Show every sheet that was brought in."""
        self.imports = ImportsView(self._around, self.window())
        self.imports.undone.connect(self._undone)
        self.imports.finished.connect(self.imports.deleteLater)
        self.imports.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that is dropped on the register."""
        if event.type() in {QEvent.Type.DragEnter, QEvent.Type.Drop} and isinstance(
            event, QDropEvent
        ):
            sheet = sheet_in(event.mimeData())
            if sheet is not None:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self.bring_in(sheet)
                return True
        return super().eventFilter(watched, event)

    def _chosen(self, sheet: Path | None) -> None:
        if sheet is not None:
            self.bring_in(sheet)

    @Slot(object)
    def _recorded(self, receipt: ImportReceipt) -> None:
        self._import_id = receipt.import_id
        self.undo.show()
        text = plural(
            receipt.answers,
            "{n} answer of the sheet is recorded.",
            "{n} answers of the sheet are recorded.",
        )
        self.note.say(text, "info")
        self.show()
        self.changed.emit()

    def _ask_undo(self) -> None:
        consent, wanted = self._around.workspace.consent, self._import_id
        self._around.runner.run(
            self,
            lambda: next(each for each in consent.imports() if each.id == wanted),
            self._open_undo,
            lane="view",
        )

    def _open_undo(self, imported: SheetImport) -> None:
        self.undo_form = UndoForm(self._around, imported, self.window())
        self.undo_form.saved.connect(self._undone)
        self.undo_form.finished.connect(self.undo_form.deleteLater)
        self.undo_form.open()

    @Slot()
    def _undone(self, *_: object) -> None:
        self.undo.hide()
        self.note.say(tr("The import is undone; what it had replaced counts again."), "info")
        self.show()
        self.changed.emit()


def sheet_in(dropped: QMimeData) -> Path | None:
    """Return the one file that was dropped; several or none are no sheet."""
    paths = [Path(url.toLocalFile()) for url in dropped.urls() if url.toLocalFile()]
    return paths[0] if len(paths) == 1 else None
