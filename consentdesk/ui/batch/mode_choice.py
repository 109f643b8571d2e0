"""Look or Match, one sentence each, and why Match is not possible."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from consentdesk.domain.batch import Mode
from consentdesk.domain.matching_locks import LockState
from consentdesk.ui.labels import words
from consentdesk.ui.text import tr

INDENT = 28


class ModeChoice(QWidget):
    """Two ways of working; Match only where the school's record allows it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = QRadioButton(tr("&Look"))
        self.look.setAccessibleName(tr("Look"))
        self.match = QRadioButton(tr("&Match"))
        self.match.setAccessibleName(tr("Match"))
        self.look.setToolTip(tr("Work by eye (Alt+L)"))
        self.match.setToolTip(tr("Work with suggestions (Alt+M)"))
        self.closed = QCheckBox(tr("Everybody in the photos has a biometric permission"))
        self.closed.setAccessibleName(self.closed.text())
        self._why_not = words(look="problem")
        self._group = QButtonGroup(self)
        self._group.addButton(self.look)
        self._group.addButton(self.match)
        self.look.setChecked(True)
        self._lay_out()
        self.match.toggled.connect(self._match_toggled)
        self._allowed = False
        self.show_lock(LockState(False, tr("Asking whether the school allows matching …")))

    def show_lock(self, lock: LockState) -> None:
        """Say whether Match may be chosen."""
        self._allowed = lock.open
        self.match.setEnabled(lock.open)
        self._why_not.setText("" if lock.open else lock.sentence)
        self._why_not.setVisible(not lock.open)
        self._match_toggled(self.match.isChecked())

    def choose(self, mode: Mode, closed_for_matching: bool) -> None:
        """Show what was chosen before."""
        self.match.setChecked(mode is Mode.MATCH)
        self.look.setChecked(mode is Mode.LOOK)
        self.closed.setChecked(closed_for_matching)

    @property
    def mode(self) -> Mode:
        """The way of working that is chosen and allowed."""
        return Mode.MATCH if self.match.isChecked() and self._allowed else Mode.LOOK

    @property
    def closed_for_matching(self) -> bool:
        """Whether a person stated that everybody has a biometric permission."""
        return self.mode is Mode.MATCH and self.closed.isChecked()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        look = tr("Every face is found; you recognise the children. No face is compared.")
        match = tr("As Look, and faces that resemble a child on the register come first.")
        for choice, sentence in ((self.look, look), (self.match, match)):
            column.addWidget(choice)
            label = words(sentence, "muted")
            label.setIndent(INDENT)
            column.addWidget(label)
        self._why_not.setIndent(INDENT)
        column.addWidget(self._why_not)
        column.addWidget(self.closed)

    def _match_toggled(self, chosen: bool) -> None:
        self.closed.setVisible(chosen and self._allowed)
        self.changed.emit()
