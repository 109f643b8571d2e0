"""The left side of the desk: which photos, and the grid of them."""

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QListView, QVBoxLayout, QWidget

from consentdesk.domain.ids import PhotoId
from consentdesk.services.desk import PhotoOnDesk
from consentdesk.ui.desk.desk_photos import DeskPhotos, Filter
from consentdesk.ui.desk.desk_pictures import DeskPictures, Kind, PictureKey, Urgency
from consentdesk.ui.desk.desk_words import photo_badge
from consentdesk.ui.desk.photo_cell import CELL_SIZE, PhotoCell
from consentdesk.ui.desk.photo_grid_model import PhotoGridModel
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look

_FILTERS = (
    (Filter.ALL, "All photos"),
    (Filter.TO_DECIDE, "To decide"),
    (Filter.FLAGGED, "Flagged"),
    (Filter.HELD, "Held"),
    (Filter.CHECKED, "Checked"),
)
GAP = 4
_OWN_KEYS = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home}
    | {Qt.Key.Key_End}
)


class _Grid(QListView):
    """Keeps the arrow keys for itself and leaves all others to the desk."""

    moved = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrows, go to the photo with Enter; letters decide faces."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif (
            event.key() in _OWN_KEYS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say that other photos may be visible now."""
        super().resizeEvent(event)
        self.moved.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Say that other photos are visible now."""
        super().scrollContentsBy(dx, dy)
        self.moved.emit()


class PhotoList(QWidget):
    """Shows the photos of the batch and says which one was chosen."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures
        self._photos: DeskPhotos | None = None
        self._current: PhotoId | None = None
        self.filter_box = QComboBox()
        self.filter_box.setAccessibleName(tr("Which photos to show"))
        for wanted, text in _FILTERS:
            self.filter_box.addItem(tr(text), wanted)
        self.model = PhotoGridModel(self._spoken, self)
        self._cell = PhotoCell(theme, pictures, self._entry, self._open_faces)
        self.grid = self._make_grid()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.filter_box)
        layout.addWidget(self.grid, 1)
        self.show_columns(2)
        self._fetch_soon = QTimer(self)
        self._fetch_soon.setSingleShot(True)
        self._fetch_soon.setInterval(15)
        self._fetch_soon.timeout.connect(self._fetch_visible)
        self.filter_box.currentIndexChanged.connect(self.refresh)
        pictures.arrived.connect(self._picture_arrived)

    def lay_out(self, photos: DeskPhotos) -> None:
        """Show a desk."""
        self._photos = photos
        self.refresh()

    def show_columns(self, columns: int) -> None:
        """Be as wide as so many photos side by side."""
        self.setFixedWidth(columns * (CELL_SIZE.width() + GAP) + 16)

    def refresh(self) -> None:
        """Show the photos of the filter as they stand now; selection and place stay."""
        if self._photos is None:
            return
        bar = self.grid.verticalScrollBar()
        place = bar.value()
        if self.model.show(self._photos.matching(self._wanted, self._current)):
            self._select()
            bar.setValue(place)
        self.grid.viewport().update()
        self._fetch_soon.start()

    def repaint_photo(self, photo_id: PhotoId) -> None:
        """Draw one photo again."""
        self.model.repaint(photo_id)

    def go_to(self, photo_id: PhotoId) -> None:
        """Choose a photo without saying so; it becomes visible."""
        self._current = photo_id
        self.refresh()
        self._select()
        self.grid.scrollTo(self.model.index_of(photo_id))

    @property
    def photo_ids(self) -> tuple[PhotoId, ...]:
        """The photos of the filter, in order."""
        return self.model.photo_ids

    def neighbour(self, by: int) -> PhotoId | None:
        """Return the next or previous photo of the filter; None at the ends."""
        ids = self.model.photo_ids
        if self._current not in ids:
            return ids[0] if ids else None
        at = ids.index(self._current) + by
        return ids[at] if 0 <= at < len(ids) else None

    def _make_grid(self) -> QListView:
        grid = _Grid()
        set_look(grid, "photos")
        grid.setAccessibleName(tr("Photos of this batch"))
        grid.setViewMode(QListView.ViewMode.IconMode)
        grid.setUniformItemSizes(True)
        grid.setMovement(QListView.Movement.Static)
        grid.setResizeMode(QListView.ResizeMode.Adjust)
        grid.setGridSize(CELL_SIZE + QSize(GAP, GAP))
        grid.setSelectionMode(QListView.SelectionMode.SingleSelection)
        grid.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid.setItemDelegate(self._cell)
        grid.setModel(self.model)
        grid.moved.connect(self._moved)
        grid.left.connect(self.left)
        grid.selectionModel().currentChanged.connect(self._current_changed)
        return grid

    @property
    def _wanted(self) -> Filter:
        return Filter(self.filter_box.currentData())

    def _select(self) -> None:
        selection = self.grid.selectionModel()
        selection.blockSignals(True)
        index = QModelIndex() if self._current is None else self.model.index_of(self._current)
        self.grid.setCurrentIndex(index)
        selection.blockSignals(False)
        self.grid.viewport().update()

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        photo_id = self.model.photo_at(current)
        if photo_id is not None and photo_id != self._current:
            self._current = photo_id
            self.chosen.emit(photo_id)

    def _moved(self) -> None:
        self._fetch_soon.start()

    def changeEvent(self, event: QEvent) -> None:
        """Fetch thumbnails anew when the display changes its ratio."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._fetch_soon.start()

    def _fetch_visible(self) -> None:
        """Ask for the thumbnails in sight, and for nothing that scrolled away."""
        ratio = self.grid.devicePixelRatioF()
        keys = [PictureKey(Kind.THUMBNAIL, p, ratio) for p in self.visible_photos()]
        self._pictures.forget_waiting(Kind.THUMBNAIL, keys)
        for key in keys:
            self._pictures.want(key, Urgency.VISIBLE)

    def visible_photos(self) -> list[PhotoId]:
        """Return the photos in sight, first one first."""
        view = self.grid.viewport().rect()
        columns = max(1, view.width() // (CELL_SIZE.width() + GAP))
        height = CELL_SIZE.height() + GAP
        top = self.grid.verticalScrollBar().value() // height
        bottom = (self.grid.verticalScrollBar().value() + view.height()) // height
        rows = range(top * columns, min((bottom + 1) * columns, self.model.rowCount()))
        found = (self.model.photo_at(self.model.index(row)) for row in rows)
        return [photo_id for photo_id in found if photo_id is not None]

    def _picture_arrived(self, key: PictureKey) -> None:
        if key.kind is Kind.THUMBNAIL:
            self.model.repaint(PhotoId(key.number))

    def _entry(self, photo_id: PhotoId) -> PhotoOnDesk:
        assert self._photos is not None
        return self._photos.photo(photo_id)

    def _open_faces(self, photo_id: PhotoId) -> int:
        assert self._photos is not None
        return self._photos.open_count(photo_id)

    def _spoken(self, photo_id: PhotoId) -> str:
        entry, left = self._entry(photo_id), self._open_faces(photo_id)
        state = photo_badge(self._theme, entry).word
        if not left:
            return f"{entry.photo.details.file_name}: {state}"
        faces = plural(left, "{n} face to decide", "{n} faces to decide")
        return f"{entry.photo.details.file_name}: {state}, {faces}"
