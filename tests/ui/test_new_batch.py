from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch import Mode
from consentdesk.ui.batch.batch_form import BatchForm
from tests.ui.settled import idle


def form_of(desk, qtbot: QtBot) -> BatchForm:
    desk.window.new_batch()
    idle(desk, qtbot)
    return desk.window.findChild(BatchForm)


def test_a_new_batch_by_keyboard(desk, qtbot: QtBot):
    idle(desk, qtbot)
    assert desk.window.home.cards_shown == 1
    qtbot.keyClick(desk.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.window.findChild(BatchForm) is not None)
    idle(desk, qtbot)
    form = desk.window.findChild(BatchForm)
    assert not form.save.isEnabled()
    assert form.focusWidget() is form.event_name
    qtbot.keyClicks(form.event_name, "Summer fair")
    form.day.setDate(QDate(2026, 6, 19))
    qtbot.keyClicks(form.purpose, "website")
    qtbot.keyClick(form.classes["3A"], Qt.Key.Key_Space)
    qtbot.keyClick(form.closed_roster, Qt.Key.Key_Space)
    qtbot.keyClick(form.event_name, Qt.Key.Key_Return)
    idle(desk, qtbot)
    details = desk.window.batch.card.batch.details
    assert (details.event, details.purpose, details.classes) == ("Summer fair", "website", ("3A",))
    assert details.closed_roster
    assert details.mode is Mode.LOOK


def test_a_title_with_a_name_is_refused_in_words(desk, qtbot: QtBot):
    form = form_of(desk, qtbot)
    form.event_name.setText("Adaeze Okorowa wins")
    form.save.click()
    idle(desk, qtbot)
    assert "name" in form.problem.accessibleName()
    assert form.save.isEnabled()
    assert len(desk.school.workspace.batches.cards()) == 1


def test_cancel_opens_nothing(desk, qtbot: QtBot):
    form = form_of(desk, qtbot)
    form.event_name.setText("Summer fair")
    form.cancel.click()
    idle(desk, qtbot)
    assert len(desk.school.workspace.batches.cards()) == 1
    assert desk.window.batch is None


def test_match_is_locked_and_says_why(desk, qtbot: QtBot):
    form = form_of(desk, qtbot)
    assert not form.mode.match.isEnabled()
    assert "not recorded" in form.mode._why_not.text()
    assert form.details().mode is Mode.LOOK


def test_a_closed_roster_needs_classes(desk, qtbot: QtBot):
    form = form_of(desk, qtbot)
    assert not form.closed_roster.isEnabled()
    form.classes["3A"].click()
    form.closed_roster.click()
    form.classes["3A"].click()
    assert not form.details().closed_roster


def test_a_batch_can_be_changed(desk, qtbot: QtBot):
    desk.window.open_batch(desk.school.batch_id)
    batch = desk.window.batch
    idle(desk, qtbot)
    batch.change_asked.emit(batch.card.batch)
    form = desk.window.findChild(BatchForm)
    idle(desk, qtbot)
    assert form.classes["3A"].isChecked()
    form.purpose.setText("website only")
    form.off_site.click()
    form.save.click()
    idle(desk, qtbot)
    assert batch.card.batch.details.purpose == "website only"
    assert batch.card.batch.details.closed_roster
    assert batch.card.batch.details.off_site
