"""Decided photos pass by large, one after another; at the end one statement is about all."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consentdesk.domain.ids import PhotoId
from consentdesk.services.deciding.desk import Desk, PhotoOnDesk
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures, Kind, PictureKey
from consentdesk.ui.desk.desk_sheet import DeskSheet
from consentdesk.ui.desk.face.picture_tile import PictureTile
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.whole_photo.checks_asked import statements_of
from consentdesk.ui.desk.whole_photo.checks_list import ChecksList
from consentdesk.ui.desk.whole_photo.passing_photo import PassingPhoto
from consentdesk.ui.desk.whole_photo.progress_dots import Dot, ProgressDots
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look

SIDE_BY_SIDE = 3
NARROWEST_PHOTO = 376
BESIDE = 320
"""View pixels of the column beside the photos, next to text of 100 %."""

COLUMNS = 4
_ZOOMS = {Act.ZOOM_IN: 1.25, Act.ZOOM_OUT: 0.8}


class LookThroughSheet(DeskSheet):
    """Shows what passes by and says which key was pressed; it decides nothing."""

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget) -> None:
        super().__init__(theme, tr("Look through decided photos"), parent)
        self._pictures = pictures
        self._ended: tuple[PhotoId, ...] = ()
        self.heading = words("", "title")
        self.dots = ProgressDots(theme)
        self.photos = tuple(PassingPhoto(pictures) for _ in range(SIDE_BY_SIDE))
        self.titles = tuple(words("", "muted") for _ in range(SIDE_BY_SIDE))
        self._places = tuple(QWidget() for _ in range(SIDE_BY_SIDE))
        self.ask = words("", "section")
        self.checks = ChecksList(theme)
        self.notice = words("", "muted")
        self.accept = KeyButton(theme, Act.ACCEPT, look="primary")
        self.further = KeyButton(theme, Act.NEXT_FACE, tr("Next photo"), look="primary")
        self.back = KeyButton(theme, Act.PREVIOUS_PHOTO)
        self.out = KeyButton(theme, Act.TICK, tr("Finish this one alone"))
        self.leave = KeyButton(theme, Act.LEAVE)
        self.tiles: tuple[PictureTile, ...] = ()
        self._passing, self._end = QWidget(), QWidget()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._lay_out_photos()
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.heading, 1)
        top.addWidget(self.dots, 0, Qt.AlignmentFlag.AlignVCenter)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addWidget(self._stack, 1)
        body.addWidget(self._beside())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(16)
        layout.addLayout(top)
        layout.addLayout(body, 1)

    def _lay_out_photos(self) -> None:
        row = QHBoxLayout(self._passing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for place, photo, title in zip(self._places, self.photos, self.titles, strict=True):
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(4)
            column.addWidget(photo, 1)
            column.addWidget(title)
            row.addWidget(place, 1)
            place.setVisible(place is self._places[0])
        self._grid = QGridLayout(self._end)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        for page in (self._passing, self._end):
            self._stack.addWidget(page)

    def _beside(self) -> QWidget:
        beside = QWidget()
        beside.setFixedWidth(self._theme.scaled(BESIDE))
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.ask)
        column.addWidget(self.checks)
        column.addWidget(self.notice)
        column.addStretch(1)
        for button in (self.accept, self.further, self.back, self.out, self.leave):
            column.addWidget(button)
        return beside

    def _connect(self) -> None:
        self.checks.act_wanted.connect(self.act_wanted)
        for button in (self.accept, self.further, self.back, self.out, self.leave):
            button.clicked.connect(self._pressed)
        self._pictures.arrived.connect(self._picture_arrived)

    @property
    def side_by_side(self) -> int:
        """How many photos there is room for."""
        room = self.width() - self._theme.scaled(BESIDE) - 3 * 24
        return min(SIDE_BY_SIDE, max(1, room // NARROWEST_PHOTO))

    @property
    def at_end(self) -> bool:
        """Whether the statement is asked for now."""
        return self._stack.currentWidget() is self._end

    def shown_photo(self, photo_id: PhotoId) -> PassingPhoto | None:
        """Return the place where a photo stands on the screen."""
        return next((p for p in self.photos if p.photo_id == photo_id and p.isVisible()), None)

    def show_row(self, row: Sequence[PhotoOnDesk], current: PhotoId, desk: Desk) -> None:
        """Show photos side by side, one of which is looked at."""
        self._stack.setCurrentWidget(self._passing)
        for number, place in enumerate(self._places):
            place.setVisible(number < len(row))
            if number < len(row):
                marked = row[number].photo.id == current
                self._show_photo(number, row[number], desk, marked=marked, alone=len(row) == 1)
            else:
                self.photos[number].forget()
        looked_at = next(entry for entry in row if entry.photo.id == current)
        self.ask.setText(tr("Not so? Press its number: the photo is held back."))
        self.checks.show_statements(statements_of(desk.batch.details, looked_at.review.checks))
        self._show_buttons(at_end=False)

    def show_end(self, entries: Sequence[PhotoOnDesk], desk: Desk) -> None:
        """Ask for the statement about all of these."""
        self._ended = tuple(entry.photo.id for entry in entries)
        self._make_tiles([entry.photo.details.file_name for entry in entries])
        self._stack.setCurrentWidget(self._end)
        for photo in self.photos:
            photo.forget()
        self.heading.setText(tr("Is all of this so in each of these photos?"))
        one, many = "This {n} photo: yes, done", "These {n} photos: yes, all done"
        self.accept.say(plural(len(entries), one, many))
        self.ask.setText(tr("You state:"))
        self.checks.show_statements(statements_of(desk.batch.details, {}))
        self._show_buttons(at_end=True)
        self._show_tiles()

    def show_progress(self, dots: Sequence[Dot], at: int | None) -> None:
        """Show how far it is."""
        self.dots.show_dots(dots, at)
        if at is not None:
            of = len(dots)
            self.heading.setText(tr("Look at the photo · {n} of {of}", n=at + 1, of=of))
            self.back.setEnabled(at > 0)

    def say(self, notice: Notice) -> None:
        """Say something about what was just done."""
        set_look(self.notice, "problem" if notice.problem else "muted")
        self.notice.setMargin(8 if notice.problem else 0)
        self.notice.setText(notice.sentence)
        self.notice.setVisible(bool(notice.sentence))

    def zoom(self, act: Act, photo_id: PhotoId) -> None:
        """Zoom the photo that is looked at."""
        photo = self.shown_photo(photo_id)
        if photo is not None and act in _ZOOMS:
            photo.zoom_by(_ZOOMS[act])
        elif photo is not None:
            photo.show_whole()

    def _show_photo(
        self, number: int, entry: PhotoOnDesk, desk: Desk, *, marked: bool, alone: bool
    ) -> None:
        self.photos[number].show_entry(entry, desk.people)
        self.photos[number].mark(marked=marked and not alone)
        self.titles[number].setText(entry.photo.details.file_name)
        set_look(self.titles[number], "strong" if marked else "muted")

    def _show_buttons(self, *, at_end: bool) -> None:
        self.checks.set_pressable(pressable=not at_end)
        self.accept.setVisible(at_end)
        self.further.setVisible(not at_end)
        self.out.setVisible(not at_end)

    def _make_tiles(self, names: Sequence[str]) -> None:
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = tuple(PictureTile(self._theme) for _ in names)
        self._names = tuple(names)
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // COLUMNS, place % COLUMNS)

    def _show_tiles(self) -> None:
        ratio = self.devicePixelRatioF()
        for photo_id, name, tile in zip(self._ended, self._names, self.tiles, strict=True):
            key = PictureKey(Kind.THUMBNAIL, photo_id, ratio)
            self._pictures.want(key)
            tile.show_picture(self._pictures.picture(key), name, icon="image-outline")

    @Slot()
    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.act_wanted.emit(button.act)

    @Slot(object)
    def _picture_arrived(self, key: PictureKey) -> None:
        if key.kind is Kind.THUMBNAIL and self.isVisible() and self.at_end:
            self._show_tiles()
