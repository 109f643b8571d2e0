"""What is left in the batch, kept up while photos change instead of counted over all of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from consentdesk.domain.photo import PhotoState
from consentdesk.ui.desk.grid.standing import Standing


@dataclass(frozen=True, slots=True)
class Left:
    """What is left in the batch.

    Attributes:
        faces, photos: faces without a decision, and photos that still need the person.
        waiting: photos that are not checked yet, be it that near faces are known already.
        checked: photos in which nothing more is looked for; not those set aside.
        total: photos in the batch.
    """

    faces: int
    photos: int
    waiting: int
    checked: int
    total: int


class WhatIsLeft:
    """Counts the photos of a batch once, then only those that change."""

    def __init__(self, counted: Left) -> None:
        """`counted` is what `count_left` said of all photos."""
        self.left = counted

    def exchange(self, before: Standing, after: Standing) -> None:
        """Count a photo as it stands now instead of as it stood."""
        was, now, left = count_left((before,)), count_left((after,)), self.left
        self.left = Left(
            left.faces + now.faces - was.faces,
            left.photos + now.photos - was.photos,
            left.waiting + now.waiting - was.waiting,
            left.checked + now.checked - was.checked,
            left.total,
        )


def count_left(standings: Iterable[Standing]) -> Left:
    """Count what is left in photos that stand like this."""
    faces = photos = waiting = aside = total = 0
    for standing in standings:
        total += 1
        waiting += standing.state is PhotoState.BROUGHT_IN
        aside += standing.state is PhotoState.SET_ASIDE
        if standing.needs_person:
            photos += 1
            faces += standing.open_faces
    return Left(faces, photos, waiting, total - waiting - aside, total)
