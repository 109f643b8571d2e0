"""The wizard: seen, asked, agreed to, recorded; and whatever is not agreed to changes nothing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consentdesk.domain.consent import Standing, Status
from consentdesk.services.consent.questions import QuestionKind
from consentdesk.ui.consent_sheet.sheet_wizard import CHANGES, QUESTIONS, RECORD, SAYS
from tests.consent_sheets.book import ODS, Book, CellSpec, Tab, write_book
from tests.ui.sheet_school import (
    NAMES,
    ONE_OF_EACH,
    idle,
    imports,
    names_and,
    open_sheet,
    press,
    read,
    sheet,
    standing,
    tab_to,
)
from tests.ui.test_accessible_names import nameless

EXACT = {"who:exact": "accept"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sheets"
    made.mkdir()
    return made


def kinds(wizard) -> set[QuestionKind]:
    return {question.kind for question in wizard.in_hand.now.proposal.questions}


def settle(desk, qtbot: QtBot, wizard, answers: dict[str, str]) -> None:
    wizard.in_hand.settle(answers)
    read(desk, qtbot, wizard)


def test_the_whole_way_by_keys(desk, qtbot: QtBot, folder: Path) -> None:
    wizard = open_sheet(desk, qtbot, sheet(folder, ONE_OF_EACH))
    wizard.activateWindow()
    assert {
        *(QuestionKind.WHO, QuestionKind.MEANING, QuestionKind.COLUMN, QuestionKind.BUNDLE),
        *(QuestionKind.POLARITY, QuestionKind.NOTE),
    } <= kinds(wizard)
    go_on(qtbot, wizard, QUESTIONS)
    for _ in range(30):
        if not wizard.in_hand.now.proposal.open_questions:
            break
        press(qtbot, wizard, "1")
        read(desk, qtbot, wizard)
    assert not wizard.in_hand.now.proposal.open_questions
    go_on(qtbot, wizard, CHANGES)
    go_on(qtbot, wizard, RECORD)
    if wizard.in_hand.now.proposal.changes.loosened:
        agree_by_keys(qtbot, wizard)
    tab_to(qtbot, wizard, wizard.record)
    assert wizard.record.text().startswith("Record ")
    press(qtbot, wizard, "Space")
    idle(desk, qtbot)
    assert len(imports(desk)) == 1
    assert desk.window.register.sheets.note.isVisible()


def go_on(qtbot: QtBot, wizard, step: int) -> None:
    press(qtbot, wizard, "Alt+Right")
    qtbot.waitUntil(lambda: wizard.steps.currentIndex() == step)


def agree_by_keys(qtbot: QtBot, wizard) -> None:
    agreeing = wizard.record_page.agreeing
    for box in (agreeing.looked, agreeing.many):
        if box.isVisible():
            tab_to(qtbot, wizard, box)
            press(qtbot, wizard, "Space")
    tab_to(qtbot, wizard, agreeing.second)
    qtbot.keyClicks(agreeing.second, "Hal Head")


def test_a_loosening_needs_a_second_person(desk, qtbot: QtBot, folder: Path) -> None:
    desk.school.answer("Bo", "web", Status.REFUSED)
    first = sheet(folder, names_and(("N",), ("N",), ("Y",)))
    wizard = open_sheet(desk, qtbot, first)
    settle(desk, qtbot, wizard, EXACT)
    wizard.record.click()
    idle(desk, qtbot)
    assert standing(desk, "Ada", "web") is Standing.REFUSED
    wizard = open_sheet(desk, qtbot, sheet(folder, names_and(("Y",), ("Y",), ("Y",))))
    assert wizard.in_hand.now.proposal.changes.loosened
    wizard.go(RECORD)
    agreeing = wizard.record_page.agreeing
    assert agreeing.isVisible()
    assert not wizard.record.isEnabled()
    agreeing.looked.setChecked(True)
    agreeing.many.setChecked(True)
    assert not wizard.record.isEnabled()
    agreeing.second.setText("ann  preparer")
    assert not wizard.record.isEnabled()
    wizard.record.click()
    idle(desk, qtbot)
    assert standing(desk, "Ada", "web") is Standing.REFUSED
    agreeing.second.setText("Hal Head")
    wizard.record.click()
    idle(desk, qtbot)
    assert standing(desk, "Ada", "web") is Standing.GRANTED
    assert imports(desk)[0].details.loosened_by == "Hal Head"
    assert standing(desk, "Bo", "web") is Standing.REFUSED


def test_leaving_records_nothing(desk, qtbot: QtBot, folder: Path) -> None:
    before = desk.school.workspace.consent.on_record()
    wizard = open_sheet(desk, qtbot, sheet(folder, names_and(("N",), ("N",), ("N",))))
    settle(desk, qtbot, wizard, EXACT)
    wizard.reject()
    assert desk.dialogs.asked == ["Leave without recording?"]
    assert wizard.isVisible()
    desk.dialogs.agree = True
    wizard.close()
    idle(desk, qtbot)
    assert desk.dialogs.asked == ["Leave without recording?"] * 2
    assert not imports(desk)
    assert desk.school.workspace.consent.on_record() == before


def test_leaving_without_answers_asks_nothing(desk, qtbot: QtBot, folder: Path) -> None:
    wizard = open_sheet(desk, qtbot, sheet(folder, names_and(("N",))))
    wizard.reject()
    assert not desk.dialogs.asked
    assert not imports(desk)


def test_a_refusal_is_said_in_place(desk, qtbot: QtBot, folder: Path) -> None:
    wizard = open_sheet(desk, qtbot, sheet(folder, names_and(("N",), ("N",), ("N",))))
    settle(desk, qtbot, wizard, EXACT)
    desk.school.answer("Cy", "web", Status.GRANTED)
    wizard.go(RECORD)
    wizard.record.click()
    idle(desk, qtbot)
    assert wizard.isVisible()
    assert "register was changed" in wizard.record_page.refusal.accessibleName()
    assert not imports(desk)
    desk.dialogs.agree = True
    wizard.reject()


def test_a_file_that_is_no_sheet(desk, qtbot: QtBot, folder: Path) -> None:
    letter = folder / "letter.pdf"
    letter.write_bytes(b"%PDF-1.4")
    desk.window.go("register")
    desk.window.register.sheets.bring_in(letter)
    wizard = desk.window.register.sheets.wizard
    idle(desk, qtbot)
    assert wizard.unreadable.isVisible()
    assert not wizard.next.isVisible()
    desk.dialogs.files = (sheet(folder, names_and(("Y",))),)
    wizard.unreadable.another.click()
    read(desk, qtbot, wizard)
    assert wizard.says.view.isVisible()
    wizard.reject()


def test_a_dropped_file_is_brought_in(desk, qtbot: QtBot, folder: Path) -> None:
    desk.window.go("register")
    register = desk.window.register
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(sheet(folder, names_and(("Y",)))))])
    how = (dropped, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, *how)
    QApplication.sendEvent(register, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, *how)
    QApplication.sendEvent(register, event)
    assert event.isAccepted()
    read(desk, qtbot, register.sheets.wizard)
    register.sheets.wizard.reject()


def test_cells_say_what_they_mean(desk, qtbot: QtBot, folder: Path) -> None:
    wizard = open_sheet(desk, qtbot, sheet(folder, names_and(("Y",), ("N",), ("maybe",))))
    settle(desk, qtbot, wizard, EXACT)
    says = wizard.says
    says.go_to("Consent!C2")
    assert "Adaeze Okorowa, 3A: School website: yes" in says.card.sentence.text()
    assert says.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Y. Yes"
    says.go_to("Consent!C3")
    assert "School website: no" in says.card.sentence.text()
    desk.dialogs.agree = True
    wizard.reject()


def test_what_is_special_about_a_cell_is_seen(desk, qtbot: QtBot, folder: Path) -> None:
    rows = (
        ("Name", "Class", "Website"),
        (CellSpec(NAMES["Ada"][0], fill="FFC7CE", comment="mum rang"), "3A", "Y"),
        (*NAMES["Bo"], CellSpec("Y", struck=True)),
    )
    book = Book((Tab("3A", rows), Tab("Old", rows[:2], hidden=True)))
    (path,) = write_book(book, folder, ODS)
    wizard = open_sheet(desk, qtbot, path)
    model = wizard.says.model
    named = model.shown(1, 0)
    assert (named.fill.lower(), [words for _, words in named.signs]) == (
        "#ffc7ce",
        ["Has a comment"],
    )
    assert model.shown(2, 2).struck
    assert "Struck through" in model.shown(2, 2).spoken
    assert wizard.says.tabs.tabText(1) == "Old (hidden)"
    wizard.reject()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_column_is_corrected_by_its_menu(desk, qtbot: QtBot, folder: Path) -> None:
    rows = names_and(("Y",), ("Y",), ("N",), heads=("Media",))
    wizard = open_sheet(desk, qtbot, sheet(folder, rows))
    view = wizard.says.view
    view.setCurrentIndex(wizard.says.model.index(1, 2))
    view.setFocus()
    press(qtbot, wizard, "Alt+Down")
    menu = wizard.says.menu
    entries = [a for part in menu.findChildren(type(menu).__base__) for a in part.actions()]
    next(entry for entry in entries if entry.data() == "asks:newsletter").trigger()
    menu.close()
    read(desk, qtbot, wizard)
    assert wizard.in_hand.given == {"column:media": "asks:newsletter"}
    assert wizard.says.model.column(2).guess.purposes == ("newsletter",)
    desk.dialogs.agree = True
    wizard.reject()


def test_the_row_of_the_headers_is_corrected(desk, qtbot: QtBot, folder: Path) -> None:
    rows = [("Name", "Class", "Press"), *names_and(("Y",), ("N",))]
    wizard = open_sheet(desk, qtbot, sheet(folder, rows))
    wizard.says.go_to("Consent!A2")
    wizard.says.header.entries[0].trigger()
    read(desk, qtbot, wizard)
    assert wizard.says.model.table.header_rows == (2,)
    wizard.says.header.entries[2].trigger()
    read(desk, qtbot, wizard)
    assert not wizard.in_hand.given
    wizard.reject()


def test_wrong_letters_are_put_right(desk, qtbot: QtBot, folder: Path) -> None:
    path = folder / "Consent.csv"
    path.write_bytes("Name;Class;Website\nZoë Quill;3A;Y\n".encode("mac-roman"))
    wizard = open_sheet(desk, qtbot, path)
    wizard.says.text.click()
    form = wizard.says.form
    form.encoding.setCurrentIndex(form.encoding.findData("mac-roman"))
    form.delimiter.setCurrentIndex(form.delimiter.findData(";"))
    form.again.click()
    read(desk, qtbot, wizard)
    assert wizard.says.model.shown(1, 0).text == "Zoë Quill"
    desk.dialogs.agree = True
    wizard.reject()


def test_an_impossible_answer_is_said_and_forgotten(desk, qtbot: QtBot, folder: Path) -> None:
    wizard = open_sheet(desk, qtbot, sheet(folder, names_and(("x",), ("Y",), ("Y",))))
    wizard.in_hand.settle({"meaning:x": "perhaps"})
    idle(desk, qtbot)
    assert wizard.problem.isVisible()
    assert "perhaps" in wizard.problem.accessibleName()
    assert not wizard.in_hand.given
    wizard.reject()


@pytest.mark.parametrize("step", [SAYS, QUESTIONS, CHANGES, RECORD])
def test_everything_has_a_name(desk, qtbot: QtBot, folder: Path, step: int) -> None:
    desk.school.answer("Bo", "web", Status.REFUSED)
    wizard = open_sheet(desk, qtbot, sheet(folder, ONE_OF_EACH))
    wizard.go(step)
    if step == QUESTIONS:
        for row in range(wizard.questions.model.rowCount()):
            wizard.questions.list.setCurrentIndex(wizard.questions.model.index(row))
            assert nameless(wizard) == []
    assert nameless(wizard) == []
    wizard.reject()


def test_a_large_sheet_makes_no_widget_for_a_cell(desk, qtbot: QtBot, folder: Path) -> None:
    heads = ("Name", "Class", "Website", "Newsletter", *(f"Spare {n}" for n in range(16)))
    rows = [(f"Pupil Number{n}", "3A", "Y", "N", *["–"] * 16) for n in range(1200)]
    small = open_sheet(desk, qtbot, sheet(folder, [heads, *rows[:5]], "Small"))
    few = len(small.says.findChildren(QWidget))
    small.reject()
    wizard = open_sheet(desk, qtbot, sheet(folder, [heads, *rows]))
    model, view = wizard.says.model, wizard.says.view
    assert (model.rowCount(), model.columnCount()) == (1201, 20)
    assert len(wizard.says.findChildren(QWidget)) == few
    asked = []
    shown = type(model).shown
    model.shown = lambda row, column: asked.append(row) or shown(model, row, column)
    for row in (0, 600, 1200):
        asked.clear()
        view.scrollTo(model.index(row, 0))
        view.grab()
        assert 0 < len(asked) < 2000
    wizard.reject()


def test_messages_lead_to_their_cells(desk, qtbot: QtBot, folder: Path) -> None:
    wizard = open_sheet(desk, qtbot, sheet(folder, names_and(("Y",), ("banana",), ("N",))))
    wizard.go(CHANGES)
    wizard.changes.cards["messages"].click()
    messages = wizard.changes.messages
    levels = [message.level for message in messages.rows]
    assert levels == sorted(levels, key=["error", "warning", "info"].index)
    row = next(i for i, m in enumerate(messages.rows) if m.cell == "C3")
    wizard.changes.messages_view.activated.emit(messages.index(row, 0))
    assert wizard.steps.currentIndex() == SAYS
    assert wizard.says.model.cell(wizard.says.view.currentIndex()).address == "C3"
    wizard.reject()


def test_an_answer_can_be_taken_back(desk, qtbot: QtBot, folder: Path) -> None:
    wizard = open_sheet(desk, qtbot, sheet(folder, names_and(("Y",), ("Y",), ("N",))))
    settle(desk, qtbot, wizard, EXACT)
    wizard.go(QUESTIONS)
    wizard.questions.go_to("who:exact")
    wizard.questions.again.click()
    read(desk, qtbot, wizard)
    assert [q.key for q in wizard.in_hand.now.proposal.open_questions] == ["who:exact"]
    wizard.reject()


def test_the_point_of_a_menu_is_below_its_head(desk, qtbot: QtBot, folder: Path) -> None:
    wizard = open_sheet(desk, qtbot, sheet(folder, names_and(("Y",))))
    view = wizard.says.view
    places = []
    view.column_opened.disconnect(wizard.says.open_column)
    view.column_opened.connect(lambda section, place: places.append((section, place)))
    view.heads.opened.emit(1)
    left = view.heads.viewport().mapToGlobal(QPoint(0, view.heads.height()))
    assert places[0][0] == 1
    assert places[0][1].y() == left.y()
    wizard.reject()


def test_each_tab_shows_its_own_cells(desk, qtbot: QtBot, folder: Path) -> None:
    wide = names_and(("Y", "N"), heads=("Website", "Press"))
    book = Book((Tab("3A", tuple(names_and(("Y",)))), Tab("3B", tuple(wide))))
    (path,) = write_book(book, folder, ODS)
    wizard = open_sheet(desk, qtbot, path)
    model = wizard.says.model
    assert model.columnCount() == 3
    wizard.says.tabs.setCurrentIndex(1)
    assert model.columnCount() == 4
    assert model.shown(0, 3).text == "Press"
    wizard.says.go_to("3A!C2")
    assert wizard.says.tabs.currentIndex() == 0
    wizard.reject()


def test_another_file_takes_the_place_of_the_one_being_read(
    desk, qtbot: QtBot, folder: Path
) -> None:
    first = sheet(folder, names_and(("Y",)), "First")
    second = sheet(folder, names_and(("N",), ("N",)), "Second")
    desk.window.go("register")
    desk.window.register.sheets.bring_in(first)
    wizard = desk.window.register.sheets.wizard
    wizard.in_hand.take(second)
    read(desk, qtbot, wizard)
    assert wizard.in_hand.now.sheet == second
    assert wizard.says.model.rowCount() == 3
    wizard.reject()
