"""An inspector looks, a technician administers, a leaver does nothing."""

from datetime import date

import pytest

from consentdesk.domain.deeds import ADMINISTERING, LOOKING, OF_ONESELF, may_do
from consentdesk.domain.ids import StaffId
from consentdesk.domain.staff import Role, StaffMember

TODAY = date(2026, 6, 20)
DEEDS = ("import_started", "signed_off", "answer_recorded", "a_deed_nobody_thought_of")


def member(role: Role, left_on: date | None = None) -> StaffMember:
    return StaffMember(StaffId(1), "Una Usual", frozenset({role}), "Hal", TODAY, left_on)


@pytest.mark.parametrize("what", [*DEEDS, *sorted(ADMINISTERING)])
def test_an_inspector_changes_nothing(what: str) -> None:
    assert not may_do(member(Role.INSPECTOR), what, TODAY)


def test_an_inspector_comes_looks_and_goes() -> None:
    assert all(may_do(member(Role.INSPECTOR), what, TODAY) for what in OF_ONESELF | LOOKING)


def test_a_technician_administers_and_decides_nothing() -> None:
    technician = member(Role.ADMINISTRATOR)
    assert all(may_do(technician, what, TODAY) for what in ADMINISTERING)
    assert not any(may_do(technician, what, TODAY) for what in DEEDS)


@pytest.mark.parametrize("role", list(Role))
def test_a_leaver_does_nothing(role: Role) -> None:
    left = member(role, TODAY)
    assert not any(may_do(left, what, TODAY) for what in {*DEEDS, *LOOKING, "signed_in"})
    assert may_do(left, "wrong_password", TODAY)


@pytest.mark.parametrize("role", [Role.PREPARER, Role.APPROVER, Role.HEAD, Role.DSL])
def test_the_office_works(role: Role) -> None:
    assert all(may_do(member(role), what, TODAY) for what in DEEDS)
