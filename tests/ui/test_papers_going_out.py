"""What leaves the window on paper or as a file, and that a no lets nothing out."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinterInfo, QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from consentdesk.domain.consent import Answer, Status
from consentdesk.services.register.register_export import PEOPLE_SHEET
from consentdesk.ui.dialogs import QtDialogs
from tests.ui.settled import idle


def audited(desk) -> list[str]:
    return [row.what for row in desk.school.workspace.library.run(lambda u: u.audit.rows())]


def choose(button, text: str) -> None:
    next(entry for entry in button.entries if entry.text().startswith(text)).trigger()


@pytest.fixture
def out(desk, tmp_path: Path) -> Path:
    desk.dialogs.folder = tmp_path / "out"
    desk.dialogs.folder.mkdir()
    return desk.dialogs.folder


@pytest.fixture
def look_out_sheet(desk, qtbot: QtBot):
    desk.school.answer("Bo", "web", Status.REFUSED)
    desk.window.open_batch(desk.school.batch_id)
    idle(desk, qtbot)
    return desk.window.batch.look_out_sheet


def test_the_menu_of_the_register(desk) -> None:
    more = desk.window.register.more
    assert [entry.text() for entry in more.entries] == [
        "Bring in the roll…",
        "New school year…",
        "Rename a class…",
        "Write a blank sheet…",
        "Print the consent form…",
        "Save the consent form as PDF…",
        "Export the register…",
        "Sheets brought in…",
        "How long a yes holds…",
    ]
    assert more.accessibleName() == "More"
    assert more.menu().accessibleName() == "More"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_opens_by_the_space_bar(desk, qtbot: QtBot) -> None:
    desk.window.go("register")
    idle(desk, qtbot)
    more = desk.window.register.more
    opened: list[bool] = []
    more.menu().aboutToShow.connect(lambda: opened.append(True))
    QTimer.singleShot(0, more.menu().close)
    QTest.keyClick(more, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(opened) and not more.menu().isVisible())


def test_the_register_is_exported_after_a_yes(desk, qtbot: QtBot, out: Path) -> None:
    more = desk.window.register.more
    choose(more, "Export")
    idle(desk, qtbot)
    assert list(out.iterdir()) == []
    assert "register_exported" not in audited(desk)
    desk.dialogs.agree = True
    choose(more, "Export")
    idle(desk, qtbot)
    (path,) = out.iterdir()
    assert path.name == "school-list-2026-06-20.xlsx"
    assert load_workbook(path)[PEOPLE_SHEET].max_row == 5
    assert "register_exported" in audited(desk)
    assert "confidential" in desk.said[-1].sentence


def test_the_blank_sheet_is_written(desk, qtbot: QtBot, out: Path) -> None:
    choose(desk.window.register.more, "Write a blank")
    idle(desk, qtbot)
    assert [path.name for path in out.iterdir()] == ["photo-consent.xlsx"]


def test_the_consent_form_is_saved_and_printed(desk, qtbot: QtBot, out: Path) -> None:
    more = desk.window.register.more
    choose(more, "Save the consent form")
    choose(more, "Print the consent form")
    idle(desk, qtbot)
    assert list(out.iterdir()) == []
    assert desk.dialogs.printed == []
    desk.dialogs.text = "Oakfield Primary"
    choose(more, "Save the consent form")
    choose(more, "Print the consent form")
    idle(desk, qtbot)
    assert (out / "photo-consent-form.pdf").read_bytes().startswith(b"%PDF")
    assert len(desk.dialogs.printed) == 1


def test_the_look_out_sheet_is_printed(desk, qtbot: QtBot, look_out_sheet) -> None:
    choose(look_out_sheet, "Print")
    idle(desk, qtbot)
    assert "look_out_sheet_printed" not in audited(desk)  # seen, not printed
    desk.dialogs.agree = True
    choose(look_out_sheet, "Print")
    idle(desk, qtbot)
    assert audited(desk).count("look_out_sheet_printed") == 1
    assert "Shred" in desk.said[-1].sentence


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext here")
def test_the_printed_sheet_never_says_why(
    desk, qtbot: QtBot, tmp_path: Path, look_out_sheet
) -> None:
    roll, people = desk.school.workspace.roll, desk.school.people
    roll.set_protected(people["Ada"].id, True, "Ann Preparer")
    roll.set_child_objects(people["Cy"].id, True, "Ann Preparer")
    note = Answer("newsletter", Status.REFUSED, given_by="Court", wording="why", source="LAC!B7")
    roll.record_answer(people["Bo"].id, note, "Ann Preparer")
    choose(look_out_sheet, "Print")
    idle(desk, qtbot)
    (tmp_path / "a.pdf").write_bytes(desk.dialogs.printed[0])
    command = ["pdftotext", str(tmp_path / "a.pdf"), "-"]
    told = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    assert told.count("May not appear anywhere.") == 3
    for word in ("rotect", "bject", "efus", "Court", "LAC", "why", "B7"):
        assert word not in told


def test_the_look_out_sheet_is_saved_after_a_yes(
    desk, qtbot: QtBot, out: Path, look_out_sheet
) -> None:
    choose(look_out_sheet, "Save")
    idle(desk, qtbot)
    assert list(out.iterdir()) == []
    assert desk.dialogs.asked == ["Save names and portraits in a file?"]
    desk.dialogs.agree = True
    choose(look_out_sheet, "Save")
    idle(desk, qtbot)
    assert [path.name for path in out.iterdir()] == ["event-sheet-2026-06-19.pdf"]
    assert "look_out_sheet_saved" in audited(desk)


def test_a_damaged_portrait_does_not_keep_the_sheet_back(
    desk, qtbot: QtBot, look_out_sheet
) -> None:
    library, person = desk.school.workspace.library, desk.school.people["Bo"].id
    key = library.vault.put(b"no picture")
    library.run(lambda u: u.people.add_portrait(person, key, None))
    choose(look_out_sheet, "Print")
    idle(desk, qtbot)
    assert len(desk.dialogs.printed) == 1
    assert not desk.said


def test_without_a_printer_the_window_says_so(
    qtbot: QtBot, theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    answers: list[bool] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    QtDialogs().print_pages(parent, "Look-out sheet", lambda device: None, answers.append)
    (box,) = parent.findChildren(QMessageBox)
    box.close()
    assert answers == [False]


def test_the_preview_opens_and_blocks_nothing(
    qtbot: QtBot, theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["One"]))
    answers: list[bool] = []
    drawn: list[object] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    QtDialogs().print_pages(parent, "Look-out sheet", drawn.append, answers.append)
    (box,) = parent.findChildren(QPrintPreviewDialog)
    assert answers == []
    qtbot.waitUntil(lambda: bool(drawn))
    box.close()
    assert answers == [False]
