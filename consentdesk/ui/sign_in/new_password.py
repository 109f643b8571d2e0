"""A new password, typed twice, because nobody sees it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.ui.labels import words
from consentdesk.ui.sign_in.hidden_field import HiddenField, capitals_hint
from consentdesk.ui.text import tr


class NewPassword(QWidget):
    """Two fields; `typed` says that something changed, `entered` that Enter was pressed."""

    typed = Signal()
    entered = Signal()

    def __init__(self, name: str, again: str = "", parent: QWidget | None = None) -> None:
        """`again` names the second field where it is no password."""
        super().__init__(parent)
        self.first = HiddenField(name)
        self.again = HiddenField(again or tr("The same password again"))
        self._differ = words(tr("The two are not the same yet."), "muted")
        self._differ.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.first)
        column.addWidget(self.again)
        column.addWidget(self._differ)
        column.addWidget(capitals_hint(self.first, self.again))
        for field in (self.first, self.again):
            field.textChanged.connect(self._compare)
            field.returnPressed.connect(self.entered)

    @property
    def password(self) -> str:
        """What was typed twice; empty while the two differ."""
        return self.first.text() if self.first.text() == self.again.text() else ""

    @Slot()
    def _compare(self) -> None:
        self._differ.setVisible(bool(self.again.text()) and not self.password)
        self.typed.emit()
