"""What the words in an answer cell mean; anything else means nothing and clears nothing."""

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.consent import Limit, Status
from consentdesk.services.consent.answer_words import (
    ANSWER_CHOICES,
    is_plain_no,
    read_answer,
    read_withdrawn,
)
from consentdesk.services.consent.limit_words import without_limits
from consentdesk.services.sheet_words.day_words import DayOrder
from consentdesk.services.sheet_words.plain_words import plain

YES = {Status.GRANTED, Status.LIMITED}

GRANTED = (
    *("Yes", "y", "TRUE", "granted", "Given", "consent given", "Consented", "confirmed"),
    *("approved", "allow", "opted in", "Opted-in", "agree", "I agree", "I give consent"),
    *("✓", "✔", "✔️", "☑", "☑️", "✅", "√", "yes please", "Yes please!", "yes, I agree"),
    *("Yes.", "YES!", "Yes!!!", "\u00a0yes\u200b ", "ＹＥＳ", "I  agree"),
)
REFUSED = (
    *("No", "n", "FALSE", "0", "not granted", "Declined", "refused", "deny", "do not consent"),
    *("opted out", "no thank you", "No, thank you", "no photos", "☒", "✗", "NO!!"),
    *("do not publish", "do not use", "Not to be published", "absolutely nothing", "nothing"),
    *("never", "no consent", "no permission", "none", "None of the above", "I do not consent"),
)
PENDING = (
    *("requested", "pending", "sent", "awaiting", "chased", "tbc", "?", "see note", "ask mum"),
    *("verbal yes", "yes by phone", "Yes (verbal)", "yes - by phone", "form not back", "no reply"),
)
NOT_ASKED = ("", " ", "\u00a0", "\u200b", "-", "–", "n/a", "#N/A", "NULL", "not requested", "☐")
AMBIGUOUS = (
    *("x", "X", "T", "1", "OK", "done", "on file", "form returned", "as last year", "PTO", "*"),
    *("tick", "ticked", "signed", "returned", "●", "■", "•", "✘", "✖", "❌", "👍", "ü", "**", "5"),
)
UNREADABLE = (
    *("Y*", "Yes?", "Yes!?", "yes...", "yes…", "yes no", "yellow", "yes - no", "y/n", "Yes/No"),
    *("#REF!", "yes but", "yes -", "yes ()", "yes but ask first", "yes but not sure", "yes ish"),
    *("yes but not until I say", "yes unless at the pool", "yes once", "was N now Y", "not yes"),
    *("yes no website", "yes not Facebook", "yes no x", "yes - no x", "yes, no press"),
    *("not withdrawn", "no names", "first name only", "without names", "no website only"),
    *("not Facebook", "yes with names", "yes but no photos", "photos only", "not only", "10"),
    *("Mum: yes", "Mum: yes, Dad: no", "No names: yes", "Website: No", "yes, website ok"),
    *("group photos only, not on website", "yes, group photos only on website", "yes to all"),
    *("dad only", "given by mum only", "yes if I am asked only", "x - no names", "no - no names"),
)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *((text, Status.GRANTED) for text in GRANTED),
        *((text, Status.REFUSED) for text in REFUSED),
        *((text, Status.PENDING) for text in PENDING),
        *((text, Status.NOT_ASKED) for text in NOT_ASKED),
        *((text, Status.WITHDRAWN) for text in ("withdrawn", "Revoked", "removed", "no longer")),
        *((text, Status.WITHDRAWN) for text in ("was Y now N", "was yes, now no", "Y to N")),
        *((text, Status.UNREADABLE) for text in (*AMBIGUOUS, *UNREADABLE)),
    ],
)
def test_vocabulary(text: str, status: Status) -> None:
    read = read_answer(text)
    assert read.status is status
    assert (read.limits, read.only, read.excepts) == (frozenset(), "", "")
    assert bool(read.problem) == (status is Status.UNREADABLE)


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_a_person_tells_what_an_ambiguous_word_means(text: str) -> None:
    assert read_answer(text).ambiguous == plain(text)


@pytest.mark.parametrize("text", [*UNREADABLE, *GRANTED, *REFUSED, *PENDING, *NOT_ASKED])
def test_other_words_are_not_for_a_person_to_give_a_meaning(text: str) -> None:
    assert read_answer(text).ambiguous == ""


