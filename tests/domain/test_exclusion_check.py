"""The exclusion check: what forbids it, and what must have been on the screen for it."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.batch import Batch, BatchDetails
from consentdesk.domain.exclusion_check import (
    exclusion_refusal,
    faces_to_compare,
    statement_refusal,
)
from consentdesk.domain.face import (
    ENOUGH_MS,
    Candidate,
    Disposition,
    DispositionKind,
    Region,
    RegionOrigin,
    RegionSize,
    RegionSubject,
    Sighting,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import BatchId, PersonId, PhotoId, RegionId, VaultKey
from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import Decision, PhotoReview

DETAILS = BatchDetails("Sports day", date(2026, 6, 20), classes=("3A",), closed_roster=True)
BATCH = Batch(BatchId(1), DETAILS)
LOOK_OUT = Person(PersonId(9), PersonDetails("P9", PersonKind.PUPIL, "Bo", "Lind", "3A"))
NEW, OLD = VaultKey("new"), VaultKey("old")
STATED = Disposition(DispositionKind.NO_LOOK_OUT)
NAMED = Disposition(DispositionKind.THIS_PUPIL, PersonId(4))

people = st.frozensets(st.sampled_from([PersonId(n) for n in range(7, 10)]))
decisions = st.none() | st.builds(
    lambda what, beside: Decision(what, "Ann", 1, beside), st.sampled_from((STATED, NAMED)), people
)
pictures = st.sampled_from((NEW, OLD))
times = st.sampled_from((0, ENOUGH_MS - 1, ENOUGH_MS))
seen = st.builds(Sighting, pictures, times)


def _face(
    number: int = 1, subject: RegionSubject = RegionSubject.FACE, picture: VaultKey = NEW
) -> Region:
    return Region(
        RegionId(number),
        PhotoId(1),
        Box(0, 0, 50, 50),
        RegionOrigin.FOUND,
        RegionSize.FACE,
        0.9,
        picture,
        subject=subject,
    )


def _suggests(person: int) -> dict[RegionId, Suggestion]:
    candidate = Candidate(PersonId(person), 0.4, "alike")
    suggestion = Suggestion(RegionId(1), SuggestionOutcome.SUGGESTION, (candidate,))
    return {RegionId(1): suggestion}


def test_it_needs_a_closed_roster_no_flag_and_nothing_to_read() -> None:
    open_face = PhotoReview((_face(),))
    assert exclusion_refusal(BATCH, open_face, {}, [LOOK_OUT]) is None
    assert exclusion_refusal(BATCH, open_face, _suggests(4), [LOOK_OUT]) is None
    assert exclusion_refusal(BATCH, open_face, _suggests(9), [LOOK_OUT])
    writing = PhotoReview((_face(subject=RegionSubject.WRITING),))
    assert exclusion_refusal(BATCH, writing, {}, [])
    for details in (replace(DETAILS, closed_roster=False), replace(DETAILS, classes=())):
        assert exclusion_refusal(Batch(BatchId(1), details), open_face, {}, [])


def test_a_face_that_was_passed_before_its_likeness_became_a_look_out_is_flagged() -> None:
    passed = PhotoReview((_face(),), {RegionId(1): Decision(STATED, "Ann", 1)})
    assert exclusion_refusal(BATCH, passed, _suggests(9), [LOOK_OUT])
    assert exclusion_refusal(BATCH, passed, _suggests(9), []) is None


@given(
    st.dictionaries(st.integers(1, 3), st.tuples(decisions, pictures), max_size=3),
    people,
    people,
    st.dictionaries(st.sampled_from([RegionId(n) for n in range(1, 4)]), seen, max_size=3),
)
def test_a_statement_settles_what_was_compared_with_everybody_and_nothing_else(
    photo: dict[int, tuple[Decision | None, VaultKey]],
    look_outs: frozenset[PersonId],
    beside: frozenset[PersonId],
    compared: dict[RegionId, Sighting],
) -> None:
    faces = tuple(_face(number, picture=picture) for number, (_, picture) in photo.items())
    decided = {RegionId(n): decision for n, (decision, _) in photo.items() if decision}
    review = PhotoReview(faces, decided)
    if statement_refusal(review, look_outs, compared, beside) is not None:
        return
    assert look_outs <= beside
    assert all(sighting.ms >= ENOUGH_MS for sighting in compared.values())
    assert all(compared[f.id].picture == f.picture for f in faces if f.id in compared)
    after = {**decided, **{id_: Decision(STATED, "Ann", 1, beside) for id_ in compared}}
    assert faces_to_compare(PhotoReview(faces, after), look_outs) == ()
    assert {id_ for id_, decision in decided.items() if decision.disposition == NAMED}.isdisjoint(
        compared
    )


def test_what_was_seen_long_enough_is_stated() -> None:
    faces = (_face(1), _face(2), _face(3))
    decided = {
        RegionId(2): Decision(STATED, "Ann", 1),
        RegionId(3): Decision(STATED, "Ann", 1, frozenset({LOOK_OUT.id})),
    }
    compared = dict.fromkeys((RegionId(1), RegionId(2)), Sighting(NEW, ENOUGH_MS))
    review = PhotoReview(faces, decided)
    assert statement_refusal(review, [LOOK_OUT.id], compared, [LOOK_OUT.id]) is None
