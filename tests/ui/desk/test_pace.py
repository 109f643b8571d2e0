"""Minutes are said only once there is a pace, and a break does not slow it."""

from consentdesk.ui.desk.pace import Pace


def test_nothing_is_said_before_enough_decisions() -> None:
    pace = Pace()
    for second in range(5):
        pace.note(second)
    assert pace.minutes_for(100) is None
    pace.note(5)
    assert pace.minutes_for(120) == 2


def test_a_break_is_no_slow_decision() -> None:
    pace = Pace()
    for second in range(0, 60, 6):
        pace.note(second)
    pace.note(3600)
    assert pace.minutes_for(10) == 1


def test_the_last_face_takes_about_a_minute() -> None:
    pace = Pace()
    for second in range(8):
        pace.note(second)
    assert pace.minutes_for(1) == 1
