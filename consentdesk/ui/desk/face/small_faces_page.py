"""Doubtful boxes or very small faces of a photo: each seen enlarged, then settled together."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from consentdesk.domain.face import Region, RegionSize
from consentdesk.domain.ids import RegionId, VaultKey
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures, face_key
from consentdesk.ui.desk.face.picture_tile import PictureTile
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look

COLUMNS = 4
TILE_HEIGHT = 100
NARROWEST_TILE = 56

LIKELY = (
    (Act.NOT_A_FACE, "None is a face"),
    (Act.CANNOT_BE_RECOGNISED, "None can be recognised"),
    (Act.DONE, "None can be recognised, go on"),
)
OTHERS = (
    (Act.NOT_A_FACE, "None is a face"),
    (Act.CANNOT_BE_RECOGNISED, "None recognisable"),
    (Act.COVER, "Cover all"),
    (Act.ACCEPT, "Only this one"),
    (Act.LEAVE, "Leave"),
)

ENOUGH_IN_SIGHT = 0.8
"""Share of a tile's height that must be in sight before its face counts as seen."""


class SmallFacesPage(QWidget):
    """Shows the faces side by side; one decision is taken for all, once each was in sight.

    Signals:
        seen: faces that stood enlarged on the screen.
        opened: a face to be decided by itself.
        marked: another face is the current one.
    """

    act_wanted = Signal(object)
    seen = Signal(object)
    opened = Signal(object)
    marked = Signal()

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures
        self._tiles: dict[RegionId, PictureTile] = {}
        self._seen: set[tuple[RegionId, VaultKey | None]] = set()
        self.regions: tuple[Region, ...] = ()
        self.current: RegionId | None = None
        self.ends_photo = False
        self.heading = words("", "heading")
        self.text = words("", "muted")
        self.likely = {act: KeyButton(theme, act, tr(text), look="primary") for act, text in LIKELY}
        self.others = {act: KeyButton(theme, act, tr(text)) for act, text in OTHERS}
        self.buttons = (*self.likely.values(), *self.others.values())
        self._ground = QWidget()
        self._area = QScrollArea()
        self._lay_out()
        for button in self.buttons:
            button.clicked.connect(self._pressed)
        self._area.verticalScrollBar().valueChanged.connect(self._look_what_is_in_sight)
        self._ground.installEventFilter(self)

    def _lay_out(self) -> None:
        set_look(self._ground, "page")
        self._grid = QGridLayout(self._ground)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._area.setWidget(self._ground)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(self.focusPolicy())
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        choices = QGridLayout()
        choices.setSpacing(6)
        likely = QVBoxLayout()
        for button in self.likely.values():
            likely.addWidget(button)
        choices.addLayout(likely, 0, 0, 1, 2)
        choices.addWidget(self.others[Act.NOT_A_FACE], 1, 0)
        choices.addWidget(self.others[Act.CANNOT_BE_RECOGNISED], 1, 0)
        choices.addWidget(self.others[Act.COVER], 1, 1)
        choices.addWidget(self.others[Act.ACCEPT], 2, 0)
        choices.addWidget(self.others[Act.LEAVE], 2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        layout.addWidget(self.text)
        layout.addWidget(self._area, 1)
        layout.addLayout(choices)

    @property
    def faces(self) -> tuple[RegionId, ...]:
        """The faces that are settled together."""
        return tuple(region.id for region in self.regions)

    @property
    def all_seen(self) -> bool:
        """Whether each face was in sight, or its picture cannot come at all."""
        return bool(self.regions) and not self._unseen

    @property
    def _unseen(self) -> list[RegionId]:
        """Those that were not in sight yet in the picture they have now."""
        shown_as = self._pictures.face_shown_as
        return [face for face in self.faces if (face, shown_as(face)) not in self._seen]

    def begin(self, regions: Sequence[Region], numbers: Sequence[int], *, last: bool) -> None:
        """Show these faces with their numbers in the photo.

        `last` says that nothing else in the photo needs a decision.
        """
        small = regions[0].size is RegionSize.TOO_SMALL
        self.ends_photo = last and small
        self.regions = tuple(regions)
        self._seen = {sight for sight in self._seen if sight[0] in self.faces}
        if self.current not in self.faces:
            self.current = self.faces[0]
            self._area.verticalScrollBar().setValue(0)
        self._make_tiles(numbers)
        self.heading.setText(_small_words(len(regions)) if small else _maybe_words(len(regions)))
        self._show_choices(small=small)
        self.refresh()

    def _show_choices(self, *, small: bool) -> None:
        """Put first what is likely: nobody in a tiny face, nothing in a doubtful box."""
        wanted = Act.NOT_A_FACE
        if small:
            wanted = Act.DONE if self.ends_photo else Act.CANNOT_BE_RECOGNISED
        for act, button in self.likely.items():
            button.setVisible(act is wanted)
        self.others[Act.NOT_A_FACE].setVisible(small)
        self.others[Act.CANNOT_BE_RECOGNISED].setVisible(not small)

    def step(self, by: int) -> None:
        """Mark the next face, and bring it into sight."""
        faces = self.faces
        if not faces:
            return
        at = faces.index(self.current) + by if self.current in faces else 0
        self.current = faces[min(max(0, at), len(faces) - 1)]
        for face, tile in self._tiles.items():
            tile.set_strong(face == self.current)
        self._area.ensureWidgetVisible(self._tiles[self.current], 0, TILE_HEIGHT // 4)
        self._look_what_is_in_sight()
        self.marked.emit()

    def refresh(self) -> None:
        """Show the pictures that have come meanwhile."""
        for face, tile in self._tiles.items():
            pixmap = self._pictures.picture(face_key(face))
            lost = self._pictures.problem(face_key(face)) is not None
            icon = "image-broken-variant" if lost else "face-recognition"
            tile.show_picture(pixmap, str(self._numbers[face]), icon=icon)
        self._look_what_is_in_sight()

    def showEvent(self, event: QShowEvent) -> None:
        """Count what is in sight from the beginning."""
        super().showEvent(event)
        self._look_what_is_in_sight()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count what is in sight after the tiles found their places."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Paint):
            self._look_what_is_in_sight()
        return super().eventFilter(watched, event)

    def _make_tiles(self, numbers: Sequence[int]) -> None:
        for tile in self._tiles.values():
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self._tiles = {}
        self._numbers = dict(zip(self.faces, numbers, strict=True))
        for place, face in enumerate(self.faces):
            tile = PictureTile(self._theme)
            tile.setFixedHeight(TILE_HEIGHT)
            tile.setMinimumWidth(NARROWEST_TILE)
            tile.set_strong(face == self.current)
            tile.clicked.connect(self._tile_pressed)
            self._grid.addWidget(tile, place // COLUMNS, place % COLUMNS)
            self._tiles[face] = tile
        rows = -(-len(self._tiles) // COLUMNS)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(rows, 1)
        self._ground.setMinimumHeight(rows * (TILE_HEIGHT + self._grid.verticalSpacing()))

    def _look_what_is_in_sight(self) -> None:
        """Record faces whose enlarged picture is on the screen now."""
        if not self.isVisible():
            return
        # tiles whose places are not settled yet lie on top of each other, all in sight
        for layout in (self.layout(), self._grid):
            if layout is not None:
                layout.activate()
        room = self._area.viewport().rect()
        shown = []
        for face, tile in self._tiles.items():
            if not self._pictures.settled(face_key(face)) or not _in_sight(tile, room, self._area):
                continue
            self._seen.add((face, self._pictures.face_shown_as(face)))
            pixmap = self._pictures.picture(face_key(face))
            if pixmap is not None and not pixmap.isNull():
                shown.append(face)
        if shown:
            self.seen.emit(tuple(shown))
        self._say_what_is_left()

    def _say_what_is_left(self) -> None:
        left = len(self._unseen)
        if left:
            self.text.setText(
                plural(
                    left, "{n} not seen yet: Space shows it.", "{n} not seen yet: Space goes on."
                )
            )
        elif self.ends_photo:
            self.text.setText(tr("Each was seen; they are signed off with the photo."))
        else:
            self.text.setText(tr("Look at each. One you know is decided by itself."))
        for button in self.buttons:
            if button.act not in (Act.ACCEPT, Act.LEAVE):
                button.setEnabled(not left)

    def _tile_pressed(self) -> None:
        pressed = self.sender()
        for face, tile in self._tiles.items():
            if tile is pressed:
                self.opened.emit(face)

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.act_wanted.emit(button.act)


def _in_sight(tile: QWidget, room: QRect, area: QScrollArea) -> bool:
    corner = tile.mapTo(area.viewport(), tile.rect().topLeft())
    seen = QRect(corner, tile.size()) & room
    return tile.isVisible() and seen.height() >= ENOUGH_IN_SIGHT * tile.height()


def _small_words(faces: int) -> str:
    return plural(
        faces,
        "{n} face is too small to recognise",
        "{n} faces are too small to recognise",
    )


def _maybe_words(faces: int) -> str:
    return plural(faces, "{n} box may be a face", "{n} boxes may be faces")