def test_a_one_is_a_yes_only_beside_zeros() -> None:
    assert read_answer("1", ones_and_zeros=True).status is Status.GRANTED
    assert read_answer("0", ones_and_zeros=True).status is Status.REFUSED
    assert read_answer("11", ones_and_zeros=True).status is Status.UNREADABLE
    assert read_answer("1", struck=True, ones_and_zeros=True).status is Status.UNREADABLE


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Yes - no names", {Limit.NO_NAME}),
        ("yes – no name(s)", {Limit.NO_NAME}),
        ("Yes, no names", {Limit.NO_NAME}),
        ("yes no names", {Limit.NO_NAME}),
        ("Yes: no names.", {Limit.NO_NAME}),
        ("✓ (no name)", {Limit.NO_NAME}),
        ("Consent given, but without name", {Limit.NO_NAME}),
        ("Y (first name)", {Limit.FIRST_NAME_ONLY}),
        ("yes with first name only", {Limit.FIRST_NAME_ONLY}),
        ("yes first name only", {Limit.FIRST_NAME_ONLY}),
        ("Group photos only", {Limit.GROUP_ONLY}),
        ("yes, not on his own", {Limit.GROUP_ONLY}),
        ("not close-up", {Limit.NOT_CLOSE_UP}),
        ("Y; no close ups; first name", {Limit.NOT_CLOSE_UP, Limit.FIRST_NAME_ONLY}),
        ("Yes: group photos only, no names and not close-up", set(Limit) - {Limit.FIRST_NAME_ONLY}),
    ],
)
def test_limits(text: str, limits: set[Limit]) -> None:
    read = read_answer(text)
    assert (read.status, read.limits, read.only, read.excepts) == (Status.LIMITED, limits, "", "")


@pytest.mark.parametrize(
    ("text", "only", "excepts"),
    [
        ("website only", "website", ""),
        ("Internal only", "internal", ""),
        ("school use only", "school use", ""),
        ("Yes - for school use only", "school use", ""),
        ("yes on the website only", "website", ""),
        ("Yes (website only)", "website", ""),
        ("in school only", "in school", ""),
        ("only Facebook", "facebook", ""),
        ("website, newsletter only", "website, newsletter", ""),
        ("Website: Yes", "website", ""),
        ("yes but not Facebook", "", "facebook"),
        ("yes but no press", "", "press"),
        ("Yes, not on Facebook, Instagram", "", "facebook, instagram"),
        ("yes except press and website", "", "press and website"),
        ("yes apart from social media", "", "social media"),
        ("All except the press", "", "press"),
    ],
)
def test_places(text: str, only: str, excepts: str) -> None:
    read = read_answer(text)
    assert (read.status, read.only, read.excepts) == (Status.GRANTED, only, excepts)


@pytest.mark.parametrize(
    ("text", "limits", "only", "excepts"),
    [
        ("Website: Yes, no names", {Limit.NO_NAME}, "website", ""),
        ("Yes - website only (first name)", {Limit.FIRST_NAME_ONLY}, "website", ""),
        ("internal only, no close-ups", {Limit.NOT_CLOSE_UP}, "internal", ""),
        ("yes, first name only but not press", {Limit.FIRST_NAME_ONLY}, "", "press"),
    ],
)
def test_limits_and_places(text: str, limits: set[Limit], only: str, excepts: str) -> None:
    read = read_answer(text)
    assert (read.status, read.limits) == (Status.LIMITED, limits)
    assert (read.only, read.excepts) == (only, excepts)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Withdrawn 13/03/26", date(2026, 3, 13)),
        ("withdrawn on 12th March 2026", date(2026, 3, 12)),
        ("Withdrawn 2026-03-12 - mum emailed", date(2026, 3, 12)),
        ("Revoked: 14.10.26", date(2026, 10, 14)),
        ("Consent withdrawn (5/5/26)", date(2026, 5, 5)),
        ("was Y now N 14/10/26", date(2026, 10, 14)),
        ("Withdrawn 12/03/26", None),
        ("withdrawn last week", None),
        ("Withdrawn Sept 25", None),
    ],
)
def test_a_withdrawal_keeps_its_day_and_counts_without_one(text: str, day: date | None) -> None:
    read = read_answer(text)
    assert (read.status, read.day, bool(read.problem)) == (Status.WITHDRAWN, day, day is None)


def test_a_proven_order_or_the_calendar_settles_the_day_of_a_withdrawal() -> None:
    text = "Withdrawn 12/03/26"
    assert read_answer(text, order=DayOrder.DAY_FIRST).day == date(2026, 3, 12)
    assert read_answer(text, order=DayOrder.MONTH_FIRST).day == date(2026, 12, 3)
    assert read_answer(text, past_until=date(2026, 11, 28)).day == date(2026, 3, 12)
    assert read_withdrawn("12/03/26", past_until=date(2026, 11, 28)).day == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14/10/26 - mum emailed", date(2026, 10, 14)),
        ("14/10/26", date(2026, 10, 14)),
        ("Withdrawn 14/10/2026", date(2026, 10, 14)),
        ("1 Oct 2026: letter", date(2026, 10, 1)),
        *((text, None) for text in ("Yes", "Y", "✓", "x", "mum emailed", "10/12/26", "t", "?")),
        *((text, None) for text in ("no longer wants it", "never", "1", "TRUE", "No - 3/14")),
    ],
)
def test_a_filled_withdrawal_column_withdraws(text: str, day: date | None) -> None:
    read = read_withdrawn(text)
    assert (read.status, read.day) == (Status.WITHDRAWN, day)


