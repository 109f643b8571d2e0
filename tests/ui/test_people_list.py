"""Finding people in the register: typed words, class, channel, status."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.ui.register.people_model import PeopleStatus
from consentdesk.ui.register.people_search import is_found, searched_by
from tests.small_workspace import PREPARER, TODAY
from tests.ui.settled import idle

ZUZIA = PersonDetails(
    *("A1", PersonKind.PUPIL, "Zuzia", "Świątek", "3 Elm", "1211"),
    legal_first_name="Zuzanna",
    legal_last_name="Hiddenborough",
)


@pytest.mark.parametrize(
    "typed",
    [
        *("swiatek", "ŚWIĄTEK", "zuz", "zuzia świątek", "świątek zuzia", "Świątek, Zuzia"),
        *("elm", "3 elm", "zuzia 3", "1211", "001211", ""),
    ],
)
def test_found_by(typed: str) -> None:
    assert is_found(typed, searched_by(ZUZIA))


@pytest.mark.parametrize("typed", ["zuzanna", "hiddenborough", "1212", "zuzia oak", "A1", "000"])
def test_not_found_by(typed: str) -> None:
    assert not is_found(typed, searched_by(ZUZIA))


@given(st.text(max_size=30), st.text(max_size=30))
def test_everybody_is_found_by_the_own_name(first: str, last: str) -> None:
    details = replace(ZUZIA, first_name=first, last_name=last)
    assert is_found(f"{last}, {first}", searched_by(details))


@pytest.fixture
def people(desk, qtbot: QtBot):
    """The list: Ada's website runs out soon, Bo's is awaited, Cy's cannot be read."""
    day = date(2026, 6, 20) + timedelta(days=9)
    for name, answer in (
        ("Ada", Answer("web", Status.GRANTED, expires_on=day, given_by="Parent", given_on=TODAY)),
        ("Bo", Answer("web", Status.PENDING)),
        ("Cy", Answer("web", Status.UNREADABLE)),
    ):
        desk.school.workspace.roll.record_answer(desk.school.people[name].id, answer, PREPARER)
    desk.window.go("register")
    idle(desk, qtbot)
    return desk.window.register.people


def names(people) -> list[str]:
    rows = range(people.filter.rowCount())
    return sorted(people.filter.index(row, 0).data() for row in rows)


@pytest.mark.parametrize(
    ("status", "left"),
    [
        (PeopleStatus.SOON, ["Okorowa, Adaeze"]),
        (PeopleStatus.WAITS, ["Lindqvister, Boswell"]),
        (PeopleStatus.UNREADABLE, ["Marshfieldy, Cyprian"]),
        (PeopleStatus.NO, ["Lindqvister, Boswell", "Marshfieldy, Cyprian"]),
        (PeopleStatus.LIMITED, []),
    ],
)
def test_narrowed_by_status(people, status: PeopleStatus, left: list[str]) -> None:
    people.bar.status.setCurrentIndex(people.bar.status.findData(status))
    assert names(people) == left
    newsletter = people.bar.channel.findText("Newsletter")
    people.bar.channel.setCurrentIndex(newsletter)
    assert names(people) == [], "on the newsletter everybody may appear"


def test_narrowed_by_what_is_typed(people, qtbot: QtBot) -> None:
    qtbot.keyClicks(people.bar.search, "3a quil")
    assert names(people) == []
    people.bar.search.clear()
    qtbot.keyClicks(people.bar.search, "staff quil")
    assert names(people) == ["Quillfeather, Deirdre"]
