"""Other groups as rows of small faces, to say that one of them is the same person too."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from consentdesk.domain.ids import RegionId
from consentdesk.ui.desk.desk_pictures import DeskPictures, Urgency, face_key
from consentdesk.ui.desk.face.small_face import draw_small_face
from consentdesk.ui.desk.groups.face_group import FaceGroup
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme

EDGE = 40
PAD = 8
GAP = 4
BETWEEN = 8
FACES = 2
"""Faces shown of each group."""
MOST = 9
"""Groups shown; each has a number key."""
COUNT_WIDTH = 26


class GroupRow(QWidget):
    """A list of groups on one line; left and right move, Enter or a number takes one.

    Signals:
        taken: the number of a group that is the same person.
        left: the person goes back to the faces.
    """

    taken = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, pictures: DeskPictures) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures
        self._groups: tuple[FaceGroup, ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(EDGE + 2 * PAD)

    @property
    def groups(self) -> tuple[FaceGroup, ...]:
        """The groups to choose from."""
        return self._groups

    def show_groups(self, groups: Sequence[FaceGroup]) -> None:
        """Show these groups; none hides the row."""
        self._groups = tuple(groups[:MOST])
        self._at = min(self._at, max(0, len(self._groups) - 1))
        for group in self._groups:
            for face in _shown(group):
                self._pictures.want(face_key(face), Urgency.VISIBLE)
        self.setVisible(bool(self._groups))
        self._say()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the number keys."""
        super().focusInEvent(event)
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, take, leave; other keys go on to the sheet."""
        key = event.key()
        number = key - Qt.Key.Key_1
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._at += 1 if key == Qt.Key.Key_Right else -1
            self._at = min(max(0, self._at), len(self._groups) - 1)
            self._say()
        elif event.isAutoRepeat():
            event.accept()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take(self._at)
        elif 0 <= number < MOST:
            self._take(number)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the group that was pressed."""
        for place in range(len(self._groups)):
            if self._place(place).contains(event.position().toPoint()):
                self._take(place)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the groups."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place, group in enumerate(self._groups):
            self._draw_group(painter, place, group)
        painter.end()

    def _take(self, place: int) -> None:
        if place < len(self._groups):
            self.taken.emit(self._groups[place].number)

    def _say(self) -> None:
        if self._groups:
            faces = len(self._groups[self._at].faces)
            name = tr("Group {n} of {of}", n=self._at + 1, of=len(self._groups))
            self.setAccessibleName(f"{name}, {plural(faces, '{n} face', '{n} faces')}")
        self.update()

    def _place(self, place: int) -> QRect:
        wide = FACES * (EDGE + GAP) + self._theme.scaled(COUNT_WIDTH) + 2 * PAD
        return QRect(place * (wide + BETWEEN), 0, wide, self.height())

    def _draw_group(self, painter: QPainter, place: int, group: FaceGroup) -> None:
        room = self._place(place)
        marked = self.hasFocus() and place == self._at
        wide = self._theme.focus_width if marked else 1
        edge = QPen(self._theme.colour("accent" if marked else "line"), wide)
        painter.setPen(edge)
        painter.setBrush(self._theme.colour("card"))
        painter.drawRoundedRect(QRectF(room).adjusted(1, 1, -1, -1), 8, 8)
        left = room.left() + PAD
        for number, face in enumerate(_shown(group)):
            target = QRect(left + number * (EDGE + GAP), PAD, EDGE, EDGE)
            draw_small_face(painter, target, face, self._theme, self._pictures)
        count = room.adjusted(PAD + FACES * (EDGE + GAP), 0, -PAD + 2, 0)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(count, Qt.AlignmentFlag.AlignCenter, str(len(group.faces)))
        if self.hasFocus():
            self._draw_key(painter, QRect(left + 2, PAD + 2, 18, 18), str(place + 1))

    def _draw_key(self, painter: QPainter, cap: QRect, key: str) -> None:
        painter.setPen(QPen(self._theme.colour("edge"), 1))
        painter.setBrush(self._theme.colour("card"))
        painter.drawRoundedRect(QRectF(cap), 4, 4)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, key)


def _shown(group: FaceGroup) -> tuple[RegionId, ...]:
    return tuple(face.id for face in group.faces[:FACES])
