"""Who gets the two recovery codes, and the proof that they may be made."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QWidget

from consentdesk.domain.staff import StaffMember
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.sign_in.hidden_field import HiddenField, capitals_hint
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr


class RecoveryForm(FormDialog):
    """Two different leaders and a secret; `saved` carries the two codes."""

    def __init__(
        self,
        around: Surroundings,
        leaders: tuple[StaffMember, ...],
        behind_passphrase: bool,
        parent: QWidget | None = None,
    ) -> None:
        """`behind_passphrase` says that the library's passphrase is asked for, else a password."""
        super().__init__(around, tr("Make recovery codes"), tr("Make the codes"), parent)
        self.leaders = tuple(
            _chooser(name, leaders) for name in (tr("One leader"), tr("Another leader"))
        )
        label = tr("&Passphrase") if behind_passphrase else tr("Your &password")
        self.secret = HiddenField(label.replace("&", ""))
        line = tr(
            "Both codes together set a new passphrase; one alone opens nothing. Earlier codes stop "
            "working. Have both leaders or two envelopes ready: the codes are shown once."
        )
        if len(leaders) < 2:
            line = tr(
                "The school has fewer than two leaders with an account. Open an account for "
                "another one on the Staff page first."
            )
        self.column.addWidget(words(line, "muted"))
        if around.password_hint:
            self.column.addWidget(words(around.password_hint, "muted"))
        for name, chooser in zip(
            (tr("&One leader"), tr("&Another leader")), self.leaders, strict=True
        ):
            self.fields.addRow(name, chooser)
            chooser.currentIndexChanged.connect(self._changed)
        self.fields.addRow(label, self.secret)
        self.column.addLayout(self.fields)
        self.column.addWidget(capitals_hint(self.secret))
        self.secret.textChanged.connect(self._changed)
        self._changed()
        self.begin_with(560, 440)
        self.leaders[0].setFocus()

    def save_now(self) -> None:
        """Make the codes; Enter does it, too."""
        who = self._around.who()
        if who is None or not self.save.isEnabled():
            return
        one, other = (chooser.currentData() for chooser in self.leaders)
        key, secret = self._around.workspace.key, self.secret.text()
        self.record(lambda: key.make_codes((one, other), secret, who))

    @Slot()
    def _changed(self) -> None:
        one, other = (chooser.currentData() for chooser in self.leaders)
        two = None not in (one, other) and one != other
        self.save.setEnabled(two and bool(self.secret.text()))


def _chooser(name: str, leaders: tuple[StaffMember, ...]) -> QComboBox:
    chooser = QComboBox()
    chooser.setAccessibleName(name)
    chooser.setPlaceholderText(tr("Choose a name"))
    for member in leaders:
        chooser.addItem(member.name, member.id)
    chooser.setCurrentIndex(-1)
    return chooser
