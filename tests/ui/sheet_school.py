"""Sheets for the small school, and the wizard over them; shared by the tests of the wizard."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from consentdesk.domain.consent import Status
from consentdesk.ui.consent_sheet.sheet_wizard import SheetWizard
from tests.consent_sheets.book import Tab, write_csv
from tests.ui.settled import idle

NAMES = {
    "Ada": ("Adaeze Okorowa", "3A"),
    "Bo": ("Boswell Lindqvister", "3A"),
    "Cy": ("Cyprian Marshfieldy", "3A"),
}
ONE_OF_EACH = (
    (
        "Name",
        "Class",
        "Website",
        "Newsletter",
        "Media",
        "Website, display",
        "Photos we may not use",
        "Notes",
    ),
    (*NAMES["Ada"], "x", "Y", "Y", "Y", "", "see DSL"),
    (*NAMES["Bo"], "Y", "Y", "Y", "N", "Y", "ask first"),
    ("Cyp Marshfieldy", "3A", "Y", "N", "Y", "Y", "", "ask first"),
)
"""Raises who, meaning, column, bundle, polarity and note questions."""


def sheet(folder: Path, rows: Iterable[tuple[str, ...]], name: str = "Consent") -> Path:
    return write_csv(Tab(name, tuple(rows)), folder / f"{name}.csv")


def names_and(*answers: tuple[str, ...], heads: tuple[str, ...] = ("Website",)):
    """Rows for Ada, Bo and Cy with these answers."""
    people = [(*who, *said) for who, said in zip(NAMES.values(), answers, strict=False)]
    return [("Name", "Class", *heads), *people]


def open_sheet(desk, qtbot: QtBot, path: Path) -> SheetWizard:
    desk.window.go("register")
    desk.window.register.sheets.bring_in(path)
    wizard = desk.window.register.sheets.wizard
    read(desk, qtbot, wizard)
    return wizard


def read(desk, qtbot: QtBot, wizard: SheetWizard) -> None:
    idle(desk, qtbot)
    assert wizard.in_hand.up_to_date


def press(qtbot: QtBot, wizard, key: str) -> None:
    """Press a key such as ``1`` or ``Alt+Right`` where the focus is."""
    combined = QKeySequence(key)[0]
    target = wizard.focusWidget() or wizard
    qtbot.keyClick(target, combined.key(), combined.keyboardModifiers())


def tab_to(qtbot: QtBot, wizard, wanted) -> None:
    """Go to a widget with the Tab key alone."""
    for _ in range(60):
        if wanted.hasFocus():
            return
        qtbot.keyClick(wizard.focusWidget() or wizard, Qt.Key.Key_Tab)
    raise AssertionError(f"{wanted.accessibleName()} is not reached by Tab")


def standing(desk, name: str, purpose: str) -> Status:
    """Return what is live for somebody from the sheets and the office, the strictest."""
    entry = desk.school.workspace.consent.on_record()[desk.school.people[name].details.key]
    return entry.permissions[purpose].standing


def imports(desk):
    return desk.school.workspace.consent.imports()
