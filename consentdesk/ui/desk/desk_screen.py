"""The Decide desk: photos on the left, the photo in the middle, the face on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from consentdesk.domain.batch import Mode
from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.services.desk import Desk
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_bar import DeskBar
from consentdesk.ui.desk.desk_keys import act_of
from consentdesk.ui.desk.desk_pictures import DeskPictures
from consentdesk.ui.desk.face_panel import FacePanel
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.key_card import KeyCard
from consentdesk.ui.desk.nothing_yet import NothingYet
from consentdesk.ui.desk.performing import Performing
from consentdesk.ui.desk.photo_canvas import PhotoCanvas
from consentdesk.ui.desk.photo_list import PhotoList
from consentdesk.ui.desk.photo_sayings import standing_words, waiting_words
from consentdesk.ui.desk.portrait_keeping import PortraitKeeping
from consentdesk.ui.desk.showing import Showing
from consentdesk.ui.desk.unforeseen import Unforeseen, guarded
from consentdesk.ui.dialogs import Dialogs
from consentdesk.ui.labels import words
from consentdesk.ui.runner import Runner
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace

WIDE_ENOUGH = 1100
"""View pixels of the desk from which on photos stand in two columns."""

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
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._reading = False
        self._said = Notice("")
        self.pictures = DeskPictures(workspace, runner, self)
        self.deciding = Deciding(workspace, runner, by, batch_id, self)
        self.photo_list = PhotoList(theme, self.pictures)
        self.canvas = PhotoCanvas()
        self.bar = DeskBar(theme)
        self.panel = FacePanel(theme, self.pictures)
        self.note = words("", "muted")
        self.notice = words("", "muted")
        self.empty = NothingYet(theme)
        self._stack = QStackedWidget()
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
        self._read_again = QTimer(self)
        self._read_again.setInterval(WAITING_MS)
        self._read_again.timeout.connect(self._read_if_seen)
        self._connect()
        self.empty.say("timer-sand", tr("Laying out the photos"), "")
        self.reload()

    def _lay_out_widgets(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(8)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(self.notice)
        middle.addWidget(self.bar)
        sides = QHBoxLayout()
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(16)
        sides.addWidget(self.photo_list)
        sides.addLayout(middle, 1)
        sides.addWidget(self.panel)
        desk = QWidget()
        everything = QVBoxLayout(desk)
        everything.setContentsMargins(16, 12, 16, 12)
        everything.setSpacing(8)
        everything.addWidget(self.note)
        everything.addLayout(sides, 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _connect(self) -> None:
        self.photo_list.chosen.connect(self._photo_chosen)
        self.photo_list.left.connect(self._focus_photo)
        self.canvas.face_clicked.connect(self.deciding.go_to_face)
        self.canvas.drawn.connect(self.deciding.draw)
        self.canvas.drawing_left.connect(self._clear_notice)
        self.bar.act_wanted.connect(self.performing.perform)
        self.panel.left.connect(self._focus_photo)
        self.key_card.closed.connect(self._focus_photo)
        self.deciding.said.connect(self._say)
        self.performing.said.connect(self._say)
        self.performing.portrait_wanted.connect(self.portrait_keeping.perform)
        self.portrait_keeping.said.connect(self._say)
        self.performing.sign_off_wanted.connect(self.sign_off_wanted)
        self.deciding.saved.connect(self.counts_changed)
        self.deciding.search_wanted.connect(self._search)
        self.deciding.face_changed.connect(self._clear_notice)
        self.deciding.photo_changed.connect(self._clear_notice)
        self.deciding.standing_changed.connect(self._say_on)

    # reading

    def reload(self) -> None:
        """Read the batch anew, behind whatever is being saved; place and selection stay."""
        if self._reading:
            return
        self._reading = True
        batch_id = self.deciding.batch_id
        self._runner.run(
            self,
            guarded(lambda: self._workspace.review.desk(batch_id)),
            self._desk_read,
            self._reading_failed,
            lane="work",
        )

    def _desk_read(self, answer: Desk | Unforeseen) -> None:
        self._reading = False
        if isinstance(answer, Unforeseen):
            self._runner.messages.bug(answer.error)
            return
        portraits = {x.person.id: x.portrait for x in answer.look_outs if x.portrait is not None}
        self.pictures.know_portraits(portraits)
        self.deciding.lay_out(answer)
        self._show_desk(answer)

    def _reading_failed(self, error: KnownError) -> None:
        self._reading = False
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

    def _show_note(self, desk: Desk, waiting: str) -> None:
        locked = desk.batch.details.mode is Mode.MATCH and not desk.lock.open
        sentences = (waiting, desk.lock.sentence if locked else "")
        self.note.setText("   ".join(s for s in sentences if s))
        self.note.setVisible(any(sentences))

    def _read_if_seen(self) -> None:
        if self.isVisible():
            self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means; a key without a meaning goes on to the window."""
        act = act_of(event)
        if act is None or self.deciding.entry is None:
            super().keyPressEvent(event)
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

    def _focus_photo(self) -> None:
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keys where they decide."""
        super().showEvent(event)
        self._focus_photo()
        if self.deciding.photos is not None:
            self.showing.show_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel's share, and the key card over the whole desk."""
        super().resizeEvent(event)
        self.photo_list.show_columns(2 if self.width() >= WIDE_ENOUGH else 1)
        self.panel.fit(self.width())
        self.key_card.resize(self.size())
