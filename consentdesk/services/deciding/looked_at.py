"""When a photo counts as looked at, so that it may be finished."""

from dataclasses import dataclass

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import ActionId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.review import PhotoReview
from consentdesk.services.deciding.desk import PhotoOnDesk

ENOUGH_LOOK_MS = 500
"""Milliseconds for which a photo must stand on the screen to count as looked at when several are
finished together: time for two or three fixations, in which a scene is taken in (0.2 to 0.3 s
each, Rayner 2009, doi:10.1080/17470210902816461)."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """How a photo stood before the person.

    Attributes:
        ms: for how many milliseconds it was large on the screen.
        last_action: the newest action that stood then, as `PhotoReview.last_action`.
    """

    ms: int
    last_action: ActionId | None


def refuse_too_quick(looked: LookedAt) -> None:
    """Refuse a photo that passed faster than a scene can be taken in.

    Raises:
        Refused: so it is.
    """
    if looked.ms < ENOUGH_LOOK_MS:
        raise Refused(
            "A photo passed too quickly to be looked at.", "Go through the photos once more."
        )


def refuse_changed(review: PhotoReview, last_action: ActionId | None) -> None:
    """Refuse to finish a photo that is not as the person had it before the eyes.

    Raises:
        Refused: so it is.
    """
    if review.last_action != last_action:
        raise Refused("A photo changed after it was looked at.", "Look at it again.")


def refuse_unfinished(entry: PhotoOnDesk) -> None:
    """Refuse to finish a photo in which something is left to find or to decide.

    Raises:
        Refused: so it is.
    """
    if entry.photo.state is PhotoState.BROUGHT_IN and entry.photo.searched:
        raise Refused(
            "The search for faces in this photo has not ended yet.",
            "Decide what is there; finish the photo when the search has ended.",
        )
    if entry.photo.state is not PhotoState.CHECKED:
        raise Refused(
            "Faces were not looked for in this photo.", "Run Find faces, then look again."
        )
    if entry.review.undecided:
        raise Refused("A face in this photo has no decision yet.", "Decide each face, then finish.")
