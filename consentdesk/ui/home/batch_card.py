"""One batch as a card that opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.batch_steps import in_hand
from consentdesk.domain.ids import PhotoId
from consentdesk.ui.home.progress_ring import ProgressRing, decided_words
from consentdesk.ui.home.step_dots import StepDots
from consentdesk.ui.labels import words
from consentdesk.ui.photo_grid import middle_square
from consentdesk.ui.text import day_words, tr
from consentdesk.ui.theme import Theme, set_look
from consentdesk.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard as BatchFacts

COVER = 104


class Cover(QWidget):
    """The thumbnail of a batch, or a quiet sign while it has none."""

    def __init__(
        self,
        theme: Theme,
        thumbnails: Thumbnails,
        photo_id: PhotoId | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thumbnails = thumbnails
        self._photo_id = photo_id
        self.setFixedSize(QSize(COVER, COVER))
        thumbnails.arrived.connect(self._arrived)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw picture or sign."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.fillPath(path, self._theme.colour("raised"))
        picture = None if self._photo_id is None else self._thumbnails.get(self._photo_id)
        if picture is None:
            middle = self.rect().adjusted(32, 32, -32, -32)
            self._theme.icon("image-multiple-outline", "muted").paint(painter, middle)
        else:
            painter.setClipPath(path)
            painter.drawPixmap(self.rect(), picture, middle_square(picture))
        painter.end()

    @Slot(object)
    def _arrived(self, photo_id: PhotoId) -> None:
        if photo_id == self._photo_id:
            self.update()


class BatchCard(QFrame):
    """Event, date, cover, path, how far deciding is; the whole card is a button."""

    opened = Signal(object)

    def __init__(
        self,
        theme: Theme,
        thumbnails: Thumbnails,
        facts: BatchFacts,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._batch_id = facts.batch.id
        details = facts.batch.details
        set_look(self, "card-button")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        day = day_words(details.event_date)
        self.setAccessibleName(tr("Open {event}, {day}", event=details.event, day=day))
        self.setAccessibleDescription(f"{decided_words(facts.counts)}. {in_hand(facts.steps)}")
        self.setToolTip(tr("Open this batch (Enter)"))
        text = QVBoxLayout()
        text.setSpacing(4)
        text.addWidget(words(details.event, "heading"))
        place = tr("{day}, away from school", day=day) if details.off_site else day
        text.addWidget(words(place, "muted"))
        text.addStretch(1)
        text.addWidget(StepDots(theme, facts.steps))
        text.addWidget(words(in_hand(facts.steps)))
        text.addWidget(words(decided_words(facts.counts), "muted"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(Cover(theme, thumbnails, facts.cover))
        row.addLayout(text, 1)
        row.addWidget(ProgressRing(theme, facts.counts), 0, Qt.AlignmentFlag.AlignTop)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the batch when the button is let go over the card."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit(self._batch_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the batch with Enter or the space bar."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit(self._batch_id)
        else:
            super().keyPressEvent(event)
