"""What is done with a photo now and then: ask, object, delete for good, look back."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.face.face_panel import FacePanel
from consentdesk.ui.desk.now_and_then.asking import Asking
from consentdesk.ui.desk.now_and_then.deleted_sheet import DeletedSheet
from consentdesk.ui.desk.now_and_then.deleting_photo import DeletingPhoto
from consentdesk.ui.desk.now_and_then.history_sheet import HistorySheet
from consentdesk.ui.desk.now_and_then.looking_back import LookingBack
from consentdesk.ui.desk.now_and_then.objecting import Objecting
from consentdesk.ui.dialogs import Dialogs
from consentdesk.ui.runner import Runner
from consentdesk.ui.theme import Theme

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


class RareActs(QObject):
    """Makes the four parts over one desk and says which key each of them answers.

    What has a sheet is made when it is wanted first, so that the desk is there sooner.

    Signals:
        said: a sentence for the line below the photo (Notice).
        sheet_made: there is one more sheet that may lie over the desk (DeskSheet).
    """

    said = Signal(object)
    sheet_made = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        runner: Runner,
        dialogs: Dialogs,
        deciding: Deciding,
        panel: FacePanel,
        canvas: QWidget,
        desk: QWidget,
    ) -> None:
        """`canvas` gets the keys back after a question, `desk` is what the sheets cover."""
        super().__init__(desk)
        self._workspace = workspace
        self._theme = theme
        self._runner = runner
        self._dialogs = dialogs
        self._deciding = deciding
        self._canvas = canvas
        self._desk = desk
        self.asking = Asking(workspace.referrals, deciding, theme, runner, canvas)
        self.objecting = Objecting(workspace.objections, deciding, panel, dialogs, runner, canvas)
        for part in (self.asking, self.objecting):
            part.said.connect(self.said)

    @cached_property
    def deleted_sheet(self) -> DeletedSheet:
        """What is left to do after a photo was deleted."""
        sheet = DeletedSheet(self._theme, self._desk)
        self.sheet_made.emit(sheet)
        return sheet

    @cached_property
    def deleting(self) -> DeletingPhoto:
        """Deletes a photo for good."""
        deleting = DeletingPhoto(
            self._workspace.deletion,
            self._deciding,
            self._dialogs,
            self._runner,
            self.deleted_sheet,
            self._canvas,
        )
        deleting.said.connect(self.said)
        return deleting

    @cached_property
    def history_sheet(self) -> HistorySheet:
        """What was done to a photo."""
        sheet = HistorySheet(self._theme, self._desk)
        self.sheet_made.emit(sheet)
        return sheet

    @cached_property
    def looking_back(self) -> LookingBack:
        """Shows what was done to a photo."""
        looking_back = LookingBack(
            self._workspace.review, self._deciding, self._runner, self.history_sheet, self._canvas
        )
        looking_back.said.connect(self.said)
        return looking_back

    def acts(self) -> dict[Act, Callable[[], None]]:
        """Return what each key does."""
        return {
            Act.ASK: self.asking.begin,
            Act.OBJECTION: self.objecting.begin,
            Act.DELETE_PHOTO: lambda: self.deleting.begin(),
            Act.HISTORY: lambda: self.looking_back.begin(),
        }
