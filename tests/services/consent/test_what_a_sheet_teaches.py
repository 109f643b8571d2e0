"""What is kept for the next sheet of a source, what a value stands for, and who a second is."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.consent_source import ConsentSource
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import SourceId
from consentdesk.services.consent.given_values import (
    as_meant,
    names_column,
    names_purposes,
    refuse_of_another_file,
)
from consentdesk.services.consent.loosening import is_second_person
from consentdesk.services.consent.questions import Choice, Question, QuestionKind
from consentdesk.services.consent.source_recognition import recognise
from consentdesk.services.consent.taught import remembered, taught

KNOWN = ("take", "web", "social.facebook", "social.x")
LAYOUT = ("name", "website and press", "status", "consent", "consent#2", "(column f)", "code")


def question(key: str, answer: str | None, count: int = 1, choices: str = "") -> Question:
    kind = QuestionKind(key.partition(":")[0])
    offered = tuple(Choice(value, "") for value in choices.split())
    return Question(key, kind, "", offered, count, answer=answer)


def kept(
    settled: Mapping[str, str], *asked: Question, before: Mapping[str, str] | None = None
) -> dict[str, str]:
    return taught(settled, asked, LAYOUT, before or {})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("who:consent!2", "nobody"),
        ("note:consent!f2", "no_effect"),
        ("signer:consent!f2", "may"),
        ("colour:ff0000", "nothing"),
        ("sheet:lac", "leave_out"),
        ("vanished", "as_meant"),
        ("all_yes", "as_meant"),
    ],
)
def test_nothing_about_rows_colours_or_tabs_is_kept(key: str, value: str) -> None:
    assert not kept({key: value}, question(key, value))
    assert not kept({"hidden:consent": "read", "header:consent": "2", "as_of": "2026-09-04"})
    with pytest.raises(Refused, match="which sheet"):
        refuse_of_another_file({key: value}, said=False)


def test_what_a_bare_header_holds_is_not_kept_but_another_correction_is() -> None:
    settled = {
        "column:status": "asks:web",
        "column:consent": "ignore",
        "column:code": "asks:web",
        "column:website and press": "asks:web",
        "column:gone": "note",
    }
    assert kept({**settled, "column:name": "class"}) == {
        "column:website and press": "asks:web",
        "column:name": "class",
    }
    assert kept({"column:code": "note"}) == {"column:code": "note"}


def test_each_is_kept_as_the_purposes_it_meant() -> None:
    key = "bundle:website and press"
    asked = question(key, "each", choices="each none web press")
    assert kept({key: "each"}, asked) == {key: "web,press"}


def test_words_of_one_family_are_not_kept_and_words_of_the_form_are() -> None:
    own, option = "option:where:not because of dad", "option:where:our page"
    settled = {own: "nothing", option: "web", "meaning:x": "yes"}
    asked = (
        question(own, "nothing", 2),
        question(option, "web", 3),
        question("meaning:x", "yes"),
    )
    assert kept(settled, *asked) == {option: "web", "meaning:x": "yes"}
    assert not kept(settled), "nothing asked for them"
    assert kept(settled, before={option: "web"}) == {option: "web"}


def _source(**settled: str) -> ConsentSource:
    words = {key.replace("__", ":").replace("_2", "#2"): value for key, value in settled.items()}
    return ConsentSource(SourceId(1), "Form", ("name", "photos", "photos#2", "web"), words)


def test_columns_known_by_their_place_are_asked_anew_when_columns_moved() -> None:
    source = _source(column__photos="asks:web", column__photos_2="asks:take", column__web="ignore")
    same = source.headers
    found = recognise(same, [source])
    assert (found.changed, found.in_order) == (False, True)
    assert remembered(found, same) == source.settled
    for moved in (("web", *same[:3]), (*same, "(column e)")):
        found = recognise(moved, [source])
        assert (found.source, found.changed, found.in_order) == (source, False, False)
        assert remembered(found, moved) == {"column:web": "ignore"}


def test_an_answer_about_a_header_with_a_colon_goes_with_its_header() -> None:
    settled = {"polarity:website: state": "allows", "meaning:website: state:x": "yes"}
    old = ConsentSource(SourceId(1), "Form", ("name", "class", "upn", "website: state"), settled)
    found = recognise(("name", "class", "upn"), [old])
    assert found.gone == ("website: state",)
    assert remembered(found, ("name", "class", "upn")) == {}


def test_social_media_as_a_whole_stands_for_the_accounts_in_use() -> None:
    settled = {"column:photos": "asks:web,social", "type:online": "social", "note:a!f2": "social"}
    assert as_meant(settled, KNOWN) == {
        "column:photos": "asks:web,social.facebook,social.x",
        "type:online": "social.facebook,social.x",
        "note:a!f2": "social",
    }
    assert as_meant({"type:online": "social"}, ("take",)) == {"type:online": "social"}


@pytest.mark.parametrize(
    "value", ["asks:", "asks", "asks:wbe", "asks:web,", "unknown", "Class", ""]
)
def test_a_column_answer_that_is_not_understood_as_a_whole_is_refused(value: str) -> None:
    assert not names_column(KNOWN)(value)
    with pytest.raises(Refused, match="column:photos"):
        as_meant({"column:photos": value}, KNOWN)


@given(st.lists(st.sampled_from([*KNOWN, "press", "social"]), min_size=1), st.text(max_size=6))
def test_purposes_are_understood_all_or_not_at_all(purposes: list[str], word: str) -> None:
    understood = names_purposes(KNOWN)
    assert understood(",".join(purposes))
    assert names_column(KNOWN)("asks:" + ", ".join(purposes))
    if not understood(word):
        assert not understood(",".join([*purposes, word]))


@pytest.mark.parametrize(
    ("by", "second", "is_one"),
    [
        ("Ann Preparer", "Hal Head", True),
        ("Ann Preparer", "Bob Preparer", True),
        ("Ann", "Hal", True),
        ("", "Hal", True),
        ("Ann Preparer", "B. Preparer", True),
        ("Ann Preparer", "Preparer", False),
        ("Ann Preparer", "Mrs Preparer", False),
        ("Ann Preparer", "AP", False),
        ("Ann Preparer", "AP.", False),
        ("AP", "Ann Preparer", False),
        ("Ann Preparer", "AnnP", False),
        ("Ann Preparer", "APreparer", False),
        ("Ann Preparer", "Preparer A", False),
        ("Ann Preparer", "\N{CYRILLIC CAPITAL LETTER A}nn Preparer", False),
        ("Ann Preparer", "\N{GREEK CAPITAL LETTER ALPHA}P", False),
        ("Ann Preparer", "Amy Price", True),
        ("Ann Preparer", "Ann Price", True),
        ("Ann Preparer", "P. A.", False),
        ("Ann Preparer", "annpreparer", False),
        ("Ann Preparer", "ann_preparer@school.example", False),
        ("Ann Preparer", "Ann Mary Preparer", False),
        ("Ånn Préparer", "Ann Preparer", False),
        ("Ann Preparer", "H", False),
        ("Ann Preparer", "12 34", False),
    ],
)
def test_who_is_a_second_person(by: str, second: str, is_one: bool) -> None:
    assert is_second_person(second, by) is is_one


_NAMES = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=7).map(str.title),
    min_size=2,
    max_size=4,
)


@given(_NAMES, st.data())
def test_no_short_form_of_a_name_is_a_second_person(names: list[str], data: st.DataObject) -> None:
    order = data.draw(st.permutations(names))[: data.draw(st.integers(2, len(names)))]
    parts = [data.draw(st.sampled_from((name, name[0], f"{name[0]}."))) for name in order]
    short = "".join(part + data.draw(st.sampled_from(("", " ", "-"))) for part in parts)
    assert not is_second_person(short, " ".join(names))
    assert not is_second_person(" ".join(names), short)


@given(st.permutations(["Ann", "Mary", "Preparer"]), st.sampled_from([" ", ", ", ".", "-"]))
def test_no_order_of_the_same_words_makes_another_person(words: Any, between: str) -> None:
    assert not is_second_person(between.join(words), "Ann Mary Preparer")
