"""Lines suggested from vectors whose distances are known by construction."""

import numpy as np
import pytest

from consentdesk.faces.suggested_lines import MeasuredPeople, OneRegister, suggest_lines


def at(*place: float) -> tuple[float, ...]:
    return tuple(np.pad(np.array(place), (0, 4 - len(place))))


@pytest.fixture
def people() -> MeasuredPeople:
    """Two people ten apart; probes 1, 2 and 3 away from their own; strangers 2 and 6 away."""
    return MeasuredPeople(
        enrolled={"a": [at(0)] * 3, "b": [at(10)] * 2},
        probes={"a": [at(0, 1), at(0, 2)], "b": [at(10, 3)]},
        strangers=[at(-2), at(16)],
    )


def test_missed_and_flagged_are_counted(people: MeasuredPeople) -> None:
    register = OneRegister(people, photos=1)
    counted = register.count(2.0, register=30)
    assert (counted.missed, counted.probes) == (1, 3)
    assert (counted.flagged, counted.strangers, counted.register) == (0.5, 2, 2)
    assert register.count(6.0, register=30).flagged == 1.0
    assert register.count(1.9, register=30).flagged == 0.0


def test_a_smaller_register_flags_fewer(people: MeasuredPeople) -> None:
    assert OneRegister(people, photos=1).count(2.0, register=1).flagged == pytest.approx(0.25)


def test_only_people_with_enough_portraits_count(people: MeasuredPeople) -> None:
    assert OneRegister(people, photos=3).count(9.0, register=30).probes == 2


def test_who_lies_on_the_suggested_line_is_not_missed(people: MeasuredPeople) -> None:
    lines = suggest_lines(people)
    assert lines is not None
    assert (lines.one_photo, lines.two_photos, lines.more_photos) == (3.0, 3.0, 2.0)
    assert lines.very_alike <= lines.alike <= lines.more_photos
    assert lines.doubt > 0


@pytest.mark.parametrize("lacking", ["enrolled", "probes", "strangers"])
def test_nothing_is_suggested_from_nothing(lacking: str, people: MeasuredPeople) -> None:
    empty: dict[str, object] = {lacking: [] if lacking == "strangers" else {}}
    given = {"enrolled": people.enrolled, "probes": people.probes, "strangers": people.strangers}
    assert suggest_lines(MeasuredPeople(**(given | empty))) is None  # type: ignore[arg-type]
