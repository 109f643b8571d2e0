"""What can be done with the chosen copies: take them down, say they are removed elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from consentdesk.domain.release import ReleasedState
from consentdesk.services.looking_after.published_copies import Standing
from consentdesk.ui.buttons import button
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.published.folder_words import end_of
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.services.looking_after.published_copies import PublishedCopy

TAKE_DOWN, REMOVED = "archive-arrow-down-outline", "account-check-outline"


class CopiesActs(QWidget):
    """Two buttons for the chosen copies; each asks first. `confirmed` once a removal is noted."""

    confirmed = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._copies: tuple[PublishedCopy, ...] = ()
        self.take_down = button(
            around.theme,
            tr("Take down"),
            self._ask_take_down,
            icon=TAKE_DOWN,
            look="primary",
            key="Ctrl+Del",
        )
        self.removed = button(
            around.theme,
            tr("I removed it elsewhere…"),
            self._ask_removed,
            icon=REMOVED,
            tip=tr("Record that what was posted, printed or handed on is removed, too"),
            key="Ctrl+Shift+R",
        )
        # large buttons would be squeezed before the list is
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = RowOrColumn(around.theme)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.take_down)
        row.addWidget(self.removed)
        row.addStretch(1)
        self.setLayout(row)

    def show_chosen(self, copies: tuple[PublishedCopy, ...], *, idle: bool) -> None:
        """Offer what makes sense for these; nothing while another job on copies is under way."""
        self._copies = copies
        in_folder = any(copy.state is not ReleasedState.TAKEN_DOWN for copy in copies)
        waiting = any(copy.standing is not Standing.TAKEN_DOWN for copy in copies)
        self.take_down.setEnabled(idle and in_folder)
        self.removed.setEnabled(idle and waiting)
        self._stress(self.take_down, TAKE_DOWN, stressed=in_folder or not waiting)
        self._stress(self.removed, REMOVED, stressed=waiting and not in_folder)

    def _stress(self, act: QPushButton, icon: str, *, stressed: bool) -> None:
        """Show which act is the next one for the chosen copies."""
        set_look(act, "primary" if stressed else "")
        act.setIcon(self._around.theme.icon(icon, "on_accent" if stressed else "text"))

    def _ask_take_down(self) -> None:
        ids = [copy.id for copy in self._copies if copy.state is not ReleasedState.TAKEN_DOWN]
        folders = sorted({end_of(copy.folder) for copy in self._copies})
        sentence = tr(
            "The files are removed from:\n{folders}\n\nNothing else there is touched. What was "
            "posted, printed or handed on has to be removed by you.",
            folders="\n".join(folders),
        )

        def answered(agreed: bool) -> None:
            if agreed:
                self._around.jobs.take_down(ids)

        self._around.dialogs.confirm(
            self.window(),
            plural(len(ids), "Take down {n} copy?", "Take down {n} copies?"),
            sentence,
            tr("Take down"),
            tr("Leave them there"),
            answered,
        )

    def _ask_removed(self) -> None:
        ids = [copy.id for copy in self._copies if copy.standing is not Standing.TAKEN_DOWN]
        around = self._around

        def answered(note: str | None) -> None:
            if note is None:
                return
            by, service = around.by(), around.workspace.take_down
            around.runner.run(
                self,
                lambda: service.confirm_elsewhere(ids, by, note),
                lambda nothing: self.confirmed.emit(),
            )

        around.dialogs.ask_text(
            self.window(),
            plural(len(ids), "{n} copy removed elsewhere?", "{n} copies removed elsewhere?"),
            tr("Where and when did you remove it? Write no names."),
            answered,
        )
