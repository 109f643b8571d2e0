"""Notices that nobody touched key or mouse for a while, and the keys that lock at once."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

LOCK_KEYS = "Ctrl+L"
_LOCK = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)
_TOUCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.DragMove,
    }
)


class IdleWatch(QObject):
    """Says `idle` after so many minutes without a hand, or when the keys to lock are pressed.

    It looks at the windows of the system, through which every key and every movement comes in
    once: a filter on the whole application would be asked about each timer and each paint.
    """

    idle = Signal()

    def __init__(
        self, clock: Callable[[], float] = time.time, parent: QObject | None = None
    ) -> None:
        """`clock` gives seconds and goes on while the computer sleeps, which a timer does not."""
        super().__init__(parent)
        self._clock = clock
        self._seconds = 0.0
        self._touched_at = 0.0
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.idle)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch_window)

    def begin(self, minutes: int) -> None:
        """Watch from now on."""
        self._seconds = minutes * 60.0
        for window in QGuiApplication.topLevelWindows():
            self._watch_window(window)
        self._touch()

    def rest(self) -> None:
        """Watch no longer."""
        self.timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to count anew at every touch; the event goes on to whoever it is for."""
        if not self.timer.isActive():
            return False
        if isinstance(event, QKeyEvent) and event.keyCombination() == _LOCK:
            self.idle.emit()
            return True
        if event.type() in _TOUCHED:
            if self._clock() - self._touched_at >= self._seconds:
                self.idle.emit()
                return True
            self._touch()
        return False

    @Slot(QWindow)
    def _watch_window(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)  # twice would be asked twice
            window.installEventFilter(self)

    def _touch(self) -> None:
        self._touched_at = self._clock()
        self.timer.start(round(self._seconds * 1000))
