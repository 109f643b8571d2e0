"""Photos, photo and face side by side; what has no room waits for its key."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.ui.desk.desk_bar import DeskBar
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures
from consentdesk.ui.desk.face.face_panel import FacePanel
from consentdesk.ui.desk.grid.photo_list import PhotoList
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.photo.frame_bar import FrameBar
from consentdesk.ui.desk.photo.photo_canvas import PhotoCanvas
from consentdesk.ui.labels import words
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

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked_for = False
        self.photo_list = PhotoList(theme, pictures, self)
        self._middle = QWidget(self)
        self.photos_button = KeyButton(theme, Act.PHOTOS)
        self.photos_button.clicked.connect(self._pressed)
        self.canvas = PhotoCanvas()
        self.notice = words("", "muted")
        self.frame_bar = FrameBar(theme, self.canvas)
        self.bar = DeskBar(theme, self._middle)
        self.panel = FacePanel(theme, pictures, self)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.photos_button)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.notice)
        column.addWidget(self.frame_bar)
        column.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(BETWEEN)
        row.addWidget(self.photo_list)
        row.addWidget(self._middle, 1)
        row.addWidget(self.panel)
        self._row = row

    @property
    def face_hidden(self) -> bool:
        """Whether the list stands in the place of the face now."""
        return self.panel.isHidden()

    def show_photos(self) -> None:
        """Let a photo be chosen with the arrows."""
        self._asked_for = True
        self._fit()
        self.photo_list.grid.setFocus()

    def show_face(self) -> None:
        """Put the list away again if the face needs its room."""
        if self._asked_for:
            self._asked_for = False
            self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return the room for photo and face without the list."""
        wide = self.panel.least_width() + BETWEEN + self._middle.minimumSizeHint().width()
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
        self.photo_list.setVisible(beside or over)
        self.panel.setVisible(not over)
        self.photos_button.setVisible(not beside)
        self.photos_button.say(tr("Back to the face") if over else tr("The list of photos"))
        if over:
            columns = MOST_COLUMNS
        self.photo_list.show_columns(max(1, columns))
        self.panel.setFixedWidth(self.panel.share_of(self.width()))
        self._row.activate()

    def _columns(self) -> int:
        """Return how many photos have room side by side, beside photo and face."""
        room = self.width() - self.panel.share_of(self.width()) - 2 * BETWEEN
        if self.photo_list.width_of(MOST_COLUMNS) + self.bar.room_for_all() <= room:
            return MOST_COLUMNS
        return int(self.photo_list.width_of(1) + self._middle.minimumSizeHint().width() <= room)

    def _pressed(self) -> None:
        self.act_wanted.emit(Act.PHOTOS)
