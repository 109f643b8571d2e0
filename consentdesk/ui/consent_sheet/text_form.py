"""Says how a text file is written where the program guessed wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme


class TextForm(QDialog):
    """Two lists to choose from; `chosen` carries the corrections by key."""

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, encoding: str, delimiter: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Text looks wrong?"))
        self.encoding = _list(tr("Letters are written as"), _encodings(), encoding)
        self.delimiter = _list(tr("Columns are parted by"), _delimiters(), delimiter)
        self.again = button(theme, tr("Read it again"), self._again, look="primary")
        fields = QFormLayout()
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(12)
        fields.addRow(self.encoding.accessibleName(), self.encoding)
        fields.addRow(self.delimiter.accessibleName(), self.delimiter)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(button(theme, tr("Cancel"), self.reject))
        row.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 20)
        column.setSpacing(16)
        column.addWidget(words(self.windowTitle(), "heading"))
        column.addWidget(
            words(tr("Choose until names such as Zoë and O’Rourke look right."), "muted")
        )
        column.addLayout(fields)
        column.addLayout(row)
        self.again.setDefault(True)

    def _again(self) -> None:
        self.accept()
        self.chosen.emit(
            {
                "encoding": str(self.encoding.currentData()),
                "delimiter": str(self.delimiter.currentData()),
            }
        )


def _list(name: str, values: dict[str, str], now: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for value, word in values.items():
        made.addItem(word, value)
    made.setCurrentIndex(max(0, made.findData(now)))
    return made


def _encodings() -> dict[str, str]:
    return {
        "utf-8": tr("UTF-8, as most programs write"),
        "cp1252": tr("Windows, western Europe"),
        "cp1250": tr("Windows, central Europe"),
        "mac-roman": tr("Older Mac programs"),
        "utf-16-le": tr("UTF-16, “Unicode text” of Excel"),
        "utf-16-be": tr("UTF-16, other byte order"),
    }


def _delimiters() -> dict[str, str]:
    return {
        ",": tr("Commas"),
        ";": tr("Semicolons"),
        "\t": tr("Tabs"),
        "|": tr("Upright strokes"),
    }
