"""One face of a group: its picture, whether it is ticked, and what speaks against it."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from consentdesk.ui.desk.face.picture_tile import CAPTION_GAP, PictureTile
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge, Theme

SIGN = 24
PAD = 8
MARK_WIDTH = 3


@dataclass(frozen=True, slots=True)
class TileState:
    """How a face stands in its group.

    Attributes:
        title: the photo it is from.
        decided: what was decided about it, in words; empty while it is open.
        remark: such as whom it looks like; empty for nothing.
        lost: its picture cannot be shown.
    """

    title: str
    decided: str
    remark: str
    ticked: bool
    seen: bool
    twice: bool
    lost: bool

    @property
    def caption(self) -> str:
        """The line below the picture."""
        if self.decided:
            return self.decided
        if self.lost:
            return tr("cannot be shown")
        return self.remark or (self.title if self.seen else tr("not seen yet"))

    @property
    def spoken(self) -> str:
        """Everything about it, for a screen reader."""
        parts = [self.title, self.decided or self.remark]
        parts.append(tr("ticked") if self.ticked else tr("not ticked"))
        parts.append(tr("seen") if self.seen else tr("not seen yet"))
        if self.twice:
            parts.append(tr("same photo as another ticked face"))
        if self.lost:
            parts.append(tr("cannot be shown"))
        return ", ".join(part for part in parts if part)


class GroupTile(PictureTile):
    """Shows a face; the caption line says what is known, the corner whether it is ticked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._state: TileState | None = None
        self._marked = False

    def show_state(self, state: TileState) -> None:
        """Show how the face stands; the picture comes by `show_picture`."""
        self._state = state
        self.setAccessibleName(state.spoken)
        self.setToolTip(state.spoken)
        self.update()

    def set_marked(self, marked: bool) -> None:
        """Draw the mark of the keyboard around it."""
        self._marked = marked
        self.set_strong(marked)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, the tick and the signs."""
        super().paintEvent(event)
        state = self._state
        if state is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.rect().adjusted(1, 1, -1, -1 - CAPTION_GAP - self.fontMetrics().height())
        if self._marked:
            width = max(MARK_WIDTH, self._theme.focus_width)
            painter.setPen(QPen(self._theme.colour("accent"), width))
            painter.drawRoundedRect(QRectF(room), 8, 8)
        self._draw_tick(painter, room, state)
        if state.twice:
            plate = Badge("link-variant", tr("same photo"), "held")
            self._draw_plate(painter, room, plate)
        painter.end()

    def _draw_tick(self, painter: QPainter, room: QRect, state: TileState) -> None:
        if state.lost or (state.decided and not state.ticked):
            return
        place = QRect(room.left() + PAD, room.top() + PAD, SIGN, SIGN)
        painter.setPen(QPen(self._theme.colour("edge"), 1))
        painter.setBrush(self._theme.colour("card"))
        painter.drawRoundedRect(QRectF(place), 5, 5)
        if state.ticked:
            sign = place.adjusted(2, 2, -2, -2)
            self._theme.icon("check-bold", "accent").paint(painter, sign)

    def _draw_plate(self, painter: QPainter, room: QRect, badge: Badge) -> None:
        high = max(SIGN, painter.fontMetrics().height() + 4)
        plate = QRect(room.left() + 4, room.bottom() - high - 3, room.width() - 8, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(f"{badge.role}_soft"))
        painter.drawRoundedRect(QRectF(plate), 5, 5)
        sign = QRect(plate.left() + 4, plate.center().y() - 8, 16, 16)
        self._theme.icon(badge.icon, badge.role).paint(painter, sign)
        painter.setPen(self._theme.colour(badge.role))
        words = plate.adjusted(24, 0, -2, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, badge.word)
