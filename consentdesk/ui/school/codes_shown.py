"""The two recovery codes, shown once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.form_dialog import FormDialog
from consentdesk.ui.labels import words
from consentdesk.ui.paper.recovery_code_page import draw_recovery_code
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.services.office.library_key import RecoveryCode


class CodesShown(FormDialog):
    """Each code to print or to copy by hand; closes when somebody says that both have theirs.

    There is no copying to the clipboard: what is there goes to other programs, too.
    """

    def __init__(
        self,
        around: Surroundings,
        codes: tuple[RecoveryCode, RecoveryCode],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around, tr("Recovery codes"), tr("Close"), parent)
        self.cancel.hide()
        text = tr(
            "Print each on a page of its own, or copy it by hand in groups of five. Nobody can "
            "show them again; new ones can be made at any time."
        )
        self.column.addWidget(words(text, "muted"))
        self.prints = tuple(self._add(code) for code in codes)
        self.both = QCheckBox(tr("Both have their code"))
        self.both.setAccessibleName(self.both.text())
        self.both.toggled.connect(self.save.setEnabled)
        self.column.addWidget(self.both)
        self.save.setEnabled(False)
        self.begin_with(640, 660)
        self.prints[0].setFocus()

    def save_now(self) -> None:
        """Close, and with it forget the codes."""
        if self.both.isChecked():
            self.accept()

    def reject(self) -> None:
        """Stay until both have their code; only a lock by somebody else takes them away."""
        self.save_now()

    def _add(self, code: RecoveryCode) -> QWidget:
        card = QFrame()
        set_look(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        groups = words(code.code.replace("-", "  "), "code")
        groups.setAccessibleName(tr("Code of {name}", name=code.leader))
        groups.setAccessibleDescription(code.code)
        name = tr("Print the code of {name}", name=code.leader)
        made = button(self._around.theme, tr("Print…"), partial(self._print, code), tip=name)
        made.setAccessibleName(name)
        row = QHBoxLayout()
        row.addWidget(made)
        row.addStretch(1)
        column.addWidget(words(code.leader, "heading"))
        column.addWidget(groups)
        column.addLayout(row)
        self.column.addWidget(card)
        return made

    def _print(self, code: RecoveryCode) -> None:
        self._around.dialogs.print_pages(
            self, tr("Recovery code"), partial(draw_recovery_code, code), lambda printed: None
        )
