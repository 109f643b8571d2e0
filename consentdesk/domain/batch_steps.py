"""The one path through a batch, and why a step cannot start yet."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """The steps of the job, in order."""

    BRING_IN = "bring_in"
    FIND_FACES = "find_faces"
    DECIDE = "decide"
    SIGN_OFF = "sign_off"
    PUBLISH = "publish"


class StepState(StrEnum):
    """How a step stands."""

    BLOCKED = "blocked"
    READY = "ready"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class StepStatus:
    """One step of the path; `sentence` says what is done, to do, or in the way."""

    step: Step
    state: StepState
    sentence: str


@dataclass(frozen=True, slots=True)
class BatchCounts:
    """What a batch holds.

    Attributes:
        photos: brought in, all states but those of which no picture is kept.
        waiting: photos that were not searched as deep as is wanted.
        being_checked: those of them in which faces were found already, so that deciding may
            begin.
        kept_back: failed or set aside.
        undecided_photos: photos with something left to decide or look at.
        undecided_faces: faces left to decide.
        clearances: photo and channel pairs that are cleared now.
        signed: pairs in the sign-off that holds; 0 when there is none that holds.
        published: pairs of that sign-off that were published.
        retired: photos that were kept as long as the school keeps originals.
    """

    photos: int = 0
    listed: int = 0
    waiting: int = 0
    being_checked: int = 0
    kept_back: int = 0
    undecided_photos: int = 0
    undecided_faces: int = 0
    clearances: int = 0
    signed: int = 0
    published: int = 0
    retired: int = 0


def steps(counts: BatchCounts) -> tuple[StepStatus, ...]:
    """Return the five steps as they stand."""
    if counts.retired and not counts.photos:
        return _over(counts)
    return (
        _bring_in(counts),
        _find_faces(counts),
        _decide(counts),
        _sign_off(counts),
        _publish(counts),
    )


def in_hand(path: tuple[StepStatus, ...]) -> str:
    """Return the sentence of the step to do next, or of the last when none is to be done."""
    ready = (status for status in path if status.state is StepState.READY)
    return next(ready, path[-1]).sentence


def _over(c: BatchCounts) -> tuple[StepStatus, ...]:
    kept = f"{_count(c.retired, 'photo')} kept as long as the school keeps originals."
    left = [step for step in Step if step is not Step.BRING_IN]
    return (
        StepStatus(Step.BRING_IN, StepState.DONE, kept),
        *(StepStatus(step, StepState.BLOCKED, "The photos are kept no longer.") for step in left),
    )


def _bring_in(c: BatchCounts) -> StepStatus:
    if not c.photos:
        return StepStatus(Step.BRING_IN, StepState.READY, "Bring in the photos of the event.")
    text = f"{_count(c.photos, 'photo')} brought in, {_count(c.listed, 'other file')} listed."
    return StepStatus(Step.BRING_IN, StepState.DONE, text)


def _find_faces(c: BatchCounts) -> StepStatus:
    if not c.photos:
        return StepStatus(Step.FIND_FACES, StepState.BLOCKED, "Bring in photos first.")
    if c.waiting:
        text = f"{_count(c.waiting, 'photo')} to look for faces in."
        return StepStatus(Step.FIND_FACES, StepState.READY, text)
    return StepStatus(Step.FIND_FACES, StepState.DONE, "Faces were looked for in every photo.")


def _decide(c: BatchCounts) -> StepStatus:
    if c.photos == c.waiting - c.being_checked:
        return StepStatus(Step.DECIDE, StepState.BLOCKED, "Find the faces first.")
    if c.undecided_photos:
        text = (
            f"{_count(c.undecided_photos, 'photo')} to decide, "
            f"{_count(c.undecided_faces, 'face')} in them."
        )
        return StepStatus(Step.DECIDE, StepState.READY, text)
    return StepStatus(Step.DECIDE, StepState.DONE, "Every photo is decided.")


def _sign_off(c: BatchCounts) -> StepStatus:
    if c.signed:
        text = f"Signed off: {_count(c.signed, 'copy', 'copies')} to publish."
        return StepStatus(Step.SIGN_OFF, StepState.DONE, text)
    if not c.clearances:
        return StepStatus(Step.SIGN_OFF, StepState.BLOCKED, "No photo is cleared yet.")
    text = f"{_count(c.clearances, 'copy', 'copies')} wait for a second person."
    return StepStatus(Step.SIGN_OFF, StepState.READY, text)


def _publish(c: BatchCounts) -> StepStatus:
    if not c.signed:
        return StepStatus(Step.PUBLISH, StepState.BLOCKED, "A second person must sign off first.")
    left = c.signed - c.published
    if left:
        text = f"{_count(left, 'copy', 'copies')} to publish."
        return StepStatus(Step.PUBLISH, StepState.READY, text)
    return StepStatus(
        Step.PUBLISH, StepState.DONE, f"{_count(c.published, 'copy', 'copies')} published."
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
