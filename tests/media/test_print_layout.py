"""Pictures on a sheet: whole, as large as they go, apart from each other, cut outside of them."""

from itertools import combinations

import pytest

from consentdesk.media.print_layout import (
    MOST_PICTURES,
    PAPERS,
    PrintSheet,
    Standing,
    dots_per_inch,
    lay_out,
)

LYING, UPRIGHT = (3508, 2631), (2631, 3508)
LEAST_MARGIN = 6.0


def shape(place: Standing) -> float:
    return place.width / place.height


def overlap(one: Standing, other: Standing) -> bool:
    return (
        one.left < other.left + other.width
        and other.left < one.left + one.width
        and one.bottom < other.bottom + other.height
        and other.bottom < one.bottom + one.height
    )


def inside(sheet: PrintSheet, place: Standing) -> bool:
    right, top = place.left + place.width, place.bottom + place.height
    return (
        min(place.left, place.bottom) >= LEAST_MARGIN
        and right <= sheet.width - LEAST_MARGIN
        and top <= sheet.height - LEAST_MARGIN
    )


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("most", range(1, MOST_PICTURES + 1))
def test_every_picture_is_whole_and_apart_from_the_others(paper: str, most: int) -> None:
    sizes = [(LYING, UPRIGHT, (4961, 1000), (800, 800))[n % 4] for n in range(most)]
    sheet = lay_out(sizes, paper, most)
    assert len(sheet.places) == most
    assert {sheet.width, sheet.height} == set(PAPERS[paper])
    assert all(inside(sheet, place) for place in sheet.places)
    assert not any(overlap(*two) for two in combinations(sheet.places, 2))
    for (width, height), place in zip(sizes, sheet.places, strict=True):
        expected = height / width if place.turned else width / height
        assert shape(place) == pytest.approx(expected)


def test_a_picture_alone_lies_as_its_sheet_does_and_has_no_marks() -> None:
    for size in (LYING, UPRIGHT):
        sheet = lay_out([size], "A4", 1)
        assert (sheet.width > sheet.height) == (size == LYING)
        (place,) = sheet.places
        assert not place.turned
        assert max(place.width, place.height) > 250
        assert sheet.marks == ()


@pytest.mark.parametrize(("most", "longest"), [(2, 170), (4, 115), (9, 70)])
def test_more_on_a_sheet_are_as_large_as_the_paper_allows(most: int, longest: float) -> None:
    sheet = lay_out([LYING] * most, "A4", most)
    assert all(max(place.width, place.height) > longest for place in sheet.places)
    assert not any(place.turned for place in sheet.places), "nobody turns their head to look"


def test_the_sheet_lies_for_most_of_its_pictures_and_the_others_are_turned() -> None:
    sheet = lay_out([UPRIGHT, LYING, LYING, LYING], "A3", 4)
    assert [place.turned for place in sheet.places] == [True, False, False, False]
    areas = [place.width * place.height for place in sheet.places]
    assert max(areas) == pytest.approx(min(areas))


def test_a_sheet_that_is_not_full_shows_its_pictures_no_larger() -> None:
    full, last = lay_out([LYING] * 4, "A4", 4), lay_out([LYING], "A4", 4)
    assert last.places == full.places[:1]


@pytest.mark.parametrize("most", [2, 4, 9, 24])
def test_cutting_marks_are_on_the_paper_and_outside_of_every_picture(most: int) -> None:
    sheet = lay_out([LYING, UPRIGHT] * (most // 2), "A4", most)
    assert len(sheet.marks) == 8 * len(sheet.places)
    for x, y, to_x, to_y in sheet.marks:
        line = Standing(min(x, to_x), min(y, to_y), abs(to_x - x), abs(to_y - y), turned=False)
        assert not any(overlap(line, place) for place in sheet.places)
        assert line.left >= 5
        assert line.bottom >= 5
        assert line.left + line.width <= sheet.width - 5
        assert line.bottom + line.height <= sheet.height - 5


def test_how_fine_a_picture_is_printed() -> None:
    (place,) = lay_out([LYING], "A4", 1).places
    assert dots_per_inch(LYING, place) == pytest.approx(352, abs=2)
    assert dots_per_inch((400, 300), place) == pytest.approx(40, abs=1)
