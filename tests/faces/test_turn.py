"""How far a head is turned aside, from its five points."""

from math import cos, hypot, inf, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.faces.ports import Points
from consentdesk.faces.turn import turn_of

AHEAD: Points = ((40, 60), (80, 60), (60, 85), (45, 105), (75, 105))
"""Eyes 40 pixels apart, the nose in their middle."""

places = st.tuples(st.floats(-500, 5000), st.floats(-500, 5000))


@pytest.mark.parametrize(
    ("points", "turn"),
    [
        (AHEAD, 0.0),
        (((40, 60), (80, 60), (80, 85), (60, 105), (80, 105)), 1.0),
        (((40, 60), (80, 60), (50, 85), (40, 105), (70, 105)), 0.5),
        # tilted by 45 degrees and still looking ahead
        (((40, 40), (70, 70), (35, 75), (20, 75), (45, 100)), 0.0),
        # the nose beyond an eye is still no more than profile
        (((40, 60), (60, 60), (75, 85), (60, 105), (70, 105)), 1.0),
    ],
)
def test_turn_is_told_from_tilt(points: Points, turn: float) -> None:
    assert turn_of(points) == pytest.approx(turn, abs=0.01)


@pytest.mark.parametrize(
    "points", [(), ((50, 50),) * 5, ((40, 60), (80, 60)), ((40, 60), (inf, 60), (60, 85))]
)
def test_points_that_say_nothing_give_no_number(points: Points) -> None:
    assert turn_of(points) is None


@given(st.lists(places, min_size=5, max_size=5))
def test_the_number_is_between_front_and_profile_whatever_the_points(
    points: list[tuple[float, float]],
) -> None:
    turn = turn_of(tuple(points))
    assert turn is None or 0.0 <= turn <= 1.0


@given(st.floats(-1, 1), st.floats(-180, 180), st.floats(20, 2000), places)
def test_size_tilt_and_place_of_the_face_do_not_matter(
    aside: float, tilt: float, apart: float, middle: tuple[float, float]
) -> None:
    c, s = apart / 2 * cos(radians(tilt)), apart / 2 * sin(radians(tilt))
    x, y = middle
    nose = (x + aside * c - 0.6 * s, y + aside * s + 0.6 * c)
    points: Points = ((x - c, y - s), (x + c, y + s), nose)
    assert hypot(2 * c, 2 * s) == pytest.approx(apart)
    assert turn_of(points) == pytest.approx(abs(aside), abs=1e-6)
