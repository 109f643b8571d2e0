"""The screen Published: what is to be taken down stands first, and keys and questions do it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from consentdesk.domain.consent import Status
from consentdesk.domain.pixels import Box
from consentdesk.services.looking_after.published_copies import Standing
from consentdesk.services.looking_after.take_down import TakeDownReceipt
from consentdesk.ui.look import Appearance, Look
from consentdesk.ui.published.copies_model import Wanted
from consentdesk.ui.published.ended_words import ended_words
from consentdesk.ui.published.published_screen import PublishedScreen
from consentdesk.ui.published.standing_words import standing_badge
from consentdesk.ui.theme import Theme
from tests.privacy.killed_naming import publish_until_killed
from tests.small_workspace import PREPARER, SmallSchool, write_photo
from tests.ui.conftest import Desk
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless


def publish(school: SmallSchool, *names: str) -> None:
    files = [write_photo(school.folder / f"{n}.jpg", 20 * n) for n in range(len(names))]
    for photo, name in zip(school.bring_in(*files), names, strict=True):
        (region,) = school.mark_faces(photo.id, [Box(60, 80, 80, 100)])
        school.name_face(region, name)
        school.finish(photo.id)
    school.sign()
    school.publish()


@pytest.fixture
def screen(desk: Desk, qtbot: QtBot) -> PublishedScreen:
    """Ada's parent withdrew from the website; Bo may stay."""
    publish(desk.school, "Ada", "Bo")
    desk.school.answer("Ada", "web", Status.WITHDRAWN)
    desk.window.go("published")
    idle(desk, qtbot)
    return desk.window.published


def shown(screen: PublishedScreen) -> list[Standing]:
    rows = range(screen.filter.rowCount())
    return [screen.filter.index(row, 0).data(Qt.ItemDataRole.UserRole).standing for row in rows]


def said(widget: QWidget) -> str:
    """Everything that can be read on a part of the screen."""
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)


def next_act(screen: PublishedScreen) -> QPushButton:
    """The one act that is stressed."""
    acts = (screen.acts.take_down, screen.acts.removed)
    (stressed,) = [act for act in acts if act.property("look") == "primary"]
    return stressed


def place_name(desk: Desk) -> str:
    found = desk.window.rail.findChild(QToolButton, "published")
    assert isinstance(found, QToolButton)
    return found.accessibleName()


def test_nothing_published_is_an_invitation(desk: Desk, qtbot: QtBot) -> None:
    desk.window.go("published")
    idle(desk, qtbot)
    assert desk.window.published.currentIndex() == 1
    assert place_name(desk) == "Published"


def test_the_rail_counts_as_soon_as_the_register_changes(desk: Desk, qtbot: QtBot) -> None:
    publish(desk.school, "Ada")
    desk.window.go("register")
    idle(desk, qtbot)
    assert place_name(desk) == "Published"
    desk.school.answer("Ada", "web", Status.WITHDRAWN)
    desk.window.register.people.changed.emit()
    idle(desk, qtbot)
    assert place_name(desk) == "Published, 1 to take down"


def test_what_is_due_stands_first_and_its_people_are_named(
    desk: Desk, screen: PublishedScreen, qtbot: QtBot
) -> None:
    assert shown(screen) == [Standing.TAKE_DOWN]
    assert "24 hours" in screen.to_do.accessibleName()
    (chosen,) = screen.table.selection
    assert [person.name for person in chosen.people] == ["Adaeze Okorowa"]
    assert nameless(desk.window) == []
    screen.bar.choose(Wanted.ALL)
    assert shown(screen) == [Standing.TAKE_DOWN, *[Standing.MAY_STAY] * 3]


def test_out_of_sight_the_list_waits_and_only_the_number_is_told(
    desk: Desk, screen: PublishedScreen, qtbot: QtBot
) -> None:
    before = screen.model.copies
    desk.window.go("register")
    desk.school.answer("Bo", "web", Status.WITHDRAWN)
    desk.window.register.people.changed.emit()
    idle(desk, qtbot)
    assert place_name(desk) == "Published, 2 to take down"
    assert screen.model.copies is before
    desk.window.go("published")
    idle(desk, qtbot)
    assert shown(screen).count(Standing.TAKE_DOWN) == 2


def test_no_leaves_the_file_where_it_is(desk: Desk, screen: PublishedScreen, qtbot: QtBot) -> None:
    screen.acts.take_down.click()
    idle(desk, qtbot)
    assert desk.dialogs.asked == ["Take down 1 copy?"]
    assert screen.table.selection[0].path.is_file()


