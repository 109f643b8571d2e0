"""Very small and doubtful faces of a photo, all shown enlarged, settled together."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from consentdesk.domain.ids import RegionId
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures, face_key
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.picture_tile import PictureTile
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look

COLUMNS = 3


class SmallFacesPage(QWidget):
    """Shows the faces side by side; one decision is taken for all of them."""

    act_wanted = Signal(object)

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures
        self._tiles: dict[RegionId, PictureTile] = {}
        self.heading = words("", "heading")
        self.text = words(
            tr("Look at each. If you know one, leave and decide it by itself."), "muted"
        )
        ground = QWidget()
        set_look(ground, "page")
        self._grid = QGridLayout(ground)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(6)
        self._area = QScrollArea()
        self._area.setWidget(ground)
        self._area.setWidgetResizable(True)
        self.buttons = (
            KeyButton(
                theme,
                Act.CANNOT_BE_RECOGNISED,
                tr("None can be recognised"),
                look="primary",
            ),
            KeyButton(theme, Act.NOT_A_FACE, tr("None is a face")),
            KeyButton(theme, Act.COVER, tr("Cover all")),
            KeyButton(theme, Act.LEAVE),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        layout.addWidget(self.text)
        layout.addWidget(self._area, 1)
        choices = QGridLayout()
        choices.setSpacing(6)
        for place, button in enumerate(self.buttons):
            button.clicked.connect(self._pressed)
            if place:
                choices.addWidget(button, 1 + (place - 1) // 2, (place - 1) % 2)
            else:
                choices.addWidget(button, 0, 0, 1, 2)
        layout.addLayout(choices)

    @property
    def faces(self) -> tuple[RegionId, ...]:
        """The faces that are settled together."""
        return tuple(self._tiles)

    def begin(self, faces: Sequence[RegionId], numbers: Sequence[int]) -> None:
        """Show these faces with their numbers in the photo."""
        for tile in self._tiles.values():
            self._grid.removeWidget(tile)
            tile.deleteLater()
        self._tiles = {}
        for place, face in enumerate(faces):
            tile = PictureTile(self._theme)
            tile.setFixedHeight(104)
            tile.show_picture(None, str(numbers[place]), icon="face-recognition")
            self._grid.addWidget(tile, place // COLUMNS, place % COLUMNS)
            self._tiles[face] = tile
        self._numbers = dict(zip(faces, numbers, strict=True))
        text = plural(len(faces), "{n} small or doubtful face", "{n} small or doubtful faces")
        self.heading.setText(text)
        self.refresh()

    def refresh(self) -> None:
        """Show the pictures that have come meanwhile."""
        for face, tile in self._tiles.items():
            pixmap = self._pictures.picture(face_key(face))
            tile.show_picture(pixmap, str(self._numbers[face]), icon="face-recognition")

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.act_wanted.emit(button.act)
