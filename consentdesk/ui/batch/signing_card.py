"""The second signature: who signs, with their own password."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLineEdit, QVBoxLayout, QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.ui.batch.signers import Signer
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.note import Note
from consentdesk.ui.sign_in.hidden_field import HiddenField, capitals_hint
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr
from consentdesk.ui.theme import set_look

SHORTEST = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
FEWEST_LETTERS = 16
"""Letters of a name that are seen in any window."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What was typed; `alone_because` is empty where a second person signs."""

    name: str
    password: str
    alone_because: str


class SigningCard(QFrame):
    """Asks who signs and for what proves it; `sign_asked` once all of it is there."""

    sign_asked = Signal()
    school_asked = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._theme = theme = around.theme
        self._signers: tuple[Signer, ...] = ()
        self._prepared = words(look="muted")
        self.person = QComboBox()
        self.person.setPlaceholderText(tr("Choose who signs"))
        # the reasons why somebody cannot sign would make the page wider than its window
        self.person.setSizeAdjustPolicy(SHORTEST)
        self.person.setMinimumContentsLength(FEWEST_LETTERS)
        self.person.setAccessibleName(tr("Who signs as the second person"))
        self.because = QLineEdit()
        self.because.setPlaceholderText(tr("Why nobody else can look; stands in the record"))
        self.because.setAccessibleName(tr("Why nobody else can look"))
        self.password = HiddenField(tr("Password of whoever signs"))
        self.sign = button(
            theme, tr("Sign off"), self._ask, icon="signature-freehand", look="primary"
        )
        self._school = button(theme, tr("Open School"), self.school_asked.emit, icon="arrow-right")
        self.lacking = Note(theme, "problem", buttons=(self._school,))
        self.refusal = Note(theme, "problem")
        self._fields = QFormLayout()
        self._lay_out(around.password_hint)
        self.person.currentIndexChanged.connect(self._chosen)
        for field in (self.because, self.password):
            field.textChanged.connect(self._typed)
            field.returnPressed.connect(self._ask)
        self._chosen()

    @property
    def signature(self) -> Signature:
        """What was typed."""
        signer = self._signer
        because = self.because.text().strip() if signer is not None and signer.alone else ""
        return Signature(self.person.currentText(), self.password.text(), because)

    def show_signers(self, signers: tuple[Signer, ...], preparers: tuple[str, ...]) -> None:
        """Offer everybody; who cannot sign is listed with the reason and cannot be chosen."""
        self._prepared.setText(_prepared_words(preparers))
        if signers == self._signers:
            return
        before, self._signers = self._signer, signers
        self.person.clear()
        for number, signer in enumerate(signers):
            self.person.addItem(_item_words(signer), signer.name)
            self._grey_out(number, bool(signer.why_not))
        able = [n for n, signer in enumerate(signers) if not signer.why_not]
        same = [n for n in able if before is not None and signers[n].name == before.name]
        self.person.setCurrentIndex(same[0] if same else able[0] if len(able) == 1 else -1)

    def forget(self) -> None:
        """Forget what was typed."""
        self.password.clear()
        self.because.clear()
        self.refusal.say("", "problem")

    def be_ready(self) -> None:
        """Let sign again, after a refusal."""
        self.password.clear()
        self._typed()

    def say_refusal(self, error: KnownError) -> None:
        """Say where the person looks why it was not signed, and wait for the password again."""
        self.refusal.say(f"{error.sentence} {error.next_step}", "problem")
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _signer(self) -> Signer | None:
        index = self.person.currentIndex()
        return self._signers[index] if 0 <= index < len(self._signers) else None

    def _lay_out(self, password_hint: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(words(tr("Second person"), "heading"))
        column.addWidget(self._prepared)
        self._fields.setHorizontalSpacing(16)
        self._fields.setVerticalSpacing(8)
        self._fields.addRow(tr("&Name"), self.person)
        self._fields.addRow(tr("&Because"), self.because)
        self._fields.addRow(tr("Pass&word"), self.password)
        column.addLayout(self._fields)
        column.addWidget(capitals_hint(self.password))
        column.addWidget(self.lacking)
        if password_hint:
            column.addWidget(words(password_hint, "muted"))
        # beside the button: below it would push the button out of sight
        last = RowOrColumn(self._theme)
        last.setSpacing(16)
        last.addWidget(self.refusal, 1)
        last.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(last)

    def _grey_out(self, number: int, grey: bool) -> None:
        model = self.person.model()
        assert isinstance(model, QStandardItemModel)
        model.item(number).setEnabled(not grey)

    @Slot()
    def _chosen(self) -> None:
        signer = self._signer
        self._fields.setRowVisible(self.because, signer is not None and signer.alone)
        lacking = () if signer is None else signer.lacking
        self.lacking.say(" ".join(tr(sentence) for sentence in lacking), "problem")
        self.password.clear()
        self._typed()

    @Slot()
    def _typed(self) -> None:
        signer = self._signer
        able = signer is not None and not signer.why_not and not signer.lacking
        explained = signer is None or not signer.alone or bool(self.because.text().strip())
        self.sign.setEnabled(able and explained and bool(self.password.text()))

    def _ask(self) -> None:
        if self.sign.isEnabled():
            self.sign.setEnabled(False)
            self.refusal.say("", "problem")
            self.sign_asked.emit()


def _item_words(signer: Signer) -> str:
    if not signer.why_not:
        return signer.name
    return tr("{name} ({why})", name=signer.name, why=signer.why_not)


def _prepared_words(preparers: tuple[str, ...]) -> str:
    if not preparers:
        return tr("Somebody who decided nothing in this batch must sign off.")
    names = ", ".join(preparers)
    return tr("Prepared by {names}. Somebody else must sign off.", names=names)
