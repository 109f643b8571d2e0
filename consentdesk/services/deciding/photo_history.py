"""Everything that was done to a photo, what was taken back of it, and how far back it lies."""

from dataclasses import dataclass

from consentdesk.domain.ids import PhotoId
from consentdesk.domain.review import ReviewAction
from consentdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class PastAction:
    """One thing a person did to a photo.

    Attributes:
        taken_back_by: who undid it; None while it stands.
        undos: how many times undo must be pressed in the batch to take it back; None when it is
            taken back or cannot be.
    """

    action: ReviewAction
    taken_back_by: str | None
    undos: int | None


def read_photo_history(u: UnitOfWork, photo_id: PhotoId) -> tuple[PastAction, ...]:
    """Return what was done to a photo, oldest first."""
    taken_back = u.review.taken_back(photo_id)
    order = u.review.next_to_undo(u.photos.get(photo_id).batch_id)
    undos = {action_id: place for place, action_id in enumerate(order, 1)}
    return tuple(
        PastAction(
            action,
            taken_back.get(action.id),
            None if undone else undos.get(action.together or action.id),
        )
        for action, undone in u.review.history(photo_id)
    )
