"""The exclusion check: every remaining face enlarged, then one statement."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.ids import RegionId
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures, face_key
from consentdesk.ui.desk.face.picture_tile import PictureTile
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look

MOST_NAMED = 5
"""Numbers of faces that are said one by one."""


class ExclusionPage(QWidget):
    """Walks through the faces; the statement can be made once each was compared.

    Signals:
        came, went: the page is on the screen, or not any more.
    """

    act_wanted = Signal(object)
    came = Signal()
    went = Signal()

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._faces: tuple[RegionId, ...] = ()
        self._seen: frozenset[RegionId] = frozenset()
        self._passed: frozenset[RegionId] = frozenset()
        self._at = 0
        self._refusal: str | None = None
        self.heading = words("", "heading")
        self.progress = words("", "muted")
        self.text = words("", "muted")
        self.face = PictureTile(theme)
        self.refusal = words("", "problem")
        self.refusal.setMargin(8)
        self.state_it = KeyButton(theme, Act.ACCEPT, tr("I state this"), look="primary")
        self.state_it.setAccessibleName(statement())
        self.further = KeyButton(theme, Act.NEXT_FACE)
        self.leave = KeyButton(theme, Act.LEAVE)
        self._lay_out_widgets()
        for button in (self.state_it, self.further, self.leave):
            button.clicked.connect(self._pressed)

    def _lay_out_widgets(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.heading)
        layout.addWidget(self.face, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.text)
        layout.addWidget(self.refusal)
        layout.addWidget(self.state_it)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.further)
        row.addWidget(self.leave)
        layout.addLayout(row)

    @property
    def face_id(self) -> RegionId | None:
        """The face that is enlarged now."""
        return self._faces[self._at] if self._faces else None

    @property
    def possible(self) -> bool:
        """Whether the statement may be made."""
        return bool(self._faces) and self._refusal is None and self._seen.issuperset(self._faces)

    def begin(self, faces: Sequence[RegionId], refusal: str | None) -> None:
        """Begin with the first face; a refusal that looking cannot lift is said at once."""
        self._faces, self._at = tuple(faces), 0
        self._seen = self._passed = frozenset()
        self._refusal = refusal
        self.refresh()

    def step(self, by: int) -> None:
        """Go to another face; after the last one comes the first that passed too quickly."""
        at = self._at + by
        if at >= len(self._faces):
            again = [n for n, face in enumerate(self._faces) if face not in self._seen]
            at = again[0] if again else self._at
        self._at = max(0, at)
        self.refresh()

    def show_seen(self, seen: Collection[RegionId], passed: Collection[RegionId]) -> None:
        """Take which faces were compared; `passed` were on the screen, too short a time."""
        self._seen, self._passed = frozenset(seen), frozenset(passed)
        self.refresh()

    def refuse(self, refusal: str | None) -> None:
        """Say why looking does not help, or nothing."""
        self._refusal = refusal
        self.refresh()

    def refresh(self) -> None:
        """Show the face, and what can be done."""
        self._show_face()
        self._say_how_far()
        self.text.setText(statement() if self.possible else tr("Compare it with each look-out."))
        set_look(self.text, "strong" if self.possible else "muted")
        self.refusal.setText(self._refusal or "")
        for label, there in (
            (self.refusal, bool(self._refusal)),
            (self.text, not self._refusal),
            (self.progress, bool(self._faces)),
        ):
            label.setVisible(there)
        self.state_it.setEnabled(self.possible)
        at_end = self._at >= len(self._faces) - 1
        self.further.setEnabled(not at_end or self._left > int(self._waits))
        self.further.say(tr("Look again") if at_end and self._left else tr("Next face"))

    def showEvent(self, event: QShowEvent) -> None:
        """Say that the face is on the screen."""
        super().showEvent(event)
        self.came.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that nobody sees the face now."""
        super().hideEvent(event)
        self.went.emit()

    @property
    def _left(self) -> int:
        return len(set(self._faces) - self._seen)

    @property
    def _waits(self) -> bool:
        """Whether the face that is enlarged now was not compared yet."""
        return self.face_id not in self._seen

    def _show_face(self) -> None:
        face = self.face_id
        if face is None:
            self.heading.setText(tr("Exclusion check"))
            self.face.show_picture(None, icon="face-recognition")
            return
        place = tr("face {n} of {of}", n=self._at + 1, of=len(self._faces))
        self.heading.setText(tr("Exclusion check · {place}", place=place))
        pixmap = self._pictures.picture(face_key(face))
        lost = self._pictures.settled(face_key(face)) and (pixmap is None or pixmap.isNull())
        icon = "image-broken-variant" if lost else "face-recognition"
        self.face.show_picture(pixmap, icon=icon)

    def _say_how_far(self) -> None:
        seen, of = len(self._faces) - self._left, len(self._faces)
        parts = [tr("{n} of {of} compared", n=seen, of=of)]
        quick = [n for n, face in enumerate(self._faces, 1) if face in self._passed]
        if len(quick) > MOST_NAMED:
            parts.append(tr("{n} faces passed too quickly", n=len(quick)))
        elif quick:
            numbers = ", ".join(str(n) for n in quick)
            one, many = "face {numbers} passed too quickly", "faces {numbers} passed too quickly"
            parts.append(plural(len(quick), one, many, numbers=numbers))
        self.progress.setText(" · ".join(parts))

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.act_wanted.emit(button.act)


def statement() -> str:
    """Return what the person states at the end."""
    return tr("None of these pupils is in this photo, and no stranger.")
