"""Over all screens: everything has a name, is in reading order, shows the focus, and is not cut."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from consentdesk.ui.desk.desk_sheet import DeskSheet
from consentdesk.ui.desk.key_card import KeyCard
from consentdesk.ui.look import Appearance, Look
from consentdesk.ui.opening import OpeningFrame
from tests.ui.all_screens import AllScreens
from tests.ui.conftest import Desk
from tests.ui.settled import settled
from tests.ui.test_accessible_names import nameless

WINDOW = QSize(1280, 800)
AROUND = 4
"""Pixels around a control in which its focus may be drawn."""
ROUNDING = 1
AIR = 12
"""Pixels above and below the words of a button together."""
STEPS = 100
"""Most turns of the event loop until everything has its place; usually one or two."""
SEEN = 12
"""Fewest pixels that change where a control has the focus."""


@pytest.mark.parametrize("percent", [100, 200])
def test_all_screens(desk, theme, qtbot, percent):
    theme.be(Appearance(Look.LIGHT, percent))
    desk.window.resize(WINDOW)
    wrong: list[str] = []
    seen: set[QWidget] = set()
    try:
        for name, top in AllScreens(desk, qtbot).walk():
            top.activateWindow()
            QApplication.processEvents()
            found = [f"has no name: {each}" for each in nameless(top)]
            found += cut_at_rest(desk, qtbot, top)
            if percent == 100:
                reached = controls(top)
                found += out_of_order(top, reached)
                found += unseen_focus(top, [each for each in reached if each not in seen])
                seen.update(reached)
            wrong += [f"{name}: {each}" for each in found]
    finally:
        theme.be(Appearance(Look.LIGHT))
    assert not wrong, "\n".join(sorted(set(wrong)))


def controls(top: QWidget) -> list[QWidget]:
    """What the Tab key reaches, in its order."""
    before = top.focusWidget()
    if before is not None:
        before.clearFocus()
    reached: list[QWidget] = []
    while True:
        QTest.keyClick(top.focusWidget() or top, Qt.Key.Key_Tab)
        widget = top.focusWidget()
        if widget is None or widget in reached:
            return reached
        reached.append(widget)


def place(widget: QWidget, top: QWidget) -> QRect:
    return QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())


def said(widget: QWidget) -> str:
    words = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(widget).__name__} “{words[:60]}”"


def out_of_order(top: QWidget, reached: list[QWidget]) -> list[str]:
    """Steps of the Tab key that go up in a column or back in a row.

    It goes round: one step leads from the end back to the beginning.
    """
    back = []
    for one, other in zip(reached, reached[1:] + reached[:1], strict=True):
        here, there = place(one, top), place(other, top)
        up = there.bottom() < here.top() and not _beside(here, there)
        same_row = here.top() <= there.center().y() <= here.bottom()
        if up or (same_row and there.right() <= here.left()):
            back.append(f"Tab goes back from {said(one)} to {said(other)}")
    return back if len(back) > 1 else []


def _beside(here: QRect, there: QRect) -> bool:
    """Another column: nothing of one stands above the other."""
    return there.left() > here.right() or there.right() < here.left()


def unseen_focus(top: QWidget, reached: list[QWidget]) -> list[str]:
    """Controls that look the same with the focus as without it."""
    wrong = []
    for widget in reached:
        if isinstance(widget, KeyCard | DeskSheet):  # it covers the desk: all that is seen has it
            continue
        scroll_to(widget)
        around = place(widget, top).adjusted(-AROUND, -AROUND, AROUND, AROUND)
        widget.clearFocus()
        without = top.grab(around).toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if widget.hasFocus() and differing(without, top.grab(around).toImage()) < SEEN:
            wrong.append(f"focus is not seen on {said(widget)}")
    return wrong


def differing(one: QImage, other: QImage) -> int:
    """How many pixels differ."""
    if one.isNull() or one.size() != other.size():
        return 0
    first, second = (
        np.frombuffer(image.convertToFormat(QImage.Format.Format_RGB32).constBits(), np.uint32)
        for image in (one, other)
    )
    return int(np.count_nonzero(first != second))


def scroll_to(widget: QWidget) -> None:
    """Bring a control into sight, as the Tab key does."""
    holder = widget.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            holder.ensureWidgetVisible(widget)
        holder = holder.parentWidget()


def cut(top: QWidget) -> list[str]:
    """Words and buttons that have less room than they need, or lie outside of what holds them."""
    wrong = []
    for widget in top.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisibleTo(top):
            continue
        if widget.objectName().startswith("qt_") or not widget.text():
            continue
        need = _need(widget)
        if widget.width() < need.width() or widget.height() < need.height():
            size = f"{widget.width()} x {widget.height()} for {need.width()} x {need.height()}"
            wrong.append(f"cut: {said(widget)} has {size}")
        elif not _held(widget, top):
            wrong.append(f"cut by what holds it: {said(widget)}")
    return wrong


def cut_at_rest(desk: Desk, qtbot: QtBot, top: QWidget) -> list[str]:
    """What is still cut when everything has its place.

    Words that wrap get it step by step, by events that Qt posts to itself: steps are counted,
    not seconds, of which a busy machine may need many for each.
    """
    settled(desk.runner, qtbot, "work", "view")
    for _ in range(STEPS):
        if not cut(top):
            break
        qtbot.wait(10)
    return cut(top)


def _need(widget: QLabel | QAbstractButton) -> QSize:
    wide, high = widget.sizeHint().toTuple()
    if widget.hasHeightForWidth():
        wide = min(wide, widget.minimumSizeHint().width())
        high = widget.heightForWidth(widget.width())
    elif isinstance(widget, QAbstractButton):
        high = min(high, widget.fontMetrics().height() + AIR)  # its sign may be higher
    return QSize(wide - ROUNDING, high - ROUNDING)


def _held(widget: QWidget, top: QWidget) -> bool:
    """Whether it lies within every widget around it, up to the nearest that scrolls."""
    holder = widget.parentWidget()
    while holder is not None:
        if not holder.rect().contains(place(widget, holder)):
            return False
        area = holder.parentWidget() and holder.parentWidget().parentWidget()
        if holder is top or isinstance(area, QScrollArea):
            return True
        holder = holder.parentWidget()
    return True


class Windows(QObject):
    """Remembers what was shown as a window of its own, other than the window, forms and menus."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: set[str] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember one that is shown now."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            usual = isinstance(watched, QDialog | QMainWindow | QMenu | OpeningFrame)
            if watched.isWindow() and not usual:
                self.shown.add(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_no_part_is_a_window_of_its_own_for_a_moment(desk, qapp, qtbot):
    """It would flash up and take the focus from the window."""
    windows = Windows()
    qapp.installEventFilter(windows)
    try:
        for _, top in AllScreens(desk, qtbot).walk():
            top.activateWindow()
            QApplication.processEvents()
    finally:
        qapp.removeEventFilter(windows)
    assert windows.shown == set()
