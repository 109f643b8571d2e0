"""Two frames of a burst side by side: the same child in both takes the decision along.

Lies over the desk, so that the faces are large. It decides nothing: it says which pairs a
person saw and ticked. The keys are those of the desk.
"""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from consentdesk.domain.bursts import HOLDS_FOR_THE_CHILD
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import (
    DeskPictures,
    PictureKey,
    Urgency,
    face_key,
    screen_key,
)
from consentdesk.ui.desk.desk_sheet import DeskSheet
from consentdesk.ui.desk.face.picture_tile import PictureTile
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.moments.burst_frame_view import BurstFrameView
from consentdesk.ui.desk.moments.burst_pair import BurstPair, FacePair
from consentdesk.ui.desk.moments.pair_list import PairList, PairState, alone_words
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme

BESIDE = 330
"""Width of the list and the keys beside the pictures; view pixels at 100 % text."""
LINK = QSize(28, 28)
LINKED, UNLINKED = ("link-variant", "accent"), ("link-variant-off", "muted")


class BurstPage(DeskSheet):
    """Leads through the pairs; carrying is possible when each ticked pair was on the screen.

    Signals:
        seen: the two faces of a pair whose pictures stand on the screen now; none when none does.
        carry_wanted: the ticked pairs (FacePair), with the decision that stands beside them.
        left: the person leaves without carrying anything.
    """

    seen = Signal(object)
    carry_wanted = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(theme, tr("Two frames of one moment, side by side"), parent)
        self._pictures = pictures
        self._pairs: tuple[FacePair, ...] = ()
        self._at = 0
        self._ticked: set[FacePair] = set()
        self._seen: set[FacePair] = set()
        self._changed: FacePair | None = None
        self._said = ""
        self.heading = words(tr("Are these the same children?"), "title")
        self.text = words("", "muted")
        self.frames = tuple(BurstFrameView(theme, pictures) for _ in range(2))
        self.titles = tuple(words("", "strong") for _ in range(2))
        self.faces = tuple(PictureTile(theme) for _ in range(2))
        self.link = QLabel()
        self.list = PairList(theme)
        self.alone = words()
        self.carry = KeyButton(theme, Act.ACCEPT, look="primary")
        self.further = KeyButton(theme, Act.NEXT_FACE, tr("Next pair"))
        self.tick = KeyButton(theme, Act.TICK)
        self.leave = KeyButton(theme, Act.LEAVE, tr("Carry nothing"))
        self._lay_out()
        self._connect()

    def _connect(self) -> None:
        self.act_wanted.connect(self._do)
        self.list.chosen.connect(self._row_chosen)
        self._pictures.arrived.connect(self._picture_arrived)
        for button in (self.carry, self.further, self.tick, self.leave):
            button.clicked.connect(self._pressed)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(self.text)
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addLayout(self._side_by_side(), 1)
        body.addWidget(self._beside())
        layout.addLayout(body, 1)

    def _side_by_side(self) -> QGridLayout:
        """Photo above face, the decided frame on the left."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for side, column in enumerate((0, 2)):
            grid.addWidget(self.titles[side], 0, column)
            grid.addWidget(self.frames[side], 1, column)
            grid.addWidget(self.faces[side], 2, column)
            grid.setColumnStretch(column, 1)
        self.link.setAlignment(Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(self.link, 2, 1)
        grid.setRowStretch(1, 4)
        grid.setRowStretch(2, 5)
        return grid

    def _beside(self) -> QWidget:
        """The list of the pairs, who is left over, and what can be done."""
        beside = QWidget()
        beside.setFixedWidth(self._theme.scaled(BESIDE))
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.list, 1)
        column.addWidget(self.alone)
        for button in (self.carry, self.further, self.tick, self.leave):
            column.addWidget(button)
        return beside

    @property
    def pair(self) -> FacePair | None:
        """The pair in hand."""
        return self._pairs[self._at] if self._pairs else None

    @property
    def ticked(self) -> tuple[FacePair, ...]:
        """The pairs whose decision would be carried."""
        return tuple(pair for pair in self._pairs if pair in self._ticked)

    @property
    def possible(self) -> bool:
        """Whether anything is ticked and all that is ticked was on the screen."""
        return bool(self._ticked) and self._ticked <= self._seen

    def show_pair(self, burst: BurstPair) -> None:
        """Begin with the first pair of two frames.

        Decisions about the child are ticked beforehand; one about a single picture, such as
        "cannot be recognised", is ticked by the person who sees that it holds here too.
        """
        self._pairs, self._at, self._seen = burst.pairs, 0, set()
        self._changed, self._said = None, ""
        self._ticked = _about_the_child(burst.pairs)
        self._show_frames(burst)

    def show_changed(self, burst: BurstPair) -> None:
        """Show the same two frames after something changed in them; the person stays there.

        A pair that is another now was not seen: it counts when the person comes to it again.
        """
        new = set(burst.pairs) - set(self._pairs)
        self._ticked = (self._ticked & set(burst.pairs)) | _about_the_child(new)
        self._seen &= set(burst.pairs)
        self._pairs, self._at = burst.pairs, max(0, min(self._at, len(burst.pairs) - 1))
        self._changed = self.pair if self.pair in new or self.pair == self._changed else None
        self._show_frames(burst)
        self.say(tr("A photo changed meanwhile: look at the pairs again."))

    def say(self, sentence: str) -> None:
        """Say something until the person goes on."""
        self._said = sentence
        self._say_what_is_left()

    def _show_frames(self, burst: BurstPair) -> None:
        decided = tuple(pair.decided for pair in burst.pairs)
        self.frames[0].show_frame(burst.decided, decided, decided=True)
        opened = tuple(pair.open for pair in burst.pairs)
        self.frames[1].show_frame(burst.open, opened, decided=False)
        self.titles[0].setText(tr("{title} · decided", title=burst.decided.title))
        self.titles[1].setText(tr("{title} · to decide", title=burst.open.title))
        self.alone.setText(alone_words(burst.open.alone))
        self.alone.setVisible(bool(burst.open.alone))
        self._want_pictures(burst)
        self.refresh()

    def step(self, by: int) -> None:
        """Go to another pair; after the last one comes the first that was not seen."""
        if not self._pairs:
            return
        at = self._at + by
        if at >= len(self._pairs):
            unseen = [n for n, pair in enumerate(self._pairs) if pair not in self._seen]
            at = unseen[0] if unseen else self._at
        self._row_chosen(max(0, at))

    def toggle(self) -> None:
        """Tick the pair in hand, or take it out; a pair without a picture stays out."""
        pair = self.pair
        if pair is not None and not self._lost(pair):
            self._ticked ^= {pair}
            self._said = ""
            self.refresh()

    def refresh(self) -> None:
        """Show the pair in hand, and what can be done."""
        self._ticked -= {pair for pair in self._ticked if self._lost(pair)}
        self._show_faces()
        self._record_seen()
        self.list.show_pairs([(pair, self._state(pair)) for pair in self._pairs], self._at)
        self._say_what_is_left()

    def showEvent(self, event: QShowEvent) -> None:
        """Count the first pair from when it is on the screen."""
        super().showEvent(event)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key means here; one held down does nothing more: each pair is a look."""
        if not event.isAutoRepeat():
            super().keyPressEvent(event)

    @Slot(object)
    def _do(self, act: Act) -> None:
        if act in (Act.NEXT_FACE, Act.PREVIOUS_FACE):
            self.step(1 if act is Act.NEXT_FACE else -1)
        elif act is Act.TICK:
            self.toggle()
        elif act is Act.ACCEPT and self.possible:
            self.carry_wanted.emit(self.ticked)
        elif act is Act.LEAVE:
            self.left.emit()

    @Slot()
    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self._do(button.act)

    @Slot(int)
    def _row_chosen(self, row: int) -> None:
        self._at, self._changed, self._said = row, None, ""
        self.refresh()

    @Slot(object)
    def _picture_arrived(self, key: PictureKey) -> None:
        if self.isVisible() and self._pairs:
            self.refresh()
            for frame in self.frames:
                frame.update()

    def _want_pictures(self, burst: BurstPair) -> None:
        for frame in (burst.decided, burst.open):
            self._pictures.want(screen_key(frame.photo_id))
        for pair in burst.pairs:
            for face in pair.ids:
                self._pictures.want(face_key(face), Urgency.AHEAD)

    def _lost(self, pair: FacePair) -> bool:
        """Whether one of the two pictures cannot be shown, so that nobody can compare."""
        keys = [face_key(face) for face in pair.ids]
        return any(self._pictures.settled(key) and not self._there(key) for key in keys)

    def _there(self, key: PictureKey) -> bool:
        pixmap = self._pictures.picture(key)
        return pixmap is not None and not pixmap.isNull()

    def _record_seen(self) -> None:
        """Note the pair in hand while both of its pictures stand on the screen."""
        if not self.isVisible():
            return
        pair = self.pair
        faces = () if pair is None else pair.ids
        there = all(tile.isVisible() for tile in self.faces) and all(
            self._there(face_key(face)) for face in faces
        )
        if pair is not None and there and pair != self._changed:
            self._seen.add(pair)
        self.seen.emit(faces if there else ())

    def _show_faces(self) -> None:
        pair = self.pair
        for side, tile in enumerate(self.faces):
            face = None if pair is None else pair.ids[side]
            if face is not None:
                self._pictures.want(face_key(face))
            self.frames[side].point_at(face)
            tile.set_strong(pair in self._ticked)
            pixmap = None if face is None else self._pictures.picture(face_key(face))
            tile.show_picture(pixmap, self._caption(pair, side), icon="face-recognition")
        self.setAccessibleDescription(", ".join(tile.accessibleName() for tile in self.faces))
        self._show_link(ticked=pair in self._ticked)

    def _show_link(self, *, ticked: bool) -> None:
        """Join the two faces with a sign, or show that they are apart."""
        sign = self._theme.icon(*(LINKED if ticked else UNLINKED))
        self.link.setPixmap(sign.pixmap(LINK, self.devicePixelRatioF()))
        self.link.setAccessibleName(tr("ticked") if ticked else tr("left out"))

    def _caption(self, pair: FacePair | None, side: int) -> str:
        if pair is None:
            return ""
        if side == 0:
            return tr("{n} · {words}", n=pair.decided.number, words=pair.words)
        return tr("{n} · the same here?", n=pair.open.number)

    def _state(self, pair: FacePair) -> PairState:
        if self._lost(pair):
            return PairState.LOST
        if pair not in self._seen:
            return PairState.TICKED_UNSEEN if pair in self._ticked else PairState.UNSEEN
        return PairState.TICKED if pair in self._ticked else PairState.OUT

    def _say_what_is_left(self) -> None:
        pair, count = self.pair, len(self._ticked)
        unseen = len(self._ticked - self._seen)
        if self._said:
            self.text.setText(self._said)
        elif unseen:
            one, many = "{n} ticked pair not seen yet.", "{n} ticked pairs not seen yet."
            self.text.setText(plural(unseen, one, many))
        elif count:
            self.text.setText(tr("Each ticked pair was seen. Take out who is not the same."))
        else:
            self.text.setText(tr("No pair is ticked: each face is decided by itself."))
        one, many = "Same in both: carry {n} decision", "Same in both: carry {n} decisions"
        self.carry.say(plural(count, one, many))
        self.carry.setEnabled(self.possible)
        self.further.setEnabled(len(self._pairs) > 1 or self._changed is not None)
        self.tick.say(tr("Take this pair out") if pair in self._ticked else tr("Tick this pair"))
        self.tick.setEnabled(pair is not None and not self._lost(pair))


def _about_the_child(pairs: Iterable[FacePair]) -> set[FacePair]:
    return {pair for pair in pairs if pair.decision.kind in HOLDS_FOR_THE_CHILD}
