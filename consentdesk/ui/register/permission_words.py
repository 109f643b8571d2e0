"""Permissions as shape, word and colour."""

from consentdesk.domain.consent import Limit, Permission, Standing
from consentdesk.ui.text import tr
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
    spoken = {
        Limit.NO_NAME: tr("no name"),
        Limit.FIRST_NAME_ONLY: tr("first name only"),
        Limit.GROUP_ONLY: tr("group photos only"),
        Limit.NOT_CLOSE_UP: tr("not close up"),
    }
    return ", ".join(spoken[limit] for limit in sorted(permission.limits))
