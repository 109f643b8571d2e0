"""The register's portraits worked through by keys and buttons; every no changes nothing."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from consentdesk.domain.consent import Status
from tests.services.enrolled_school import (
    give_portrait,
    open_school_lock,
    permit,
    portrait_file,
    portraits,
    vectors,
)
from tests.small_workspace import PREPARER
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless

pytestmark = pytest.mark.engine

PORTRAITS = 1


@pytest.fixture
def page(desk, qtbot: QtBot):
    """The overview over three pupils: Ada may be compared, Bo is a look-out, Cy neither."""
    school = desk.school
    open_school_lock(school)
    permit(school, "Ada")
    school.answer("Bo", "web", Status.REFUSED)
    give_portrait(school, "Ada")
    give_portrait(school, "Bo", taken_on=date(2024, 1, 1))
    return show(desk, qtbot)


def show(desk, qtbot: QtBot):
    desk.window.go("register")
    desk.window.register._tabs.setCurrentIndex(PORTRAITS)
    idle(desk, qtbot)
    return desk.window.register.portraits


def names(page) -> list[str]:
    return [page.filter.index(row, 0).data() for row in range(page.filter.rowCount())]


def choose(page, name: str) -> None:
    row = next(row for row, found in enumerate(names(page)) if name in found)
    page.table.selectRow(row)


def test_the_list_is_worked_through_by_keys(desk, qtbot: QtBot, page) -> None:
    assert names(page) == ["Lindqvister, Boswell", "Okorowa, Adaeze"], "the most pressing first"
    said = page.summary.accessibleName()
    assert said.startswith("1 pupil needs a better portrait.")
    QTest.keyClick(page.table, Qt.Key.Key_Home)
    assert "Boswell" in page.card.pupil.person.name
    assert page.filter.index(0, 2).data() == "New one needed"
    assert page.card.part.standing.startswith("Found by human eyes only.")
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    assert "Adaeze" in page.card.pupil.person.name
    assert page.card.part.standing == "Not compared with any portrait yet."
    assert page.card.part.rows[0].badge.accessibleName() == "Not checked"
    assert nameless(desk.window) == []


@pytest.mark.parametrize(
    ("need", "left"),
    [("needed", ["Bo"]), ("unchecked", ["Ada"]), ("more", []), ("everybody", ["Ada", "Bo", "Cy"])],
)
def test_filters(desk, qtbot: QtBot, page, need: str, left: list[str]) -> None:
    page.bar.need.setCurrentIndex(page.bar.need.findData(need))
    people = desk.school.people
    expected = {people[name].details.last_name for name in left}
    assert {name.split(",")[0] for name in names(page)} == expected
    page.bar.search.setText("nobody")
    assert names(page) == []


def test_checking_tells_how_good_they_are_and_learns_nothing(desk, qtbot: QtBot, page) -> None:
    page.judge.click()
    idle(desk, qtbot)
    assert portraits(desk.school, "Ada")[0].checked_by
    assert vectors(desk.school, "Ada") == 0
    choose(page, "Adaeze")
    assert page.card.part.rows[0].badge.accessibleName() in {"Good", "Could be better"}
    assert "checked yet" not in page.summary.accessibleName()


def test_enrolling_is_offered_behind_the_locks_only(desk, qtbot: QtBot, page) -> None:
    choose(page, "Boswell")
    assert not page.card.part.enrol.isVisibleTo(page.card)
    choose(page, "Adaeze")
    page.card.part.enrol.click()
    idle(desk, qtbot)
    assert (vectors(desk.school, "Ada"), vectors(desk.school, "Bo")) == (1, 0)
    assert page.card.part.standing == "Compared with 1 portrait."
    assert not page.enrol.isEnabled()
    assert page.enrol.toolTip() == "Every portrait that may be compared is enrolled."


def test_a_closed_school_lock_is_said_on_the_button(desk, qtbot: QtBot) -> None:
    give_portrait(desk.school, "Ada")
    page = show(desk, qtbot)
    assert not page.enrol.isEnabled()
    assert "has not recorded its decision" in page.enrol.toolTip()
    page._enrol()
    idle(desk, qtbot)
    assert vectors(desk.school, "Ada") == 0


def test_a_portrait_is_added_and_removed(desk, qtbot: QtBot, page, tmp_path: Path) -> None:
    choose(page, "Adaeze")
    page.card.part.add.click()
    idle(desk, qtbot)
    assert len(portraits(desk.school, "Ada")) == 1, "no file is a no"
    file = tmp_path / "ada.jpg"
    file.write_bytes(portrait_file("Ada", 2))
    desk.dialogs.files = (file,)
    page.card.part.add.click()
    idle(desk, qtbot)
    assert len(page.card.part.rows) == 2
    assert vectors(desk.school, "Ada") == 1, "the locks are open, so it is enrolled, too"
    page.card.part.rows[0].remove.click()
    idle(desk, qtbot)
    assert len(portraits(desk.school, "Ada")) == 2, "no is the answer"
    desk.dialogs.agree = True
    page.card.part.rows[0].remove.click()
    idle(desk, qtbot)
    assert (len(portraits(desk.school, "Ada")), vectors(desk.school, "Ada")) == (1, 0)
    assert len(page.card.part.rows) == 1


def test_the_day_is_entered(desk, qtbot: QtBot, page) -> None:
    choose(page, "Boswell")
    row = page.card.part.rows[0]
    row.day.click()
    assert nameless(row.form) == []
    row.form.cancel.click()
    row.day.click()
    row.form.taken_on.setDate(date(2026, 6, 2))
    QTest.keyClick(row.form.taken_on, Qt.Key.Key_Return)
    idle(desk, qtbot)
    assert portraits(desk.school, "Bo")[0].taken_on == date(2026, 6, 2)


def test_look_alikes_stand_side_by_side_until_one_withdraws(desk, qtbot: QtBot, page) -> None:
    school = desk.school
    permit(school, "Bo", "Cy")
    give_portrait(school, "Cy")
    page.changed.emit()
    idle(desk, qtbot)
    page.enrol.click()
    idle(desk, qtbot)
    choose(page, "Boswell")
    part = page.card.part.look_alikes
    assert "Looks like Cyprian Marshfieldy: compare both portraits." in part.sentences
    assert part.isVisibleTo(page.card)
    school.workspace.matching.withdraw(school.people["Cy"].id, PREPARER)
    page.changed.emit()
    idle(desk, qtbot)
    assert not any("Cyprian" in said for said in page.card.part.look_alikes.sentences)


def test_the_persons_card_has_the_same_portraits(desk, qtbot: QtBot, page) -> None:
    people = desk.window.register.people
    people.bar.search.setText("Adaeze")
    people.table.selectRow(0)
    part = people.card.portraits
    assert len(part.rows) == 1
    part.enrol.click()
    idle(desk, qtbot)
    assert people.card.portraits.standing == "Compared with 1 portrait."
    people.bar.search.setText("Deirdre")
    people.table.selectRow(0)
    assert people.card.portraits is None, "adults are not compared"


def test_attached_portraits_are_checked_by_themselves(desk, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "U1.jpg").write_bytes(portrait_file("Ada"))
    desk.dialogs.folder = tmp_path / "folder"
    show(desk, qtbot)
    desk.window.register._ask_portraits()
    idle(desk, qtbot)
    (portrait,) = portraits(desk.school, "Ada")
    assert portrait.checked_by
    assert vectors(desk.school, "Ada") == 0
