"""What the desk can do besides deciding face by face, each in its own part."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consentdesk.ui.desk.burst_page import BurstPage
from consentdesk.ui.desk.burst_walk import BurstWalk
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures
from consentdesk.ui.desk.desk_sheet import DeskSheet
from consentdesk.ui.desk.face_panel import FacePanel
from consentdesk.ui.desk.framing import Framing
from consentdesk.ui.desk.group_sheet import GroupSheet
from consentdesk.ui.desk.group_walk import GroupWalk
from consentdesk.ui.desk.look_through_sheet import LookThroughSheet
from consentdesk.ui.desk.looking_through import LookingThrough
from consentdesk.ui.desk.photo_canvas import PhotoCanvas
from consentdesk.ui.desk.rare_acts import RareActs
from consentdesk.ui.desk.remedying import Remedying
from consentdesk.ui.dialogs import Dialogs
from consentdesk.ui.runner import Runner
from consentdesk.ui.theme import Theme

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


class FurtherActs(QObject):
    """Makes the parts over one desk and says which key each of them answers.

    Signals:
        said: a sentence for the line below the photo (Notice).
        act_wanted: an act that a part asks of the desk.
        reading_wanted: a part needs the batch read anew.
        closed: a sheet was put away; the keys go back to the photo.
    """

    said = Signal(object)
    act_wanted = Signal(object)
    reading_wanted = Signal()
    closed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        theme: Theme,
        runner: Runner,
        dialogs: Dialogs,
        deciding: Deciding,
        pictures: DeskPictures,
        canvas: PhotoCanvas,
        panel: FacePanel,
        desk: QWidget,
    ) -> None:
        super().__init__(desk)
        self.framing = Framing(workspace.frames, deciding, canvas)
        self.remedying = Remedying(workspace.frames, deciding, panel.identifiable)
        self.burst_page = BurstPage(theme, pictures, desk)
        self.burst_walk = BurstWalk(workspace.bursts, deciding, self.burst_page)
        self.group_sheet = GroupSheet(theme, pictures, desk)
        self.group_walk = GroupWalk(workspace, deciding, self.group_sheet)
        self.group_walk.reading_wanted.connect(self.reading_wanted)
        self.look_sheet = LookThroughSheet(theme, pictures, desk)
        self.looking_through = LookingThrough(workspace.review, deciding, pictures, self.look_sheet)
        self.rare = RareActs(workspace, theme, runner, dialogs, deciding, panel, canvas, desk)
        self.remedying.act_wanted.connect(self.act_wanted)
        for part in (
            self.framing,
            self.remedying,
            self.burst_walk,
            self.looking_through,
            self.rare,
        ):
            part.said.connect(self.said)
        for sheet in self.sheets:
            sheet.closed.connect(self.closed)

    def acts(self) -> dict[Act, Callable[[], None]]:
        """Return what each key does."""
        return {
            **self.framing.acts(),
            **self.remedying.acts(),
            **self.rare.acts(),
            Act.BURST: self.burst_walk.begin,
            Act.GROUP: self.group_walk.begin,
            Act.LOOK_THROUGH: self.looking_through.begin,
        }

    def lay_out_again(self) -> None:
        """Show the sheets as the batch stands now, after it was read anew."""
        self.group_walk.lay_out_again()
        self.burst_walk.lay_out_again()
        self.looking_through.lay_out_again()

    @property
    def sheets(self) -> tuple[DeskSheet, ...]:
        """What may lie over the desk and is to be as large as it."""
        return (self.burst_page, self.group_sheet, self.look_sheet, *self.rare.sheets)
