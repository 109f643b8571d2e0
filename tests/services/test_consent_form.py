"""The consent form asks what the school's channels need, and nothing is agreed to by silence."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from consentdesk.domain.channel import PURPOSE_WORDS, Channel, ChannelDetails, words_of
from consentdesk.domain.consent import Limit, Status
from consentdesk.services.consent import consent_form as wording
from consentdesk.services.consent.answer_words import read_answer
from consentdesk.services.consent.consent_form import TYPING_RULES, consent_form
from consentdesk.services.consent.template import template_header
from consentdesk.services.sheet_words.plain_words import plain

INSTAGRAM = Channel(
    1, ChannelDetails("Instagram: @oakfield", ("social.instagram", "name"), Path("a"))
)
WEBSITE = Channel(2, ChannelDetails("School website", ("web",), Path("b")))


def question(form, purpose: str):
    return next(q for q in form.questions if q.purpose == purpose)


def sentences(form) -> list[str]:
    """Everything a family reads."""
    texts = [wording.TITLE, *wording.OPENING, wording.NO_ANSWER, *wording.GOOD_TO_KNOW]
    texts += [wording.NAME_QUESTION, wording.NAME_RULE, *wording.NAME_CHOICES]
    texts += [wording.LIMIT_QUESTION, wording.LIMIT_RULE, *wording.LIMIT_CHOICES]
    texts += [wording.CHILD_QUESTION, wording.CHILD_CHOICE, wording.CHILD_RULE]
    texts += [wording.HOLDS_UNTIL, wording.HOLDS_RULE, wording.SIGNING_RULE, *wording.RELATIONS]
    for q in form.questions:
        texts += [q.words, q.explained, *q.channels]
    return [part for text in texts for part in re.split(r"[.:?]", text)]


def test_each_purpose_has_a_line_named_as_the_column_of_the_workbook() -> None:
    form = consent_form([INSTAGRAM, WEBSITE])
    asked = [q.purpose for q in form.questions]
    assert asked == [*(p for p in PURPOSE_WORDS if p != "name"), "social.instagram"]
    header = {plain(column) for column in template_header(asked)}
    assert all(plain(q.words) in header for q in form.questions)
    assert all(plain(q.words) == plain(words_of(q.purpose)) for q in form.questions)


def test_a_parent_sees_which_account_it_is() -> None:
    form = consent_form([INSTAGRAM, WEBSITE])
    assert question(form, "social.instagram").channels == ("Instagram: @oakfield",)
    assert question(form, "web").channels == ()  # its name says no more than the purpose


def test_a_closed_channel_is_not_asked_about() -> None:
    closed = replace(INSTAGRAM, details=replace(INSTAGRAM.details, is_open=False))
    assert "social.instagram" not in [q.purpose for q in consent_form([closed]).questions]


def test_every_line_is_explained() -> None:
    assert all(q.explained for q in consent_form([INSTAGRAM, WEBSITE]).questions)


def test_nothing_about_comparing_faces_is_on_the_form() -> None:
    told = " ".join(sentences(consent_form([INSTAGRAM, WEBSITE], "Oakfield"))).casefold()
    for word in ("biometric", "face", "recogni", "comput", "match"):
        assert word not in told


def test_no_answer_is_no_and_the_childs_no_counts() -> None:
    assert "counts as No" in wording.NO_ANSWER
    assert "always counts" in wording.CHILD_RULE
    assert any("change your mind at any time, in any way" in t for t in wording.GOOD_TO_KNOW)
    assert "no name" in wording.NAME_RULE


def test_sentences_are_short() -> None:
    longest = max(sentences(consent_form([INSTAGRAM])), key=lambda text: len(text.split()))
    assert len(longest.split()) <= 20, longest


@pytest.mark.parametrize(
    ("on_form", "status", "limits"),
    [
        ("Group photos only", Status.LIMITED, {Limit.GROUP_ONLY}),
        ("Not close up", Status.LIMITED, {Limit.NOT_CLOSE_UP}),
        ("Both of these", Status.LIMITED, {Limit.GROUP_ONLY, Limit.NOT_CLOSE_UP}),
        ("No name, or nothing ticked", Status.REFUSED, set()),
        ("First name only", Status.LIMITED, {Limit.FIRST_NAME_ONLY}),
        ("No tick, both ticked, or unclear", Status.PENDING, set()),
    ],
)
def test_what_the_office_types_is_understood(on_form: str, status: Status, limits: set) -> None:
    (rule,) = [r for r in TYPING_RULES if r.on_form == on_form]
    read = read_answer(rule.type_in.partition(";")[0])
    assert (read.status, read.limits) == (status, frozenset(limits))


def test_columns_named_for_the_office_exist() -> None:
    header = template_header(list(PURPOSE_WORDS))
    own = {rule.column for rule in TYPING_RULES} - {"the line's own", "each Yes of the row"}
    assert own <= set(header)
