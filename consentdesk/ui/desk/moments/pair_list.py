"""The pairs of two frames of a burst as a list, how each stands, and who has no partner."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QWidget

from consentdesk.ui.desk.moments.burst_pair import BurstFace, FacePair
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme

SIGN = QSize(20, 20)


class PairState(StrEnum):
    """How a pair stands."""

    TICKED_UNSEEN = "ticked_unseen"
    UNSEEN = "unseen"
    TICKED = "ticked"
    OUT = "out"
    LOST = "lost"


_LOOKS = {
    PairState.TICKED_UNSEEN: ("checkbox-marked-outline", "muted", "Not seen yet"),
    PairState.UNSEEN: ("checkbox-blank-outline", "muted", "Not seen yet"),
    PairState.TICKED: ("checkbox-marked", "accent", "Will be carried"),
    PairState.OUT: ("checkbox-blank-outline", "muted", "Left out"),
    PairState.LOST: ("image-broken-variant", "muted", "Cannot be shown: decide by yourself"),
}
"""Sign, its colour, and words."""


class PairList(QListWidget):
    """Follows the keys of the page, and takes clicks; `chosen` carries the place of a pair."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setIconSize(SIGN)
        self.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Pairs of faces"))
        self.currentRowChanged.connect(self.chosen)

    def show_pairs(self, pairs: Sequence[tuple[FacePair, PairState]], at: int) -> None:
        """Show each pair with its numbers, what was decided, and how it stands."""
        self.blockSignals(True)
        while self.count() > len(pairs):
            self.takeItem(self.count() - 1)
        while self.count() < len(pairs):
            self.addItem("")
        for row, (pair, state) in enumerate(pairs):
            sign, role, state_words = _LOOKS[state]
            first = tr(
                "{a} – {b}  {words}", a=pair.decided.number, b=pair.open.number, words=pair.words
            )
            self.item(row).setText(f"{first}\n{tr(state_words)}")
            self.item(row).setIcon(self._theme.icon(sign, role))
        self.setCurrentRow(at)
        self.blockSignals(False)


def alone_words(faces: Sequence[BurstFace]) -> str:
    """Name the faces of the open frame that stand where nobody stood before."""
    numbers = ", ".join(str(face.number) for face in faces)
    one = "Face {numbers} has no partner: decide by yourself."
    many = "Faces {numbers} have no partner: decide by yourself."
    return plural(len(faces), one, many, numbers=numbers)
