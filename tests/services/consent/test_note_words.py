"""Notes: what they certainly say; when in doubt they say something, and nothing clear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.consent import Limit
from consentdesk.services.consent.note_words import ReadNote, read_note, worries


@pytest.mark.parametrize(
    ("text", "header"),
    [
        *((text, "") for text in ("", " ", "-", "–", "n/a", "N/A.", "#N/A", "NULL")),
        *((text, "Notes") for text in ("none", "None.", "nothing", "no comments", "all fine")),
        *((text, "Anything we should know?") for text in ("No", "no.", "none", "Nothing", "nope")),
        *((text, "Any other comments") for text in ("no", "nil", "no thanks")),
        ("no", "Is there anything else we should know about photos?"),
    ],
)
def test_fillers(text: str, header: str) -> None:
    assert read_note(text, header) == ReadNote(nothing=True)


@pytest.mark.parametrize(
    ("text", "header"),
    [
        *((text, "") for text in ("none", "nothing", "no", "ok", "?", "see letter", "call me")),
        *((text, "Notes") for text in ("no", "see dad", "last yrs form", "form not back")),
        *((text, "Where may we use photos? (notes)") for text in ("none", "nothing", "no")),
        *((text, "Anything we may use?") for text in ("no", "nothing")),
        ("no reason given", "Anything we should know?"),
    ],
)
def test_anything_else_says_something(text: str, header: str) -> None:
    assert not read_note(text, header).nothing


@pytest.mark.parametrize(
    "text",
    [
        *("Separated - please do not use photos. Dad", "do not publish - placement", "dad says no"),
        *("absolutely nothing - see DSL", "Mum doesn't want this", "not to be photographed"),
        *(
            "NO PHOTOS",
            "no social media please",
            "Dad refuses",
            "mother objects",
            "consent withdrawn",
        ),
        *("withdrew 3/9", "please don't put her online", "never publish", "he said no to Facebook"),
        *(
            "opted out by email",
            "no longer consents",
            "parents not happy with photos",
            "no consent",
        ),
        *(
            "We do not want photos",
            "stop using his picture",
            "revoked in May",
            "can’t be in photos",
        ),
    ],
)
def test_plain_refusals(text: str) -> None:
    assert read_note(text).says_no


@pytest.mark.parametrize(
    "text",
    [
        *(
            "we don't mind",
            "no objection",
            "she does not object",
            "has not refused",
            "never refused",
        ),
        *(
            "please do not use her name",
            "no close ups please",
            "no surname",
            "don't forget his hat",
        ),
        *("consent form not back", "no consent form yet", "check with SW before any use!!"),
        *("see note", "goes by Ollie", "last yrs form", "group shots only", "I don't know"),
    ],
)
def test_in_doubt_no_refusal_but_not_nothing_either(text: str) -> None:
    read = read_note(text)
    assert not read.says_no
    assert not read.nothing


@pytest.mark.parametrize(
    "text",
    [
        *("court order", "order in place", "looked after", "Looked-after child", "LAC", "CLA"),
        *(
            "new placement",
            "in foster care",
            "adopted",
            "adoption pending",
            "social worker: Ms Lund",
        ),
        *("check with SW", "see DSL", "safeguarding", "police involved", "lives in a refuge", "DV"),
        *("domestic abuse", "do not publish - placement", "child protection plan", "no contact"),
    ],
)
def test_words_of_protection(text: str) -> None:
    assert read_note(text).suggests_protection
    assert worries(text)


@pytest.mark.parametrize("text", ["in order", "Courtney's hat", "likes switches", "lacks a tie"])
def test_words_that_only_look_like_protection(text: str) -> None:
    assert not read_note(text).suggests_protection


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("group shots only", {Limit.GROUP_ONLY}),
        ("Please do not use her name", {Limit.NO_NAME}),
        ("first name only, no close-ups please", {Limit.FIRST_NAME_ONLY, Limit.NOT_CLOSE_UP}),
        ("see letter", set()),
    ],
)
def test_limits_in_notes(text: str, limits: set[Limit]) -> None:
    assert read_note(text).limits == limits


@pytest.mark.parametrize(
    "text",
    [
        *(
            "No",
            "N",
            "not on Facebook",
            "only the website",
            "dad objects",
            "ask mum",
            "✗",
            "☒",
            "🚫",
        ),
        *("until July", "except press", "don’t", "unless asked", "first name only", "none"),
    ],
)
def test_words_that_worry(text: str) -> None:
    assert worries(text)


@pytest.mark.parametrize("text", ["", "vegetarian", "k.bell@example.org", "3 Oak", "T N Bell", "7"])
def test_words_that_do_not_worry(text: str) -> None:
    assert not worries(text)


@given(
    st.text(max_size=30), st.sampled_from(["do not use", "dad says no", "no photos", "withdrawn"])
)
def test_a_refusal_is_found_in_any_surroundings(text: str, refusal: str) -> None:
    read = read_note(f"{refusal}. {text}", "Anything we should know?")
    assert read.says_no
    assert worries(f"{refusal}. {text}")
