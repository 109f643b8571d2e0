"""The box around a whole person holds the face and stays in the photo."""

from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.figure import figure_around
from consentdesk.domain.pixels import Box

WIDTH, HEIGHT = 1200, 900


@given(
    st.builds(
        Box, st.integers(0, 1150), st.integers(0, 850), st.integers(8, 50), st.integers(8, 50)
    )
)
def test_the_figure_holds_the_face_and_lies_in_the_photo(face: Box) -> None:
    figure = figure_around(face, WIDTH, HEIGHT)
    assert figure.overlap(face) == face.area
    assert figure.overlap(Box(0, 0, WIDTH, HEIGHT)) == figure.area


def test_the_figure_reaches_down_six_heads_and_out_to_the_elbows() -> None:
    figure = figure_around(Box(600, 100, 60, 75), WIDTH, HEIGHT)
    assert (figure.y, figure.height) == (75, 600)  # a head of 100 pixels holds a face of 75
    assert (figure.x, figure.width) == (470, 320)


def test_a_child_at_the_edge_is_cut_off_there() -> None:
    figure = figure_around(Box(0, 800, 60, 75), WIDTH, HEIGHT)
    assert (figure.x, figure.bottom) == (0, HEIGHT)


@given(st.integers(8, 400), st.integers(8, 400))
def test_a_wide_frame_is_held_too(width: int, height: int) -> None:
    face = Box(400, 400, width, height)
    assert figure_around(face, WIDTH, HEIGHT).overlap(face) == face.area
