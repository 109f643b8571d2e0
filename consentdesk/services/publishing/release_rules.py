"""The rules that are asked before a batch is published, each with its sentence; see `preflight`."""

from collections.abc import Iterable

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.day_in_words import day_in_words
from consentdesk.domain.ids import PersonId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.preflight import AtChannel, Elsewhere, RuleResult, RuleState
from consentdesk.domain.running_out import SOON_DAYS, runs_out
from consentdesk.domain.staff import Duty, missing
from consentdesk.domain.verdict import Outcome
from consentdesk.services.bringing_in.new_photo import NO_DEVICE_LIST
from consentdesk.services.deciding.desk import PhotoOnDesk, clearances
from consentdesk.services.names.person_names import is_second_person
from consentdesk.services.publishing.file_names import (
    names_somebody,
    pattern_problem,
    title_without_names,
)
from consentdesk.services.publishing.rule_facts import RuleFacts
from consentdesk.services.publishing.sign_off import covered_to_release


def rules_of(facts: RuleFacts) -> tuple[RuleResult, ...]:
    """Answer every rule that needs no look at a folder."""
    found = (
        _sign_off(facts),
        _second_person(facts),
        _publisher(facts),
        _covered(facts),
        _still_cleared(facts),
        _every_photo(facts),
        _title(facts),
        _running_out(facts),
        _devices(facts),
        _policy(facts),
        _due(facts),
    )
    return (*(rule for rule in found if rule is not None), *_closed(facts), *_names(facts))


def _sign_off(facts: RuleFacts) -> RuleResult:
    ask = "Ask a second person to look at the batch and sign off."
    if facts.standing is not None:
        return RuleResult("sign_off", RuleState.OK, "Nothing changed since the sign-off.")
    if facts.last is None:
        text = "Nobody has signed this batch off."
    elif facts.last.register_version != facts.register.version:
        text = "The register changed after the sign-off, so it no longer holds."
    elif facts.last.revision != facts.batch.revision:
        text = "The batch changed after the sign-off, so it no longer holds."
    elif facts.now < facts.last.at:
        text = "The computer's clock stands before the sign-off, so it does not hold."
    elif facts.last.in_time(facts.now, facts.profile.sign_off_hours):
        text = "Whoever signed off may not do so any more, so it no longer holds."
    else:
        hours = facts.profile.sign_off_hours
        held = "1 hour" if hours == 1 else f"{hours} hours"
        text = f"The sign-off held for {held}; they are over."
    return RuleResult("sign_off", RuleState.STOP, text, ask, Step.SIGN_OFF)


def _second_person(facts: RuleFacts) -> RuleResult | None:
    signed = facts.standing
    if signed is None:
        return None
    if all(is_second_person(signed.approver, hand) for hand in facts.hands):
        text = "Somebody who decided nothing in this batch signed it off."
        return RuleResult("second_person", RuleState.OK, text)
    if signed.alone_because:
        return RuleResult(
            "second_person",
            RuleState.WARN,
            "The head signed off without a second person.",
            "The clearance record says so, with the reason.",
        )
    return RuleResult(
        "second_person",
        RuleState.STOP,
        "The person who signed off decided photos, too.",
        "Ask somebody else to sign off.",
        Step.SIGN_OFF,
    )


def _publisher(facts: RuleFacts) -> RuleResult | None:
    who = facts.publisher
    if who is None:
        return None
    if not who.may(Duty.PUBLISH):
        return RuleResult(
            "publisher",
            RuleState.STOP,
            "This account may not publish.",
            "Ask a colleague who may, or the administrator.",
        )
    lacking = missing(who, facts.profile, facts.now.date())
    if not lacking:
        text = "Whoever publishes has read the policy, is trained and signed the agreement."
        return RuleResult("publisher", RuleState.OK, text)
    return RuleResult(
        "publisher",
        RuleState.STOP,
        f"{who.name} may not publish yet: {' '.join(lacking)}",
        "Complete what is missing under School.",
        Elsewhere.STAFF if facts.profile.policy_version else Elsewhere.POLICY,
    )


def _covered(facts: RuleFacts) -> RuleResult | None:
    """A sign-off is only taken with this said of every such photo."""
    covered = len(covered_to_release(facts.photos))
    if not covered or facts.standing is None:
        return None
    photos = "1 photo" if covered == 1 else f"{covered} photos"
    text = (
        f"The second person looked at {photos} with something covered, made a mosaic "
        "or cropped away."
    )
    return RuleResult("covered", RuleState.OK, text)


def _still_cleared(facts: RuleFacts) -> RuleResult | None:
    """An answer may run out overnight, with neither register nor batch changed."""
    if facts.standing is None:
        return None
    lost = len(facts.left - frozenset(clearances(facts.photos)))
    if not lost:
        return RuleResult("cleared", RuleState.OK, "Every signed copy is still checked today.")
    copies = "1 signed copy is" if lost == 1 else f"{lost} signed copies are"
    return RuleResult(
        "cleared",
        RuleState.WARN,
        f"{copies} no longer checked and will not be published.",
        "Look at the photos again, or publish the others.",
        Step.DECIDE,
    )


