"""One picture with a caption: a face or a portrait, side by side in the panel."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from consentdesk.ui.theme import Theme

KEY_CAP = 18
CAPTION_GAP = 3


class PictureTile(QAbstractButton):
    """Shows a picture as large as its place; can be pressed when it proposes somebody."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pixmap: QPixmap | None = None
        self._caption: tuple[str, ...] = ()
        self._icon = "account-outline"
        self._key = ""
        self._strong = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(80, 100)

    def show_picture(
        self,
        pixmap: QPixmap | None,
        caption: str = "",
        *,
        icon: str = "account-outline",
        key: str = "",
    ) -> None:
        """Show a picture, or the sign `icon`; all but the last caption line are bold.

        `key` is what to press for this picture, shown in its corner.
        """
        self._key = key
        self._pixmap = None if pixmap is None or pixmap.isNull() else pixmap
        self._caption = tuple(caption.split("\n")) if caption else ()
        self._icon = icon
        self.setAccessibleName(", ".join(self._caption))
        self.setToolTip(caption)
        self.update()

    def set_strong(self, strong: bool) -> None:
        """Draw a strong edge: this is the picture it is about."""
        self._strong = strong
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return QSize(150, 170)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw picture and caption."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        below = CAPTION_GAP + self.fontMetrics().height() * len(self._caption)
        room = self.rect().adjusted(1, 1, -1, -1 - (below if self._caption else 0))
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(room), 8, 8)
        painter.fillPath(ground, self._theme.colour("raised"))
        if self._pixmap is None:
            middle = room.center()
            place = QRect(middle.x() - 18, middle.y() - 18, 36, 36)
            self._theme.icon(self._icon, "muted").paint(painter, place)
        else:
            painter.setClipPath(ground)
            painter.drawPixmap(self._place(room), self._pixmap)
            painter.setClipping(False)
        role = "accent" if self._strong or self.hasFocus() else "line"
        painter.setPen(QPen(self._theme.colour(role), 2 if role == "accent" else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(room), 8, 8)
        self._draw_caption(painter, room)
        if self._key:
            self._draw_key(painter, room)
        painter.end()

    def _place(self, room: QRect) -> QRect:
        """Return where the whole picture lies; a face must never lose its edge."""
        assert self._pixmap is not None
        size = self._pixmap.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(room.center())
        return place

    def _draw_key(self, painter: QPainter, room: QRect) -> None:
        cap = QRect(room.left() + 5, room.top() + 5, KEY_CAP, KEY_CAP)
        painter.setPen(QPen(self._theme.colour("edge"), 1))
        painter.setBrush(self._theme.colour("card"))
        painter.drawRoundedRect(QRectF(cap), 4, 4)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)

    def _draw_caption(self, painter: QPainter, room: QRect) -> None:
        font = painter.font()
        last = len(self._caption) - 1
        line = self.fontMetrics().height()
        for number, text in enumerate(self._caption):
            strong = number < last or last == 0
            font.setBold(strong)
            painter.setFont(font)
            painter.setPen(self._theme.colour("text" if strong else "muted"))
            top = room.bottom() + CAPTION_GAP + number * line
            place = QRect(room.left(), top, room.width(), line)
            short = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, place.width()
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, short)
