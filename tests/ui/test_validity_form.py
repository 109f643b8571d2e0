"""How long a yes holds is settled by purpose, and only what was changed is recorded."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.small_workspace import PREPARER
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless


def opened(desk, qtbot: QtBot):
    desk.window.go("register")
    idle(desk, qtbot)
    entries = desk.window.register.more.entries
    next(each for each in entries if each.text().startswith("How long")).trigger()
    idle(desk, qtbot)
    return desk.window.register.people.validity_form


def settled(desk):
    return dict(desk.school.workspace.consent.validity().months)


def audited(desk) -> list[str]:
    rows = desk.school.workspace.library.run(lambda u: u.audit.rows(5))
    return [row.detail["purpose"] for row in rows if row.what == "consent_validity_changed"]


def test_each_choice(desk, qtbot: QtBot) -> None:
    desk.school.workspace.consent.set_validity("web", 7, PREPARER)
    desk.school.workspace.consent.set_validity("prospectus", 60, PREPARER)
    form = opened(desk, qtbot)
    assert nameless(form) == []
    web, press, video = (form.rows[p] for p in ("web", "press", "video"))
    assert (web.months, form.rows["prospectus"].months, press.months) == (7, 60, None)
    web.choice.setFocus()
    qtbot.keyClick(web.choice, Qt.Key.Key_Home)
    press.choice.setCurrentIndex(1)
    video.choice.setCurrentIndex(3)
    assert not video.number.isHidden()
    video.number.setValue(18)
    form.save.click()
    idle(desk, qtbot)
    assert settled(desk) == {"press": 12, "video": 18, "prospectus": 60}
    assert sorted(audited(desk)) == ["press", "prospectus", "video", "web", "web"]


def test_cancelled_it_changes_nothing(desk, qtbot: QtBot) -> None:
    form = opened(desk, qtbot)
    form.rows["web"].choice.setCurrentIndex(2)
    form.cancel.click()
    idle(desk, qtbot)
    assert settled(desk) == {}
    assert audited(desk) == []
