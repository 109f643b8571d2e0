"""Which photos of a batch are frames of one scene, and which decisions hold in the next frame.

Frames are bursts, and one picture that came twice. Only the whole picture counts, by its
difference hash; no face is compared with another.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo import CameraDevice, Photo

NEXT_FRAME = timedelta(seconds=4)
"""Longest pause between two frames of a burst. Cameras note whole seconds, and a finger on the
button comes back within one or two: our own choice, see decision 16."""

BURST_BITS = 16
"""Bits of 64 in which two frames of a burst may differ at most; measured, see decision 16."""

COPY_BITS = 4
"""Bits in which two pictures may differ without time or camera to go by; measured, see 16."""

FRAMES_BACK = 40
"""Frames before it that a photo is compared with. More within `NEXT_FRAME` are no burst but a
clock that stands still, and would cost a comparison of each with each."""

HASH_BITS = 64

HOLDS_FOR_THE_CHILD = frozenset(
    {
        DispositionKind.THIS_PUPIL,
        DispositionKind.THIS_ADULT,
        DispositionKind.VISITOR,
        DispositionKind.NO_LOOK_OUT,
        DispositionKind.COVER,
        DispositionKind.MOSAIC,
    }
)
"""Decisions about the child, which hold wherever the same child stands. The others are about one
picture: a face too blurred to be recognised may be sharp in the next frame, what was no face may
be one who walked in, and a part that is cropped away may lie elsewhere. They are offered, never
proposed."""

Pair = tuple[PhotoId, PhotoId]


def bursts(photos: Sequence[Photo]) -> tuple[tuple[PhotoId, ...], ...]:
    """Return the photos that show one scene, in groups of two and more.

    Frames that one camera took within `NEXT_FRAME` of each other are joined when their
    pictures are much alike (`BURST_BITS`); a photo without time or camera is joined with any
    that looks all but equal (`COPY_BITS`). Joining goes on: the first and the last frame of a
    long burst may differ more. A picture without any light and dark tells nothing and stays
    alone.

    Returns:
        Groups and their photos in the order they were taken, those without a time last;
        the order in which the photos are given does not matter.
    """
    telling = sorted((p for p in photos if p.details.likeness), key=_when)
    chains = _Chains()
    for one, other in (*_frames_in_a_row(telling), *_copies(telling)):
        chains.join(one, other)
    groups: dict[PhotoId, list[PhotoId]] = defaultdict(list)
    for photo in telling:
        groups[chains.first(photo.id)].append(photo.id)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def bits_apart(one: int, other: int) -> int:
    """Return in how many of its 64 bits one whole-picture hash differs from another."""
    return (one ^ other).bit_count()


def _clock_time(photo: Photo) -> datetime | None:
    """Return what the camera's clock showed; only some frames of a camera may name its zone."""
    taken = photo.details.taken_at
    return None if taken is None else taken.replace(tzinfo=None)


def _when(photo: Photo) -> tuple[bool, datetime, PhotoId]:
    taken = _clock_time(photo)
    return taken is None, taken or datetime.min, photo.id


def _placed(photo: Photo) -> tuple[CameraDevice, datetime] | None:
    """Return camera and time, or None when one of them is not known."""
    device, taken = photo.details.device, _clock_time(photo)
    return None if device is None or taken is None else (device, taken)


def _frames_in_a_row(in_order: Iterable[Photo]) -> Iterator[Pair]:
    """Compare each photo with those its own camera took just before it."""
    before: dict[CameraDevice, deque[tuple[datetime, Photo]]] = {}
    for photo in in_order:
        placed = _placed(photo)
        if placed is None:
            continue
        device, taken = placed
        recent = before.setdefault(device, deque(maxlen=FRAMES_BACK))
        while recent and taken - recent[0][0] > NEXT_FRAME:
            recent.popleft()
        for _, earlier in recent:
            if bits_apart(photo.details.likeness, earlier.details.likeness) <= BURST_BITS:
                yield earlier.id, photo.id
        recent.append((taken, photo))


def _copies(photos: Sequence[Photo]) -> Iterator[Pair]:
    """Find what is all but equal to a photo without time or camera.

    Two hashes that differ in at most `COPY_BITS` bits are equal in one of `COPY_BITS` + 1
    parts, so that only pictures with such a part in common are compared.
    """
    # one photo speaks for all that are equal to it, so that a thousand equal ones cost little
    unplaced = {p.details.likeness: p.id for p in photos if _placed(p) is None}
    if not unplaced:
        return
    alike: dict[int, list[PhotoId]] = defaultdict(list)
    for photo in photos:
        alike[photo.details.likeness].append(photo.id)
    shelves: dict[tuple[int, int], list[int]] = defaultdict(list)
    for likeness in alike:
        for part in _parts(likeness):
            shelves[part].append(likeness)
    for mine, photo_id in unplaced.items():
        near = {other for part in _parts(mine) for other in shelves[part]}
        for other in near:
            if bits_apart(mine, other) <= COPY_BITS:
                yield from ((photo_id, copy) for copy in alike[other])


def _parts(likeness: int) -> Iterator[tuple[int, int]]:
    """Cut a hash into `COPY_BITS` + 1 parts, each with its place."""
    long = -(-HASH_BITS // (COPY_BITS + 1))
    for place in range(COPY_BITS + 1):
        yield place, likeness >> (place * long) & ((1 << long) - 1)


class _Chains:
    """Photos joined one by one; asks who is the first of a chain."""

    def __init__(self) -> None:
        self._towards: dict[PhotoId, PhotoId] = {}

    def first(self, photo: PhotoId) -> PhotoId:
        """Return the photo that stands for the chain."""
        while (nearer := self._towards.get(photo, photo)) != photo:
            # halving the way keeps a chain of thousands short
            self._towards[photo] = photo = self._towards.get(nearer, nearer)
        return photo

    def join(self, one: PhotoId, other: PhotoId) -> None:
        """Make two chains one."""
        self._towards[self.first(other)] = self.first(one)
