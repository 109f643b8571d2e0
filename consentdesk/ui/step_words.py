"""The five steps of a batch in words and signs."""

from consentdesk.domain.batch_steps import Step, StepState
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge


def step_word(step: Step) -> str:
    """Return the name of a step."""
    return {
        Step.BRING_IN: tr("Bring in"),
        Step.FIND_FACES: tr("Find faces"),
        Step.DECIDE: tr("Decide"),
        Step.SIGN_OFF: tr("Sign off"),
        Step.PUBLISH: tr("Publish"),
    }[step]


def step_badge(state: StepState) -> Badge:
    """Return how the state of a step is shown."""
    return {
        StepState.DONE: Badge("check-circle", tr("Done"), "cleared"),
        StepState.READY: Badge("circle-outline", tr("To do"), "accent"),
        StepState.BLOCKED: Badge("lock-outline", tr("Not yet"), "muted"),
    }[state]
