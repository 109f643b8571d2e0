"""Sizes by name are the sheets of ISO 216 at 300 dots per inch."""

import pytest

from consentdesk.domain.copy_sizes import (
    DOTS_PER_INCH,
    PRINTED,
    WEBSITE,
    is_more_than_shown,
    long_edge_of,
    paper_of,
)


@pytest.mark.parametrize(("sheet", "millimetres"), [("A5", 210), ("A4", 297), ("A3", 420)])
def test_a_sheet_is_as_many_pixels_as_its_longer_side(sheet: str, millimetres: int) -> None:
    assert PRINTED[sheet] == round(millimetres / 25.4 * DOTS_PER_INCH)


@pytest.mark.parametrize(
    ("edge", "sheet"),
    [(WEBSITE, ""), (2479, ""), (2480, "A5"), (3507, "A5"), (3508, "A4"), (4961, "A3")],
)
def test_the_largest_sheet_that_is_filled(edge: int, sheet: str) -> None:
    assert paper_of(edge) == sheet


@pytest.mark.parametrize(
    ("said", "edge"), [("a4", 3508), ("A3", 4961), (" A5 ", 2480), ("800", 800)]
)
def test_a_size_is_said_by_number_or_name(said: str, edge: int) -> None:
    assert long_edge_of(said) == edge


@pytest.mark.parametrize("said", ["A2", "", "large", "1e3"])
def test_anything_else_is_no_size(said: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        long_edge_of(said)


def test_paper_is_for_the_display_board() -> None:
    assert is_more_than_shown(3508, ["web"])
    assert not is_more_than_shown(3508, ["take", "display"])
    assert not is_more_than_shown(WEBSITE, ["web"])
    assert not is_more_than_shown(3508, []), "nothing is ticked yet"
