"""Cells that list ticks: no option is lost, and none is cut in half when in doubt."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.services.consent.option_words import (
    is_all,
    is_none,
    looks_like_tick_all,
    split_options,
)


def test_microsoft_forms_ends_each_option() -> None:
    cells = ["Website;Newsletter;X (Twitter);", "None of the above;", "Website;", ""]
    assert split_options(cells) == (
        ("Website", "Newsletter", "X (Twitter)"),
        ("None of the above",),
        ("Website",),
        (),
    )


def test_a_comma_in_a_cell_with_semicolons_belongs_to_the_option() -> None:
    assert split_options(["Website;Newsletter, Printed;", "Website;"]) == (
        ("Website", "Newsletter, Printed"),
        ("Website",),
    )


def test_lines_are_options() -> None:
    assert split_options(["Website\nNewsletter\r\n\n Press "]) == (
        ("Website", "Newsletter", "Press"),
    )


def test_google_forms_with_commas_in_brackets() -> None:
    cells = [
        "School website, Newsletter (paper, emailed), Displays in school",
        "School website, Social media (Facebook, Instagram, X)",
    ]
    assert split_options(cells) == (
        ("School website", "Newsletter (paper, emailed)", "Displays in school"),
        ("School website", "Social media (Facebook, Instagram, X)"),
    )
    assert split_options(["Facebook, Instagram"]) == (("Facebook", "Instagram"),)


def test_known_options_the_longest_first() -> None:
    known = ("Newsletter", "Newsletter, printed", "Website", "Press, with name, and photo")
    cells = ["website, Newsletter, printed", "Newsletter, Press, with name, and photo", "Website"]
    assert split_options(cells, known) == (
        ("website", "Newsletter, printed"),
        ("Newsletter", "Press, with name, and photo"),
        ("Website",),
    )


def test_what_is_not_known_stays_whole() -> None:
    known = ("Website", "Newsletter")
    assert split_options(["Website, ask me, please, Newsletter", "Other, too"], known) == (
        ("Website", "ask me, please", "Newsletter"),
        ("Other, too",),
    )


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        (["Newsletter, printed"], ("Newsletter, printed",)),
        (["Newsletter, printed", "Newsletter, printed, Website"], ("Newsletter, printed",)),
        (["Website, No names"], ("Website, No names",)),
        (["Website, internal only", "Website"], ("Website, internal only",)),
        (["Newsletter, Termly", *["Newsletter, Termly, Press"] * 2], ("Newsletter, Termly",)),
        (["Website, newsletter", "newsletter", "Website"], ("Website", "newsletter")),
        (["Website, Newsletter", *["Website, Newsletter"] * 3], ("Website, Newsletter",)),
        (
            ["Website, Newsletter", "Newsletter", *["Website, Newsletter"] * 3],
            ("Website", "Newsletter"),
        ),
    ],
)
def test_parts_that_never_stand_apart_stay_together(
    cells: list[str], options: tuple[str, ...]
) -> None:
    assert split_options(cells)[0] == options


@pytest.mark.parametrize("none", ["None of the above", "none", "No photos", "I do not consent"])
def test_none_beside_others_is_seen(none: str) -> None:
    for cells in ([f"Website, {none}"], [f"Website, {none}"] * 5, [f"Website;{none};"]):
        assert split_options(cells)[0] == ("Website", none)


@pytest.mark.parametrize("text", ["Website/Facebook", "Website & press", "Web + FB", "Web and FB"])
def test_other_signs_part_nothing(text: str) -> None:
    assert split_options([text]) == ((text,),)


@pytest.mark.parametrize("text", ["Website (main", "Website) main", "A (b;c); d", "(a, b"])
def test_half_brackets_lose_nothing(text: str) -> None:
    assert split_options([text])[0]


def test_none_and_all() -> None:
    for text in ("None of the above", "none", "No photos", "I do not consent", "Nothing", "No"):
        assert is_none(text)
        assert not is_all(text)
    for text in ("All", "all of the above", "Yes to all", "All of the above."):
        assert is_all(text)
        assert not is_none(text)
    for text in ("Website", "no names", "All except press", "Not on Facebook", "", "Wall display"):
        assert not is_all(text)
        assert not is_none(text)


@pytest.mark.parametrize(
    ("header", "cells", "expected"),
    [
        ("I am happy for photos to be used on (tick all that apply)", ["Website;"], True),
        ("Where may we use your child's image?", ["School website, Press"], True),
        ("Tick any platform you do NOT want us to use", ["Facebook", ""], True),
        ("Select all that apply", [], True),
        ("Photos", ["Website;Newsletter;", "Website;", ""], True),
        ("Photos", ["Website, Newsletter"], False),
        ("Child", ["Haddon, Max", "Haddon, Mia"], False),
        ("Website (tick all that apply)", ["Yes", "No", ""], False),
        ("Website", ["Yes", "Yes, no names"], False),
        ("Website", [], False),
    ],
)
def test_which_columns_list_ticks(header: str, cells: list[str], expected: bool) -> None:
    assert looks_like_tick_all(header, cells) is expected


_TEXTS = st.text("Web not,; ()[]\n&/", max_size=30) | st.lists(
    st.sampled_from(["Website", "Press", "printed", "No", "Web (a, b)", ", ", ";", "\n", "(", ")"])
).map("".join)


@given(st.lists(_TEXTS, max_size=5), st.lists(st.sampled_from(["Website", "Press, printed"])))
def test_no_text_is_lost(cells: list[str], known: list[str]) -> None:
    options = split_options(cells, known)
    assert len(options) == len(cells)
    for cell, parts in zip(cells, options, strict=True):
        assert _letters("".join(parts)) == _letters(cell)
        assert all(part == part.strip() != "" for part in parts)


def _letters(text: str) -> str:
    return re.sub(r"[\s,;]", "", text)


@given(st.lists(_TEXTS, max_size=5))
def test_splitting_again_changes_nothing_without_commas(cells: list[str]) -> None:
    for parts in split_options(cells):
        for part in parts:
            if "," not in part and "(" not in part and "[" not in part:
                assert split_options([part]) == ((part,),)
