"""Which photos are decided and only wait to be looked at as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.photo_checks import failed, unanswered
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.desk_photos import DeskPhotos

MOST_TOGETHER = 12
"""Photos in one statement; our choice: what a person still has before the eyes at its end."""


def only_to_look_at(entry: PhotoOnDesk, register_version: int, open_faces: int) -> bool:
    """Tell whether a look and its statements are all that is missing.

    A photo that is held or refused, waits for somebody's answer or has an answer "not so" is
    finished alone.
    """
    review = entry.review
    if entry.photo.state is not PhotoState.CHECKED or open_faces or review.undecided:
        return False
    kept_back = (review.hold, review.referral, review.refusal) != (None, None, None)
    if kept_back or failed(review.checks):
        return False
    look = review.look
    current = look is not None and look.register_version == register_version
    return not current or bool(unanswered(review.checks))


def photos_to_look_through(photos: DeskPhotos, ids: Iterable[PhotoId]) -> tuple[PhotoId, ...]:
    """Return those of `ids` that only wait for a look, the frames of a moment side by side."""
    version = photos.desk.register_version
    ready = [
        photo_id
        for photo_id in ids
        if photos.holds(photo_id)
        and only_to_look_at(photos.photo(photo_id), version, len(photos.open_faces(photo_id)))
    ]
    moments = {photo_id: burst for burst in photos.desk.bursts for photo_id in burst}
    beside: dict[PhotoId, None] = {}
    for photo_id in ready:
        beside |= dict.fromkeys(p for p in moments.get(photo_id, (photo_id,)) if p in ready)
    return tuple(beside)


def looks_as_before(now: PhotoOnDesk, before: PhotoOnDesk) -> bool:
    """Whether a photo and all that people said of it are as they were; time on screen aside."""
    return _before_the_eyes(now) == _before_the_eyes(before)


def _before_the_eyes(entry: PhotoOnDesk) -> tuple[object, ...]:
    frames = [(r.id, r.box, r.size) for r in entry.review.regions]
    return entry.photo, replace(entry.review, regions=()), frames


def row_around(
    photos: DeskPhotos, ids: Sequence[PhotoId], at: int, most: int
) -> tuple[PhotoId, ...]:
    """Return the photos that stand side by side with the one at `at`: of its moment, it included.

    `most` is how many there is room for.
    """
    moment = next((set(burst) for burst in photos.desk.bursts if ids[at] in burst), {ids[at]})
    first = at
    while first > 0 and ids[first - 1] in moment:
        first -= 1
    first += (at - first) // most * most
    row = ids[first : first + most]
    return tuple(photo_id for photo_id in row if photo_id in moment)
