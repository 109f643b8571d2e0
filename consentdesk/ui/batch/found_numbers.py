"""What looking for faces came to, in a row of numbers."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from consentdesk.domain.face import RegionSize
from consentdesk.ui.batch.face_facts import FaceFacts
from consentdesk.ui.labels import short_words
from consentdesk.ui.text import tr


class FoundNumbers(QWidget):
    """Photos, faces, maybe-faces, faces too small, and photos that could not be checked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbers: list[tuple[QLabel, QLabel]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(40)
        for words in (
            tr("photos looked through"),
            tr("faces"),
            tr("maybe a face"),
            tr("too small to recognise"),
            tr("could not be checked"),
        ):
            row.addLayout(self._column(words))
        row.addStretch(1)
        self._always = tuple(number for number, _ in self._numbers[:2])

    def _column(self, words: str) -> QVBoxLayout:
        number, caption = short_words("", "number"), short_words(words, "muted")
        self._numbers.append((number, caption))
        column = QVBoxLayout()
        column.setSpacing(0)
        for label in (number, caption):
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def show_facts(self, facts: FaceFacts) -> None:
        """Show the numbers as they stand."""
        counts = (
            facts.whole_done - len(facts.failed),
            facts.boxes(RegionSize.FACE),
            facts.boxes(RegionSize.MAYBE),
            facts.boxes(RegionSize.TOO_SMALL),
            len(facts.failed),
        )
        for (number, caption), count in zip(self._numbers, counts, strict=True):
            number.setText(str(count))
            number.setAccessibleName(f"{count} {caption.text()}")
            for label in (number, caption):
                label.setVisible(count > 0 or number in self._always)
