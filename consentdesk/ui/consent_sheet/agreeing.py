"""Who agrees to what becomes less strict: a second person, each looked at, and so many meant."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from consentdesk.services.consent.vanished import is_many
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.ui.note import Note
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme


class Agreeing(QWidget):
    """Asks only when something becomes less strict; `changed` tells that `ready` may differ."""

    changed = Signal()

    def __init__(self, theme: Theme, by: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by = by
        self._needed = False
        self._is_many = False
        self.second = QLineEdit()
        self.second.setAccessibleName(tr("Name of the second person"))
        self.second.setMaximumWidth(360)
        self.second.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        label = QLabel(tr("Name of the &second person who looked, too"))
        label.setBuddy(self.second)
        self.looked = QCheckBox(tr("Each of them was looked at"))
        self.many = QCheckBox()
        self._same = Note(theme, "problem")
        for box in (self.looked, self.many):
            box.toggled.connect(self._tell)
        self.second.textChanged.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.looked, self.many, label, self.second, self._same):
            column.addWidget(part)
        self.looked.setAccessibleName(self.looked.text())
        self.ask(0, 0, 0)

    def ask(self, loosened: int, people: int, of: int) -> None:
        """Ask about this many permissions of this many people, of all the school has."""
        self._needed = bool(loosened)
        self._is_many = self._needed and is_many(people, of)
        self.many.setText(
            plural(
                people,
                "So many at once are right: {n} person",
                "So many at once are right: {n} people",
            )
        )
        self.many.setAccessibleName(self.many.text())
        self.setVisible(self._needed)
        self.many.setVisible(self._is_many)
        for box in (self.looked, self.many):
            box.setChecked(False)
        self._tell()

    @property
    def ready(self) -> bool:
        """Whether everything that is needed was said."""
        if not self._needed:
            return True
        return (
            self.looked.isChecked()
            and (self.many.isChecked() or not self._is_many)
            and bool(self.name)
            and not self._is_same
        )

    @property
    def name(self) -> str:
        """The second person, without stray blanks."""
        return " ".join(self.second.text().split())

    @property
    def _is_same(self) -> bool:
        return bool(self.name) and plain(self.name) == plain(self._by)

    def _tell(self) -> None:
        text = tr("That is the person at the desk. Somebody else must look, too.")
        self._same.say(text if self._is_same else "", "problem")
        self.changed.emit()
