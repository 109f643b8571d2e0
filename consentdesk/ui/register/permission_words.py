"""Permissions as shape, word and colour."""

from collections.abc import Iterable, Mapping

from consentdesk.domain.consent import Answer, Limit, Permission, Standing, Status
from consentdesk.ui.text import day_words, tr
from consentdesk.ui.theme import Badge


def permission_badge(permission: Permission) -> Badge:
    """Return how a permission is shown in one word."""
    standing = permission.standing
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
    return _joined(permission.limits)


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
    return f"{told} ({_joined(answer.limits)})" if answer.limits else told


def answer_origin(answer: Answer) -> str:
    """Return who answered, when, until when, and where it was read."""
    parts = [answer.given_by]
    if answer.given_on is not None:
        parts.append(day_words(answer.given_on))
    if answer.expires_on is not None:
        parts.append(tr("until {day}", day=day_words(answer.expires_on)))
    parts.append(answer.source)
    return ", ".join(part for part in parts if part) or tr("No details.")


def _joined(limits: Iterable[Limit]) -> str:
    return ", ".join(limit_word(limit) for limit in sorted(limits))
