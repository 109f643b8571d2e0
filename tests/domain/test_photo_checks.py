"""What is asked about each photo, and when bare arms and legs are asked about."""

import pytest

from consentdesk.domain.event_kind import EventKind
from consentdesk.domain.photo_checks import (
    ALL_WELL,
    FAILED,
    QUESTIONS,
    STRICTER_DRESS,
    PhotoCheck,
    failed,
    needs_stricter_dress,
    statement,
    unanswered,
)


def test_each_check_has_a_statement_and_a_sentence_for_its_no() -> None:
    assert QUESTIONS.keys() == FAILED.keys() == ALL_WELL.keys() == set(PhotoCheck)


@pytest.mark.parametrize(
    "title", ["Swimming gala", "Year 5 gym.", "KS1 DANCE", "Beach, Whitby", "Summer water fun"]
)
def test_children_who_wear_little_are_asked_about_more_strictly(title: str) -> None:
    assert needs_stricter_dress(title)
    assert needs_stricter_dress("Open day", title)


@pytest.mark.parametrize("title", ["Sports day", "Assembly", "", "Watercolours", "Carpool week"])
def test_other_events_are_asked_about_as_usual(title: str) -> None:
    assert not needs_stricter_dress(title)


def test_swimming_and_gym_are_stricter_whatever_the_title_says() -> None:
    assert needs_stricter_dress("Gifted and talented", kind=EventKind.SWIM_OR_GYM)
    assert not needs_stricter_dress("Gifted and talented", kind=EventKind.SPORT)


def test_only_the_first_statement_becomes_stricter() -> None:
    said = {check: statement(check, stricter_dress=True) for check in PhotoCheck}
    assert said == {**QUESTIONS, PhotoCheck.DRESS: STRICTER_DRESS}
    assert statement(PhotoCheck.DRESS, stricter_dress=False) == QUESTIONS[PhotoCheck.DRESS]


def test_a_no_is_an_answer() -> None:
    answers = {PhotoCheck.DRESS: True, PhotoCheck.PLACE: False}
    assert failed(answers) == (PhotoCheck.PLACE,)
    assert set(unanswered(answers)) == set(PhotoCheck) - answers.keys()
    assert (failed(ALL_WELL), unanswered(ALL_WELL)) == ((), ())
