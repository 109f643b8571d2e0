"""A screen that scrolls: even margins, content no wider than the eye likes."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from consentdesk.ui.theme import set_look

AS_WIDE_AS_THE_WINDOW = 16_777_215
"""Qt's own largest width."""


class Page(QScrollArea):
    """Holds a column of widgets; add them to `column`."""

    def __init__(self, widest: int = 1240, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        ground = QWidget()
        set_look(ground, "page")
        ground.setMaximumWidth(widest)
        self.column = _PageColumn(self._fit)
        self.column.setContentsMargins(32, 24, 32, 32)
        self.column.setSpacing(16)
        self._ground = ground
        ground.setLayout(self.column)
        self.setWidget(ground)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the new width before the page is laid out."""
        self._fit()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass on that something in the page changed, and with it the room it needs."""
        if watched is self._ground and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Return the room below which something would be cut; what is around scrolls sideways."""
        bar = self.verticalScrollBar().sizeHint().width()
        wide = self.column.totalMinimumSize().width() + bar
        return QSize(wide, super().minimumSizeHint().height())

    def _fit(self) -> bool:
        """Be as high as the words need at this width; return whether it became higher.

        Left alone, Qt keeps room for every wrapping label at its narrowest, and a page that
        fits gets a scroll bar over nothing.
        """
        before = self._ground.height()
        wide = min(self.viewport().width(), self._ground.maximumWidth())
        wraps = self.column.hasHeightForWidth()
        least = self.column.totalMinimumSize().height()
        self._ground.setMinimumHeight(self.column.totalHeightForWidth(wide) if wraps else least)
        return self._ground.height() > before


class _PageColumn(QVBoxLayout):
    """Gives its parts no less room than their words need.

    A part is laid out the moment it is shown, before its page hears that it has to be higher:
    all parts would be squeezed into the page as it was, for one frame.
    """

    def __init__(self, fit: Callable[[], bool]) -> None:
        """`fit` makes the page as high as is needed and returns whether it became higher."""
        super().__init__()
        self._fit = fit

    def setGeometry(self, rect: QRect) -> None:
        """Lay out the parts; a page that became higher has laid them out anew by itself."""
        if not self._fit():
            super().setGeometry(rect)