def _every_photo(facts: RuleFacts) -> RuleResult:
    still_open = facts.with_status(Outcome.NEEDS_DECISION)
    failed = sum(1 for entry in facts.photos if entry.photo.state is PhotoState.FAILED)
    text = (
        f"Photos: {facts.with_status(Outcome.CLEARED)} cleared, "
        f"{facts.with_status(Outcome.HELD)} held, {still_open} still open"
    )
    text += f"; {failed} of the held could not be looked through." if failed else "."
    if not still_open:
        return RuleResult("photos", RuleState.OK, text)
    next_step = "Open photos stay here. Decide them first if they should go out, too."
    return RuleResult("photos", RuleState.WARN, text, next_step, Step.DECIDE)


def _title(facts: RuleFacts) -> RuleResult:
    if not names_somebody(facts.batch.details.event, facts.everybody):
        text = "The title of the event holds no name."
        if not title_without_names(facts.batch, facts.everybody):
            text = "A first or last name in the title of the event; file names leave the title out."
        return RuleResult("title", RuleState.OK, text)
    return RuleResult(
        "title",
        RuleState.STOP,
        "The title of the event holds a person's name.",
        "Change the title of the batch; it becomes part of file names.",
        Elsewhere.BATCH_FORM,
    )


def _running_out(facts: RuleFacts) -> RuleResult:
    going_out = [entry.review for entry in facts.photos if _goes_out(entry)]
    people = {person for review in going_out for person in review.people}
    soon = sum(1 for person in people if _soon(facts, person))
    if not soon:
        text = f"No answer of anybody in these photos ends within {SOON_DAYS} days."
        return RuleResult("running_out", RuleState.OK, text)
    who = "1 person" if soon == 1 else f"{soon} people"
    return RuleResult(
        "running_out",
        RuleState.WARN,
        f"Answers of {who} in these photos end within {SOON_DAYS} days.",
        "Ask again now; copies must be taken down when no new answer comes.",
        Elsewhere.REGISTER,
    )


def _soon(facts: RuleFacts, person_id: PersonId) -> bool:
    person = facts.register.people.get(person_id)
    if person is None:
        return False
    answers, today = facts.answers.get(person_id, ()), facts.register.today
    ends = (runs_out(c, person.details, answers, today) for c in facts.register.channels)
    return any(end is not None and end.soon for end in ends)


def _goes_out(entry: PhotoOnDesk) -> bool:
    return any(answer.cleared for answer in entry.verdicts.values())


def _devices(facts: RuleFacts) -> RuleResult | None:
    if facts.devices:
        return None
    return RuleResult(
        "devices",
        RuleState.WARN,
        NO_DEVICE_LIST,
        "Enter the school's devices under Channels.",
        Elsewhere.DEVICES,
    )


def _policy(facts: RuleFacts) -> RuleResult | None:
    due = facts.profile.review_due()
    if due is None:
        return None
    if not facts.profile.review_overdue(facts.now.date()):
        return RuleResult("policy", RuleState.OK, "The school's policy is not due for review yet.")
    return RuleResult(
        "policy",
        RuleState.WARN,
        f"The school's policy was due for review by {day_in_words(due)}.",
        "Look at it again, then enter the new day under School.",
        Elsewhere.POLICY,
    )


def _due(facts: RuleFacts) -> RuleResult:
    if not facts.due:
        return RuleResult("take_down", RuleState.OK, "No published copy has to be taken down.")
    copies = "1 published copy" if facts.due == 1 else f"{facts.due} published copies"
    return RuleResult(
        "take_down",
        RuleState.WARN,
        f"{copies} of this batch must be taken down.",
        "Take them down first, then publish.",
        Elsewhere.PUBLISHED,
    )


def _closed(facts: RuleFacts) -> Iterable[RuleResult]:
    """Tell of channels that are open by the school's wish and closed by what they lack.

    Their share is held, not signed off: without this it would only be missing.
    """
    kind = facts.batch.details.kind
    for channel in facts.register.channels:
        why = facts.register.closed.get(channel.id)
        if why is not None and channel.details.is_open and channel.takes(kind):
            yield RuleResult(
                "closed",
                RuleState.WARN,
                f"{channel.name}: {why}",
                "Nothing goes there today. Complete Who answers for it under Channels.",
                AtChannel(channel.id),
            )


def _names(facts: RuleFacts) -> Iterable[RuleResult]:
    """Names are made from each channel's pattern; the next that is free is taken."""
    problems = [
        (channel, *problem.partition(". ")[::2])
        for channel in facts.receiving
        if (problem := pattern_problem(channel.details.naming, facts.everybody)) is not None
    ]
    if facts.receiving and not problems:
        text = "File names hold no person's name, and no file is ever overwritten."
        return (RuleResult("naming", RuleState.OK, text),)
    return tuple(
        RuleResult(
            "naming",
            RuleState.STOP,
            f"{channel.name}: {sentence}.",
            next_step,
            AtChannel(channel.id),
        )
        for channel, sentence, next_step in problems
    )
