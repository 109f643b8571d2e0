"""The keys for asking, objecting, deleting and looking back on a desk of a test."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from consentdesk.ui.desk.rare_acts import RareActs
from tests.ui.desk.conftest import DeskAtWork


def rare_acts(desk: DeskAtWork) -> RareActs:
    """Return the rare acts of the desk."""
    return desk.screen.further.rare


def press_on(
    desk: DeskAtWork,
    widget: QWidget,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key on a widget, wherever the keyboard is, and wait for what it does."""
    QTest.keyClick(widget, key, modifiers)
    desk.settle()
