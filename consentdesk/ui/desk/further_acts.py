"""What the desk can do besides deciding face by face, each in its own part."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from consentdesk.domain.ids import PhotoId
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures
from consentdesk.ui.desk.desk_sheet import DeskSheet
from consentdesk.ui.desk.face.face_panel import FacePanel
from consentdesk.ui.desk.face.remedying import Remedying
from consentdesk.ui.desk.groups.group_sheet import GroupSheet
from consentdesk.ui.desk.groups.group_walk import GroupWalk
from consentdesk.ui.desk.moments.burst_page import BurstPage
from consentdesk.ui.desk.moments.burst_walk import BurstWalk
from consentdesk.ui.desk.photo.framing import Framing
from consentdesk.ui.desk.photo.photo_canvas import PhotoCanvas
from consentdesk.ui.desk.rare_acts import RareActs
from consentdesk.ui.desk.whole_photo.look_through_sheet import LookThroughSheet
from consentdesk.ui.desk.whole_photo.looking_through import LookingThrough
from consentdesk.ui.dialogs import Dialogs
from consentdesk.ui.runner import Runner
from consentdesk.ui.theme import Theme

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


S = TypeVar("S", bound=DeskSheet)


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
        self._workspace = workspace
        self._theme = theme
        self._deciding = deciding
        self._pictures = pictures
        self._desk = desk
        self._made: list[DeskSheet] = []
        self.framing = Framing(workspace.frames, deciding, canvas)
        self.remedying = Remedying(workspace.frames, deciding, panel.identifiable)
        self.rare = RareActs(workspace, theme, runner, dialogs, deciding, panel, canvas, desk)
        self.remedying.act_wanted.connect(self.act_wanted)
        for part in (self.framing, self.remedying, self.rare):
            part.said.connect(self.said)
        self.rare.sheet_made.connect(self._keep)

    # sheets are made when they are wanted first, so that the desk is there sooner

    @cached_property
    def burst_page(self) -> BurstPage:
        """Two frames of one moment side by side."""
        return self._keep(BurstPage(self._theme, self._pictures, self._desk))

    @cached_property
    def burst_walk(self) -> BurstWalk:
        """Leads through the frames of a moment."""
        walk = BurstWalk(self._workspace.bursts, self._deciding, self.burst_page)
        walk.said.connect(self.said)
        return walk

    @cached_property
    def group_sheet(self) -> GroupSheet:
        """One person in many photos."""
        return self._keep(GroupSheet(self._theme, self._pictures, self._desk))

    @cached_property
    def group_walk(self) -> GroupWalk:
        """Leads from group to group."""
        walk = GroupWalk(self._workspace, self._deciding, self.group_sheet)
        walk.reading_wanted.connect(self.reading_wanted)
        return walk

    @cached_property
    def look_sheet(self) -> LookThroughSheet:
        """Decided photos that pass by."""
        return self._keep(LookThroughSheet(self._theme, self._pictures, self._desk))

    @cached_property
    def looking_through(self) -> LookingThrough:
        """Leads through decided photos."""
        walk = LookingThrough(
            self._workspace.review, self._deciding, self._pictures, self.look_sheet
        )
        walk.said.connect(self.said)
        return walk

    def _keep(self, sheet: S) -> S:
        sheet.closed.connect(self.closed)
        self._made.append(sheet)
        return sheet

    def look_through(self, ids: tuple[PhotoId, ...]) -> None:
        """Look through these photos, those of them that only wait for a look."""
        self.looking_through.begin_with(ids)

    def acts(self) -> dict[Act, Callable[[], None]]:
        """Return what each key does."""
        return {
            **self.framing.acts(),
            **self.remedying.acts(),
            **self.rare.acts(),
            Act.BURST: lambda: self.burst_walk.begin(),
            Act.GROUP: lambda: self.group_walk.begin(),
            Act.LOOK_THROUGH: lambda: self.looking_through.begin(),
        }

    def lay_out_again(self) -> None:
        """Show the sheets as the batch stands now, after it was read anew."""
        for name in ("group_walk", "burst_walk", "looking_through"):
            if name in self.__dict__:
                getattr(self, name).lay_out_again()

    @property
    def sheets(self) -> tuple[DeskSheet, ...]:
        """What may lie over the desk and is to be as large as it."""
        return tuple(self._made)
