"""Names of people in what goes out with photos: found however they are written."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.services.names.name_check import HowSure, NameFound, names_in
from consentdesk.services.names.ordinary_words import ORDINARY_WORDS
from consentdesk.services.sheet_words.pupil_names import name_form

ORDINARY, ONE, FULL = HowSure


def pupil(number: int, first: str, last: str, **more: str) -> Person:
    return Person(number, PersonDetails(f"U{number}", PersonKind.PUPIL, first, last, "3A", **more))


MAYA = pupil(1, "Maya", "Okafor")
ZOE = pupil(2, "Zoë", "Müller")
MARY_JANE = pupil(3, "Mary Jane", "van der Berg")
MAY = pupil(4, "May", "Green")
ALFRED = pupil(5, "Alfred", "O'Brien")
SUMMER = pupil(6, "Summer", "Patel-Shah")
LI = pupil(7, "Li", "Ng")
ART = pupil(8, "Arthur", "Long", legal_first_name="Xaver", legal_last_name="Lang")
SHALL = pupil(9, "Sam", "Hall")
ROLL = (MAYA, ZOE, MARY_JANE, MAY, ALFRED, SUMMER, LI, ART, SHALL)


def found_in(text: str) -> dict[int, HowSure]:
    return {found.person_id: found.how_sure for found in names_in(text, ROLL)}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Maya Okafor wins", MAYA),
        ("Okafor, Maya", MAYA),
        ("mayaokafor_003.jpg", MAYA),
        ("IMG_mayaokaforwins", MAYA),
        ("MayaOkafor", MAYA),
        ("MAYA-OKAFOR'S goal", MAYA),
        ("Maya\u00ad Oka\u200bfor", MAYA),
        ("\u041c\u0430\u0443\u0430 \u041e\u03baafor", MAYA),
        ("Maya Grace Okafor", MAYA),
        ("Maya ran, and so did the other Okafor", MAYA),
        ("m. okafor", MAYA),
        ("M.J. Okafor", MAYA),
        ("Okafor M", MAYA),
        ("mokafor", MAYA),
        ("Maya O. and friends", MAYA),
        ("zoe muller", ZOE),
        ("ZOË MÜLLER’s picture", ZOE),
        ("Zoe Mueller", ZOE),
        ("Mary Jane van der Berg", MARY_JANE),
        ("maryjane-vanderberg", MARY_JANE),
        ("Jane Berg", MARY_JANE),
        ("May Green reads", MAY),
        ("Alfie O’Brien", ALFRED),
        ("alfred o brien", ALFRED),
        ("Alfie O. reads", ALFRED),
        ("Summer Shah", SUMMER),
        ("Summer Patel", SUMMER),
        ("Ng Li", LI),
        ("Art Long's robot", ART),
        ("Xaver Lang", ART),
    ],
)
def test_a_first_and_a_last_name_are_found_in_every_way_of_writing(
    text: str, person: Person
) -> None:
    assert found_in(text).get(person.id) is FULL


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("MAYA's birthday", MAYA),
        ("mayas-birthday", MAYA),
        ("A goal for Zoe", ZOE),
        ("The Okafor family", MAYA),
        ("Alfie and the whale", ALFRED),
        ("Xaver", ART),
        ("Maya on the green", MAYA),
    ],
)
def test_one_name_alone_is_told_as_such(text: str, person: Person) -> None:
    assert found_in(text) == {person.id: ONE}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("May Day", MAY),
        ("Roses in May and on the green", MAY),
        ("summer fete", SUMMER),
        ("A long walk", ART),
    ],
)
def test_a_word_of_school_life_is_asked_about(text: str, person: Person) -> None:
    assert found_in(text) == {person.id: ORDINARY}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sports day 2026",
        "Mrs Okafor's class",
        "Mr A. Okafor",
        "Maypole dancing",
        "we shall see",
        "along the hall",
        "art week",
        "the school green",
        "planning an umbrella",
    ],
)
def test_what_names_nobody_is_left_alone(text: str) -> None:
    assert found_in(text) == {}


def test_a_name_in_another_alphabet_is_found_as_it_is_written() -> None:
    ivan = pupil(99, "\u0418\u0432\u0430\u043d", "\u041a\u0440\u0430\u0432\u0435\u0446")
    text = "\u0418\u0432\u0430\u043d \u041a\u0440\u0430\u0432\u0435\u0446 3A"
    assert [found.how_sure for found in names_in(text, [ivan])] == [FULL]


def test_the_words_are_told_as_they_stand_and_each_person_once() -> None:
    found = names_in("Well done, Zoë  Müller! Zoë ran.", ROLL)
    assert found == (NameFound(ZOE.id, "Zoë Müller", FULL),)


def test_a_word_that_is_first_and_last_name_is_not_both_at_once() -> None:
    (found,) = names_in("Idris ran", (pupil(1, "Idris", "Idris"),))
    assert found.how_sure is ONE


def test_a_person_with_one_name_or_none_is_no_trouble() -> None:
    people = (pupil(1, "", "Okafor"), pupil(2, "Maya", ""), pupil(3, "", ""), pupil(4, "-", "."))
    found = {f.person_id: f.how_sure for f in names_in("Maya Okafor", people)}
    assert found == {1: ONE, 2: ONE}


def test_ordinary_words_are_in_plain_form() -> None:
    assert all(name_form(word) == word for word in ORDINARY_WORDS)


_LETTERS = st.sampled_from("abdefghiklmnoprtuvwzéöñçšÅØŁ")
_NAMES = st.text(_LETTERS, min_size=3, max_size=8).filter(
    lambda name: name_form(name) not in ORDINARY_WORDS
)
_JOINS = st.sampled_from(["", " ", "-", "_", ".", ", ", "  ", "'s ", " – ", "+"])
_CASES = st.sampled_from([str, str.upper, str.lower, str.title, str.swapcase])
_FORMS = st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"])
_ENDS = st.sampled_from(["", "s", "'s", "’s", "'", ".jpg", "_001", " wins"])


@given(_NAMES, _NAMES, _JOINS, _CASES, _FORMS, _ENDS, st.booleans())
def test_a_full_name_is_found_whatever_case_accents_and_joins(
    first, last, join, case, form, end, turned
) -> None:
    one, other = (last, first) if turned else (first, last)
    text = unicodedata.normalize(form, case(one + join + other)) + end
    (found,) = names_in(f"On Tuesday: {text}", (pupil(1, first, last),))
    assert found.how_sure is FULL


@given(_NAMES, _NAMES, _CASES, _FORMS, _ENDS)
def test_without_accents_it_is_found_too(first, last, case, form, end) -> None:
    text = case(f"{name_form(first)} {name_form(last)}")
    (found,) = names_in(unicodedata.normalize(form, text) + end, (pupil(1, first, last),))
    assert found.how_sure is FULL


@given(st.text(max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    for found in names_in(text, ROLL):
        assert found.written
        assert any(sign.isalpha() for sign in found.written)
