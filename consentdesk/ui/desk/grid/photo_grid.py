"""The grid of photos as a view: moving in it, and selecting several photos."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QListView, QWidget

from consentdesk.domain.ids import PhotoId
from consentdesk.ui.desk.desk_keys import Act, act_of
from consentdesk.ui.desk.grid.photo_cell import PhotoCell
from consentdesk.ui.desk.grid.photo_grid_model import PhotoGridModel
from consentdesk.ui.text import tr
from consentdesk.ui.theme import set_look

GAP = 4
"""View pixels between two cells."""

_MOVES = frozenset(
    {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home}
    | {Qt.Key.Key_End}
)
_UNHELD = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_TOGETHER = frozenset({Act.HOLD, Act.LOOK_THROUGH})
"""Acts that concern the selected photos while several are selected and the keyboard is here."""

_Flag = QItemSelectionModel.SelectionFlag


class PhotoGrid(QListView):
    """Keeps the arrow keys for itself and leaves all others to the desk.

    A plain arrow or click chooses a photo. With Shift or Ctrl they select several; the photo
    that is open on the desk stays open meanwhile.

    Signals:
        moved: other photos may be in sight.
        left: the person wants to go on with the photo.
        chosen: a photo is to be opened (its number).
        selected: the photos that are selected now, in the order of the grid.
        act_wanted: something is to be done with all of them (the act).
    """

    moved = Signal()
    left = Signal()
    chosen = Signal(object)
    selected = Signal(object)
    act_wanted = Signal(object)

    def __init__(
        self, model: PhotoGridModel, cell: PhotoCell, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._photos = model
        self._cell = cell
        self._quiet = False
        self._told: tuple[PhotoId, ...] = ()
        set_look(self, "photos")
        self.setAccessibleName(tr("Photos of this batch"))
        self.setToolTip(tr("Shift or Ctrl with click or arrows selects several photos."))
        self._be_a_grid()
        self.setItemDelegate(cell)
        self.setModel(model)
        self.selectionModel().selectionChanged.connect(self._touched)
        self.selectionModel().currentChanged.connect(self._touched)

    def _be_a_grid(self) -> None:
        # a wrapped list and not the icon mode: thousands are laid out in a third of the time
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setUniformItemSizes(True)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._fit_text()
        self.setViewportMargins(GAP // 2, GAP // 2, 0, 0)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @property
    def selection(self) -> tuple[PhotoId, ...]:
        """The selected photos in the order of the grid."""
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(place) for place in range(chosen.size()))
        rows = sorted(row for each in ranges for row in range(each.top(), each.bottom() + 1))
        ids = self._photos.photo_ids
        return tuple(ids[row] for row in rows)

    def show_photos(self, ids: Sequence[PhotoId], open_photo: PhotoId | None) -> None:
        """Show these photos; place and selection stay as far as they are among them."""
        if ids is self._photos.photo_ids:
            return
        bar, selected = self.verticalScrollBar(), self.selection
        place = bar.value()
        self._quiet = True
        if self._photos.show(ids):
            self._select(selected)
            self.open_quietly(open_photo)
            bar.setValue(place)
        self._quiet = False

    def open_quietly(self, photo_id: PhotoId | None) -> None:
        """Mark the photo that is open on the desk; several selected photos stay selected."""
        index = QModelIndex() if photo_id is None else self._photos.index_of(photo_id)
        several = len(self.selection) > 1
        flags = _Flag.NoUpdate if several else _Flag.ClearAndSelect
        quiet, self._quiet = self._quiet, True
        self.selectionModel().setCurrentIndex(index, flags)
        self._quiet = quiet
        self.viewport().update()
        self._tell()

    def select_only(self, photo_id: PhotoId | None) -> None:
        """Select no photo but this one."""
        self._quiet = True
        self.selectionModel().clearSelection()
        self._quiet = False
        self.open_quietly(photo_id)

    def draw_again(self, photo_id: PhotoId) -> None:
        """Draw one photo anew; nothing is laid out again, as a change of the model would."""
        self.update(self._photos.index_of(photo_id))

    def photos_in_sight(self) -> tuple[PhotoId, ...]:
        """Return the photos in sight, first one first."""
        view, top = self.viewport().rect(), self.verticalScrollBar().value()
        columns = max(1, view.width() // self.gridSize().width())
        height = self.gridSize().height()
        first, last = top // height, (top + view.height()) // height
        return self._photos.photo_ids[first * columns : (last + 1) * columns]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move and select with the arrows, go to the photo with Enter; letters decide faces."""
        key, held = event.key(), event.modifiers()
        several = len(self.selection) > 1
        act = act_of(event)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif several and act is Act.LEAVE:
            self.select_only(self._photos.open_photo)
        elif several and act in _TOGETHER:
            self.act_wanted.emit(act)
        elif _selects(event) or (key in _MOVES and not held & _UNHELD):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text that a person chose."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say that other photos may be visible now."""
        super().resizeEvent(event)
        self.moved.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Say that other photos are visible now."""
        super().scrollContentsBy(dx, dy)
        self.moved.emit()

    def _fit_text(self) -> None:
        size = self._cell.size() + QSize(GAP, GAP)
        if size != self.gridSize():
            self.setGridSize(size)
            self.updateGeometry()

    def _select(self, ids: Sequence[PhotoId]) -> None:
        if len(ids) < 2:
            return
        selection = QItemSelection()
        for photo_id in ids:
            index = self._photos.index_of(photo_id)
            if index.isValid():
                selection.select(index, index)
        self.selectionModel().select(selection, _Flag.Select)

    def _touched(self, *_: QItemSelection | QModelIndex | QPersistentModelIndex) -> None:
        """Tell what a key or a click did: one photo was chosen, or others are selected."""
        if self._quiet:
            return
        selected = self.selection
        current = self._photos.photo_at(self.currentIndex())
        self._tell()
        if selected == (current,) and current != self._photos.open_photo:
            self.chosen.emit(current)

    def _tell(self) -> None:
        selected = self.selection
        if selected != self._told:
            self._told, self._cell.several = selected, len(selected) > 1
            self.viewport().update()
            self.selected.emit(selected)


def _selects(event: QKeyEvent) -> bool:
    """Whether a key selects all photos, or the one the keyboard is at (Ctrl+Space)."""
    ctrl = Qt.KeyboardModifier.ControlModifier
    one = event.key() == Qt.Key.Key_Space and event.modifiers() == ctrl
    return one or event.matches(QKeySequence.StandardKey.SelectAll)
