"""Questions about rows and notes: nobody is chosen beforehand, and each answer has its effect."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from consentdesk.services.consent.questions import QuestionKind
from consentdesk.ui.consent_sheet.sheet_wizard import QUESTIONS
from tests.ui.sheet_school import NAMES, names_and, open_sheet, press, read, sheet


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sheets"
    made.mkdir()
    return made


def question_of(wizard, kind: QuestionKind):
    return next(q for q in wizard.questions.model.questions if q.kind is kind)


def open_question(wizard, key: str):
    wizard.go(QUESTIONS)
    wizard.questions.go_to(key)
    return wizard.questions.card


def leave(desk, wizard) -> None:
    desk.dialogs.agree = True
    wizard.reject()


def strange_row(desk, qtbot: QtBot, folder: Path):
    rows = [("Name", "Class", "Website"), ("Cyp Marshfieldy", "3A", "N")]
    wizard = open_sheet(desk, qtbot, sheet(folder, rows))
    question = question_of(wizard, QuestionKind.WHO)
    return wizard, open_question(wizard, question.key), question


def test_no_pupil_is_chosen_beforehand(desk, qtbot: QtBot, folder: Path) -> None:
    wizard, card, question = strange_row(desk, qtbot, folder)
    assert question.answer is None
    assert not any(button.isChecked() for button in card.numbered)
    assert not any(button.hasFocus() for button in card.numbered)
    press(qtbot, wizard, "Return")
    press(qtbot, wizard, "Space")
    assert not wizard.in_hand.given
    leave(desk, wizard)


def test_a_pupil_is_said_by_key(desk, qtbot: QtBot, folder: Path) -> None:
    wizard, _, question = strange_row(desk, qtbot, folder)
    press(qtbot, wizard, "1")
    read(desk, qtbot, wizard)
    assert wizard.in_hand.given == {question.key: "U3"}
    assert wizard.in_hand.now.meanings.rows["Consent!2"].owner == "U3"
    leave(desk, wizard)


def test_somebody_else_or_nobody(desk, qtbot: QtBot, folder: Path) -> None:
    wizard, card, question = strange_row(desk, qtbot, folder)
    nobody = next(button for button in card.numbered if button.text().startswith("Nobody"))
    nobody.click()
    read(desk, qtbot, wizard)
    assert wizard.in_hand.now.meanings.rows["Consent!2"].left_out
    card = open_question(wizard, question.key)
    others = card.who.others
    place = next(i for i in range(others.count()) if others.itemData(i) == "U1")
    others.activated.emit(place)
    read(desk, qtbot, wizard)
    assert wizard.in_hand.now.meanings.rows["Consent!2"].owner == "U1"
    leave(desk, wizard)


def test_exact_rows_are_listed_to_the_last(desk, qtbot: QtBot, folder: Path) -> None:
    rows = names_and(("Y",), ("Y",), ("N",)) + [(*NAMES["Ada"], "Y")] * 6
    wizard = open_sheet(desk, qtbot, sheet(folder, rows))
    question = question_of(wizard, QuestionKind.WHO)
    assert question.key == "who:exact"
    assert len(question.examples) == question.count == 9
    open_question(wizard, question.key)
    press(qtbot, wizard, "2")
    read(desk, qtbot, wizard)
    asked = [q for q in wizard.in_hand.now.proposal.open_questions if q.kind is QuestionKind.WHO]
    assert len(asked) == 9
    leave(desk, wizard)


def test_notes_with_the_same_words_are_answered_together(desk, qtbot: QtBot, folder: Path) -> None:
    rows = names_and(
        ("Y", "ask first"), ("Y", "Ask  first"), ("N", "other"), heads=("Website", "Notes")
    )
    wizard = open_sheet(desk, qtbot, sheet(folder, rows))
    first = question_of(wizard, QuestionKind.NOTE)
    card = open_question(wizard, first.key)
    assert not card.same.isChecked()
    card.same.setChecked(True)
    press(qtbot, wizard, "1")
    read(desk, qtbot, wizard)
    assert set(wizard.in_hand.given) == {"note:Consent!D2", "note:Consent!D3"}
    leave(desk, wizard)


def test_several_purposes_are_ticked(desk, qtbot: QtBot, folder: Path) -> None:
    rows = names_and(("Y",), ("N",), ("Y",), heads=("Media",))
    wizard = open_sheet(desk, qtbot, sheet(folder, rows))
    card = open_question(wizard, question_of(wizard, QuestionKind.COLUMN).key)
    assert not card.take.isEnabled()
    for purpose in ("press", "newsletter"):
        card.several.boxes[purpose].setChecked(True)
    card.take.click()
    read(desk, qtbot, wizard)
    assert set(wizard.in_hand.given["column:media"].removeprefix("asks:").split(",")) == {
        "press",
        "newsletter",
    }
    leave(desk, wizard)


def test_answering_goes_on_to_the_next(desk, qtbot: QtBot, folder: Path) -> None:
    rows = names_and(("x", "t"), ("Y", "Y"), ("N", "Y"), heads=("Website", "Newsletter"))
    wizard = open_sheet(desk, qtbot, sheet(folder, rows))
    wizard.go(QUESTIONS)
    first = wizard.questions.card.question.key
    press(qtbot, wizard, "1")
    assert wizard.questions.card.question.key != first
    second = wizard.questions.card.question.key
    wizard.questions.later.click()
    assert wizard.questions.card.question.key not in {first, second}
    read(desk, qtbot, wizard)
    leave(desk, wizard)
