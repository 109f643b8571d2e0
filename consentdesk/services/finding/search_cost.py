"""How long searching a photo takes, in proportion, and how long it may take at most.

Costs are in megapixels that go through the detector; everything else is put into proportion to
that, as measured with the detector that comes with the program.
"""

from consentdesk.domain.photo import Photo
from consentdesk.domain.search import SearchDepth

LARGEST, SHRUNK = 16.0, 12.2
"""Megapixels above which a photo is shrunk before it is searched, and to how many."""

ENLARGED_EDGE, MOST_ENLARGED = 2048, 4.0
"""A photo with a shorter long side is enlarged to that, at most so many times."""

NEAR = 0.8
"""The pass over the shrunk photo, and the closer look at what it shows."""

OPENING = 0.1
"""Opening a megapixel of the file, and making the pictures of its faces."""

THOROUGH_TIMES = 5.0
"""A photo at twice its size, as measured."""

FACE = 0.13
"""Comparing one face: chip and mirrored chip through the encoder."""

SLOW_SECONDS = 0.5
"""A megapixel on an ordinary slow office computer: four times what was measured."""

PATIENCE = 10.0
"""A photo may take this many times what it takes on a slow computer."""

LEAST_SECONDS = 120.0
"""Patience with any photo: its worker may have to start, load the engine, and meet 300 faces."""


def search_cost(photo: Photo, depth: SearchDepth, *, known: bool = False) -> float:
    """Return the cost of one search; a known one costs the opening only."""
    opening = OPENING * _megapixels(photo)
    if known:
        return opening
    if not depth.whole:
        return opening + NEAR
    times = THOROUGH_TIMES if depth is SearchDepth.THOROUGH else 1.0
    return opening + NEAR + times * _searched(photo)


def search_limit(photo: Photo, depth: SearchDepth) -> float:
    """Return the seconds after which a search is given up and the photo put aside."""
    return LEAST_SECONDS + PATIENCE * SLOW_SECONDS * search_cost(photo, depth)


def compare_cost(photo: Photo, faces: int) -> float:
    """Return the cost of comparing the known faces of a photo."""
    return OPENING * _megapixels(photo) + FACE * faces


def compare_limit(photo: Photo, faces: int) -> float:
    """Return the seconds after which comparing a photo is given up."""
    return LEAST_SECONDS + PATIENCE * SLOW_SECONDS * compare_cost(photo, faces)


def _megapixels(photo: Photo) -> float:
    return photo.details.width * photo.details.height / 1e6


def _searched(photo: Photo) -> float:
    """Return the megapixels of the photo as it is searched."""
    megapixels = _megapixels(photo)
    if megapixels > LARGEST:
        return SHRUNK
    edge = max(photo.details.width, photo.details.height)
    return megapixels * min(max(1.0, ENLARGED_EDGE / edge), MOST_ENLARGED) ** 2
