"""The locks on matching and the path through a batch."""

from dataclasses import replace
from datetime import date

import pytest

from consentdesk.domain.batch import Batch, BatchDetails, Mode
from consentdesk.domain.batch_steps import BatchCounts, StepState, steps
from consentdesk.domain.errors import DamagedPhoto, KnownError
from consentdesk.domain.ids import BatchId, PersonId
from consentdesk.domain.matching_locks import (
    BiometricPermission,
    Jurisdiction,
    SchoolMatchingRecord,
    batch_lock,
    may_be_compared,
    school_lock,
)
from consentdesk.domain.people import Person, PersonDetails, PersonKind

TODAY = date(2026, 6, 20)
RECORD = SchoolMatchingRecord(
    "DPIA 4",
    date(2026, 1, 10),
    "advice of 9 January",
    "Governors",
    date(2026, 12, 31),
    False,
    Jurisdiction.SCOTLAND,
    "2",
)
BATCH = Batch(
    BatchId(1),
    BatchDetails(
        "Sports day",
        TODAY,
        classes=("3A",),
        closed_roster=True,
        closed_for_matching=True,
        mode=Mode.MATCH,
    ),
)
PERMISSION = BiometricPermission(
    PersonId(1), date(2026, 2, 1), "Mum", date(2026, 2, 3), "form 17", date(2026, 12, 1)
)


def test_all_locks_open() -> None:
    assert batch_lock(BATCH, RECORD, TODAY).open


@pytest.mark.parametrize(
    "record",
    [
        None,
        replace(RECORD, dpia_reference=" "),
        replace(RECORD, dpo_advice=""),
        replace(RECORD, approver=""),
        replace(RECORD, jurisdiction=None),
        replace(RECORD, notice_version=" "),
        replace(RECORD, valid_until=date(2026, 6, 19)),
        replace(RECORD, dpia_date=date(2026, 6, 21)),
        replace(RECORD, valid_until=date(2027, 6, 1)),
    ],
)
def test_a_school_record_that_lacks_anything_locks(record: SchoolMatchingRecord | None) -> None:
    assert not school_lock(record, TODAY).open
    lock = batch_lock(BATCH, record, TODAY)
    assert not lock.open
    assert lock.sentence


def test_a_batch_that_is_not_closed_needs_the_schools_own_decision() -> None:
    unstated = replace(BATCH, details=replace(BATCH.details, closed_for_matching=False))
    assert not batch_lock(unstated, RECORD, TODAY).open
    assert batch_lock(unstated, replace(RECORD, open_batches=True), TODAY).open


def test_look_is_look_whatever_is_recorded() -> None:
    by_eye = replace(BATCH, details=replace(BATCH.details, mode=Mode.LOOK))
    assert not batch_lock(by_eye, RECORD, TODAY).open


@pytest.mark.parametrize(
    "change",
    [
        {"every_parent_told_on": None},
        {"given_on": None},
        {"given_by": ""},
        {"evidence": ""},
        {"expires_on": date(2026, 6, 19)},
        {"objection": True},
        {"given_on": date(2026, 6, 21)},
    ],
)
def test_a_biometric_permission_lacking_anything_does_not_hold(change: dict[str, object]) -> None:
    assert PERMISSION.holds(TODAY)
    assert not replace(PERMISSION, **change).holds(TODAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change", [{"child_objects": True}, {"left_on": TODAY}, {"left_on": date(2026, 6, 1)}]
)
def test_whoever_objects_or_left_is_not_compared(change: dict[str, object]) -> None:
    details = PersonDetails("U7", PersonKind.PUPIL, "Ada", "Grove", "3A")
    person, permissions = Person(PERMISSION.person_id, details), {PERMISSION.person_id: PERMISSION}
    assert may_be_compared(permissions, person, TODAY)
    changed = replace(person, details=replace(details, **change))  # type: ignore[arg-type]
    assert not may_be_compared(permissions, changed, TODAY)


def test_the_path_says_why_a_step_cannot_start() -> None:
    for status in steps(BatchCounts())[1:]:
        assert status.state is StepState.BLOCKED
        assert status.sentence
    done = steps(BatchCounts(photos=4, clearances=6, signed=6, published=6))
    assert all(status.state is StepState.DONE for status in done)
    waiting = steps(BatchCounts(photos=4, waiting=1, undecided_photos=2, undecided_faces=9))
    assert [s.state for s in waiting[1:]] == [
        StepState.READY,
        StepState.READY,
        StepState.BLOCKED,
        StepState.BLOCKED,
    ]


def test_deciding_begins_with_the_first_near_faces() -> None:
    for being_checked, state in ((0, StepState.BLOCKED), (1, StepState.READY)):
        counts = BatchCounts(
            photos=4, waiting=4, being_checked=being_checked, undecided_photos=4, undecided_faces=2
        )
        find_faces, decide = steps(counts)[1:3]
        assert (find_faces.state, decide.state) == (StepState.READY, state)


def test_a_known_error_crosses_processes() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(DamagedPhoto("It is cut.", "Take it again.")))
    assert isinstance(error, DamagedPhoto)
    assert (error.sentence, error.next_step) == ("It is cut.", "Take it again.")
    assert issubclass(DamagedPhoto, KnownError)
