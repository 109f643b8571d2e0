"""Several of a list, by ticking: purposes that a yes covers, conditions of a yes."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme


class SeveralChoice(QWidget):
    """Boxes in two columns; `changed` tells that another choice was made."""

    changed = Signal()

    def __init__(
        self, values: Mapping[str, str], ticked: Iterable[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.boxes = {value: QCheckBox(word) for value, word in values.items()}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(0)
        half = (len(self.boxes) + 1) // 2
        before = set(ticked)
        for place, (value, box) in enumerate(self.boxes.items()):
            box.setAccessibleName(box.text())
            box.setChecked(value in before)
            box.toggled.connect(self.changed)
            grid.addWidget(box, place % half, place // half)
        grid.setColumnStretch(2, 1)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values whose boxes are ticked."""
        return tuple(value for value, box in self.boxes.items() if box.isChecked())


class SeveralDialog(QDialog):
    """The same as a small window of its own; `on_chosen` gets what was ticked."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        values: Mapping[str, str],
        ticked: Iterable[str],
        on_chosen: Callable[[tuple[str, ...]], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._on_chosen = on_chosen
        self.choice = SeveralChoice(values, ticked)
        self.take = button(theme, tr("Take these"), self._take, look="primary")
        cancel = button(theme, tr("Cancel"), self.reject)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 20)
        column.setSpacing(16)
        column.addWidget(words(title, "heading"))
        column.addWidget(self.choice)
        column.addLayout(row)
        self.take.setDefault(True)
        self.choice.changed.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        self.take.setEnabled(bool(self.choice.chosen))

    def _take(self) -> None:
        self.accept()
        self._on_chosen(self.choice.chosen)
