"""Faces of other photos that seem to be the same person, small, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consentdesk.domain.ids import RegionId
from consentdesk.ui.desk.desk_pictures import DeskPictures
from consentdesk.ui.desk.face.small_face import draw_small_face
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural
from consentdesk.ui.theme import Theme

EDGE = 36
GAP = 4

FACES_BESIDE = 4
"""Faces of other photos that are shown; the sentence counts all."""


class SamePerson(QWidget):
    """Says in how many other photos the person seems to be; it decides nothing."""

    def __init__(self, theme: Theme, pictures: DeskPictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._with_faces = True
        self.sentence = words("", "muted")
        self.row = _FaceRow(theme, pictures)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.row)
        layout.addWidget(self.sentence, 1)
        self.hide()

    def show_faces(self, faces: Sequence[RegionId]) -> None:
        """Show these faces, one from each other photo; none hides the part."""
        text = plural(
            len(faces),
            "Also in {n} other photo, it seems",
            "Also in {n} other photos, it seems",
        )
        self.sentence.setText(text)
        self.row.setAccessibleName(text)
        self.row.show_faces(tuple(faces[:FACES_BESIDE]))
        self.row.setVisible(self._with_faces)
        self.setVisible(bool(faces))

    def be_flat(self, flat: bool) -> None:
        """Leave the faces away where there is little room."""
        self._with_faces = not flat
        self.row.setVisible(self._with_faces)

    def refresh(self) -> None:
        """Show the pictures that have come meanwhile."""
        self.row.update()


class _FaceRow(QWidget):
    """The first of the small faces, side by side."""

    def __init__(self, theme: Theme, pictures: DeskPictures) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures
        self._faces: tuple[RegionId, ...] = ()

    def show_faces(self, faces: tuple[RegionId, ...]) -> None:
        """Show these faces."""
        self._faces = faces
        self.setFixedSize(max(1, len(faces)) * (EDGE + GAP) - GAP, EDGE)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the faces."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place, face in enumerate(self._faces):
            draw_small_face(
                painter,
                QRect(place * (EDGE + GAP), 0, EDGE, EDGE),
                face,
                self._theme,
                self._pictures,
            )
        painter.end()
