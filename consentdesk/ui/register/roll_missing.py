"""Who is on the roll and not in the sheet, and the statement that they have left."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from consentdesk.ui.day_field import show_day
from consentdesk.ui.labels import words
from consentdesk.ui.optional_day import OptionalDay
from consentdesk.ui.register.roll_facts import SHOWN_AT_MOST
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.roll_sheets.roll_proposal import RollProposal


class RollMissing(QWidget):
    """Lists them; a tick and a day say that they left, a second tick that so many did."""

    changed = Signal()

    def __init__(self, proposal: RollProposal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        missing = proposal.missing
        self._many = proposal.many_missing
        self.left = OptionalDay(tr("They have left; no longer here from"))
        show_day(self.left.day_field, proposal.today)
        self.many = QCheckBox(tr("All {n} of them really left", n=len(missing)))
        self.many.setAccessibleName(self.many.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if missing:
            column.addWidget(words(tr("On the roll, but not in the sheet"), "heading"))
            names = [f"{p.name}, {p.details.class_name}" for p in missing[:SHOWN_AT_MOST]]
            column.addWidget(words("\n".join(names)))
            more = len(missing) - SHOWN_AT_MOST
            if more > 0:
                column.addWidget(words(tr("… and {n} more", n=more), "muted"))
            column.addWidget(words(_why_not(proposal), "muted"))
        may_be_stated = bool(missing) and not proposal.not_taken and not proposal.silent_about
        self.left.setVisible(may_be_stated)
        self.many.setVisible(may_be_stated and self._many)
        self.many.setEnabled(False)
        self.left.stated.toggled.connect(self._stated)
        self.many.toggled.connect(self.changed)
        column.addWidget(self.left)
        column.addWidget(self.many)

    @property
    def day(self) -> date | None:
        """From which day they are no longer here; None when they stay as they are."""
        return self.left.day

    @property
    def complete(self) -> bool:
        """Whether nothing waits for a second tick."""
        return self.day is None or not self._many or self.many.isChecked()

    def _stated(self, stated: bool) -> None:
        self.many.setEnabled(stated)
        self.changed.emit()


def _why_not(proposal: RollProposal) -> str:
    """Say what holds for them, and why nobody can be stated to have left."""
    stay = tr("They stay on the roll as they are.")
    if proposal.not_taken:
        why = tr("Whether they left can be said here once every row is taken.")
    elif proposal.silent_about:
        why = tr("The sheet is not of the whole school, so it cannot tell who left.")
    else:
        why = tr("If they have left the school, say so here.")
    return f"{stay} {why}"
