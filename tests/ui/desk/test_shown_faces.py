"""A face counts as shown only while it stands on a screen that somebody can see."""

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from consentdesk.ui.desk.desk_sheet import DeskSheet
from consentdesk.ui.desk.shown_faces import FIRST_MS, ShownFaces
from consentdesk.ui.desk.time_on_screen import TimeOnScreen
from tests.ui.desk.conftest import DeskClock

Key = Qt.Key


class _AtOnce:
    """Stands in for the runner: everything is done at once."""

    closed = False

    def run(self, owner, work, *rest, lane: str) -> None:  # type: ignore[no-untyped-def]
        work()


class _Told(Counter):
    """Stands in for the service: adds up what it is told."""

    def mark_seen(self, sightings) -> None:  # type: ignore[no-untyped-def]
        self.update({region: each.ms for region, each in sightings.items()})
        self.pictures = {region: each.picture for region, each in sightings.items()}


@pytest.fixture
def clock() -> DeskClock:
    return DeskClock(step=0)


@pytest.fixture
def shown(qapp, clock):
    told, pictures = _Told(), {1: "one", 2: "two"}
    faces = ShownFaces(told, _AtOnce(), lambda error: None, pictures.get, clock=clock)
    return faces, told, pictures


def test_time_is_told_when_the_face_leaves(shown, clock):
    faces, told, _ = shown
    faces.show((1, 2))
    clock.time += 1
    faces.show((2,))
    assert told == {1: 1000, 2: FIRST_MS}
    clock.time += 1
    faces.tell_now()
    assert told[2] == 2000


def test_nothing_counts_while_nobody_can_see_it(shown, clock):
    faces, told, _ = shown
    faces.show((1,))
    clock.time += 1
    faces.watch(watched=False)
    assert told == {1: 1000}
    clock.time += 60
    faces.show((2,))
    faces.tell_now()
    assert told == {1: 1000}
    faces.watch(watched=True)
    clock.time += 1
    faces.show(())
    assert told == {1: 1000, 2: 1000}, "what was shown last goes on"


def test_a_face_whose_picture_changed_begins_anew(shown, clock):
    faces, told, pictures = shown
    faces.show((1,))
    clock.time += 1
    pictures[1] = "another"
    faces.show((1,))
    faces.tell_now()
    assert (told[1], told.pictures) == (2 * FIRST_MS, {1: "another"}), "not the time before"
    del pictures[1]
    clock.time += 1
    faces.show((1,))
    assert told[1] == 1000 + FIRST_MS
    clock.time += 60
    faces.tell_now()
    assert told[1] == 1000 + FIRST_MS, "a face without a picture is not shown"


def test_several_times_on_the_screen_are_added_up(clock):
    times = TimeOnScreen(clock)
    times.show("a")
    clock.time += 0.3
    times.show("b")
    clock.time += 0.3
    times.show("ab")
    clock.time += 0.3
    assert times.ms("a") == pytest.approx(600, abs=2)
    assert times.ms("b") == pytest.approx(600, abs=2)
    times.forget()
    assert times.ms("a") == 0


def seen_ms(desk) -> int:
    desk.settle()
    return desk.saved(desk.photos[0]).review.regions[0].seen_ms


def test_another_window_in_front(at_desk):
    at_desk.clock.step = 0
    QApplication.sendEvent(at_desk.screen, QEvent(QEvent.Type.WindowDeactivate))
    before = seen_ms(at_desk)
    at_desk.clock.time += 60
    QApplication.sendEvent(at_desk.screen, QEvent(QEvent.Type.WindowActivate))
    at_desk.press(Key.Key_Space)
    assert seen_ms(at_desk) <= before + FIRST_MS
    assert at_desk.screen.deciding.is_watched


def test_the_key_card_over_the_desk(at_desk):
    at_desk.clock.step = 0
    at_desk.screen.key_card.open_over()
    before = seen_ms(at_desk)
    assert not at_desk.screen.deciding.is_watched
    at_desk.clock.time += 60
    at_desk.press(Key.Key_Escape)
    at_desk.press(Key.Key_Space)
    assert seen_ms(at_desk) <= before + FIRST_MS


def test_a_sheet_over_the_desk(at_desk, theme):
    at_desk.clock.step = 0
    sheet = DeskSheet(theme, "A sheet", at_desk.screen)
    sheet.open_over()
    before = seen_ms(at_desk)
    at_desk.clock.time += 60
    sheet.put_away()
    at_desk.screen.canvas.setFocus()
    at_desk.clock.time += 1
    at_desk.press(Key.Key_Space)
    assert seen_ms(at_desk) <= before + 1000 + FIRST_MS
    assert seen_ms(at_desk) >= before + 1000, "it counts again when the sheet is gone"


def test_the_desk_hidden_behind_another_step(at_desk):
    at_desk.clock.step = 0
    at_desk.screen.hide()
    before = seen_ms(at_desk)
    at_desk.clock.time += 60
    at_desk.screen.show()
    at_desk.settle()
    at_desk.press(Key.Key_Space)
    assert seen_ms(at_desk) <= before + 2 * FIRST_MS
