"""Photos, photo and face side by side; what has no room waits for its key."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.ui.desk.desk_bar import DeskBar
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.face.face_panel import FacePanel
from consentdesk.ui.desk.grid.photo_list import PhotoList
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

BETWEEN = 16
MOST_COLUMNS = 2


class DeskSides(QWidget):
    """Puts the list of photos away where photo and face need its room.

    There its key shows it in the place of the face, until a photo was chosen. A face that is
    out of sight must not be decided: `face_hidden` tells it.

    Signals:
        act_wanted: the button of the list was pressed.
    """

    act_wanted = Signal(object)

    def __init__(
        self, theme: Theme, photos: PhotoList, middle: QVBoxLayout, bar: DeskBar, panel: FacePanel
    ) -> None:
        super().__init__()
        self._photos, self._bar, self._panel = photos, bar, panel
        self._asked_for = False
        self.photos_button = KeyButton(theme, Act.PHOTOS)
        self.photos_button.clicked.connect(self._pressed)
        self._middle = QWidget()
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(middle.spacing())
        column.addWidget(self.photos_button)
        column.addLayout(middle, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addWidget(photos)
        row.addWidget(self._middle, 1)
        row.addWidget(panel)
        self._row = row

    @property
    def face_hidden(self) -> bool:
        """Whether the list stands in the place of the face now."""
        return self._panel.isHidden()

    def show_photos(self) -> None:
        """Let a photo be chosen with the arrows."""
        self._asked_for = True
        self._fit()
        self._photos.grid.setFocus()

    def show_face(self) -> None:
        """Put the list away again if the face needs its room."""
        if self._asked_for:
            self._asked_for = False
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the room for photo and face without the list."""
        wide = self._panel.least_width() + BETWEEN + self._middle.minimumSizeHint().width()
        return QSize(wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Share the width out anew when words have become longer."""
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return answer

    def _fit(self) -> None:
        columns = self._columns()
        beside = columns > 0
        over = self._asked_for and not beside
        self._photos.setVisible(beside or over)
        self._panel.setVisible(not over)
        self.photos_button.setVisible(not beside)
        self.photos_button.say(tr("Back to the face") if over else tr("The list of photos"))
        if over:
            columns = MOST_COLUMNS
        self._photos.show_columns(max(1, columns))
        self._panel.setFixedWidth(self._panel.share_of(self.width()))
        self._row.activate()

    def _columns(self) -> int:
        """Return how many photos have room side by side, beside photo and face."""
        room = self.width() - self._panel.share_of(self.width()) - 2 * BETWEEN
        if self._photos.width_of(MOST_COLUMNS) + self._bar.room_for_all() <= room:
            return MOST_COLUMNS
        return int(self._photos.width_of(1) + self._middle.minimumSizeHint().width() <= room)

    def _pressed(self) -> None:
        self.act_wanted.emit(Act.PHOTOS)
