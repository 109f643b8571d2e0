"""Where the faces of a photo lie in its published copy, and which face there is nobody's."""

from collections.abc import Iterable, Sequence
from math import ceil, floor

from consentdesk.domain.photo import Photo
from consentdesk.domain.pixels import Box
from consentdesk.domain.published_part import published_frame
from consentdesk.domain.review import PhotoReview

_AROUND = 0.5
"""Share of its size that a region reaches beyond itself: two looks at one face frame it apart."""

_PLACES = (
    ("at the top left", "at the top", "at the top right"),
    ("on the left", "in the middle", "on the right"),
    ("at the bottom left", "at the bottom", "at the bottom right"),
)


def regions_in_copy(photo: Photo, review: PhotoReview, width: int, height: int) -> tuple[Box, ...]:
    """Return every region of the review that is in the copy, in pixels of the copy.

    Args:
        photo: what the copy was made of.
        review: its regions, whatever was decided about them.
        width, height: of the copy, pixels.
    """
    frame = published_frame(photo, review)
    if frame is None:
        return ()
    across, down = width / frame.width, height / frame.height
    parts = (_common(region.whole, frame) for region in review.regions)
    return tuple(_scaled(part, frame, across, down) for part in parts if part is not None)


def undecided_faces(faces: Iterable[Box], regions: Sequence[Box]) -> tuple[Box, ...]:
    """Return the faces that lie where no region is; all in pixels of one picture.

    A face belongs to a region when the middle of one lies in or near the other.
    """
    return tuple(face for face in faces if not any(_meet(face, region) for region in regions))


def place_in_words(box: Box, width: int, height: int) -> str:
    """Return where a box lies in a picture of this size, such as "at the top left"."""
    row = min(2, 3 * (box.y + box.height // 2) // height)
    column = min(2, 3 * (box.x + box.width // 2) // width)
    return _PLACES[max(0, row)][max(0, column)]


def _meet(face: Box, region: Box) -> bool:
    return bool(_near(region).overlap(_middle(face)) or _near(face).overlap(_middle(region)))


def _near(box: Box) -> Box:
    dx, dy = ceil(box.width * _AROUND), ceil(box.height * _AROUND)
    return Box(box.x - dx, box.y - dy, box.width + 2 * dx, box.height + 2 * dy)


def _middle(box: Box) -> Box:
    return Box(box.x + box.width // 2, box.y + box.height // 2, 1, 1)


def _common(box: Box, frame: Box) -> Box | None:
    x, y = max(box.x, frame.x), max(box.y, frame.y)
    right, bottom = min(box.right, frame.right), min(box.bottom, frame.bottom)
    return Box(x, y, right - x, bottom - y) if right > x and bottom > y else None


def _scaled(part: Box, frame: Box, across: float, down: float) -> Box:
    x, y = floor((part.x - frame.x) * across), floor((part.y - frame.y) * down)
    right = ceil((part.right - frame.x) * across)
    bottom = ceil((part.bottom - frame.y) * down)
    return Box(x, y, max(1, right - x), max(1, bottom - y))