@pytest.mark.parametrize("text", ["", " ", "-", "No", "n", "N.", "n/a", "0", "FALSE", "none"])
def test_a_clear_no_to_withdrawn_is_none(text: str) -> None:
    assert read_withdrawn(text).status is Status.NOT_ASKED


def test_only_a_bare_no_can_be_turned_into_a_yes() -> None:
    assert all(map(is_plain_no, ("No", "n", "NO!", "false", "0")))
    assert not any(
        map(is_plain_no, ("do not publish", "refused", "none", "never", "", "no photos"))
    )


@pytest.mark.parametrize("text", ["Yes", "No", "Yes - no names", "withdrawn", "x"])
def test_struck_through_is_unreadable(text: str) -> None:
    read = read_answer(text, struck=True)
    assert (read.status, read.ambiguous) == (Status.UNREADABLE, "")


def test_every_choice_of_the_template_is_understood() -> None:
    assert all(not read_answer(text).problem for text in ANSWER_CHOICES)


# Rules ---------------------------------------------------------------------------------------

_EVERY = (*GRANTED, *REFUSED, *PENDING, *NOT_ASKED, *AMBIGUOUS, *UNREADABLE, *ANSWER_CHOICES)
KNOWN_WORDS = st.sampled_from([*_EVERY, "Withdrawn 1/2/26", "website only", "yes but not press"])
_YES_WORDS = ("y", "true", "given", "consent", "agree", "allow", "grant", "confirmed", "approved")
_YES_WORDS += ("opt", "permi", "accept", "group", "close", "own", "alone", "individual", "solo")
_YES_WORDS += ("only", "except", "✓", "✔", "☑", "✅", "🗸", "🗹", "√", "portrait", "distance")
_PIECES = st.sampled_from(
    [
        *("yes", "y", "no", "not", "don't", "do not", "withdrawn", "never", "only", "except"),
        *("but", "with", "without", "name", "names", "first name", "group photos", "close-up"),
        *("website", "Facebook", "press", "photos", "all", "dad", "mum", "says", "now", "was", "✓"),
        *("-", ",", ";", ":", "(", ")", "/", "?", "and", "ask", "use", "on", "for", "the", "if"),
    ]
)
_NEGATIVE = re.compile(r"\b(?:not?|never|withdrawn|without)\b|n't\b")


@given(st.lists(_PIECES, max_size=8).map(" ".join))
def test_a_text_with_a_no_in_it_permits_only_as_a_listed_limit(text: str) -> None:
    read = read_answer(text)
    if read.status in YES:
        rest = without_limits(text)
        assert not _NEGATIVE.search(rest) or read.excepts
        assert not _NEGATIVE.search(f"{read.only} {read.excepts}")
        assert "?" not in text


@given(st.text(max_size=30))
def test_words_outside_the_vocabulary_never_grant(text: str) -> None:
    if read_answer(text).status in YES:
        said = unicodedata.normalize("NFKC", text).casefold()
        assert any(word in said for word in _YES_WORDS)
        assert "?" not in said


@given(st.text(max_size=30) | KNOWN_WORDS | st.lists(_PIECES).map(" ".join))
def test_plain_form_says_the_same(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert read_answer(plain(text)) == read_answer(text)
    assert read_withdrawn(plain(text)) == read_withdrawn(text)


@given(KNOWN_WORDS, st.sampled_from(["", " ", "\u00a0", "\u200b", "\ufeff", "\t"]), st.booleans())
def test_spaces_and_capitals_never_matter(text: str, space: str, upper: bool) -> None:
    assert read_answer(space + (text.upper() if upper else text) + space) == read_answer(text)


@given(KNOWN_WORDS, st.text("abcxyz?*/123", min_size=1, max_size=4))
def test_anything_added_never_makes_a_yes_freer(text: str, added: str) -> None:
    before, after = read_answer(text), read_answer(f"{text} {added}")
    if plain(text) and after.status in YES and after != before:
        # More words after "not" name more places that are left out.
        assert before.excepts
        assert after.excepts.startswith(before.excepts)
