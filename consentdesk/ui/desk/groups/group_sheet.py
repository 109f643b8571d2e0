"""One person, many photos: every face of a group enlarged beside the likely person."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consentdesk.domain.face import ENOUGH_MS
from consentdesk.domain.ids import RegionId
from consentdesk.domain.people import Person
from consentdesk.services.deciding.desk import Desk
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures, Kind, PictureKey
from consentdesk.ui.desk.desk_sheet import DeskSheet
from consentdesk.ui.desk.groups.face_group import FaceGroup
from consentdesk.ui.desk.groups.group_buttons import GroupButtons
from consentdesk.ui.desk.groups.group_faces import GroupFaces
from consentdesk.ui.desk.groups.group_likely import GroupLikely
from consentdesk.ui.desk.groups.group_person import WIDE, GroupPerson
from consentdesk.ui.desk.groups.group_row import GroupRow
from consentdesk.ui.desk.groups.group_tile import TileState
from consentdesk.ui.desk.groups.group_words import (
    accept_words,
    decided_words,
    heading_words,
    progress_words,
    remark_words,
)
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look

NOTICE_HEIGHT = 32
"""Kept free for a sentence, so that nothing moves when one is said; pixels at 100 % text."""

MOST_FOR_PERSON = 0.32
"""Share of the sheet's width that the likely person takes at most."""


@dataclass(frozen=True, slots=True)
class GroupOnSheet:
    """Everything the sheet shows about one group.

    Attributes:
        place, of: its place among the groups to decide; of 0 when it is none of them.
        others: groups that may be the same person too.
    """

    group: FaceGroup
    likely: GroupLikely
    desk: Desk
    place: int
    of: int
    others: tuple[FaceGroup, ...]


