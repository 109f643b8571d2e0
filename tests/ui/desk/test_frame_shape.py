"""However a frame is pulled, it stays in the photo, keeps a size and its other sides."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo.drawn_for import DrawnFor
from consentdesk.ui.desk.photo.frame_handles import HIT, grip_at, handle_places
from consentdesk.ui.desk.photo.frame_shape import LEAST_SIDE, Grip, at_least, pulled, starting_box
from consentdesk.ui.desk.photo.photo_view import PhotoView

WAYS = st.floats(-9000, 9000)


@st.composite
def placed(draw: st.DrawFn) -> tuple[Box, tuple[int, int]]:
    photo = (draw(st.integers(1, 5000)), draw(st.integers(1, 5000)))
    x, y = draw(st.integers(0, photo[0] - 1)), draw(st.integers(0, photo[1] - 1))
    width, height = draw(st.integers(1, photo[0] - x)), draw(st.integers(1, photo[1] - y))
    return Box(x, y, width, height), photo


def inside(box: Box, photo: tuple[int, int]) -> bool:
    return 0 <= box.x < box.right <= photo[0] and 0 <= box.y < box.bottom <= photo[1]


@given(placed(), st.sampled_from(Grip), WAYS, WAYS)
def test_a_pulled_frame(start, grip, across, down):
    box, photo = start
    after = pulled(box, grip, (across, down), photo)
    assert inside(after, photo)
    assert after.width >= min(LEAST_SIDE, box.width)
    assert after.height >= min(LEAST_SIDE, box.height)
    sides = grip.value
    if grip is Grip.WHOLE:
        assert (after.width, after.height) == (box.width, box.height)
    else:
        assert sides[0] < 0 or after.x == box.x
        assert sides[0] > 0 or after.right == box.right
        assert sides[1] < 0 or after.y == box.y
        assert sides[1] > 0 or after.bottom == box.bottom


@given(placed())
def test_a_frame_of_the_least_size(start):
    box, photo = start
    after = at_least(box, photo)
    assert inside(after, photo)
    assert after.width >= min(LEAST_SIDE, photo[0])
    assert after.height >= min(LEAST_SIDE, photo[1])


@given(st.integers(1, 6000), st.integers(1, 6000), st.floats(1, 30), st.sampled_from(DrawnFor))
def test_a_starting_frame_lies_in_the_photo(width, height, zoom, purpose):
    view = PhotoView.whole(width, height, 640, 480).zoomed(zoom, (100, 80))
    assert inside(starting_box(view, purpose), (width, height))


@pytest.mark.parametrize("side", [6.0, 30.0, 71.0, 73.0, 400.0])
def test_handles_can_be_hit_with_a_finger(side):
    rect = QRectF(100, 100, side, side * 1.2)
    places = handle_places(rect)
    assert all(min(p.width(), p.height()) >= HIT for p in places.values())
    every = list(places.values())
    assert not any(a.intersects(b) for n, a in enumerate(every) for b in every[:n])
    assert all(grip_at(rect, place.center()) is grip for grip, place in places.items())


@pytest.mark.parametrize("side", [12.0, 30.0, 400.0])
def test_the_middle_of_a_frame_is_left_for_clicks(side):
    rect = QRectF(100, 100, side, side)
    assert grip_at(rect, rect.center()) is None
    assert grip_at(rect, QPointF(100 + side + 40, 100)) is None
