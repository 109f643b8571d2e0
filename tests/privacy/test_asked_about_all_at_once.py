"""Asked about all copies of a channel at once, the program answers as if asked about each alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.release import Clearance, SignOff
from consentdesk.services.publishing import still_cleared
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.unit_of_work import UnitOfWork
from tests.privacy.summer_fair import SummerFair
from tests.small_workspace import APPROVER, PREPARER


def _nothing(fair: SummerFair) -> None:
    pass


def _a_parent_withdraws(fair: SummerFair) -> None:
    fair.school.answer("Bo", "web", Status.WITHDRAWN)


def _one_is_held(fair: SummerFair) -> None:
    fair.school.workspace.review.hold(fair.photos["group"], "Not this one.", PREPARER)


def _one_is_deleted(fair: SummerFair) -> None:
    fair.school.workspace.deletion.delete(fair.photos["bo"], APPROVER)


def _a_day_passes(fair: SummerFair) -> None:
    fair.school.clock.time += timedelta(days=30)


def _asked_alone(
    u: UnitOfWork, register: RegisterReader, signed: SignOff, clearance: Clearance
) -> str:
    try:
        still_cleared.still_cleared(u, register, signed, clearance)
    except Refused as refusal:
        return str(refusal)
    return ""


HAPPENINGS = {
    _nothing: 0,
    _a_parent_withdraws: 8,
    _one_is_held: 8,
    _one_is_deleted: 8,
    _a_day_passes: 8,
}
"""Each, and how many of eight copies may not go out after it."""


@pytest.mark.parametrize(("happens", "refused"), HAPPENINGS.items())
@pytest.mark.parametrize("by_itself", [0, 1000])
def test_both_ways_say_the_same(
    fair: SummerFair,
    monkeypatch: pytest.MonkeyPatch,
    happens: Callable[[SummerFair], None],
    refused: int,
    by_itself: int,
) -> None:
    monkeypatch.setattr(still_cleared, "BY_ITSELF", by_itself)
    library, register = fair.school.workspace.library, fair.school.workspace.acting.register
    signed = library.run(lambda u: u.releases.last_sign_off(fair.school.batch_id))
    assert signed is not None
    happens(fair)

    def one_by_one(u: UnitOfWork) -> dict[Clearance, str]:
        said = {c: _asked_alone(u, register, signed, c) for c in signed.clearances}
        return {clearance: why for clearance, why in said.items() if why}

    def at_once(u: UnitOfWork) -> dict[Clearance, str]:
        told = still_cleared.not_cleared_any_more(u, register, signed, signed.clearances)
        return {clearance: str(why) for clearance, why in told.items()}

    assert library.run(at_once) == library.run(one_by_one)
    assert len(library.run(at_once)) == refused
