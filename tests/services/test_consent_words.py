"""What the words, days and numbers in a sheet mean; anything else means nothing."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.consent import Limit, Status
from consentdesk.services.consent.answer_words import ANSWER_CHOICES, read_answer
from consentdesk.services.day_words import day_in, read_day
from consentdesk.services.upn import check_letter, is_upn
from consentdesk.sheets.workbook import Cell


@pytest.mark.parametrize(
    ("text", "status"),
    [
        *((text, Status.GRANTED) for text in ("Yes", "y", "TRUE", "granted", "I give consent")),
        *((text, Status.GRANTED) for text in ("Consented", "opted in", "agree", "Yes.", "YES!")),
        *((text, Status.GRANTED) for text in ("\u00a0yes\u200b ", "ＹＥＳ", "I  agree")),
        *((text, Status.REFUSED) for text in ("No", "n", "FALSE", "0", "Declined", "not granted")),
        *((text, Status.REFUSED) for text in ("do not consent", "opted out", "no photos", "✗")),
        *((text, Status.WITHDRAWN) for text in ("withdrawn", "Revoked", "was Y now N")),
        *((text, Status.PENDING) for text in ("requested", "tbc", "?", "ask mum", "verbal yes")),
        *(
            (text, Status.NOT_ASKED)
            for text in ("", " ", "\u00a0", "-", "–", "n/a", "#N/A", "NULL")
        ),
        *((text, Status.UNREADABLE) for text in ("X", "T", "1", "OK", "✓", "✔️", "☑", "done")),
        *(
            (text, Status.UNREADABLE)
            for text in ("Y*", "Yes?", "yes...", "yes no", "first name only")
        ),
        *((text, Status.UNREADABLE) for text in ("#REF!", "yes but not Facebook", "no names")),
        *(
            (text, Status.UNREADABLE)
            for text in ("on file", "as last year", "yellow", "website only")
        ),
    ],
)
def test_vocabulary(text: str, status: Status) -> None:
    assert read_answer(text).status is status


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Yes - no names", {Limit.NO_NAME}),
        ("yes – no name(s)", {Limit.NO_NAME}),
        ("Yes, no names", {Limit.NO_NAME}),
        ("Y (first name)", {Limit.FIRST_NAME_ONLY}),
        ("yes first name only", {Limit.FIRST_NAME_ONLY}),
        ("Group photos only", {Limit.GROUP_ONLY}),
        ("not close-up", {Limit.NOT_CLOSE_UP}),
        ("Yes: group photos only, no names and not close-up", set(Limit) - {Limit.FIRST_NAME_ONLY}),
    ],
)
def test_limits(text: str, limits: set[Limit]) -> None:
    read = read_answer(text)
    assert (read.status, read.limits) == (Status.LIMITED, limits)


def test_withdrawal_keeps_its_day_and_counts_without_one() -> None:
    assert read_answer("Withdrawn 12/03/26").day == date(2026, 3, 12)
    assert read_answer("withdrawn on 12th March 2026").day == date(2026, 3, 12)
    unclear = read_answer("withdrawn last week")
    assert (unclear.status, unclear.day, bool(unclear.problem)) == (Status.WITHDRAWN, None, True)


@pytest.mark.parametrize("text", ["Yes", "No", "Yes - no names", "withdrawn"])
def test_struck_through_is_unreadable(text: str) -> None:
    assert read_answer(text, struck=True).status is Status.UNREADABLE


def test_every_choice_of_the_template_is_understood() -> None:
    assert all(read_answer(text).status is not Status.UNREADABLE for text in ANSWER_CHOICES)


KNOWN_WORDS = st.sampled_from(
    [*ANSWER_CHOICES, "y", "n", "tbc", "Withdrawn 1/2/26", "granted", "x"]
)


_YES_WORDS = ("y", "true", "given", "consented", "agree", "allow", "grant", "confirmed", "approved")
_YES_WORDS += ("opted in", "group", "close")


@given(st.text(max_size=30))
def test_words_outside_the_vocabulary_never_grant(text: str) -> None:
    read = read_answer(text)
    if read.status in {Status.GRANTED, Status.LIMITED}:
        said = unicodedata.normalize("NFKC", text).casefold()
        assert any(word in said for word in _YES_WORDS)
        assert "?" not in said


@given(KNOWN_WORDS, st.sampled_from(["", " ", "\u00a0", "\u200b", "\ufeff", "\t"]), st.booleans())
def test_spaces_and_capitals_never_matter(text: str, space: str, upper: bool) -> None:
    assert read_answer(space + (text.upper() if upper else text) + space) == read_answer(text)


@given(KNOWN_WORDS, st.text("abcxyz?*/123", min_size=1, max_size=4))
def test_anything_added_never_makes_a_yes_freer(text: str, added: str) -> None:
    if read_answer(text).status not in {Status.GRANTED, Status.LIMITED}:
        assert read_answer(f"{text} {added}").status not in {Status.GRANTED, Status.LIMITED}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/03/2026", date(2026, 3, 12)),
        ("2/3/26", date(2026, 3, 2)),
        ("8.9.26", date(2026, 9, 8)),
        ("12-Mar-26", date(2026, 3, 12)),
        ("12th March 2026", date(2026, 3, 12)),
        ("1 Sept 2026", date(2026, 9, 1)),
        ("2026-03-12", date(2026, 3, 12)),
        ("2026-03-12 19:22:05", date(2026, 3, 12)),
        ("31/02/2026", None),
        ("3/15/2026", None),
        ("Sept 25", None),
        ("soon", None),
        ("12/03/1926", None),
        ("46000", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert day_in(text) == day
    assert bool(read_day(Cell("A1", text)).problem) == (day is None)


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_none(text: str) -> None:
    day = day_in(text)
    assert day is None or 2000 <= day.year <= 2099


def test_upn_check_letter() -> None:
    good = ("M999999815001", "B999999815002", "D999999816014", "N999999817023")
    assert all(is_upn(text) for text in good)
    assert not any(is_upn("A" + text[1:]) for text in good)
    assert not is_upn("M99999981500")
    assert not is_upn("")
    temporary = check_letter("99999981500A") + "99999981500A"
    assert is_upn(temporary)
