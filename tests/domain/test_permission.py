"""Strictest answer wins; order never matters; nothing unknown ever grants."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.consent import (
    ALLOWED,
    TAKE,
    Answer,
    Limit,
    Standing,
    Status,
    permission,
    strictest,
)
from consentdesk.domain.people import PersonDetails, PersonKind

TODAY = date(2026, 6, 20)
CHILD = PersonDetails("A1", PersonKind.PUPIL, "Ada", "Okoro", "3A")

days = st.one_of(st.none(), st.dates(TODAY - timedelta(days=900), TODAY + timedelta(days=400)))
answers = st.builds(
    Answer,
    purpose=st.sampled_from([TAKE, "web", "newsletter"]),
    status=st.sampled_from(Status),
    limits=st.frozensets(st.sampled_from(Limit), max_size=2),
    given_by=st.sampled_from(["", "Mum", "Dad"]),
    given_on=days,
    expires_on=days,
    source=st.sampled_from(["S!A1", "S!B2"]),
)


def _web(*given_answers: Answer, person: PersonDetails = CHILD) -> Standing:
    return permission(person, given_answers, "web", TODAY).standing


def _answer(status: Status, **more: object) -> Answer:
    return replace(Answer("web", status), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (Status.GRANTED, Status.GRANTED, Standing.GRANTED),
        (Status.GRANTED, Status.LIMITED, Standing.LIMITED),
        (Status.GRANTED, Status.REFUSED, Standing.REFUSED),
        (Status.GRANTED, Status.WITHDRAWN, Standing.WITHDRAWN),
        (Status.GRANTED, Status.PENDING, Standing.PENDING),
        (Status.GRANTED, Status.UNREADABLE, Standing.UNREADABLE),
        (Status.PENDING, Status.REFUSED, Standing.REFUSED),
    ],
)
def test_the_stricter_of_two_answers_wins(
    first: Status, second: Status, expected: Standing
) -> None:
    assert _web(_answer(first), _answer(second)) is expected
    assert _web(_answer(second), _answer(first)) is expected


def test_no_answer_is_no_permission() -> None:
    assert _web() is Standing.NOT_ASKED
    assert _web(Answer("newsletter", Status.GRANTED)) is Standing.NOT_ASKED


def test_a_no_to_being_photographed_is_a_no_to_everything() -> None:
    assert _web(_answer(Status.GRANTED), Answer(TAKE, Status.REFUSED)) is Standing.REFUSED


def test_a_yes_to_being_photographed_grants_nothing_else() -> None:
    assert _web(Answer(TAKE, Status.GRANTED)) is Standing.NOT_ASKED


def test_expiry_counts_from_the_day_after() -> None:
    assert _web(_answer(Status.GRANTED, expires_on=TODAY)) is Standing.GRANTED
    assert _web(_answer(Status.GRANTED, expires_on=TODAY - timedelta(days=1))) is Standing.EXPIRED


def test_an_answer_from_the_future_grants_nothing() -> None:
    assert _web(_answer(Status.GRANTED, given_on=TODAY + timedelta(days=1))) not in ALLOWED


def test_the_same_person_may_change_their_mind() -> None:
    no = _answer(Status.REFUSED, given_by="Mum", given_on=date(2026, 1, 5))
    yes = _answer(Status.GRANTED, given_by="mum ", given_on=date(2026, 3, 5))
    assert _web(no, yes) is Standing.GRANTED
    assert _web(no, replace(yes, given_by="Dad")) is Standing.REFUSED
    assert _web(replace(no, given_on=None), yes) is Standing.REFUSED


@pytest.mark.parametrize("status", [Status.PENDING, Status.NOT_ASKED, Status.UNREADABLE])
@pytest.mark.parametrize("purpose", ["web", TAKE])
def test_a_reply_that_decides_nothing_takes_no_refusal_away(status: Status, purpose: str) -> None:
    no = Answer(purpose, Status.REFUSED, given_by="Mum", given_on=date(2026, 1, 5))
    later = replace(no, status=status, given_on=date(2026, 3, 5))
    assert _web(no, later, _answer(Status.GRANTED)) is Standing.REFUSED


def test_a_yes_from_a_day_to_come_takes_no_refusal_away() -> None:
    no = Answer(TAKE, Status.REFUSED, given_by="Mum", given_on=date(2026, 1, 5))
    yes = replace(no, status=Status.GRANTED, given_on=TODAY + timedelta(days=3))
    assert _web(no, yes, _answer(Status.GRANTED)) is Standing.REFUSED


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"protected": True, "child_objects": True}, Standing.PROTECTED),
        ({"child_objects": True}, Standing.CHILD_OBJECTS),
        ({"left_on": TODAY}, Standing.LEFT),
    ],
)
def test_what_outranks_every_answer(change: dict[str, object], expected: Standing) -> None:
    person = replace(CHILD, **change)  # type: ignore[arg-type]
    assert _web(_answer(Status.GRANTED), person=person) is expected


@given(st.lists(answers, max_size=6), st.randoms())
def test_the_order_of_answers_never_matters(given_answers: list[Answer], random: object) -> None:
    shuffled = list(given_answers)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one = permission(CHILD, given_answers, "web", TODAY)
    other = permission(CHILD, shuffled, "web", TODAY)
    assert (one.standing, one.limits) == (other.standing, other.limits)


@given(
    st.lists(answers, max_size=6),
    st.sampled_from(sorted(set(Status) - {Status.GRANTED, Status.LIMITED})),
    st.sampled_from(["", "Mum", "Dad"]),
    days,
    st.sampled_from(["web", TAKE]),
)
def test_adding_a_restriction_never_allows(
    given_answers: list[Answer], status: Status, by: str, day: date | None, purpose: str
) -> None:
    before = permission(CHILD, given_answers, "web", TODAY)
    added = Answer(purpose, status, given_by=by, given_on=day)
    after = permission(CHILD, [*given_answers, added], "web", TODAY)
    assert before.allowed or not after.allowed


@given(st.lists(answers, max_size=6))
def test_only_a_live_grant_for_the_purpose_allows(given_answers: list[Answer]) -> None:
    if permission(CHILD, given_answers, "web", TODAY).allowed:
        assert any(
            a.purpose == "web" and a.status in {Status.GRANTED, Status.LIMITED}
            for a in given_answers
        )


@given(st.lists(answers, max_size=6))
def test_limits_are_never_lost(given_answers: list[Answer]) -> None:
    result = permission(CHILD, [*given_answers, Answer("web", Status.LIMITED)], "web", TODAY)
    granted = [a for a in given_answers if a.purpose == "web" and not a.given_by]
    assert all(a.limits <= result.limits for a in granted) or not result.allowed


def test_a_channel_with_two_purposes_needs_both() -> None:
    yes = permission(CHILD, [Answer("web", Status.GRANTED)], "web", TODAY)
    no = permission(CHILD, [], "name", TODAY)
    assert not strictest([yes, no]).allowed
    with pytest.raises(ValueError, match="at least one purpose"):
        strictest([])
