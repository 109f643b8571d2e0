"""Photo pixels to canvas pixels and back, at any zoom and at odd sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo.photo_view import CLOSEST, PhotoView

SIZES = st.integers(1, 6001)
CANVAS = st.floats(80, 3000)
SHARES = st.floats(0, 1)


@st.composite
def views(draw: st.DrawFn) -> PhotoView:
    view = PhotoView.whole(draw(SIZES), draw(SIZES), draw(CANVAS), draw(CANVAS))
    place = (draw(SHARES) * view.view_width, draw(SHARES) * view.view_height)
    view = view.zoomed(draw(st.floats(0.2, 30)), place)
    return view.panned(draw(st.floats(-900, 900)), draw(st.floats(-900, 900)))


@given(views(), SHARES, SHARES)
def test_there_and_back_is_the_same_pixel(view: PhotoView, across: float, down: float) -> None:
    x, y = across * view.width, down * view.height
    back = view.to_photo(*view.to_view(x, y))
    assert back == pytest.approx((x, y), abs=1e-3)


@given(views(), SHARES, SHARES, SHARES, SHARES)
def test_a_drawn_box_lies_in_the_photo(
    view: PhotoView, a: float, b: float, c: float, d: float
) -> None:
    one = (a * view.view_width, b * view.view_height)
    other = (c * view.view_width, d * view.view_height)
    box = view.box_between(one, other)
    assert box == view.box_between(other, one)
    assert 0 <= box.x <= box.right <= view.width
    assert 0 <= box.y <= box.bottom <= view.height


@given(views())
def test_the_photo_never_leaves_the_canvas(view: PhotoView) -> None:
    x, y, width, height = view.frame
    assert x <= view.view_width / 2 <= x + width
    assert y <= view.view_height / 2 <= y + height


def test_the_whole_photo_fits() -> None:
    x, y, width, height = PhotoView.whole(4033, 3021, 641, 487).frame
    assert x >= 0
    assert y >= 0
    assert width <= 641
    assert height <= 487
    assert width / height == pytest.approx(4033 / 3021)


def test_zoom_keeps_the_pixel_under_the_mouse() -> None:
    view = PhotoView.whole(4032, 3024, 640, 480).zoomed(3)
    under = view.to_photo(400, 200)
    assert view.zoomed(1.5, (400, 200)).to_photo(400, 200) == pytest.approx(under)


def test_zoom_has_ends() -> None:
    view = PhotoView.whole(4032, 3024, 640, 480)
    assert view.zoomed(0.01).zoom == 1
    assert view.zoomed(1e6).scale == pytest.approx(CLOSEST)
    tiny = PhotoView.whole(20, 20, 640, 480)
    assert tiny.zoomed(50).zoom == 1


def test_zoom_to_a_face_shows_it_in_the_middle() -> None:
    box = Box(2000, 1500, 100, 120)
    view = PhotoView.whole(4032, 3024, 640, 480).onto(box)
    assert view.to_view(2050, 1560) == pytest.approx((320, 240))
    assert 120 * view.scale == pytest.approx(0.4 * 480)
