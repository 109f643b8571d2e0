"""Leading somebody to one part of a screen that may have to be scrolled."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget


def go_on_at(way: QWidget, around: QWidget) -> None:
    """Give the keys to `way`, and scroll until it is in sight, if possible with all `around` it.

    That waits for what was just put into a layout to have its place.
    """
    QTimer.singleShot(0, way, partial(_go_on_at, way, around))


def _go_on_at(way: QWidget, around: QWidget) -> None:
    if not way.isVisible():  # somebody went elsewhere meanwhile
        return
    way.setFocus(Qt.FocusReason.OtherFocusReason)
    part = way.parentWidget()
    while part is not None:
        if isinstance(part, QScrollArea):
            part.ensureWidgetVisible(around)
            part.ensureWidgetVisible(way)
        part = part.parentWidget()
