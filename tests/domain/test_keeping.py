"""When originals are due, what keeps them longer, and how it is told."""

from datetime import date

import pytest

from consentdesk.domain.batch_steps import BatchCounts, Step, StepState, steps
from consentdesk.domain.ids import ActionId, BatchId, PhotoId
from consentdesk.domain.photo_checks import ALL_WELL, PhotoCheck
from consentdesk.domain.retention import (
    UNTIL_SOMEBODY_DECIDES,
    WHY_KEPT,
    BatchKeeping,
    KeptBecause,
    KeptPhoto,
    due_on,
    kept_by_review,
)
from consentdesk.domain.review import PhotoReview, Referral, Refusal
from consentdesk.domain.review_changes import Referee

ASKED = Referral(Referee.HEAD, "Ann", "may it go?", ActionId(1))
EVENT = date(2026, 6, 19)


def test_due() -> None:
    assert due_on(date(2026, 6, 20), 30) == date(2026, 7, 20)
    assert due_on(None, 30) is None


@pytest.mark.parametrize(
    ("review", "why"),
    [
        (PhotoReview(()), None),
        (PhotoReview((), checks=ALL_WELL), None),
        (PhotoReview((), refusal=Refusal("The head", "no")), None),
        (PhotoReview((), hold="why"), KeptBecause.HELD),
        (PhotoReview((), checks={**ALL_WELL, PhotoCheck.PLACE: False}), KeptBecause.PLACE),
        (PhotoReview((), checks={**ALL_WELL, PhotoCheck.DRESS: False}), None),
        (PhotoReview((), hold="why", referral=ASKED), KeptBecause.REFERRED),
    ],
)
def test_what_people_said_keeps_it(review: PhotoReview, why: KeptBecause | None) -> None:
    assert kept_by_review(review) is why


def test_every_reason_has_its_sentence() -> None:
    assert WHY_KEPT.keys() == set(KeptBecause)
    assert KeptBecause.COPY_DUE not in UNTIL_SOMEBODY_DECIDES
    assert KeptBecause.REFERRED not in UNTIL_SOMEBODY_DECIDES


def test_told_in_a_sentence() -> None:
    kept = (KeptPhoto(PhotoId(3), KeptBecause.HELD),)
    going = (PhotoId(1), PhotoId(2))
    due = BatchKeeping(BatchId(1), "Sports day", EVENT, date(2026, 7, 20), going, kept)
    assert due.sentence(EVENT) == "2 photos deleted on 20 July 2026. 1 photo kept longer."
    assert due.is_due(date(2026, 7, 20))
    assert not due.is_due(date(2026, 7, 19))
    never = BatchKeeping(BatchId(1), "Sports day", EVENT, None, (PhotoId(1),), ())
    assert not never.is_due(date(2030, 1, 1))
    assert never.sentence(date(2026, 6, 20)) == (
        "Nothing was published, 1 day after the event: publish, or retire 1 photo on purpose."
    )


def test_the_path_of_a_batch_without_pictures() -> None:
    bring_in, *rest = steps(BatchCounts(retired=4, published=2))
    assert (bring_in.step, bring_in.state) == (Step.BRING_IN, StepState.DONE)
    assert {status.state for status in rest} == {StepState.BLOCKED}
    assert steps(BatchCounts(photos=1, retired=4)) == steps(BatchCounts(photos=1))
