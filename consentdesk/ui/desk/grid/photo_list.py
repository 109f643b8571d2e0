"""The left side of the desk: which photos, and the grid of them."""

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.ids import PhotoId
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.desk_photos import DeskPhotos
from consentdesk.ui.desk.desk_pictures import DeskPictures, Kind, PictureKey, Urgency
from consentdesk.ui.desk.desk_words import photo_badge
from consentdesk.ui.desk.grid.grid_choices import GridChoices
from consentdesk.ui.desk.grid.photo_cell import PhotoCell
from consentdesk.ui.desk.grid.photo_grid import PhotoGrid
from consentdesk.ui.desk.grid.photo_grid_model import PhotoGridModel
from consentdesk.ui.desk.grid.selection_bar import SelectionBar
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme

BESIDE = 18
"""View pixels beside the cells: the scroll bar, and the edge that shows the keyboard."""

FETCH_AFTER_MS = 15
"""Until the grid has come to rest; what only scrolls past is not fetched."""


class PhotoList(QWidget):
    """Shows the photos of the batch and says which one was chosen.

    Signals:
        chosen: a photo is to be opened (its number).
        left: the keyboard is to go on to the photo.
        selected_many: the selected photos in the order of the grid, whenever others are.
        hold_wanted, look_through_wanted: something is to be done with several photos (their
            numbers).
    """

    chosen = Signal(object)
    left = Signal()
    selected_many = Signal(object)
    hold_wanted = Signal(object)
    look_through_wanted = Signal(object)

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures
        self._photos: DeskPhotos | None = None
        self._channels: tuple[Channel, ...] = ()
        self.choices = GridChoices(self)
        self.selected_bar = SelectionBar(theme, self)
        self.model = PhotoGridModel(self._spoken, self)
        cell = PhotoCell(theme, pictures, self.model, self._entry, self._open_faces, self._frames)
        self.grid = PhotoGrid(self.model, cell, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.choices)
        layout.addWidget(self.selected_bar)
        layout.addWidget(self.grid, 1)
        self.show_columns(2)
        self._fetch_soon = QTimer(self)
        self._fetch_soon.setSingleShot(True)
        self._fetch_soon.setInterval(FETCH_AFTER_MS)
        self._connect()

    def _connect(self) -> None:
        self._fetch_soon.timeout.connect(self._fetch_visible)
        self.choices.filter_chosen.connect(self.refresh)
        self.choices.order_chosen.connect(self._arrange)
        self.grid.moved.connect(self._fetch_soon.start)
        self.grid.left.connect(self.left)
        self.grid.chosen.connect(self.chosen)
        self.grid.selected.connect(self.selected_bar.show_selected)
        self.grid.selected.connect(self.selected_many)
        self.grid.act_wanted.connect(self.selected_bar.perform)
        self.selected_bar.hold_wanted.connect(self.hold_wanted)
        self.selected_bar.look_through_wanted.connect(self.look_through_wanted)
        self._pictures.arrived.connect(self._picture_arrived)

    def lay_out(self, photos: DeskPhotos) -> None:
        """Show a desk."""
        self._photos = photos
        if photos.desk.channels != self._channels:
            self._channels = photos.desk.channels
            self.choices.show_channels(self._channels)
        if photos.order is not self.choices.order:
            photos.arrange(self.choices.order)
        self.refresh()

    def show_columns(self, columns: int) -> None:
        """Be as wide as so many photos side by side."""
        self.setFixedWidth(self.width_of(columns))

    def width_of(self, columns: int) -> int:
        """Return the width of so many photos side by side, in pixels."""
        return columns * self.grid.gridSize().width() + BESIDE

    def refresh(self) -> None:
        """Show the photos of the filter as they stand now; selection and place stay."""
        if self._photos is None:
            return
        open_photo = self.model.open_photo
        self.grid.show_photos(self._photos.matching(self.choices.filter, open_photo), open_photo)
        self.grid.viewport().update()
        self._fetch_soon.start()

    def repaint_photo(self, photo_id: PhotoId) -> None:
        """Draw one photo again."""
        self.grid.draw_again(photo_id)

    def go_to(self, photo_id: PhotoId) -> None:
        """Mark a photo as the open one without saying so; it becomes visible."""
        self.model.open_photo = photo_id
        self.refresh()
        self.grid.open_quietly(photo_id)
        self.grid.scrollTo(self.model.index_of(photo_id))

    def selection(self) -> tuple[PhotoId, ...]:
        """Return the selected photos in the order of the grid."""
        return self.grid.selection

    @property
    def photo_ids(self) -> tuple[PhotoId, ...]:
        """The photos of the filter, in order."""
        return self.model.photo_ids

    def neighbour(self, by: int) -> PhotoId | None:
        """Return the next or previous photo of the filter; None at the ends."""
        return self.model.beside(self.model.open_photo, by)

    def visible_photos(self) -> tuple[PhotoId, ...]:
        """Return the photos in sight, first one first."""
        return self.grid.photos_in_sight()

    def changeEvent(self, event: QEvent) -> None:
        """Fetch thumbnails anew when the display changes its ratio."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fetch_soon.start()

    def _arrange(self) -> None:
        """Sort anew; the open photo stays in sight."""
        if self._photos is None:
            return
        self._photos.arrange(self.choices.order)
        self.refresh()
        if self.model.open_photo is not None:
            self.grid.scrollTo(self.model.index_of(self.model.open_photo))

    def _fetch_visible(self) -> None:
        """Ask for the thumbnails in sight, and for nothing that scrolled away."""
        ratio = self.grid.devicePixelRatioF()
        keys = [PictureKey(Kind.THUMBNAIL, p, ratio) for p in self.visible_photos()]
        self._pictures.forget_waiting(Kind.THUMBNAIL, keys)
        for key in keys:
            self._pictures.want(key, Urgency.VISIBLE)

    def _picture_arrived(self, key: PictureKey) -> None:
        if key.kind is Kind.THUMBNAIL:
            self.grid.draw_again(PhotoId(key.number))

    def _entry(self, photo_id: PhotoId) -> PhotoOnDesk:
        assert self._photos is not None
        return self._photos.photo(photo_id)

    def _open_faces(self, photo_id: PhotoId) -> int:
        assert self._photos is not None
        return self._photos.open_count(photo_id)

    def _frames(self, photo_id: PhotoId) -> int:
        """Return how many frames the burst of a photo has; 0 when it stands alone."""
        assert self._photos is not None
        return len(self._photos.bursts.get(photo_id, ()))

    def _spoken(self, photo_id: PhotoId) -> str:
        entry, left = self._entry(photo_id), self._open_faces(photo_id)
        frames = self._frames(photo_id)
        said = [f"{entry.photo.details.file_name}: {photo_badge(self._theme, entry).word}"]
        if left:
            said.append(plural(left, "{n} face to decide", "{n} faces to decide"))
        if frames:
            said.append(tr("one of {n} frames of a burst", n=frames))
        return ", ".join(said)
