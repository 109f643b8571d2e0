"""What the desk calls things: dispositions, states of a photo, suggestions."""

from collections.abc import Mapping

from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    Region,
    RegionOrigin,
    RegionSize,
)
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person, PersonKind
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.review import Referral
from consentdesk.domain.review_changes import Referee
from consentdesk.domain.verdict import Outcome, Reason, Verdict
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge, Theme

_KIND_WORDS = {
    DispositionKind.THIS_PUPIL: "A pupil",
    DispositionKind.THIS_ADULT: "An adult of the school",
    DispositionKind.VISITOR: "Visitor",
    DispositionKind.CANNOT_BE_RECOGNISED: "Cannot be recognised",
    DispositionKind.NOT_A_FACE: "Not a face",
    DispositionKind.COVER: "Will be covered",
    DispositionKind.MOSAIC: "Will be a mosaic",
    DispositionKind.CROP_AWAY: "Will be cropped away",
    DispositionKind.NO_LOOK_OUT: "None of the look-outs",
}

_OBVIOUS = frozenset({"undecided", "not_looked_at", "not_scanned", "checks_open"})
"""Reasons that the panel says by itself: what is to be done next stands above."""

_TO_DO = {
    "not_seen": "let each decided face stand enlarged once",
}
"""What to do, instead of what is amiss."""

_WRITTEN_BY_HAND = frozenset({"held_by_hand", "refused", "failed", "set_aside"})
"""Reasons whose words are not ours to change."""


def person_words(person: Person) -> str:
    """Return name and class, such as ``Ada Byron · 3B``."""
    class_name = person.details.class_name
    return f"{person.name} · {class_name}" if class_name else person.name


def disposition_words(disposition: Disposition, people: Mapping[PersonId, Person]) -> str:
    """Return what was decided, with the name if it is a person of the school."""
    person = None if disposition.person_id is None else people.get(disposition.person_id)
    return person_words(person) if person else tr(_KIND_WORDS[disposition.kind])


def this_person(person: Person) -> Disposition:
    """Return the disposition that names a person."""
    adult = person.details.kind is PersonKind.ADULT
    kind = DispositionKind.THIS_ADULT if adult else DispositionKind.THIS_PUPIL
    return Disposition(kind, person.id)


def candidate_words(candidate: Candidate, people: Mapping[PersonId, Person]) -> str:
    """Return who a face may be, on two lines, and how alike; the list below has the class."""
    details = people[candidate.person_id].details
    name = f"{details.first_name}\n{details.last_name}"
    return f"{name}\n{candidate.words}"


def rank_words(place: int, candidate: Candidate, people: Mapping[PersonId, Person]) -> str:
    """Return the place of a suggestion, how alike, and what it rests on; `place` is from 0."""
    ranks = (tr("First suggestion"), tr("Second suggestion"), tr("Third suggestion"))
    person = person_words(people[candidate.person_id])
    return tr(
        "{rank}: {person}, {alike}. It rests on the portraits in the register.",
        rank=ranks[place],
        person=person,
        alike=candidate.words,
    )


def region_words(region: Region) -> str:
    """Return what is special about a face, or nothing."""
    if region.origin is RegionOrigin.DRAWN:
        return tr("Drawn by hand")
    if region.size is RegionSize.TOO_SMALL:
        return tr("Too small to recognise")
    if region.size is RegionSize.MAYBE:
        return tr("Maybe a face")
    return ""


def photo_badge(theme: Theme, entry: PhotoOnDesk) -> Badge:
    """Return how a photo's state is shown in the grid: shape, word and colour."""
    waiting = entry.photo.state is PhotoState.BROUGHT_IN
    if waiting and entry.photo.searched is None:
        return Badge("timer-sand", tr("Waiting"), "muted")
    asked = entry.review.referral
    if asked is not None:
        word = tr("Head asked") if asked.to is Referee.HEAD else tr("Asked")
        return Badge("account-question", word, "held")
    if entry.review.refusal is not None:
        return Badge("close-octagon", tr("Answer: no"), "held")
    if entry.flagged:
        return Badge("flag", tr("Flagged"), "flagged")
    if waiting:
        return Badge("progress-clock", tr("Checking"), "accent")
    badge = theme.status_badge(entry.status)
    if entry.status is Outcome.NEEDS_DECISION:
        return Badge(badge.icon, tr("To decide"), badge.role)
    if entry.status is Outcome.CLEARED:
        return Badge(badge.icon, tr("Checked"), badge.role)
    return badge


def asked_words(asked: Referral) -> str:
    """Return whose answer a photo waits for, and who asked."""
    if asked.to is Referee.HEAD:
        return tr("Waits for the Head’s answer; {by} asked.", by=asked.by)
    return tr("Waits for a second opinion; {by} asked.", by=asked.by)


def verdict_words(verdict: Verdict) -> str:
    """Return an answer in plain words, such as ``held — a person may not appear here``."""
    if verdict.outcome is Outcome.CLEARED:
        return tr("checked")
    if verdict.outcome is Outcome.HELD:
        return tr("held — {reason}", reason=_as_clause(verdict.reasons))
    pressing = tuple(r for r in verdict.reasons if r.code not in _OBVIOUS)
    if pressing:
        return tr("needs a decision — {reason}", reason=_as_clause(pressing))
    return tr("needs a decision")


def all_reasons(verdict: Verdict) -> str:
    """Return every different reason on a line of its own."""
    return "\n".join(dict.fromkeys(reason.text for reason in verdict.reasons))


def _as_clause(reasons: tuple[Reason, ...]) -> str:
    different = list(dict.fromkeys(_clause(reason) for reason in reasons))
    if len(different) > 1:
        return tr("{reason} (and {n} more)", reason=different[0], n=len(different) - 1)
    return different[0]


def _clause(reason: Reason) -> str:
    if reason.code in _TO_DO:
        return tr(_TO_DO[reason.code])
    text = reason.text.rstrip(".")
    if reason.code in _WRITTEN_BY_HAND or text[1:2].isupper():
        return text
    return text[:1].lower() + text[1:]