def test_taken_down_by_keys_and_then_removed_there(
    desk: Desk, screen: PublishedScreen, qtbot: QtBot
) -> None:
    desk.dialogs.agree = True
    (copy,) = screen.table.selection
    before = set(desk.school.published_files())
    desk.window.activateWindow()
    screen.table.setFocus()
    qtbot.waitUntil(screen.table.hasFocus)
    QTest.keyClick(screen.table, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(desk.dialogs.asked))
    idle(desk, qtbot)
    assert before - set(desk.school.published_files()) == {copy.path}
    assert shown(screen) == [Standing.REMOVE_THERE]
    assert "1 file is gone" in screen.said.accessibleName()
    assert "read again" in screen.said.accessibleName()
    assert desk.window.focusWidget() is screen.table, "the keys go on in the list"
    told = said(screen.card)
    assert "The website: take the picture off" in told
    assert "OneDrive" in told
    assert next_act(screen) is screen.acts.removed
    desk.dialogs.text = "News page, 14:10"
    screen.acts.removed.click()
    idle(desk, qtbot)
    assert shown(screen) == []
    assert place_name(desk) == "Published"
    assert screen.table.accessibleDescription() == "Nothing has to be taken down."
    screen.bar.choose(Wanted.ALL)
    screen.table.choose(frozenset({copy.id}))
    (taken,) = screen.table.selection
    assert taken.standing is Standing.TAKEN_DOWN
    assert "OneDrive" not in said(screen.card), "somebody said that it is removed there"
    assert not screen.grab().isNull()


def test_several_are_chosen_and_still_there_finds_what_is_missing(
    desk: Desk, screen: PublishedScreen, qtbot: QtBot
) -> None:
    screen.bar.choose(Wanted.ALL)
    QTest.keyClick(screen.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(screen.table.selection) == 4
    screen.table.selection[-1].path.unlink()
    screen.check.click()
    idle(desk, qtbot)
    assert "1 is not there any more" in screen.said.accessibleName()
    assert screen.said.property("look") == "problem"
    assert shown(screen).count(Standing.GONE) == 1
    assert len(screen.table.selection) == 4
    screen.bar.choose(Wanted.NOT_AS_WAS)
    assert shown(screen) == [Standing.GONE]
    screen.table.selectRow(0)
    assert not screen.grab().isNull()


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK, Look.CONTRAST_LIGHT, Look.CONTRAST_DARK])
@pytest.mark.parametrize("standing", Standing)
def test_every_standing_has_its_colours(theme: Theme, look: Look, standing: Standing) -> None:
    theme.be(Appearance(look))
    try:
        role = standing_badge(standing).role
        assert theme.colour(role) != theme.colour(f"{role}_soft")
    finally:
        theme.be(Appearance(Look.LIGHT))


def test_what_was_stopped_is_told_as_not_done() -> None:
    nothing = TakeDownReceipt((), (), (), finished=False)
    assert ended_words(nothing, stopped=True) == ("Stopped before the end.", "problem")
    assert ended_words(None, stopped=False) == ("", "info"), "an error is told elsewhere"


@pytest.fixture
def lost(desk: Desk, qtbot: QtBot) -> PublishedScreen:
    """Killed while Ada's copy got its name on the website, whose folder then went away."""
    school = desk.school
    (photo,) = school.bring_in(write_photo(school.folder / "1.jpg", 1))
    (region,) = school.mark_faces(photo.id, [Box(60, 80, 80, 100)])
    school.name_face(region, "Ada")
    school.finish(photo.id)
    school.sign()
    publish_until_killed(school.workspace, school.batch_id, PREPARER)
    school.website.details.folder.rename(school.folder / "cellar")
    desk.window.go("published")
    qtbot.waitUntil(lambda: bool(desk.window.published.waiting.notes))
    idle(desk, qtbot)
    return desk.window.published


def test_copies_that_wait_for_a_folder_are_told(
    desk: Desk, lost: PublishedScreen, qtbot: QtBot
) -> None:
    assert lost.currentIndex() == 2, "though nothing was published yet"
    (note,) = lost.waiting.notes
    assert note.isVisible()
    assert note.accessibleName().startswith("1 interrupted copy for Website, signed off")
    assert "20 June 2026" in note.accessibleName()
    assert nameless(desk.window) == []


def test_no_leaves_them_waiting(desk: Desk, lost: PublishedScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(lost.waiting.ways[0], Qt.Key.Key_Space)
    idle(desk, qtbot)
    assert desk.dialogs.asked == ["Is the folder of Website gone for good?"]
    assert len(desk.school.workspace.publisher.waiting_folders()) == 1


def test_a_folder_that_is_gone_is_stated_by_key(
    desk: Desk, lost: PublishedScreen, qtbot: QtBot
) -> None:
    desk.dialogs.text = "The old server was replaced"
    qtbot.keyClick(lost.waiting.ways[0], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not lost.waiting.notes)
    idle(desk, qtbot)
    assert "1 copy waits no longer" in lost.said.accessibleName()
    assert desk.school.workspace.publisher.waiting_folders() == ()
    (desk.school.folder / "cellar").rename(desk.school.website.details.folder)
    lost.check.click()
    idle(desk, qtbot)
    assert "1 was never released" in lost.said.accessibleName()
    assert shown(lost) == [Standing.TAKE_DOWN]


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_lies_over_the_list_whatever_waits(
    desk: Desk, lost: PublishedScreen, theme: Theme, qtbot: QtBot, percent: int
) -> None:
    theme.be(Appearance(Look.LIGHT, percent))
    try:
        desk.window.resize(1000, 660)
        idle(desk, qtbot)
        qtbot.waitUntil(lambda: lost.table.geometry().bottom() < lost.acts.geometry().top())
        assert lost.table.height() >= lost.table.minimumHeight()
    finally:
        theme.be(Appearance(Look.LIGHT))
