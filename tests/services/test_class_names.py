"""Classes as sheets write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.services.sheet_words.class_names import same_class, year_of


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        *((text, "3 Oak", True) for text in ("3OAK", "3 Oak", "Oak", "Year 3 Oak", "Y3 - oak")),
        *((text, "3 Oak", None) for text in ("Year 3", "Y3", "3", "3O", "", "Mrs Khan", "3JW")),
        *((text, "3 Oak", False) for text in ("3 Elm", "4 Oak", "Year 4", "3B", "R", "Elm")),
        ("Year 3", "Y3", True),
        ("3", "Yr 3", True),
        ("2A", "2 Ash", None),
        ("2A", "2B", False),
        ("2AB", "2CD", False),
        ("3/4M", "3 & 4 M", True),
        ("3/4M", "3M", None),
        ("3/4M", "Year 4", None),
        ("3/4M", "Year 5", False),
        ("Maple 3", "3 Maple", True),
        *((text, "Reception", True) for text in ("R", "Rec", "FS2", "YR", "Year R")),
        ("RB", "Reception B", True),
        ("R Oak", "Reception", None),
        ("N2", "Nursery", None),
        ("N2", "N1", False),
        ("N2", "R", False),
        ("Nursery", "FS1", True),
        ("Class 3", "Year 3", None),
        ("Class 3", "Class 3", True),
        ("Class 3", "Class 4", False),
        ("Robin", "Nelson", False),
        ("", "", None),
    ],
)
def test_same_class(one: str, other: str, expected: bool | None) -> None:
    assert same_class(one, other) is same_class(other, one) is expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        *((text, "3") for text in ("Year 3", "Y3", "3OAK", "yr3", "Maple 3", "Year group 3")),
        *((text, "3/4") for text in ("3/4M", "Y3/Y4", "Years 3 and 4", "4-3")),
        *((text, "R") for text in ("R", "Rec", "FS2", "Reception Oak", "YR", "RB")),
        *((text, "N") for text in ("N2", "Nursery", "FS1")),
        ("R/1", "R/1"),
        *((text, "") for text in ("", "Oak", "Class 3", "KS1", "2025", "Robin", "Miss Khan")),
    ],
)
def test_year_of(text: str, year: str) -> None:
    assert year_of(text) == year


@given(st.text("r123/4 oakye-n", max_size=9), st.text("r123/4 oakye-n", max_size=9))
def test_any_two_classes(one: str, other: str) -> None:
    assert same_class(one, other) is same_class(other, one)
    assert same_class(one, one) is not False
