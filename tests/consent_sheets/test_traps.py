"""Each trap of the reference's list, step by step through the whole program."""

import pytest

from tests.consent_sheets.office import Office, called
from tests.consent_sheets.steps import Enrol, Trap, Underway
from tests.consent_sheets.traps import TRAPS


def test_every_trap_of_the_list_is_here() -> None:
    assert {trap.number for trap in TRAPS} == set(range(1, 41))


@pytest.mark.parametrize("trap", TRAPS, ids=str)
def test_a_trap_catches_nobody(office: Office, trap: Trap) -> None:
    office.enrol(trap.roll, trap.before)
    joiners = [step.pupil for step in trap.steps if isinstance(step, Enrol)]
    underway = Underway(office, f"trap {trap}", trap.refuses, called((*trap.roll, *joiners)))
    wrong = [sentence for step in trap.steps for sentence in step.take(underway)]
    assert not wrong, "\n".join(wrong)
