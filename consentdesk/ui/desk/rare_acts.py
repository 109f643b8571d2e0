"""What is done with a photo now and then: ask, object, delete for good, look back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_sheet import DeskSheet
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

    Signals:
        said: a sentence for the line below the photo (Notice).
    """

    said = Signal(object)

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
        self.deleted_sheet = DeletedSheet(theme, desk)
        self.history_sheet = HistorySheet(theme, desk)
        self.asking = Asking(workspace.referrals, deciding, theme, runner, canvas)
        self.objecting = Objecting(workspace.objections, deciding, panel, dialogs, runner, canvas)
        self.deleting = DeletingPhoto(
            workspace.deletion, deciding, dialogs, runner, self.deleted_sheet, canvas
        )
        self.looking_back = LookingBack(
            workspace.review, deciding, runner, self.history_sheet, canvas
        )
        for part in (self.asking, self.objecting, self.deleting, self.looking_back):
            part.said.connect(self.said)

    def acts(self) -> dict[Act, Callable[[], None]]:
        """Return what each key does."""
        return {
            Act.ASK: self.asking.begin,
            Act.OBJECTION: self.objecting.begin,
            Act.DELETE_PHOTO: self.deleting.begin,
            Act.HISTORY: self.looking_back.begin,
        }

    @property
    def sheets(self) -> tuple[DeskSheet, ...]:
        """What may lie over the desk and is to be as large as it."""
        return self.deleted_sheet, self.history_sheet
