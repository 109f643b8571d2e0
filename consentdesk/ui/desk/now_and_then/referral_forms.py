"""The two short forms when the person at the desk is not the one to decide."""

from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.review import Referral
from consentdesk.domain.review_changes import Referee
from consentdesk.services.deciding.referrals import Referrals
from consentdesk.services.names.person_names import tidy_name
from consentdesk.ui.desk.desk_words import asked_words
from consentdesk.ui.form_dialog import ShortForm
from consentdesk.ui.labels import words
from consentdesk.ui.runner import Runner
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

LINES = 3
"""Of the field for a question or an answer; more scroll."""


class AskForm(ShortForm):
    """Whom to ask, and what is to be decided; `saved` carries the photo as it waits."""

    def __init__(
        self,
        referrals: Referrals,
        photo_id: PhotoId,
        by: str,
        theme: Theme,
        runner: Runner,
        parent: QWidget | None = None,
    ) -> None:
        title = tr("Who is to decide about this photo?")
        super().__init__(theme, runner, title, tr("Ask"), parent)
        self._referrals, self._photo_id, self._by = referrals, photo_id, by
        self.head = QRadioButton(tr("The &Head"))
        self.head.setAccessibleName(tr("The Head"))
        self.colleague = QRadioButton(tr("A &colleague, for a second opinion"))
        self.colleague.setAccessibleName(tr("A colleague, for a second opinion"))
        self.head.setChecked(True)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Name of the colleague"))
        self.name.setPlaceholderText(tr("Name of the colleague"))
        self.question = _text_field(tr("What is to be decided"))
        self.column.addWidget(words(tr("The photo goes nowhere until the answer is in."), "muted"))
        self.column.addLayout(_below(self.head, self.colleague, self.name))
        _labels_above(self.fields).addRow(tr("What is to be decided"), self.question)
        self.column.addLayout(self.fields)
        self.colleague.toggled.connect(self.name.setVisible)
        self.name.setVisible(False)
        self.begin_with(520, 440)
        self.question.setFocus()

    def save_now(self) -> None:
        """Let the photo wait."""
        question, name = self.question.toPlainText().strip(), tidy_name(self.name.text())
        to = Referee.SECOND_OPINION if self.colleague.isChecked() else Referee.HEAD
        if to is Referee.SECOND_OPINION and not name:
            sentence = tr("Nobody is named."), tr("Enter whose opinion is asked.")
            self._refused(KnownError(*sentence))
            return
        if name and question and to is Referee.SECOND_OPINION:
            question = tr("For {name}: {question}", name=name, question=question)
        self.record(lambda: self._referrals.refer(self._photo_id, to, question, self._by))


class ReferralAnswerForm(ShortForm):
    """What came back; `saved` carries the photo as it stands with the answer."""

    def __init__(
        self,
        referrals: Referrals,
        photo_id: PhotoId,
        asked: Referral,
        by: str,
        theme: Theme,
        runner: Runner,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, runner, tr("What is the answer?"), tr("Record"), parent)
        self._referrals, self._photo_id = referrals, photo_id
        self._asked, self._by = asked, by
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Who answered"))
        self.may_go = QRadioButton(tr("It &may go"))
        self.may_go.setAccessibleName(tr("It may go"))
        self.stays = QRadioButton(tr("It &stays back"))
        self.stays.setAccessibleName(tr("It stays back"))
        self._group = QButtonGroup(self)
        self._group.addButton(self.may_go)
        self._group.addButton(self.stays)
        self.reason = _text_field(tr("In which words (need not be there)"))
        self.column.addWidget(words(asked_words(asked), "section"))
        self.column.addWidget(words(asked.reason))
        fields = _labels_above(self.fields)
        fields.addRow(tr("Who answered"), self.name)
        fields.addRow(tr("The answer"), _below(self.may_go, self.stays))
        fields.addRow(tr("In which words (need not be there)"), self.reason)
        self.column.addLayout(self.fields)
        text = tr("Even with a yes each face is decided and the photo looked at.")
        self.column.addWidget(words(text, "muted"))
        self.begin_with(520, 560)
        self.name.setFocus()

    def save_now(self) -> None:
        """Record the answer."""
        may_go, name = self.may_go.isChecked(), self.name.text()
        if not (may_go or self.stays.isChecked()):
            sentence = tr("No answer is chosen."), tr("Choose whether the photo may go.")
            self._refused(KnownError(*sentence))
            return
        reason = self.reason.toPlainText()
        self.record(
            lambda: self._referrals.answer(
                self._photo_id, name, reason, self._by, self._asked, may_go=may_go
            )
        )


def _below(*fields: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    for field in fields:
        column.addWidget(field)
    return column


def _labels_above(fields: QFormLayout) -> QFormLayout:
    fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    return fields


def _text_field(name: str) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setAccessibleName(name)
    field.setTabChangesFocus(True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * LINES + 20)
    return field
