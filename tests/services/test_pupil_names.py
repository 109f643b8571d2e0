"""Names as sheets write them, beside the name on the roll."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.services.sheet_words.pupil_names import (
    Tie,
    best_fit,
    first_tie,
    full_names,
    last_tie,
    name_form,
    own_names,
    written_names,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Świątek", "SWIATEK"),
        ("Inês", "ines"),
        ("Ågård", "Agard"),
        ("Sørensen", "Sorensen"),
        ("Łukasz", "Lukasz"),
        ("Weiß", "Weiss"),
        ("O’Rourke", "O'Rourke"),
        ("O'Rourke", "ORourke"),
        ("Okafor‑Bell", "okafor  bell"),
        ("Mc Donald", "McDonald"),
        ("J.", "j"),
    ],
)
def test_one_name_in_two_spellings(one: str, other: str) -> None:
    assert name_form(one) == name_form(other) != ""


@pytest.mark.parametrize(
    ("written", "own", "tie"),
    [
        ("max", "max", Tie.SAME),
        ("max james", "max", Tie.FULLER),
        ("annmarie", "ann marie", Tie.FULLER),
        ("ollie", "oliver", Tie.SHORT),
        ("ollie", "olivia", Tie.SHORT),
        ("kate", "katherine", Tie.SHORT),
        ("mo", "mohammed", Tie.SHORT),
        ("muhammad", "mohamed", Tie.SHORT),
        ("zuzia", "zuzanna", Tie.SHORT),
        ("temi", "temitope", Tie.SHORT),
        ("yusuf", "mohammed yusuf", Tie.SHORT),
        ("mya", "mia", Tie.SOUND),
        ("aarav", "arav", Tie.SOUND),
        ("olivr", "oliver", Tie.ALIKE),
        ("j", "jane", Tie.INITIAL),
        ("m", "max james", Tie.INITIAL),
        ("", "max", Tie.UNSTATED),
        ("max", "mia", Tie.OTHER),
        ("max", "mac", Tie.OTHER),
        ("j", "max", Tie.OTHER),
        ("ella", "emma", Tie.OTHER),
    ],
)
def test_first_names(written: str, own: str, tie: Tie) -> None:
    assert first_tie(written, own) is first_tie(own, written) is tie


@pytest.mark.parametrize(
    ("written", "own", "tie"),
    [
        ("bell", "okafor bell", Tie.FULLER),
        ("orourke", "o rourke", Tie.FULLER),
        ("macdonald", "mcdonald", Tie.SOUND),
        ("reid", "reed", Tie.SOUND),
        ("smyth", "smith", Tie.SOUND),
        ("t", "tanner", Tie.INITIAL),
        ("lindquist", "lindqvist", Tie.ALIKE),
        ("khan", "kaur", Tie.OTHER),
    ],
)
def test_last_names(written: str, own: str, tie: Tie) -> None:
    assert last_tie(written, own) is last_tie(own, written) is tie


@pytest.mark.parametrize(
    "text",
    [
        "Mary Ann Lee",
        "Lee, Mary Ann",
        "lee mary-ann",
        "Mary Ann Lee (new)",
        "Mary Ann Lee - left July",
        "Mary Ann Lee, 4 Willow",
        "Lee, Mary Ann, 4W",
    ],
)
def test_whole_names(text: str) -> None:
    assert best_fit(written_names(full_names(text)), own_names(["Mary Ann"], ["Lee"])).same


def test_a_name_of_one_word_may_be_either() -> None:
    fit = best_fit(written_names(full_names("Ahmed")), own_names(["Ahmed"], ["Khan"]))
    assert (fit.first, fit.last) == (Tie.SAME, Tie.UNSTATED)
    assert full_names("") == full_names("(see office)") == ()


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_texts_are_compared(one: str, other: str) -> None:
    mine, theirs = name_form(one), name_form(other)
    assert first_tie(mine, theirs) is first_tie(theirs, mine)
    assert last_tie(mine, theirs) is last_tie(theirs, mine)
    assert name_form(mine) == mine
    full_names(one)
