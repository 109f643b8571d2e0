"""The roll in the window: a sheet, a new school year, a new name; every no changes nothing."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.consent import Status
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.services.sheet_words.upn import check_letter
from consentdesk.sheets.write_rows import SheetContent, write_workbook
from tests.services.enrolled_school import portrait_file
from tests.small_workspace import PREPARER
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless

HEADER = ("Adm No", "UPN", "First name", "Last name", "Class")
ADA = ("U1", "", "Adaeze", "Okorowa", "4 Elm")
BO = ("U2", "", "Boswell", "Lindqvister", "4 Elm")
CY = ("U3", "", "Cyprian", "Marshfieldy", "4 Elm")
EVE = ("U9", check_letter("999000000009") + "999000000009", "Evelyn", "Thorntonby", "3A")


def bring_in(desk, qtbot: QtBot, rows: Sequence[tuple[str, ...]]):
    path = desk.school.folder / "roll.xlsx"
    write_workbook(path, [SheetContent("Roll", HEADER, tuple(rows))])
    desk.dialogs.files = (path,)
    return open_from_menu(desk, qtbot, "Bring in the roll")


def open_from_menu(desk, qtbot: QtBot, text: str):
    desk.window.go("register")
    idle(desk, qtbot)
    entries = desk.window.register.more.entries
    next(entry for entry in entries if entry.text().startswith(text)).trigger()
    idle(desk, qtbot)
    return desk.window.register.roll.dialog


def people(desk) -> dict[str, PersonDetails]:
    found = desk.school.workspace.library.run(lambda u: u.people.all())
    return {person.details.first_name: person.details for person in found}


def test_a_roll_is_shown_then_put_on(desk, qtbot: QtBot) -> None:
    view = bring_in(desk, qtbot, [ADA, BO, CY, EVE])
    assert nameless(view) == []
    assert "Evelyn" not in people(desk), "nothing is recorded by looking"
    view.reject()
    assert people(desk)["Adaeze"].class_name == "3A"
    view = bring_in(desk, qtbot, [ADA, BO, CY, EVE])
    view.save.click()
    idle(desk, qtbot)
    assert people(desk)["Adaeze"].class_name == "4 Elm"
    assert people(desk)["Evelyn"].class_name == "3A"
    assert "1 person is new on the roll. 3 changed." in desk.said[-1].sentence
    assert "1 batch follows its children." in desk.said[-1].sentence


def test_no_file_is_a_no(desk, qtbot: QtBot) -> None:
    assert open_from_menu(desk, qtbot, "Bring in the roll") is None


def test_a_question_is_answered_in_the_dialog(desk, qtbot: QtBot) -> None:
    lone = ("", "", "Fenella", "Whitcombe", "3A")
    view = bring_in(desk, qtbot, [lone])
    assert not view.save.isEnabled()
    box = view.questions.boxes["who:new"]
    box.setFocus()
    box.setCurrentIndex(box.findData("new"))
    box.activated.emit(box.currentIndex())
    idle(desk, qtbot)
    assert view.questions.boxes["who:new"].currentData() == "new"
    assert nameless(view) == []
    view.save.click()
    idle(desk, qtbot)
    assert people(desk)["Fenella"].kind is PersonKind.PUPIL


def test_the_missing_leave_only_by_two_ticks(desk, qtbot: QtBot) -> None:
    view = bring_in(desk, qtbot, [ADA])
    missing = view.missing
    assert not missing.many.isEnabled()
    missing.left.stated.setChecked(True)
    assert not view.save.isEnabled()
    missing.left.day_field.setDate(QDate(2026, 6, 1))
    missing.many.setChecked(True)
    assert view.save.isEnabled()
    view.save.click()
    idle(desk, qtbot)
    assert people(desk)["Cyprian"].left_on == date(2026, 6, 1)
    assert people(desk)["Deirdre"].left_on is None, "adults are not missed in a sheet of pupils"


def test_a_refusal_is_said_in_the_dialog(desk, qtbot: QtBot) -> None:
    view = bring_in(desk, qtbot, [ADA])
    desk.school.answer("Bo", "web", Status.REFUSED)
    view.save.click()
    idle(desk, qtbot)
    assert "The register was changed" in view.problem.accessibleName()
    assert people(desk)["Adaeze"].class_name == "3A"


def test_a_new_school_year(desk, qtbot: QtBot) -> None:
    six = PersonDetails("U8", PersonKind.PUPIL, "Giles", "Harrowgate", "Year 6")
    desk.school.workspace.library.run(lambda u: u.people.add(six))
    form = open_from_menu(desk, qtbot, "New school year")
    assert nameless(form) == []
    assert not form.save.isEnabled(), "3A is not guessed"
    row = form.rows[0]
    row.name.setEditText("4A")
    assert form.save.isEnabled()
    form.restart.click()
    assert not form.save.isEnabled()
    row.name.setEditText("4A")
    form.reject()
    assert people(desk)["Giles"].left_on is None
    form = open_from_menu(desk, qtbot, "New school year")
    form.rows[0].name.setEditText("4A")
    form.leaving.setDate(QDate(2026, 7, 22))
    form.save.click()
    idle(desk, qtbot)
    assert people(desk)["Adaeze"].class_name == "4A"
    assert people(desk)["Giles"].left_on == date(2026, 7, 22)
    assert "3 pupils moved on. 1 leaves." in desk.said[-1].sentence


def test_a_class_may_stay_as_it_is(desk, qtbot: QtBot) -> None:
    form = open_from_menu(desk, qtbot, "New school year")
    form.rows[0].what.setCurrentIndex(2)
    assert not form.rows[0].name.isEnabled()
    form.save.click()
    idle(desk, qtbot)
    assert people(desk)["Adaeze"].class_name == "3A"


def test_a_class_is_renamed_and_its_look_outs_stay(desk, qtbot: QtBot) -> None:
    desk.school.answer("Bo", "web", Status.REFUSED)
    stated = BatchDetails("Trip", date(2026, 6, 20), classes=("3A",), closed_roster=True)
    batch = desk.school.workspace.batches.open(stated, PREPARER)
    form = open_from_menu(desk, qtbot, "Rename a class")
    assert nameless(form) == []
    assert not form.save.isEnabled()
    form.new.setText("3 Oak")
    QTest.keyClick(form.new, Qt.Key.Key_Return)
    idle(desk, qtbot)
    assert people(desk)["Boswell"].class_name == "3 Oak"
    look_outs = desk.school.workspace.review.desk(batch.id).look_outs
    assert [each.person.details.first_name for each in look_outs] == ["Boswell"]


@pytest.mark.engine
def test_files_of_nobody_are_listed(desk, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("U1.jpg", "stranger.jpg"):
        (folder / name).write_bytes(portrait_file("Ada"))
    (folder / "U2.jpg").write_bytes(b"text")
    desk.dialogs.folder = folder
    desk.window.go("register")
    desk.window.register._ask_portraits()
    idle(desk, qtbot)
    left = desk.window.register.roll.dialog
    listed = [left.files.item(row).text() for row in range(left.files.count())]
    assert [text.split(":")[0] for text in listed] == ["stranger.jpg", "U2.jpg"]
    assert nameless(left) == []
    left.close_button.click()
