"""The form with which senior leadership ends a protection or a child's objection."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class EndingForm(FormDialog):
    """Asks what it rests on; whoever does not lead the school reads who can do it."""

    def __init__(
        self,
        around: Surroundings,
        title: str,
        end: Callable[[str, str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around, title, tr("End it"), parent)
        self._end = end
        self.evidence = QLineEdit()
        self.evidence.setAccessibleName(tr("What it rests on"))
        self.evidence.setPlaceholderText(tr("Letter of 3 June in the office file"))
        self.evidence.textChanged.connect(self._changed)
        self._may = around.leads
        self._lay_out_fields()
        self._changed()
        self.begin_with(520, 320)

    def save_now(self) -> None:
        """Record that it ends."""
        if self.save.isEnabled():
            evidence, by = self.evidence.text(), self._around.by()
            self.record(lambda: self._end(by, evidence))

    def _lay_out_fields(self) -> None:
        if not self._may:
            text = tr("Ask an approver, the head or the safeguarding lead: only they can end it.")
            self.column.addWidget(words(text))
            return
        text = tr(
            "The answers on record count again. What you write is kept in the trail; name nobody."
        )
        self.column.addWidget(words(text, "muted"))
        self.fields.addRow(tr("What it rests on"), self.evidence)
        self.column.addLayout(self.fields)

    def _changed(self) -> None:
        self.save.setEnabled(self._may and bool(self.evidence.text().strip()))
