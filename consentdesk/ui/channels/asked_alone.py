"""What a person must have agreed to besides, to be in a picture alone."""

from collections.abc import Iterable, Mapping

from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from consentdesk.ui.labels import words
from consentdesk.ui.text import tr

SINGLE = "single"
"""The usual purpose; it can be ticked before any sheet or answer has it."""


class AskedAlone(QWidget):
    """One tick a purpose; without any tick nothing more is asked."""

    def __init__(self, purposes: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        offered = {**purposes, SINGLE: tr("Picture of one person alone")}
        self.boxes = {purpose: _tick(word) for purpose, word in offered.items()}
        ticks = QGridLayout()
        ticks.setVerticalSpacing(0)
        ticks.setHorizontalSpacing(12)
        for half in (0, 1):
            ticks.setColumnStretch(half, 1)
        for place, box in enumerate(self.boxes.values()):
            ticks.addWidget(box, place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        heading = tr("Whoever is alone in a picture must also agree to")
        column.addWidget(words(heading, "heading"))
        column.addWidget(words(tr("Without a tick: nothing more is asked."), "muted"))
        column.addLayout(ticks)

    @property
    def purposes(self) -> tuple[str, ...]:
        """The purposes that are ticked."""
        return tuple(purpose for purpose, box in self.boxes.items() if box.isChecked())

    def show_purposes(self, purposes: Iterable[str]) -> None:
        """Tick these."""
        ticked = set(purposes)
        for purpose, box in self.boxes.items():
            box.setChecked(purpose in ticked)


def _tick(word: str) -> QCheckBox:
    box = QCheckBox(word)
    box.setAccessibleName(tr("Alone: {purpose}", purpose=word))
    return box
