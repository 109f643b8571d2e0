"""Who a face may be: a field to type a name in, and the look-outs of the batch below it."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListView, QSizePolicy, QVBoxLayout, QWidget

from consentdesk.domain.people import Person
from consentdesk.services.deciding.desk import Desk
from consentdesk.ui.desk.desk_pictures import DeskPictures, Kind, PictureKey, Urgency, portrait_key
from consentdesk.ui.desk.face.people_model import PeopleModel
from consentdesk.ui.desk.face.person_cell import LARGE, SMALL, PersonCell
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme


class _NameField(QLineEdit):
    """Up, Down, Enter and Escape belong to the list below while a name is typed."""

    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type; move in the list; take; leave."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returnPressed.emit()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            event.ignore()
        else:
            super().keyPressEvent(event)


class _People(QListView):
    """Enter takes the person; letters go to the desk."""

    taken = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with Up and Down, take with Enter."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit(self.currentIndex())
        else:
            event.ignore()


class PeopleList(QWidget):
    """Says which person was chosen for the face."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._look_outs = 0
        self.model = PeopleModel(self)
        self.field = _NameField()
        self.field.setPlaceholderText(tr("Type the name of anybody at the school  (P)"))
        self.field.setAccessibleName(tr("Name of a pupil or adult"))
        self.field.setClearButtonEnabled(True)
        self.heading = words("", "section")
        self._cell = PersonCell(theme, pictures)
        self.people = _People()
        self.people.setAccessibleName(tr("People this face may be"))
        self.people.setItemDelegate(self._cell)
        self.people.setModel(self.model)
        self.people.setMouseTracking(True)
        self.people.setUniformItemSizes(True)
        self.people.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.people.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.people.setMinimumHeight(SMALL + 16)
        self.people.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.field, self.heading):
            layout.addWidget(widget)
        layout.addWidget(self.people, 1)
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the heading whole; in a low desk the list below it gives way."""
        super().resizeEvent(event)
        self.heading.setMinimumHeight(max(0, self.heading.heightForWidth(self.width())))

    def _connect(self) -> None:
        self.field.textChanged.connect(self._search)
        self.field.stepped.connect(self._step)
        self.field.left.connect(self._leave)
        self.field.returnPressed.connect(self._take_current)
        self.people.clicked.connect(self._take)
        self.people.taken.connect(self._take)
        self.model.modelReset.connect(self._rows_changed)
        self._pictures.arrived.connect(self._picture_arrived)

    def lay_out(self, desk: Desk, *, by_eye: bool) -> None:
        """Show the look-outs of a batch; larger when nothing is suggested."""
        self._look_outs = len(desk.look_outs)
        self.be_large(large=by_eye)
        self.model.lay_out(desk)
        self._rows_changed()

    def be_large(self, *, large: bool) -> None:
        """Show portraits large, to compare them by eye."""
        height = LARGE if large else SMALL
        if height != self._cell.portrait:
            self._cell.portrait = height
            self.people.doItemsLayout()

    def type_name(self) -> None:
        """Let the person type a name."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    @property
    def marked(self) -> Person | None:
        """Who is marked in the list, while the list has the keys."""
        row = self.model.row_at(self.people.currentIndex()) if self.people.hasFocus() else None
        return None if row is None else row.person

    def set_pressable(self, pressable: bool) -> None:
        """Allow or forbid choosing; the look-outs stay in sight."""
        self.field.setVisible(pressable)
        self.field.setEnabled(pressable)

    def forget_typed(self) -> None:
        """Go back to the look-outs."""
        self.field.clear()

    def _search(self, typed: str) -> None:
        self.model.search(typed)
        self._rows_changed()

    def _rows_changed(self) -> None:
        typed = bool(self.field.text().strip())
        count = self.model.rowCount()
        if typed:
            none = tr("Nobody on the roll has this name")
            text = plural(count, "{n} person on the roll", "{n} people on the roll")
            self.heading.setText(text if count else none)
            self.people.setCurrentIndex(self.model.index(0))
        elif self._look_outs:
            self.heading.setText(tr("Look-outs of this batch ({n})", n=self._look_outs))
        else:
            self.heading.setText(tr("Nobody to look out for in this batch"))
        for number in range(count):
            row = self.model.row_at(self.model.index(number))
            if row is not None:
                self._pictures.want(portrait_key(row.person.id), Urgency.VISIBLE)

    def _step(self, by: int) -> None:
        row = self.people.currentIndex().row() + by
        self.people.setCurrentIndex(self.model.index(min(max(0, row), self.model.rowCount() - 1)))

    def _take_current(self) -> None:
        if self.field.text().strip():
            self._take(self.people.currentIndex())
        else:
            self._leave()

    def _take(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None and self.field.isEnabled():
            self.people.clearSelection()
            self.field.clear()
            self.chosen.emit(row.person)
            self.left.emit()

    def _leave(self) -> None:
        self.field.clear()
        self.people.clearSelection()
        self.left.emit()

    def _picture_arrived(self, key: PictureKey) -> None:
        if key.kind is Kind.PORTRAIT:
            self.people.viewport().update()
