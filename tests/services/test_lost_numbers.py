"""Numbers as spreadsheet programs leave them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.services.sheet_words.lost_numbers import lost_upn, without_zeros
from consentdesk.services.sheet_words.upn import check_letter, is_temporary, is_upn

DIGITS = st.text("0123456789", min_size=12, max_size=12)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "n/a",
        "99999981601",
        "9999998160144",
        "9.99999816E+11",
        "9.9999981601E+11",
        "9.99999816014E+12",
        "A999999816014",
        "D99999816014",
        "D",
    ],
)
def test_what_cannot_be_recovered(text: str) -> None:
    assert lost_upn(text) == ""


@given(DIGITS)
def test_a_lost_letter_is_computed(rest: str) -> None:
    upn = check_letter(rest) + rest
    assert lost_upn(rest) == lost_upn(f" {rest}.0") == upn
    if rest[0] != "0":
        assert lost_upn(f"{rest[0]}.{rest[1:]}E+11") == upn


@given(st.integers(1, 10**11 - 1))
def test_lost_zeros_come_back_with_the_check_letter_only(number: int) -> None:
    rest = f"{number:012d}"
    if number > 9:
        assert lost_upn(f"{check_letter(rest)}{number}") == check_letter(rest) + rest
    wrong = "A" if check_letter(rest) != "A" else "B"
    assert lost_upn(f"{wrong}{number}") == ""


@given(st.text(max_size=16))
def test_any_text_gives_a_upn_or_nothing(text: str) -> None:
    assert not lost_upn(text) or is_upn(lost_upn(text))


def test_admission_numbers() -> None:
    assert without_zeros(" 00 12a ") == "12a"
    assert without_zeros("1002") == "1002"
    assert without_zeros("000") == "0"
    assert without_zeros("") == ""


def test_temporary_upns() -> None:
    assert is_temporary(check_letter("99999981500A") + "99999981500A")
    assert not is_temporary("M999999815001")
