"""One person in the list beside a face: portrait, name, class, where not to appear."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from consentdesk.domain.people import Person
from consentdesk.ui.desk.desk_pictures import DeskPictures, portrait_key
from consentdesk.ui.desk.desk_words import person_words
from consentdesk.ui.desk.face.people_model import ROW, PersonRow
from consentdesk.ui.theme import Theme

PAD = 6
SMALL = 44
LARGE = 72
"""Portrait height, view pixels: with suggestions, and when eyes alone must find a pupil."""


class PersonCell(QStyledItemDelegate):
    """Paints a person; larger in Look, where nothing is suggested."""

    def __init__(self, theme: Theme, pictures: DeskPictures) -> None:
        super().__init__()
        self._theme = theme
        self._pictures = pictures
        self.portrait = SMALL

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the same height for everybody."""
        return QSize(120, self.portrait + 2 * PAD)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one person."""
        row: PersonRow = index.data(ROW)
        rect: QRect = option.rect
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if state & QStyle.StateFlag.State_Selected or state & QStyle.StateFlag.State_MouseOver:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(QPen(self._theme.colour("accent"), 1) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent_soft" if chosen else "raised"))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)
        wide = round(self.portrait * 0.8)
        place = QRect(rect.left() + PAD, rect.top() + PAD, wide, self.portrait)
        self._draw_portrait(painter, place, row)
        self._draw_words(painter, rect.adjusted(wide + 2 * PAD + 4, PAD, -PAD, -PAD), row)
        painter.restore()

    def _draw_portrait(self, painter: QPainter, place: QRect, row: PersonRow) -> None:
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(place), 5, 5)
        painter.fillPath(ground, self._theme.colour("raised"))
        pixmap = self._pictures.picture(portrait_key(row.person.id))
        if pixmap is None or pixmap.isNull():
            middle = place.center()
            sign = QRect(middle.x() - 11, middle.y() - 11, 22, 22)
            self._theme.icon("account-outline", "muted").paint(painter, sign)
            return
        size = pixmap.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        whole = QRect(0, 0, size.width(), size.height())
        whole.moveCenter(place.center())
        painter.save()
        painter.setClipPath(ground)
        painter.drawPixmap(whole, pixmap)
        painter.restore()

    def _draw_words(self, painter: QPainter, room: QRect, row: PersonRow) -> None:
        """Draw the name, and below it where not to appear, on as many lines as there is room."""
        height = painter.fontMetrics().height()
        lines = max(1, room.height() // height - 1) if row.care else 0
        wraps = painter.fontMetrics().horizontalAdvance(row.care) > room.width()
        taken = min(lines, 2 if wraps else 1)
        name = QRect(room.left(), 0, room.width(), height)
        name.moveTop(room.center().y() - height * (1 + taken) // 2)
        care = QRect(room.left(), name.bottom() + 1, room.width(), height * taken)
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, _short(painter, row.person, name))
        font.setBold(False)
        painter.setFont(font)
        painter.setPen(self._theme.colour("held" if row.restricted else "muted"))
        if taken > 1:
            painter.drawText(care, Qt.TextFlag.TextWordWrap, row.care)
        elif taken:
            right = Qt.TextElideMode.ElideRight
            short = painter.fontMetrics().elidedText(row.care, right, care.width())
            painter.drawText(care, Qt.AlignmentFlag.AlignVCenter, short)


def _short(painter: QPainter, person: Person, room: QRect) -> str:
    right = Qt.TextElideMode.ElideRight
    return painter.fontMetrics().elidedText(person_words(person), right, room.width())
