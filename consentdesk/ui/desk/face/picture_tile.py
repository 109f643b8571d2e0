"""One picture with a caption: a face or a portrait, side by side in the panel."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
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
        self._shown: tuple[int | None, str, str, str] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

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
        shown = (None if pixmap is None else pixmap.cacheKey(), caption, icon, key)
        if shown == self._shown:
            return
        self._shown = shown
        self._key = key
        self._pixmap = None if pixmap is None or pixmap.isNull() else pixmap
        self._caption = tuple(caption.split("\n")) if caption else ()
        self.updateGeometry()
        self._icon = icon
        self.setAccessibleName(", ".join(self._caption))
        self.setToolTip(caption)
        self.update()

    def set_strong(self, strong: bool) -> None:
        """Draw a strong edge: this is the picture it is about."""
        if strong is not self._strong:
            self._strong = strong
            self.update()

    def sizeHint(self) -> QSize:
        """Return the size it likes."""
        return QSize(150, max(170, 119 + self._below()))

    def minimumSizeHint(self) -> QSize:
        """Return the room it cannot do without."""
        return QSize(80, max(100, 49 + self._below()))

    def _below(self) -> int:
        """Return the height of the caption."""
        return CAPTION_GAP + self.fontMetrics().height() * len(self._caption)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw picture and caption."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        below = self._below() if self._caption else 0
        room = self.rect().adjusted(1, 1, -1, -1 - below)
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
        wide = self._theme.focus_width if role == "accent" else 1
        painter.setPen(QPen(self._theme.colour(role), wide))
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
        edge = self._theme.scaled(KEY_CAP)
        cap = QRect(room.left() + 5, room.top() + 5, edge, edge)
        painter.setPen(QPen(self._theme.colour("edge"), 1))
        painter.setBrush(self._theme.colour("card"))
        painter.drawRoundedRect(QRectF(cap), 4, 4)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)

    def _fitted(self, font: QFont, text: str, room: int) -> QFont:
        """Return the font, rather smaller than a shortened name; never below that of 100 %."""
        wide = QFontMetrics(font).horizontalAdvance(text)
        least = 100 / self._theme.appearance.text_percent
        fitted = QFont(font)
        fitted.setPointSizeF(font.pointSizeF() * max(least, min(1.0, 0.95 * room / max(1, wide))))
        return fitted

    def _draw_caption(self, painter: QPainter, room: QRect) -> None:
        font = painter.font()
        last = len(self._caption) - 1
        line = self.fontMetrics().height()
        for number, text in enumerate(self._caption):
            strong = number < last or last == 0
            font.setBold(strong)
            painter.setFont(self._fitted(font, text, room.width()))
            painter.setPen(self._theme.colour("text" if strong else "muted"))
            top = room.bottom() + CAPTION_GAP + number * line
            place = QRect(room.left(), top, room.width(), line)
            short = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, place.width()
            )
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, short)
