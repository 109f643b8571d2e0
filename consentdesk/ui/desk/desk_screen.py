"""The Decide desk: photos on the left, the photo in the middle, the face on the right."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from consentdesk.domain.batch import Mode
from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.services.deciding.desk import Desk
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act, act_of
from consentdesk.ui.desk.desk_news import DeskNews
from consentdesk.ui.desk.desk_pictures import DeskPictures
from consentdesk.ui.desk.desk_sides import DeskSides
from consentdesk.ui.desk.eyes_on_desk import EyesOnDesk
from consentdesk.ui.desk.face.photo_sayings import standing_words, waiting_words
from consentdesk.ui.desk.face.portrait_keeping import PortraitKeeping
from consentdesk.ui.desk.further_acts import FurtherActs
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.key_card import KeyCard
from consentdesk.ui.desk.nothing_yet import NothingYet
from consentdesk.ui.desk.performing import Performing
from consentdesk.ui.desk.place_kept import PlaceKept
from consentdesk.ui.desk.reckoning import Reckoning, reckon
from consentdesk.ui.desk.showing import Showing
from consentdesk.ui.desk.unforeseen import Unforeseen, guarded
from consentdesk.ui.dialogs import Dialogs
from consentdesk.ui.labels import words
from consentdesk.ui.runner import Runner
from consentdesk.ui.screens import OnePage
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace

WITHOUT_THE_FACE = frozenset({Act.PHOTOS, Act.NEXT_PHOTO, Act.PREVIOUS_PHOTO, Act.KEYS})
"""Keys that mean the same while the list of photos hides the face."""

WAITING_MS = 3000
"""While photos still wait for their faces, the desk is read anew this often."""


class DeskScreen(QWidget):
    """One batch on the desk.

    Signals:
        counts_changed: a decision was saved; whoever shows the path counts again.
        search_wanted: photos wait to be looked through again.
        sign_off_wanted: everything is decided and the person wants to go on.
    """

    counts_changed = Signal()
    search_wanted = Signal()
    sign_off_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        runner: Runner,
        dialogs: Dialogs,
        theme: Theme,
        by: Callable[[], str],
        batch_id: BatchId,
        parent: QWidget | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` tells seconds that never jump; tests have their own."""
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._reading = self._once_more = False
        self._said = Notice("")
        self.pictures = DeskPictures(workspace, runner, self)
        self.deciding = Deciding(workspace, runner, by, batch_id, self.pictures, self, clock)
        # each part is made in its place: one that moves there is dressed anew with all it holds
        self._stack = OnePage(self)
        self.empty = NothingYet(theme, self._stack)
        self._desk = QWidget(self._stack)
        self.note = words("", "muted")
        self.sides = DeskSides(theme, self.pictures, self._desk)
        self.photo_list, self.canvas = self.sides.photo_list, self.sides.canvas
        self.notice, self.frame_bar = self.sides.notice, self.sides.frame_bar
        self.bar, self.panel = self.sides.bar, self.sides.panel
        self._lay_out_widgets()
        self.key_card = KeyCard(theme, self)
        self.showing = Showing(
            self.deciding, self.pictures, self.photo_list, self.canvas, self.panel, self.bar
        )
        self.performing = Performing(
            self.deciding,
            self.pictures,
            self.showing,
            self.photo_list,
            self.canvas,
            self.panel,
            dialogs,
            self.key_card,
        )
        self.portrait_keeping = PortraitKeeping(
            workspace, runner, by, self.deciding, self.panel.face.portrait
        )
        self.further = FurtherActs(
            workspace,
            theme,
            runner,
            dialogs,
            self.deciding,
            self.pictures,
            self.canvas,
            self.panel,
            self,
        )
        self.performing.further |= self.further.acts()
        self.performing.further[Act.PHOTOS] = self._to_photos
        self._eyes = EyesOnDesk(self.deciding, self.showing, self, self.panel, self.key_card)
        self._read_again = QTimer(self)
        self._read_again.setInterval(WAITING_MS)
        self._read_again.timeout.connect(self._read_if_seen)
        self.place = PlaceKept(workspace.review, runner, self.deciding)
        self.news = DeskNews(workspace.acting, self.deciding)
        self._connect()
        self.empty.say("timer-sand", tr("Laying out the photos"), "")
        self.reload()

    def _lay_out_widgets(self) -> None:
        everything = QVBoxLayout(self._desk)
        everything.setContentsMargins(16, 12, 16, 12)
        everything.setSpacing(8)
        everything.addWidget(self.note)
        everything.addWidget(self.sides, 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.photo_list.chosen.connect(self._photo_chosen)
        self.photo_list.left.connect(self._focus_photo)
        self.photo_list.hold_wanted.connect(self.performing.hold_many)
        self.photo_list.look_through_wanted.connect(self.further.look_through)
        self.canvas.face_clicked.connect(self.deciding.go_to_face)
        self.canvas.drawing_left.connect(self._clear_notice)
        self.canvas.reshaping_left.connect(self._clear_notice)
        self.further.said.connect(self._say)
        self.further.framing.taken.connect(self.frame_bar.show)
        self.further.act_wanted.connect(self.performing.perform)
        self.further.reading_wanted.connect(self.reload)
        self.further.closed.connect(self._focus_photo)
        self.bar.act_wanted.connect(self.performing.perform)
        self.sides.act_wanted.connect(self.performing.perform)
        self.panel.left.connect(self._focus_photo)
        self.key_card.closed.connect(self._focus_photo)
        self.deciding.said.connect(self._say)
        self.performing.said.connect(self._say)
        self.performing.portrait_wanted.connect(self.portrait_keeping.perform)
        self.portrait_keeping.said.connect(self._say)
        self.performing.sign_off_wanted.connect(self.sign_off_wanted)
        self.news.reading_wanted.connect(self._read_if_seen)
        self.news.photo_deleted.connect(self._forget_deleted_photo)
        self.deciding.saved.connect(self.counts_changed)
        self.deciding.search_wanted.connect(self._search)
        self.deciding.face_changed.connect(self._clear_notice)
        self.deciding.photo_changed.connect(self._clear_notice)
        self.deciding.standing_changed.connect(self._say_on)

    # reading

    def reload(self) -> None:
        """Read the batch anew, behind whatever is being saved; place and selection stay.

        Once more afterwards, if it is being read already: that may have missed what changed.
        """
        if self._reading:
            self._once_more = True
            return
        self._reading = True
        batch_id = self.deciding.batch_id
        self._runner.run(
            self,
            guarded(lambda: self._read(batch_id)),
            self._desk_read,
            self._reading_failed,
            lane="work",
        )

    def _read(self, batch_id: BatchId) -> tuple[Desk, Reckoning]:
        desk = self._workspace.review.desk(batch_id)
        return desk, reckon(desk)

    def _desk_read(self, answer: tuple[Desk, Reckoning] | Unforeseen) -> None:
        self._end_reading()
        if isinstance(answer, Unforeseen):
            self._runner.messages.bug(answer.error)
            return
        desk, reckoning = answer
        portraits = {x.person.id: x.portrait for x in desk.look_outs if x.portrait is not None}
        self.pictures.know_portraits(portraits)
        self.pictures.know_faces(r for entry in desk.photos for r in entry.review.regions)
        self.deciding.lay_out(desk, reckoning)
        self._forget_gone_photos()
        self._show_desk(desk)

    def _end_reading(self) -> None:
        self._reading = False
        if self._once_more:
            self._once_more = False
            self.reload()

    def _forget_gone_photos(self) -> None:
        for entry in self.deciding.photos.gone if self.deciding.photos is not None else ():
            self.pictures.forget_photo(entry)

    def _forget_deleted_photo(self, photo_id: PhotoId) -> None:
        photos = self.deciding.photos
        if photos is not None and photos.holds(photo_id):
            self.pictures.forget_photo(photos.photo(photo_id))
            self.deciding.leave_photos((photo_id,))
            if self.deciding.photo_id is None:
                self.canvas.clear()

    def _reading_failed(self, error: KnownError) -> None:
        self._end_reading()
        self._runner.messages.problem(error)
        if self.deciding.photos is None:
            self.empty.say("alert-circle-outline", error.sentence, error.next_step)

    def _show_desk(self, desk: Desk) -> None:
        photos = self.deciding.photos
        if photos is None:
            return
        left = photos.left()
        self._read_again.start() if left.waiting else self._read_again.stop()
        self._stack.setCurrentIndex(1 if left.total else 0)
        if not left.total:
            self.canvas.clear()
            self.empty.say(
                "image-multiple-outline",
                tr("No photos yet"),
                tr("Bring in the photos of the event first."),
            )
            return
        self.panel.lay_out(desk)
        self.photo_list.lay_out(photos)
        self._show_note(desk, waiting_words(left))
        if self.deciding.photo_id is not None:
            self.showing.show_again()
        self._say_on()
        self.performing.walk.lay_out_again()
        self.further.lay_out_again()

    def _show_note(self, desk: Desk, waiting: str) -> None:
        locked = desk.batch.details.mode is Mode.MATCH and not desk.lock.open
        sentences = (waiting, desk.lock.sentence if locked else "")
        self.note.setText("   ".join(s for s in sentences if s))
        self.note.setVisible(any(sentences))

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means; a key without a meaning goes on to the window.

        Over the list that hides the face, a key first brings the face back: it decides nothing.
        """
        act = act_of(event)
        if act is None or self.deciding.entry is None:
            super().keyPressEvent(event)
        elif self.sides.face_hidden and act not in WITHOUT_THE_FACE:
            self._focus_photo()
        else:
            self.performing.perform(act)

    def _photo_chosen(self, photo_id: PhotoId) -> None:
        self.deciding.go_to_photo(photo_id)
        if QApplication.mouseButtons():
            self._focus_photo()

    def _search(self) -> None:
        self._read_again.start()
        self.search_wanted.emit()

    def _say(self, notice: Notice) -> None:
        """Say something about what was just done, else what stays to be said of the photo."""
        self._said = notice
        set_look(self.notice, "problem" if notice.problem else "muted")
        self.notice.setMargin(8 if notice.problem else 0)
        self.notice.setText(notice.sentence or standing_words(self.deciding.entry))

    def _say_on(self) -> None:
        """Keep what was said; what stays to be said of the photo may have changed."""
        self._say(self._said)

    def _clear_notice(self) -> None:
        self._say(Notice(""))

    def _to_photos(self) -> None:
        """Go to the list of photos; again, and it gives the face its room back."""
        if self.sides.face_hidden:
            self._focus_photo()
        else:
            self.sides.show_photos()

    def _focus_photo(self) -> None:
        self.sides.show_face()
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keys where they decide."""
        super().showEvent(event)
        self._focus_photo()
        if self.deciding.photos is not None:
            self.showing.show_again()

    def minimumSizeHint(self) -> QSize:
        """Return the room of the desk, or of the sheet that lies over it."""
        needed = super().minimumSizeHint()
        for sheet in self.further.sheets:
            if not sheet.isHidden():
                needed = needed.expandedTo(sheet.room_for(self.width()))
        return needed

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key card over the whole desk."""
        super().resizeEvent(event)
        for sheet in (self.key_card, *self.further.sheets):
            sheet.resize(self.size())
