"""What is left to do when everything that was signed off is in its folders."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look


class WhatNow(QFrame):
    """Says that nothing is posted yet, and where the copies are looked after from now on."""

    published_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self.look_after = button(
            theme, tr("Open Published"), self.published_asked.emit, icon="arrow-right"
        )
        copies = tr(
            "The copies lie in the folders below; each was opened again there and checked. "
            "Putting them on a website, an account or a wall is still to be done by you."
        )
        later = tr(
            "Every copy is listed under Published. When a parent withdraws, what has to come down "
            "stands first there."
        )
        last = RowOrColumn(theme)
        last.setSpacing(16)
        last.addLayout(_said(theme, "archive-check-outline", later), 1)
        last.addWidget(self.look_after, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(words(tr("What now?"), "heading"))
        column.addLayout(_said(theme, "folder-open-outline", copies))
        column.addLayout(last)
        self.hide()


def _said(theme: Theme, icon: str, sentence: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(Sign(theme, 20, icon), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words(sentence), 1)
    return row
