"""The files of a portrait folder that were attached to nobody, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme

if TYPE_CHECKING:
    from consentdesk.services.register.portrait_folder import PortraitReceipt


class PortraitsLeft(QDialog):
    """A list to put right: file names that are no number of one person, and broken files."""

    def __init__(
        self, theme: Theme, receipt: PortraitReceipt, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Portraits of nobody"))
        self.files = QListWidget()
        self.files.setAccessibleName(tr("Files that were not attached"))
        nobody = tr("names nobody on the roll, or more than one person")
        self.files.addItems([f"{name}: {nobody}" for name in receipt.unmatched])
        self.files.addItems([f"{name}: {sentence}" for name, sentence in receipt.failed])
        self.files.setSpacing(4)
        self.files.setWordWrap(True)
        self.files.setCurrentRow(0)
        self.close_button = button(theme, tr("Close"), self.accept, look="primary")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 20)
        column.setSpacing(12)
        column.addWidget(words(self.windowTitle(), "title"))
        column.addWidget(words(_told(receipt), "muted"))
        column.addWidget(self.files, 1)
        column.addLayout(row)
        self.close_button.setDefault(True)
        self.resize(620, 460)


def _told(receipt: PortraitReceipt) -> str:
    attached = plural(receipt.attached, "{n} portrait is attached.", "{n} portraits are attached.")
    how = tr("Name each file by the UPN or the admission number, and attach the folder again.")
    return f"{attached} {how}"
