"""Takes a whole import back, after showing what that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from consentdesk.domain.consent_source import SheetImport
from consentdesk.services.consent.on_record import ChangeRow, undo_rows
from consentdesk.ui.consent_sheet.agreeing import Agreeing
from consentdesk.ui.consent_sheet.changes_model import ChangesModel, changes_view
from consentdesk.ui.consent_sheet.changes_page import change_sentence
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.consent.changes import Changes

_AFTER = 4
_CELL = 5


class UndoForm(FormDialog):
    """Nothing is taken back before what it changes was read and shown."""

    def __init__(
        self, around: Surroundings, imported: SheetImport, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, tr("Undo this import"), tr("Undo the import"), parent)
        self._import_id = imported.id
        self._seen: Changes | None = None
        text = tr(
            "The answers of {name} no longer count. What they replaced counts again.",
            name=imported.details.file_name,
        )
        self.told = words(tr("Working out what that changes…"), "strong")
        self.model = ChangesModel({}, self)
        self.view = changes_view(around.theme, self.model)
        self.view.setColumnHidden(_AFTER, True)
        self.view.setColumnHidden(_CELL, True)
        self.view.setMinimumHeight(220)
        self.agreeing = Agreeing(around.theme, around.by())
        for part in (words(text), self.told, self.view, self.agreeing):
            self.column.addWidget(part)
        self.evidence = QLineEdit()
        if imported.details.flags_set:
            self._ask_evidence()
        self.save.setEnabled(False)
        self.agreeing.changed.connect(self._allow)
        self.resize(820, 640)
        consent = around.workspace.consent
        around.runner.run(
            self,
            lambda: (consent.what_undoing_changes(imported.id), consent.on_record()),
            lambda read: self._show(read[0], undo_rows(*read), len(read[1])),
            self._refused,
            lane="view",
        )

    def save_now(self) -> None:
        """Take the import back."""
        seen, consent, by = self._seen, self._around.workspace.consent, self._around.by()
        if seen is None or not self.agreeing.ready:
            return
        second, many = self.agreeing.name, self.agreeing.many.isChecked()
        evidence = self.evidence.text()
        self.record(
            lambda: consent.undo(
                self._import_id,
                by,
                second_person=second,
                many_confirmed=many,
                seen=seen,
                evidence=evidence,
            )
        )

    def _ask_evidence(self) -> None:
        """Ask what it rests on if a protection that the sheet states ends with it."""
        self.evidence.setAccessibleName(tr("What it rests on"))
        text = tr(
            "The sheet states protections or objections. Only an approver, the head or the "
            "safeguarding lead can end them, and says what that rests on; name nobody."
        )
        self.column.addWidget(words(text, "muted"))
        self.fields.addRow(tr("What it rests on"), self.evidence)
        self.column.addLayout(self.fields)

    def _show(self, changes: Changes, rows: tuple[ChangeRow, ...], of: int) -> None:
        self._seen = changes
        people = len({key for key, _ in changes.loosened})
        stricter = plural(
            len(changes.tightened),
            "{n} permission becomes stricter.",
            "{n} permissions become stricter.",
        )
        told = [change_sentence(len(changes.loosened), people)]
        told += [stricter] if changes.tightened else []
        self.told.setText(" ".join(told))
        self.model.show_rows(rows)
        self.agreeing.ask(len(changes.loosened), people, of)
        self._allow()

    def _allow(self) -> None:
        self.save.setEnabled(self._seen is not None and self.agreeing.ready)
