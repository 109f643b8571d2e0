"""The question before the first frame where several schools share a computer: which one?"""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.sign_in.door_card import DoorCard
from consentdesk.ui.start import kept_theme
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look


class WhichSchool(DoorCard):
    """One button a school; each has its own register, accounts and key."""

    chosen = Signal(object)
    """The number of the school in the order they were named; None when the window was closed."""

    def __init__(self, theme: Theme, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            "account-group-outline",
            tr("Which school?"),
            tr("Each has its own register, accounts and key. Nothing is shared between them."),
            parent,
        )
        set_look(self, "window")
        self.setWindowTitle(tr("ConsentDesk"))
        self.setWindowIcon(theme.icon("account-check", "accent"))
        self.resize(1280, 820)
        self.schools = [
            button(theme, name, partial(self.chosen.emit, number), look="primary")
            for number, name in enumerate(names)
        ]
        for each in self.schools:
            self.fields.addWidget(each)
        self.schools[0].setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is an answer, too: none of them."""
        self.chosen.emit(None)
        super().closeEvent(event)


def ask_which_school(names: Sequence[str], look_file: Path) -> int | None:
    """Show the question and wait for the answer; None when the window was closed."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    theme = kept_theme(look_file, app)
    theme.apply(app)
    answers: list[int | None] = []
    waiting = QEventLoop()
    page = WhichSchool(theme, names)
    page.chosen.connect(answers.append)
    page.chosen.connect(waiting.quit)
    page.show()
    if not answers:
        waiting.exec()
    page.hide()
    page.deleteLater()
    return answers[0]
