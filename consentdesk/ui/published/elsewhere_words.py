"""What this program cannot take down itself: where copies may still be seen, place by place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from consentdesk.domain.copy_sizes import DISPLAY
from consentdesk.services.looking_after.published_copies import Standing
from consentdesk.services.looking_after.take_down import POSTED
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.looking_after.published_copies import PublishedCopy

SOCIAL = "social."


def left_elsewhere(copies: Sequence[PublishedCopy]) -> tuple[str, ...]:
    """Return what a person has to do outside of the folders, each sentence once.

    Empty when nothing of these copies is to be removed there.
    """
    waiting = [copy for copy in copies if copy.standing is Standing.REMOVE_THERE]
    if not waiting:
        return ()
    places = [place for copy in waiting for place in _places(copy)]
    handed_on = [each.sentence for copy in waiting for each in copy.handed_on]
    kept = tr("OneDrive and the like: empty the bin, which keeps deleted files for a while.")
    return tuple(dict.fromkeys((*places, *handed_on, kept)))


def _places(copy: PublishedCopy) -> tuple[str, ...]:
    known = tuple(filter(None, map(_there, copy.channel.details.purposes)))
    return known or (tr(POSTED),)


def _there(purpose: str) -> str:
    if purpose.startswith(SOCIAL):
        return tr("The account: delete the post, and what others shared of it.")
    return {
        "web": tr("The website: take the picture off, and ask the web editor for other copies."),
        "newsletter": tr("The newsletter: take it off where it can be read again."),
        "press": tr("The newspaper: ask for its removal."),
        DISPLAY: tr("The wall: take prints down and destroy them."),
    }.get(purpose, "")
