"""A photo as large as the window, exactly as it will be published."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import PhotoId
from consentdesk.ui.buttons import button, icon_button
from consentdesk.ui.labels import words
from consentdesk.ui.pixels import to_qimage
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme

KEPT = 4
"""Pictures kept: the one in view, its neighbours, and the one before."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A photo on its way to a channel."""

    photo_id: PhotoId
    channel: Channel


class _Picture(QWidget):
    """Paints a picture as large as there is room, on a dark ground."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_image(self, image: QImage | None) -> None:
        """Show a picture; None while it is on its way."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it in the middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._theme.colour("photo"))
        if self._image is not None:
            size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(0, 0, size.width(), size.height())
            place.moveCenter(self.rect().center())
            painter.drawImage(place, self._image)
        painter.end()


class LargePhoto(QDialog):
    """Leads from photo to photo with the arrow keys; Escape leads back."""

    def __init__(
        self,
        around: Surroundings,
        photos: Sequence[Publication],
        at: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._photos = tuple(photos)
        self._at = at
        self._kept: OrderedDict[Publication, QImage] = OrderedDict()
        self._coming: set[Publication] = set()
        self.setWindowTitle(tr("As it will be published"))
        self.title = words(look="heading")
        self.said = words(look="muted")
        self._picture = _Picture(around.theme)
        theme = around.theme
        self.back = icon_button(theme, "chevron-left", tr("Photo before (Left)"), self._go_back)
        self.on = icon_button(theme, "chevron-right", tr("Next photo (Right)"), self._go_on)
        self.leave = button(theme, tr("Close"), self.accept, tip=tr("Close (Esc)"))
        self._lay_out()
        self._show()

    @property
    def in_view(self) -> Publication:
        """The photo that is shown."""
        return self._photos[self._at]

    @property
    def ready(self) -> bool:
        """Whether the picture in view has come."""
        return self.in_view in self._kept

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the neighbours with the arrow keys."""
        if event.key() == Qt.Key.Key_Left:
            self._go_back()
        elif event.key() == Qt.Key.Key_Right:
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.title, 1)
        row.addWidget(self.said, 1)
        for each in (self.back, self.on, self.leave):
            row.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._picture, 1)
        column.addLayout(row)
        over = self.parentWidget()
        self.resize(over.size() * 0.94 if over is not None else self.sizeHint())

    def _go_back(self) -> None:
        self._go(self._at - 1)

    def _go_on(self) -> None:
        self._go(self._at + 1)

    def _go(self, place: int) -> None:
        if 0 <= place < len(self._photos):
            self._at = place
            self._show()

    def _show(self) -> None:
        last = len(self._photos) - 1
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at < last)
        way, of = self.in_view.channel.name, last + 1
        self.title.setText(tr("{way}: photo {n} of {of}", way=way, n=self._at + 1, of=of))
        self._picture.setAccessibleName(self.title.text())
        self.said.setText("" if self.ready else tr("Being finished …"))
        self._picture.show_image(self._kept.get(self.in_view))
        for place in (self._at, self._at + 1, self._at - 1):
            if 0 <= place <= last:
                self._fetch(self._photos[place])

    def _fetch(self, wanted: Publication) -> None:
        if wanted in self._kept or wanted in self._coming:
            return
        self._coming.add(wanted)
        pictures = self._around.workspace.pictures

        def work() -> QImage:
            return to_qimage(pictures.as_published(wanted.photo_id, wanted.channel.id))

        def done(image: QImage) -> None:
            self._keep(wanted, image)

        def failed(error: KnownError) -> None:
            self._cannot(wanted, error)

        self._around.runner.run(self, work, done, failed, lane="view")

    def _keep(self, wanted: Publication, image: QImage) -> None:
        self._coming.discard(wanted)
        self._kept[wanted] = image
        if len(self._kept) > KEPT:
            oldest = next(each for each in self._kept if each != self.in_view)
            del self._kept[oldest]
        if wanted == self.in_view:
            self.said.setText("")
            self._picture.show_image(image)

    def _cannot(self, wanted: Publication, error: KnownError) -> None:
        self._coming.discard(wanted)
        if wanted == self.in_view:
            self.said.setText(f"{error.sentence} {error.next_step}")
