"""Permissions as shape, word and colour."""

from collections.abc import Iterable, Mapping

from consentdesk.domain.consent import Answer, Limit, Permission, Standing, Status
from consentdesk.domain.running_out import RunsOut
from consentdesk.ui.text import day_words, plural, tr
from consentdesk.ui.theme import Badge


def permission_badge(permission: Permission) -> Badge:
    """Return how a permission is shown in one word."""
    return standing_badge(permission.standing)


def answer_badge(answer: Answer) -> Badge:
    """Return how one answer is shown in one word, as it was given."""
    return standing_badge(Standing(answer.status.value))


def soon_badge(ends: RunsOut) -> Badge:
    """Return the warning that a permission runs out soon."""
    if ends.days_left == 0:
        word = tr("Last day")
    else:
        word = plural(ends.days_left, "{n} day left", "{n} days left")
    return Badge("clock-alert-outline", word, "open")


def end_words(ends: RunsOut, purposes: Mapping[str, str]) -> str:
    """Return when a permission runs out or did, and with which answer."""
    answer = ends.answer
    about = [purposes.get(answer.purpose, answer.purpose), answer.given_by]
    if answer.given_on is not None:
        about.append(day_words(answer.given_on))
    return tr(
        "Last day: {day} ({answer})." if ends.days_left >= 0 else "It ended on {day} ({answer}).",
        day=day_words(ends.last_day),
        answer=", ".join(part for part in about if part),
    )


def standing_badge(standing: Standing) -> Badge:
    """Return how a standing is shown in one word."""
    if standing is Standing.GRANTED:
        return Badge("check-circle", tr("Yes"), "cleared")
    if standing is Standing.LIMITED:
        return Badge("circle-half-full", tr("With limits"), "open")
    word = {
        Standing.NOT_ASKED: tr("No answer"),
        Standing.PENDING: tr("Awaited"),
        Standing.UNREADABLE: tr("Unclear"),
        Standing.EXPIRED: tr("Run out"),
        Standing.LEFT: tr("Left"),
        Standing.WITHDRAWN: tr("Withdrawn"),
        Standing.REFUSED: tr("No"),
        Standing.CHILD_OBJECTS: tr("Child says no"),
        Standing.OBJECTS_HERE: tr("Asked not to"),
        Standing.PROTECTED: tr("Protected"),
    }[standing]
    if standing is Standing.PROTECTED:
        return Badge("shield-lock", word, "flagged")
    unanswered = {Standing.NOT_ASKED, Standing.PENDING, Standing.UNREADABLE, Standing.EXPIRED}
    if standing in unanswered:
        return Badge("help-rhombus", word, "open")
    return Badge("close-octagon", word, "held")


def limit_words(permission: Permission) -> str:
    """Return the limits of a permission in words, joined by commas."""
    return limits_in_words(permission.limits)


def limit_word(limit: Limit) -> str:
    """Return one limit in words."""
    return {
        Limit.NO_NAME: tr("no name"),
        Limit.FIRST_NAME_ONLY: tr("first name only"),
        Limit.GROUP_ONLY: tr("group photos only"),
        Limit.NOT_CLOSE_UP: tr("not close up"),
    }[limit]


def answer_words(answer: Answer, purposes: Mapping[str, str]) -> str:
    """Return what was asked and what the answer is, in one line."""
    said = {
        Status.GRANTED: tr("yes"),
        Status.LIMITED: tr("yes, with limits"),
        Status.PENDING: tr("awaited"),
        Status.NOT_ASKED: tr("not asked"),
        Status.UNREADABLE: tr("unclear"),
        Status.WITHDRAWN: tr("taken back"),
        Status.REFUSED: tr("no"),
    }[answer.status]
    told = f"{purposes.get(answer.purpose, answer.purpose)}: {said}"
    return f"{told} ({limits_in_words(answer.limits)})" if answer.limits else told


def answer_origin(answer: Answer, place: str = "") -> str:
    """Return who answered, when, until when, and where it was read; `place` is known better."""
    parts = [answer.given_by]
    if answer.given_on is not None:
        parts.append(day_words(answer.given_on))
    if answer.expires_on is not None:
        parts.append(tr("until {day}", day=day_words(answer.expires_on)))
    parts.append(place or answer.source)
    return ", ".join(part for part in parts if part) or tr("No details.")


def limits_in_words(limits: Iterable[Limit]) -> str:
    """Return limits in words, joined by commas."""
    return ", ".join(limit_word(limit) for limit in sorted(limits))
