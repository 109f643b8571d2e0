"""What comparing said about a face, in words: never a decision, and never "clear"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consentdesk.domain.face import Suggestion, SuggestionOutcome
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

SIGN = 18


@dataclass(frozen=True, slots=True)
class Answer:
    """One sentence with its sign; `role` is the sign's colour."""

    icon: str
    role: str
    text: str


class MachineAnswer(QWidget):
    """A sign and a sentence below the pictures."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = Sign(theme, SIGN)
        self.text = words()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text, 1)

    def say(self, answer: Answer | None) -> None:
        """Say this, or nothing."""
        self.setVisible(answer is not None)
        if answer is None:
            self.text.setText("")
            return
        self._sign.show_sign(answer.icon, answer.role)
        self.text.setText(answer.text)


def answer_for(
    suggestion: Suggestion | None,
    candidates: Sequence[PersonId],
    look_alikes: Sequence[PersonId],
    people: Mapping[PersonId, Person],
) -> Answer | None:
    """Return what to say; nothing where a candidate with its portrait says it all.

    `candidates` are those shown, best first, and `look_alikes` those of them who look alike.
    """
    if suggestion is None:
        return Answer("eye-outline", "muted", tr("This face was not compared with anybody."))
    if suggestion.outcome is SuggestionOutcome.NO_SUGGESTION:
        text = tr("No suggestion. It may still be a look-out.")
        return Answer("help-rhombus", "open", text)
    if look_alikes:
        names = [people[person].details.first_name for person in look_alikes]
        alike = tr("{names} look alike: compare the portraits.", names=_listed(names))
        return Answer("account-multiple-outline", "flagged", alike)
    if suggestion.outcome is SuggestionOutcome.CANNOT_TELL:
        return Answer("help-rhombus", "open", _cannot_tell(suggestion.reason))
    if not candidates:
        text = tr("It looks like somebody who is no longer on the roll.")
        return Answer("help-rhombus", "open", text)
    return None


def _cannot_tell(reason: str) -> str:
    return tr("Cannot tell: {reason}", reason=reason) if reason else tr("Cannot tell.")


def _listed(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return tr("{first} and {last}", first=", ".join(names[:-1]), last=names[-1])
