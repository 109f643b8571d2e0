"""The exclusion check: every remaining face enlarged, then one statement."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.ids import RegionId
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import DeskPictures, face_key
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.picture_tile import PictureTile
from consentdesk.ui.labels import words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look


class ExclusionPage(QWidget):
    """Walks through the faces; the statement can be made at the end, unless refused."""

    act_wanted = Signal(object)

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._faces: tuple[RegionId, ...] = ()
        self._at = 0
        self._refusal: str | None = None
        self._asked = False
        self.heading = words("", "heading")
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
    def at_end(self) -> bool:
        """Whether the last face is enlarged."""
        return self._at >= len(self._faces) - 1

    @property
    def possible(self) -> bool:
        """Whether the statement may be made."""
        return self._asked and self._refusal is None and self.at_end

    def begin(self, faces: Sequence[RegionId], refusal: str | None) -> None:
        """Begin with the first face; a refusal that looking cannot lift is said at once."""
        self._faces, self._at, self._asked = tuple(faces), 0, False
        self._refusal = refusal
        self.refresh()

    def step(self, by: int) -> None:
        """Go to another face."""
        self._at = min(max(0, self._at + by), max(0, len(self._faces) - 1))
        self.refresh()

    def answer(self, refusal: str | None) -> None:
        """Take what the rules say now that every face was shown."""
        self._asked, self._refusal = True, refusal
        self.refresh()

    def refresh(self) -> None:
        """Show the face, and what can be done."""
        place = tr("face {n} of {of}", n=self._at + 1, of=len(self._faces))
        self.heading.setText(tr("Exclusion check · {place}", place=place))
        compare = tr("Compare this face with each look-out below.")
        self.text.setText(statement() if self.possible else compare)
        set_look(self.text, "strong" if self.possible else "muted")
        face = self.face_id
        if face is not None:
            self.face.show_picture(self._pictures.picture(face_key(face)), icon="face-recognition")
        self.refusal.setText(self._refusal or "")
        self.refusal.setVisible(bool(self._refusal))
        self.text.setVisible(not self._refusal)
        self.state_it.setEnabled(self.possible)
        self.further.setEnabled(not self.at_end)

    def _pressed(self) -> None:
        button = self.sender()
        if isinstance(button, KeyButton):
            self.act_wanted.emit(button.act)


def statement() -> str:
    """Return what the person states at the end."""
    return tr("None of these pupils is in this photo, and no stranger.")
