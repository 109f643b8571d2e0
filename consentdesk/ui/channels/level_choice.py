"""How recognisable a child may be on a channel, chosen from four drawn photos."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.identifiability import (
    CLEAR_FROM,
    HARD_UNDER,
    PORTRAIT_FROM,
    Identifiability,
)
from consentdesk.ui.channels.level_picture import SIZE, draw_level
from consentdesk.ui.labels import words
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

PAD = 8
SIGN = 18
COLUMNS = 2


class LevelTile(QRadioButton):
    """One level: a drawn photo, its words, and a sign when it is the one chosen."""

    def __init__(self, theme: Theme, level: Identifiability, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.level = level
        self.setText(level_words(level))
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(meaning(level))
        self.setToolTip(meaning(level))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room for the picture and two lines of words beside it."""
        words = max(SIZE.height(), 2 * self.fontMetrics().height())
        return QSize(self._words_from() + self._widest_word() + SIGN + 2 * PAD, words + 2 * PAD)

    def minimumSizeHint(self) -> QSize:
        """Return the same: words wrap, but are not cut."""
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        """Return that the whole tile is pressed, not only a small ring."""
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw plate, picture, words and sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, strong = self.isChecked(), self.isChecked() or self.underMouse()
        ring = "text" if self.hasFocus() else "accent" if strong else "edge"
        wide = self._theme.focus_width if chosen or self.hasFocus() else 1
        painter.setPen(QPen(self._theme.colour(ring), wide))
        painter.setBrush(self._theme.colour("accent_soft" if chosen else "card"))
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 8, 8)
        photo = QRectF(PAD, (self.height() - SIZE.height()) / 2, SIZE.width(), SIZE.height())
        draw_level(painter, photo, self.level, self._theme, "accent" if chosen else "muted")
        self._write(painter)
        painter.end()

    def _write(self, painter: QPainter) -> None:
        area = self.rect().adjusted(self._words_from(), 2, -SIGN - PAD, -2)
        painter.setPen(self._theme.colour("text"))
        flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(area, flags, self.text())
        if self.isChecked():
            top = (self.height() - SIGN) // 2
            icon = self._theme.icon("check-circle", "accent")
            icon.paint(painter, self.width() - SIGN - PAD, top, SIGN, SIGN)

    def _words_from(self) -> int:
        return SIZE.width() + PAD + PAD + PAD // 2

    def _widest_word(self) -> int:
        return max(self.fontMetrics().horizontalAdvance(word) for word in self.text().split())


class LevelChoice(QWidget):
    """Four levels, and what the chosen one means; arrow keys go from one to the next."""

    chosen = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = {level: LevelTile(theme, level) for level in Identifiability}
        self.meaning = words("", "muted")
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, tile in enumerate(self.tiles.values()):
            self._group.addButton(tile)
            grid.addWidget(tile, place // COLUMNS, place % COLUMNS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addWidget(self.meaning)
        self._group.buttonToggled.connect(self._toggled)
        self.choose(Identifiability.PORTRAIT)

    @property
    def level(self) -> Identifiability:
        """The level that is chosen."""
        return self.tile.level

    @property
    def tile(self) -> LevelTile:
        """The tile that is chosen, the one that Tab comes to."""
        return next(tile for tile in self.tiles.values() if tile.isChecked())

    def choose(self, level: Identifiability) -> None:
        """Show what was chosen before."""
        self.tiles[level].setChecked(True)

    def _toggled(self, tile: LevelTile, checked: bool) -> None:
        if checked:
            self.meaning.setText(meaning(tile.level))
            self.chosen.emit()


def level_words(level: Identifiability) -> str:
    """Return a level in words that stand alone, such as "Hard to recognise"."""
    said = tr(level.words)
    return said[:1].upper() + said[1:]


def meaning(level: Identifiability) -> str:
    """Return in one sentence what a channel with this limit shows."""
    if level is Identifiability.DISTANT:
        return tr("Every face is under {n} px high in the published photo.", n=HARD_UNDER)
    if level is Identifiability.IN_A_GROUP:
        return tr(
            "No child alone; faces under {n} px high, and under {more} px where turned aside.",
            n=CLEAR_FROM,
            more=PORTRAIT_FROM,
        )
    if level is Identifiability.RECOGNISABLE:
        return tr("A child alone, too; faces under {n} px high, larger if aside.", n=PORTRAIT_FROM)
    return tr("No limit: a face may be large and look out of the photo.")
