"""What changes its room when a person makes the text larger."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QBoxLayout, QLabel, QWidget

from consentdesk.ui.theme import Theme

LARGE = 150
"""Per cent of text from which two columns no longer stand side by side in an office's window."""


class ColumnWidth(QObject):
    """Keeps a widget as wide as its words need; lives as long as the widget."""

    def __init__(self, theme: Theme, widget: QWidget, pixels: int, widest: int = 10_000) -> None:
        """`pixels` is the width at text of 100 %; `widest` the most it may become, in pixels."""
        super().__init__(widget)
        self._theme = theme
        self._widget = widget
        self._pixels = pixels
        self._widest = widest
        theme.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        wide = min(self._theme.scaled(self._pixels), self._widest)
        self._widget.setFixedWidth(wide)
        if isinstance(self._widget, QLabel):
            # a centred label gets no height for its width from the layout
            self._widget.ensurePolished()
            self._widget.setMinimumHeight(max(0, self._widget.heightForWidth(wide)))


class RowOrColumn(QBoxLayout):
    """A row; one thing below the other while text is large."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self._theme = theme
        theme.changed.connect(self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        large = self._theme.appearance.text_percent >= LARGE
        way = QBoxLayout.Direction
        self.setDirection(way.TopToBottom if large else way.LeftToRight)
