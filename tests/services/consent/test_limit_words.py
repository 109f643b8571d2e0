"""Conditions in the words that offices and parents use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.consent import Limit
from consentdesk.services.consent.limit_words import limits_in, read_limits, without_limits

NO_NAME = (
    *("no name", "No names", "no name(s)", "without name", "without a name", "without her name"),
    *("not named", "unnamed", "do not use his name", "please don't use names", "no naming"),
    *("names not to be published", "do not name", "anonymous", "initials only", "no names please"),
)
FIRST_NAME_ONLY = (
    *("first name only", "First names only", "first name", "forename only", "Christian name only"),
    *("only first name", "with first name only", "no surname", "without surnames", "no full names"),
    *("first name but no surname", "do not use surname"),
)
GROUP_ONLY = (
    *("group photos only", "group only", "groups only", "group shots only", "in a group only"),
    *(
        "only in group photos",
        "not on his own",
        "not on her own",
        "not on his/her own",
        "not alone",
    ),
    *("no individual photos", "not individually", "not individually (group only)", "no portraits"),
    *("class photos only", "no solo shots", "as part of a group only", "not by herself"),
)
NOT_CLOSE_UP = (
    *("not close-up", "no close ups", "no close-ups", "not close-up(s)", "no closeups"),
    *("no close up photos", "not in close-up", "no head shots", "from a distance only"),
)
EVERY = {
    **dict.fromkeys(NO_NAME, Limit.NO_NAME),
    **dict.fromkeys(FIRST_NAME_ONLY, Limit.FIRST_NAME_ONLY),
    **dict.fromkeys(GROUP_ONLY, Limit.GROUP_ONLY),
    **dict.fromkeys(NOT_CLOSE_UP, Limit.NOT_CLOSE_UP),
}


@pytest.mark.parametrize(("text", "limit"), EVERY.items())
def test_one_limit(text: str, limit: Limit) -> None:
    assert read_limits(text) == {limit}
    assert limits_in(f"Photo on website {text} until Year 6") == {limit}


@pytest.mark.parametrize(
    "text",
    [
        *("names", "name", "no faces", "face not visible", "website", "no", "not on Facebook"),
        *(
            "no names on Facebook",
            "no names and faces",
            "first name and surname",
            "no close friends",
        ),
        *("group photos", "class only", "no named contact", "first name only if asked"),
    ],
)
def test_a_text_with_anything_unknown_lists_no_limits(text: str) -> None:
    assert read_limits(text) is None


def test_no_words_list_no_limits() -> None:
    assert read_limits(" ") == frozenset()


@given(st.lists(st.sampled_from(list(EVERY)), min_size=1, max_size=4), st.sampled_from(",;&+"))
def test_lists_of_limits_have_each_of_them(texts: list[str], sign: str) -> None:
    expected = {EVERY[text] for text in texts}
    assert read_limits(f"{sign} ".join(texts)) == expected
    assert read_limits(" and ".join(texts)) == expected
    assert read_limits(f"{sign} ".join([*texts, "perhaps"])) is None


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("photo on website without name", {Limit.NO_NAME}),
        ("newspaper without name", {Limit.NO_NAME}),
        ("Displays with first name only", {Limit.FIRST_NAME_ONLY}),
        ("Local press with first name", {Limit.FIRST_NAME_ONLY}),
        ("photos may be used but not close ups", {Limit.NOT_CLOSE_UP}),
        ("Group photos on our website", {Limit.GROUP_ONLY}),
        ("Individual and group photos on our website", set()),
        ("photo and name in displays", set()),
        ("press with first name and surname", set()),
        ("School website", set()),
    ],
)
def test_limits_in_questions(text: str, limits: set[Limit]) -> None:
    assert limits_in(text) == limits


def test_what_is_left_without_the_limits() -> None:
    assert without_limits("Please do not use her name. Do not use photos") == ". do not use photos"
    assert without_limits("Website") == "website"


@given(st.text(max_size=40))
def test_what_lists_limits_also_mentions_them(text: str) -> None:
    assert (read_limits(text) or frozenset()) <= limits_in(text)
