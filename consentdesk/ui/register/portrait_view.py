"""The portrait of a person, or a quiet sign while there is none."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import PortraitId
from consentdesk.ui.photo_grid import middle_square
from consentdesk.ui.pixels import to_qimage
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

EDGE = 120


class PortraitView(QWidget):
    """Loads one portrait in the background."""

    def __init__(
        self,
        around: Surroundings,
        portrait: PortraitId | None,
        parent: QWidget | None = None,
        *,
        edge: int = EDGE,
    ) -> None:
        super().__init__(parent)
        self._theme = around.theme
        self._picture: QPixmap | None = None
        self.setFixedSize(QSize(edge, edge))
        self.setAccessibleName(tr("Portrait") if portrait else tr("No portrait"))
        if portrait is not None:
            pictures = around.workspace.pictures

            def work() -> QImage:
                return to_qimage(pictures.portrait(portrait))

            around.runner.run(self, work, self._show, self._cannot, lane="view")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the portrait with round corners."""
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), 10, 10)
        painter.fillPath(path, self._theme.colour("raised"))
        if self._picture is None:
            air = self.width() // 4
            middle = self.rect().adjusted(air, air, -air, -air)
            self._theme.icon("account-outline", "muted").paint(painter, middle)
        else:
            painter.setClipPath(path)
            painter.drawPixmap(self.rect(), self._picture, middle_square(self._picture))
        painter.end()

    def _show(self, image: QImage) -> None:
        self._picture = QPixmap.fromImage(image)
        self.update()

    def _cannot(self, error: KnownError) -> None:
        self.setAccessibleName(tr("The portrait cannot be shown"))
