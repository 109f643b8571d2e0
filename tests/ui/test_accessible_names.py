"""Everything that can be reached by keyboard says what it is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.ui.batch.batch_form import BatchForm
from tests.small_workspace import write_photo
from tests.ui.settled import idle


def nameless(root: QWidget) -> list[str]:
    """Widgets below `root` that take the focus and have neither a name nor a label."""
    labelled = {label.buddy() for label in root.findChildren(QLabel) if label.buddy()}
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root):
            continue
        if widget in labelled or isinstance(widget, QScrollBar) or _inner(widget):
            continue
        if not widget.accessibleName():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def _inner(widget: QWidget) -> bool:
    """Parts of a Qt widget that speak through it, and plain containers."""
    if widget.objectName().startswith("qt_"):
        return True
    return isinstance(widget, QAbstractScrollArea) and not hasattr(widget, "model")


@pytest.mark.parametrize("place", ["home", "register", "channels", "school"])
def test_places(desk, qtbot: QtBot, place: str):
    desk.window.go(place)
    idle(desk, qtbot)
    if place == "register":
        desk.window.register.people.table.selectRow(0)
    assert nameless(desk.window) == []


@pytest.mark.parametrize("step", [s for s in Step if s is not Step.DECIDE])
def test_steps(desk, qtbot: QtBot, step: Step):
    desk.school.bring_in(write_photo(desk.school.folder / "a.jpg"))
    desk.window.open_batch(desk.school.batch_id, step)
    idle(desk, qtbot)
    assert nameless(desk.window) == []


def test_forms(desk, qtbot: QtBot):
    desk.window.new_batch()
    form = desk.window.findChild(BatchForm)
    idle(desk, qtbot)
    assert nameless(form) == []
    desk.window.go("channels")
    idle(desk, qtbot)
    desk.window.channels._ask_new()
    assert nameless(desk.window.channels.form) == []
