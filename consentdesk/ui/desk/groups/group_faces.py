"""All faces of a group enlarged, with the mark, the ticks and what was seen."""

import time
from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from consentdesk.domain.face import ENOUGH_MS
from consentdesk.domain.ids import RegionId, VaultKey
from consentdesk.ui.desk.desk_pictures import DeskPictures, Kind, PictureKey, Urgency, face_key
from consentdesk.ui.desk.groups.face_group import FaceGroup
from consentdesk.ui.desk.groups.group_tile import GroupTile, TileState
from consentdesk.ui.desk.time_on_screen import TimeOnScreen
from consentdesk.ui.theme import Theme, set_look

TILE_HEIGHT = 160
NARROWEST_TILE = 136
SPACING = 8

ENOUGH_IN_SIGHT = 0.9
"""Share of a tile's height that must be in sight before its face counts as seen."""


_Sight = tuple[RegionId, VaultKey | None]
"""A face and which picture of it."""


class GroupFaces(QScrollArea):
    """Counts a face as seen once its picture stood in sight; ticks are of this group only.

    Faces keep their places while the group is open; those that come later follow.

    Signals:
        in_sight: faces whose picture stands on the screen from now on.
        changed: mark, ticks or what was seen are different.
    """

    in_sight = Signal(object)
    changed = Signal()

    def __init__(
        self,
        theme: Theme,
        pictures: DeskPictures,
        clock: Callable[[], float] = time.monotonic,
        enough_ms: int = ENOUGH_MS,
    ) -> None:
        """`clock` tells seconds that never jump; `enough_ms` is how long is long enough."""
        super().__init__()
        self._theme = theme
        self._pictures = pictures
        self._enough_ms = enough_ms
        self._tiles: dict[RegionId, GroupTile] = {}
        self._decided: frozenset[RegionId] = frozenset()
        self._tickable: frozenset[RegionId] = frozenset()
        self._ticked: set[RegionId] = set()
        self._by_hand: set[RegionId] = set()
        self._seen: set[_Sight] = set()
        self._time: TimeOnScreen[_Sight] = TimeOnScreen(clock)
        self._columns = 1
        self.marked: RegionId | None = None
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._enough_time)
        self._lay_out()
        pictures.arrived.connect(self._picture_arrived)

    def _lay_out(self) -> None:
        self._ground = QWidget()
        set_look(self._ground, "page")
        self._grid = QGridLayout(self._ground)
        self._grid.setContentsMargins(2, 2, 2, 2)
        self._grid.setSpacing(SPACING)
        self.setWidget(self._ground)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self.look_what_is_in_sight)
        self._ground.installEventFilter(self)

    @property
    def faces(self) -> tuple[RegionId, ...]:
        """The faces in the order they lie."""
        return tuple(self._tiles)

    @property
    def ticked(self) -> tuple[RegionId, ...]:
        """The ticked faces in the order they lie."""
        return tuple(face for face in self._tiles if face in self._ticked)

    @property
    def seen(self) -> frozenset[RegionId]:
        """Those whose present picture stood in sight long enough."""
        return frozenset(face for face in self._tiles if self._sight(face) in self._seen)

    def begin(self, group: FaceGroup, marked: RegionId) -> None:
        """Show another group; nothing of it is ticked or was seen yet."""
        self._ticked.clear()
        self._by_hand.clear()
        self._seen.clear()
        self._time.forget()
        self._drop(self.faces)
        self.marked = marked
        self.verticalScrollBar().setValue(0)
        self.lay_out(group, frozenset())
        self.bring_mark_in_sight()

    def lay_out(self, group: FaceGroup, tickable: frozenset[RegionId]) -> None:
        """Show the faces as they stand now; `tickable` may be ticked once they were seen."""
        present = [face.id for face in group.faces]
        self._drop([face for face in self._tiles if face not in present])
        decided = frozenset(f.id for f in group.faces if f.decided is not None)
        self._ticked -= decided - self._decided
        self._decided = decided
        self._tickable = tickable
        for face in present:
            if face not in self._tiles:
                self._tiles[face] = self._tile(face)
            self._pictures.want(face_key(face), Urgency.VISIBLE)
        if self.marked not in self._tiles:
            self.marked = next(iter(self._tiles), None)
        self._tick_beforehand()
        self._place()

    def show_states(self, states: Mapping[RegionId, TileState]) -> None:
        """Show how each face stands."""
        for face, tile in self._tiles.items():
            icon = "image-broken-variant" if self.lost(face) else "face-recognition"
            state = states[face]
            tile.show_picture(self._pictures.picture(face_key(face)), state.caption, icon=icon)
            tile.show_state(state)
            tile.set_marked(face == self.marked)

    def step(self, by: int) -> None:
        """Mark another face and bring it into sight."""
        faces = self.faces
        if faces:
            at = faces.index(self.marked) + by if self.marked in faces else 0
            self._mark(faces[min(max(0, at), len(faces) - 1)])

    def step_row(self, by: int) -> None:
        """Mark the face a row further down or up."""
        faces = self.faces
        at = faces.index(self.marked) + by * self._columns if self.marked in faces else -1
        if 0 <= at < len(faces):
            self._mark(faces[at])

    def toggle(self) -> None:
        """Tick the marked face or take its tick away; one without a picture stays out."""
        if self.marked is not None and not self.lost(self.marked):
            self._by_hand.add(self.marked)
            self._ticked ^= {self.marked}
            self.changed.emit()

    def tick_all_seen(self) -> None:
        """Tick every undecided face that was seen; all of them ticked already: none."""
        seen = self.seen - self._decided
        self._by_hand |= self.seen
        self._ticked = set() if seen and seen <= self._ticked else self._ticked | seen
        self.changed.emit()

    def tick(self, faces: Iterable[RegionId], *, ticked: bool) -> None:
        """Tick faces or take their ticks away; they are not ticked by themselves any more."""
        wanted = {face for face in faces if face in self._tiles}
        self._by_hand |= wanted
        self._ticked = self._ticked | wanted if ticked else self._ticked - wanted
        self.changed.emit()

    def lost(self, face: RegionId) -> bool:
        """Whether the picture of a face cannot be shown, so that nobody can compare."""
        key = face_key(face)
        return self._pictures.settled(key) and not self._there(face)

    def bring_mark_in_sight(self) -> None:
        """Scroll to the marked face."""
        if self.marked in self._tiles and self.isVisible():
            self._grid.activate()
            self.ensureWidgetVisible(self._tiles[self.marked], 0, SPACING)
        self.look_what_is_in_sight()

    @Slot()
    def look_what_is_in_sight(self) -> None:
        """Note the faces whose picture stands on the screen now."""
        sight = self._in_sight()
        self._time.show(self._sight(face) for face in sight)
        self.in_sight.emit(tuple(sight))
        if set(sight) - self.seen and not self._waiting.isActive():
            self._waiting.start(self._enough_ms)

    def showEvent(self, event: QShowEvent) -> None:
        """Count what is in sight from the beginning."""
        super().showEvent(event)
        self.bring_mark_in_sight()

    def hideEvent(self, event: QHideEvent) -> None:
        """Count nothing any more."""
        super().hideEvent(event)
        self._time.show(())
        self._waiting.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lie in as many columns as there is room for; count after the tiles have places."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() == QEvent.Type.LayoutRequest:
            self.look_what_is_in_sight()
        return super().eventFilter(watched, event)

    def _mark(self, face: RegionId) -> None:
        self.marked = face
        self.bring_mark_in_sight()
        self.changed.emit()

    def _tile(self, face: RegionId) -> GroupTile:
        tile = GroupTile(self._theme)
        tile.setFixedHeight(TILE_HEIGHT)
        tile.setMinimumWidth(NARROWEST_TILE)
        tile.clicked.connect(lambda: self._pressed(face))
        return tile

    def _pressed(self, face: RegionId) -> None:
        self._mark(face)
        self.toggle()

    def _drop(self, faces: Iterable[RegionId]) -> None:
        for face in tuple(faces):
            tile = self._tiles.pop(face)
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
            self._ticked.discard(face)
            self._by_hand.discard(face)
            self._seen = {sight for sight in self._seen if sight[0] != face}

    def _place(self) -> None:
        """Give every tile its place."""
        wide = self.viewport().width() - 2 * 2
        self._columns = max(1, (wide + SPACING) // (NARROWEST_TILE + SPACING))
        for place, tile in enumerate(self._tiles.values()):
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, place // self._columns, place % self._columns)
        rows = -(-len(self._tiles) // self._columns)
        for column in range(max(self._columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, int(column < self._columns))
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, int(row == rows))
        self._grid.activate()
        self.look_what_is_in_sight()

    def _in_sight(self) -> list[RegionId]:
        window = self.window()
        if not self.isVisible() or window.isMinimized():
            return []
        # tiles whose places are not settled yet lie on top of each other, all in sight
        self._grid.activate()
        room = self.viewport().rect()
        lying = [face for face, tile in self._tiles.items() if self._lies_in(tile, room)]
        for face in lying:
            self._pictures.want(face_key(face))
        return [face for face in lying if self._there(face)]

    def _lies_in(self, tile: QWidget, room: QRect) -> bool:
        place = QRect(tile.mapTo(self.viewport(), tile.rect().topLeft()), tile.size()) & room
        return tile.isVisible() and place.height() >= ENOUGH_IN_SIGHT * tile.height()

    def _sight(self, face: RegionId) -> _Sight:
        return face, self._pictures.face_shown_as(face)

    def _there(self, face: RegionId) -> bool:
        pixmap = self._pictures.picture(face_key(face))
        return pixmap is not None and not pixmap.isNull()

    def _enough_time(self) -> None:
        stood = {s: self._time.ms(s) for s in map(self._sight, self._in_sight())}
        self._seen |= {sight for sight, ms in stood.items() if ms >= self._enough_ms}
        pending = [ms for sight, ms in stood.items() if sight not in self._seen]
        if pending:
            self._waiting.start(max(1, self._enough_ms - max(pending)))
        self._tick_beforehand()
        self.changed.emit()

    def _tick_beforehand(self) -> None:
        self._ticked |= (self._tickable & self.seen) - self._by_hand - self._decided
        self._ticked -= {face for face in self._ticked if self.lost(face)}

    @Slot(object)
    def _picture_arrived(self, key: PictureKey) -> None:
        if key.kind is Kind.FACE and self.isVisible():
            self.look_what_is_in_sight()
            if key.number in self._tiles:
                self.changed.emit()
