"""Whatever sheet an office writes of whatever families said, nobody is cleared wrongly."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.consent_sheets.families import ASKED, Family
from tests.consent_sheets.proposing import Proposed, propose_for
from tests.consent_sheets.random_sheets import (
    BY_NAME,
    WITH_UPN,
    Drawn,
    cluttered_sheets,
    drawn_sheets,
    notes_settled,
)
from tests.consent_sheets.school import PUBLISHING, TODAY

_ANY = drawn_sheets({**WITH_UPN, **BY_NAME}) | cluttered_sheets()


def _wrongly_cleared(drawn: Drawn, proposed: Proposed) -> Iterator[str]:
    for family in drawn.families:
        for purpose in PUBLISHING:
            got = proposed.standing(family.pupil.key, purpose)
            where = f"{drawn.shape}, {family.pupil.full_name}, {purpose}: got {got}"
            if got.allowed and not _may(drawn, family, purpose):
                yield f"{where}, in truth {[say.value for say in family.said(purpose)]}"
            elif got.allowed and "no_name" not in got.limits and _unnamed(drawn, family, purpose):
                yield f"{where}, in truth without names"


def _may(drawn: Drawn, family: Family, purpose: str) -> bool:
    """Tell whether it may be allowed: by what the family said, or by what stood before."""
    on_record = any(
        entry.pupil == family.pupil and entry.answer.purpose == purpose for entry in drawn.before
    )
    return family.permits(purpose) or (on_record and not family.replies)


def _unnamed(drawn: Drawn, family: Family, purpose: str) -> bool:
    """Tell whether the sheet says that names may not stand beside; a list of noes cannot."""
    return drawn.shape != "exceptions" and family.without_names(purpose)


def _check(drawn: Drawn, settled: dict[str, str]) -> None:
    proposed = propose_for(drawn.workbook, drawn.roll, settled, TODAY, drawn.before)
    wrong = list(_wrongly_cleared(drawn, proposed))
    assert not wrong, "\n".join([*wrong, repr(drawn)])


@given(_ANY)
def test_nothing_settled_clears_nobody_wrongly(drawn: Drawn) -> None:
    _check(drawn, {})


@given(_ANY)
def test_honest_answers_clear_nobody_wrongly(drawn: Drawn) -> None:
    _check(drawn, {**drawn.settled(), **notes_settled(drawn)})


@given(_ANY, st.data())
def test_some_of_the_honest_answers_clear_nobody_wrongly(drawn: Drawn, data: st.DataObject) -> None:
    honest = {**drawn.settled(), **notes_settled(drawn)}
    kept = data.draw(st.sets(st.sampled_from(sorted(honest))), label="settled")
    _check(drawn, {key: honest[key] for key in kept})


@settings(max_examples=60)
@given(drawn_sheets(WITH_UPN, parents=1))
def test_a_plain_sheet_says_what_it_says(drawn: Drawn) -> None:
    """Otherwise a program that allows nothing would pass every test above."""
    proposed = propose_for(drawn.workbook, drawn.roll, drawn.settled(), TODAY)
    missing = [
        f"{drawn.shape}, {family.pupil.full_name}, {purpose}: expected allowed, got {got}"
        for family in drawn.families
        for purpose in ASKED
        if (family.pupil.key, purpose) in drawn.written
        and not (got := proposed.standing(family.pupil.key, purpose)).allowed
    ]
    assert not missing, "\n".join([*missing, repr(drawn)])
