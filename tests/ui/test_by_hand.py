"""What the office records about a person by hand has its effect on the permissions."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consentdesk.domain.consent import Limit, Standing, Status
from consentdesk.ui.register.person_card import PersonCard
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless


@pytest.fixture
def card(desk, qtbot: QtBot) -> PersonCard:
    desk.window.go("register")
    idle(desk, qtbot)
    people = desk.window.register.people
    people.bar.search.setText("Adaeze")
    people.table.selectRow(0)
    return people.card


def entry(desk):
    return desk.school.workspace.roll.entry(desk.school.people["Ada"].id)


def on_website(desk):
    return entry(desk).permissions[desk.school.website.id]


def test_a_no_by_hand_is_a_no(desk, qtbot: QtBot, card: PersonCard):
    card.answers.add.click()
    form = card.answers.form
    assert nameless(form) == []
    assert not form.save.isEnabled()
    form.purpose.setCurrentIndex(form.purpose.findData("web"))
    form.statuses[Status.REFUSED].click()
    assert not form.save.isEnabled()
    qtbot.keyClicks(form.given_by, "A Parent")
    qtbot.keyClick(form.given_by, Qt.Key.Key_Return)
    idle(desk, qtbot)
    assert on_website(desk).standing is Standing.REFUSED
    assert on_website(desk).source == "the office, by hand"
    assert desk.window.register.people.card is not card


def test_limits_need_a_tick(desk, qtbot: QtBot, card: PersonCard):
    card.answers.add.click()
    form = card.answers.form
    form.purpose.setCurrentIndex(form.purpose.findData("web"))
    form.statuses[Status.LIMITED].click()
    qtbot.keyClicks(form.given_by, "A Parent")
    assert not form.save.isEnabled()
    form.limits[Limit.NOT_CLOSE_UP].click()
    assert not form.save.isEnabled(), "where it is written is missing"
    qtbot.keyClicks(form.kept_in, "Folder B")
    form.expires.stated.click()
    form.save.click()
    idle(desk, qtbot)
    assert on_website(desk).limits == {Limit.NOT_CLOSE_UP}
    last = entry(desk).answers[-1]
    assert last.expires_on > date.today()
    assert last.source == "the office, by hand: Folder B"


def test_a_spoken_yes_is_awaited(desk, qtbot: QtBot, card: PersonCard):
    card.answers.add.click()
    form = card.answers.form
    form.purpose.setCurrentIndex(form.purpose.findData("web"))
    form.statuses[Status.PENDING].click()
    qtbot.keyClicks(form.given_by, "A Parent")
    assert not form.given_on.isEnabled()
    assert not form.kept_in.isEnabled()
    form.save.click()
    idle(desk, qtbot)
    assert on_website(desk).standing is Standing.PENDING
    assert entry(desk).answers[-1].given_on is None


def test_a_form_that_is_left_records_nothing(desk, qtbot: QtBot, card: PersonCard):
    before = entry(desk)
    for part, ask in (
        (card.answers, card.answers.add),
        (card.comparing, card.comparing.permit),
        (card.leaving, card.leaving.leaves),
    ):
        ask.click()
        part.form.cancel.click()
    idle(desk, qtbot)
    assert entry(desk) == before


def test_a_biometric_permission_holds_until_somebody_objects(desk, qtbot: QtBot, card: PersonCard):
    card.comparing.permit.click()
    form = card.comparing.form
    assert nameless(form) == []
    qtbot.keyClicks(form.given_by, "A Parent")
    assert not form.save.isEnabled(), "the evidence is missing"
    qtbot.keyClicks(form.evidence, "Folder B")
    form.save.click()
    idle(desk, qtbot)
    today = date.today()
    assert entry(desk).biometric.holds(today)
    again = desk.window.register.people.card
    desk.dialogs.agree = True
    again.comparing.object.click()
    idle(desk, qtbot)
    assert not entry(desk).biometric.holds(today)
    last = desk.window.register.people.card
    assert not last.comparing.object.isVisibleTo(last)
    last.comparing.permit.click()
    assert last.comparing.form.warning.isVisible()
    last.comparing.form.cancel.click()


def test_a_leaver_may_appear_nowhere_and_may_come_back(desk, qtbot: QtBot, card: PersonCard):
    card.leaving.leaves.click()
    form = card.leaving.form
    assert nameless(form) == []
    yesterday = date(2026, 6, 1)
    form.left_on.setDate(yesterday)
    form.save.click()
    idle(desk, qtbot)
    assert on_website(desk).standing is Standing.LEFT
    back = desk.window.register.people.card
    back.leaving.stays.click()
    idle(desk, qtbot)
    assert on_website(desk).standing is Standing.LEFT, "no is the answer"
    desk.dialogs.agree = True
    back.leaving.stays.click()
    idle(desk, qtbot)
    assert entry(desk).person.details.left_on is None


def test_no_answer_comes_from_tomorrow(card: PersonCard):
    card.answers.add.click()
    form = card.answers.form
    tomorrow = date.today() + timedelta(days=1)
    form.given_on.setDate(tomorrow)
    form.statuses[Status.GRANTED].click()
    assert form.answer().given_on < tomorrow
    form.cancel.click()