class GroupSheet(DeskSheet):
    """Shows a group; says what is wanted with the ticked faces and decides nothing.

    Signals:
        person_chosen: somebody was chosen by name (Person).
        merge_wanted: another group is the same person (its number).
    """

    person_chosen = Signal(object)
    merge_wanted = Signal(object)

    def __init__(
        self,
        theme: Theme,
        pictures: DeskPictures,
        parent: QWidget,
        clock: Callable[[], float] = time.monotonic,
        enough_ms: int = ENOUGH_MS,
    ) -> None:
        """`clock` and `enough_ms` as in `GroupFaces`."""
        super().__init__(theme, tr("One person, many photos"), parent)
        self._pictures = pictures
        self._shown: GroupOnSheet | None = None
        self.heading = words("", "title")
        self.progress = short_words("", "muted")
        self.notice = words("", "muted")
        self.notice.setMinimumHeight(theme.scaled(NOTICE_HEIGHT))
        self.person = GroupPerson(theme, pictures)
        self.faces = GroupFaces(theme, pictures, clock, enough_ms)
        self.buttons = GroupButtons(theme)
        self.row = GroupRow(theme, pictures)
        self.merge = KeyButton(theme, Act.GROUP, tr("Same person too?"))
        self.merge.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.heading, 1)
        top.addWidget(self.progress, 0, Qt.AlignmentFlag.AlignBottom)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.faces, 1)
        right.addLayout(self._merging())
        right.addWidget(self.notice)
        right.addWidget(self.buttons)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addWidget(self.person)
        body.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(body, 1)

    def _merging(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.merge)
        line.addWidget(self.row, 1)
        return line

    def _connect(self) -> None:
        self.merge.clicked.connect(self._merge_pressed)
        self.buttons.act_wanted.connect(self.act_wanted)
        self.person.act_wanted.connect(self.act_wanted)
        self.person.people.chosen.connect(self.person_chosen)
        self.person.people.left.connect(self.take_keys)
        self.row.taken.connect(self.merge_wanted)
        self.row.left.connect(self.take_keys)
        self.faces.changed.connect(self.refresh)
        self._pictures.arrived.connect(self._picture_arrived)

    @property
    def shown(self) -> GroupOnSheet | None:
        """What the sheet shows."""
        return self._shown

    @property
    def likely(self) -> Person | None:
        """Who is asked about."""
        return self.candidate(0)

    def candidate(self, place: int) -> Person | None:
        """Return the person at a place, most likely first."""
        people = self._shown.likely.people if self._shown is not None else ()
        return people[place].person if place < len(people) else None

    @property
    def twice(self) -> frozenset[RegionId]:
        """Ticked faces that share a photo."""
        if self._shown is None:
            return frozenset()
        return self._shown.group.in_same_photo(self.faces.ticked)

    @property
    def all_ticked_seen(self) -> bool:
        """Whether each ticked face was in sight long enough."""
        return self.faces.seen.issuperset(self.faces.ticked)

    def begin(self, shown: GroupOnSheet, marked: RegionId) -> None:
        """Show another group, with a face of it marked."""
        self._shown = shown
        self.say(Notice(""))
        self.faces.begin(shown.group, marked)
        self.show_group(shown)

    def show_group(self, shown: GroupOnSheet) -> None:
        """Show the group as it stands now; mark, ticks and what was seen stay.

        The ticks do not stay when somebody else is asked about than before.
        """
        before, self._shown = self.likely, shown
        if before != self.likely:
            self.faces.tick(self.faces.ticked, ticked=False)
        self.person.lay_out(shown.desk)
        self.person.show_likely(shown.likely)
        self.row.show_groups(shown.others)
        self.merge.setVisible(bool(shown.others))
        if not shown.others and self.row.hasFocus():
            self.take_keys()
        self.faces.lay_out(shown.group, shown.likely.tickable)
        self.refresh()

    def say(self, notice: Notice) -> None:
        """Say something about what was just done."""
        set_look(self.notice, "problem" if notice.problem else "muted")
        self.notice.setMargin(8 if notice.problem else 0)
        self.notice.setText(notice.sentence)

    def choose_other_group(self) -> None:
        """Let the person say which other group is the same person too."""
        self.row.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_keys(self) -> None:
        """Let the keys mean what stands on the buttons."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move by a row; the rest are the keys of the desk."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.faces.step_row(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    @Slot()
    def refresh(self) -> None:
        """Show the faces and what can be done now."""
        shown = self._shown
        if shown is None:
            return
        ticked, seen, twice = frozenset(self.faces.ticked), self.faces.seen, self.twice
        states = {
            face.id: TileState(
                face.photo.details.file_name,
                decided_words(face, shown.desk.people),
                remark_words(face, shown.likely, shown.desk.people),
                face.id in ticked,
                face.id in seen,
                face.id in twice,
                self.faces.lost(face.id),
            )
            for face in shown.group.faces
        }
        self.faces.show_states(states)
        self._say_heading(shown, seen)
        self._show_choices(shown, len(ticked))

    def _say_heading(self, shown: GroupOnSheet, seen: frozenset[RegionId]) -> None:
        self.heading.setText(heading_words(shown.group, shown.likely))
        self.progress.setText(
            progress_words(len(seen), len(shown.group.faces), shown.place, shown.of)
        )

    def _show_choices(self, shown: GroupOnSheet, ticked: int) -> None:
        buttons = self.buttons
        buttons.show_choices(
            accept_words(ticked, shown.likely),
            ready=bool(ticked) and self.all_ticked_seen,
            named=self.likely is not None,
            certain=shown.likely.certain,
            twice=bool(self.twice),
        )
        marked = self.faces.marked in self.faces.ticked
        buttons.rest[Act.TICK].say(tr("Untick") if marked else tr("Tick"))
        buttons.rest[Act.RESHAPE].setEnabled(len(shown.group.faces) > 1)
        buttons.further.setEnabled(shown.of > 1 or (shown.of == 1 and not shown.place))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the faces the larger part, however large the text is."""
        super().resizeEvent(event)
        widest = round(MOST_FOR_PERSON * self.width())
        self.person.setFixedWidth(min(self._theme.scaled(WIDE), widest))

    @Slot()
    def _merge_pressed(self) -> None:
        self.act_wanted.emit(self.merge.act)

    @Slot(object)
    def _picture_arrived(self, key: PictureKey) -> None:
        if self.isVisible() and key.kind is Kind.PORTRAIT:
            self.person.refresh()
        elif self.isVisible() and key.kind is Kind.FACE:
            self.row.update()
