"""Hides every other window of the program while it is locked, and brings them back."""

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from shiboken6 import isValid


class Curtain(QObject):
    """Forms, papers, photos shown large: hidden, and as they were when it opens again.

    A window that somebody asked for before the lock and that comes up after it is hidden, too.
    """

    def __init__(self, main: QWidget, let_through: QWidget, parent: QObject | None = None) -> None:
        """`let_through` is the part of the window whose own dialogs stay."""
        super().__init__(parent)
        self._main = main
        self._let_through = let_through
        self._drawn = False
        self._hidden: list[tuple[QWidget, bool]] = []
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._somebody_came)

    def draw(self) -> None:
        """Hide everything beside the main window."""
        self._drawn = True
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._hide_others()

    def open(self) -> None:
        """Show again what was hidden, the last on top."""
        self._drawn = False
        for widget, modal in self._take():
            if modal and isinstance(widget, QDialog):
                widget.open()
            else:
                widget.show()

    def clear_away(self) -> None:
        """Close what was hidden: it was somebody else's; every question is answered with no."""
        self._drawn = False
        for widget, _ in reversed(self._take()):
            if isinstance(widget, QDialog):
                widget.done(QDialog.DialogCode.Rejected)
            else:
                widget.close()

    def _take(self) -> list[tuple[QWidget, bool]]:
        hidden, self._hidden = self._hidden, []
        return [each for each in hidden if isValid(each[0])]

    @Slot()
    def _somebody_came(self) -> None:
        if self._drawn:
            self._hide_others()

    def _hide_others(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget is not self._main and not self._may_stay(widget):
                self._hidden.append((widget, widget.isModal()))
                widget.hide()
                if isinstance(widget, QDialog):
                    widget.finished.connect(partial(self._forget, widget))

    def _forget(self, ended: QWidget, _: int) -> None:
        """What ended behind the curtain, such as a form that was being saved, stays away."""
        self._hidden = [each for each in self._hidden if each[0] is not ended]

    def _may_stay(self, widget: QWidget) -> bool:
        parent = widget.parentWidget()
        while parent is not None and parent is not self._let_through:
            parent = parent.parentWidget()
        return parent is not None
