"""Faces that seem to be one person, over all photos of the batch, and which group comes next."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from consentdesk.domain.face import Disposition, Region, Suggestion
from consentdesk.domain.ids import PersonId, PhotoId, RegionId
from consentdesk.domain.photo import Photo
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.desk_photos import DeskPhotos
from consentdesk.ui.desk.grid.standing import faces_known

OrderKey = tuple[bool, int, int]


@dataclass(frozen=True, slots=True)
class GroupFace:
    """One face of a group.

    Attributes:
        not_these: people a person said it is not.
        decided: what stands for it; None while it needs a decision, or needs it again.
        flagged: looks like somebody on the look-out list and is undecided.
    """

    region: Region
    photo: Photo
    suggestion: Suggestion | None
    not_these: frozenset[PersonId]
    decided: Disposition | None
    flagged: bool

    @property
    def id(self) -> RegionId:
        """The number of the face."""
        return self.region.id


@dataclass(frozen=True, slots=True)
class FaceGroup:
    """Faces that are one person, as the machine and then people said; open ones first, by time."""

    number: int
    faces: tuple[GroupFace, ...]

    @property
    def open(self) -> tuple[GroupFace, ...]:
        """Those that need a decision."""
        return tuple(face for face in self.faces if face.decided is None)

    @property
    def order_key(self) -> OrderKey:
        """Sort by it: those that may hold a look-out first, then those with most to decide."""
        opened = self.open
        return (not any(f.flagged for f in opened), -len(opened), self.number)

    def in_same_photo(self, ids: Collection[RegionId]) -> frozenset[RegionId]:
        """Return those of the named faces that share a photo with another of them."""
        named = [face for face in self.faces if face.id in ids]
        often = Counter(face.photo.id for face in named)
        return frozenset(face.id for face in named if often[face.photo.id] > 1)


class GroupsOnDesk:
    """The groups of a desk as it stands on screen; made anew after the desk was read anew."""

    def __init__(self, photos: DeskPhotos) -> None:
        self._photos = photos
        self._members = _members(photos)

    def of(self, region_id: RegionId) -> FaceGroup | None:
        """Return the group a face is in, or None when it is in none."""
        number = self._photos.desk.groups.get(region_id)
        return None if number is None else self._group(number)

    def to_decide(self) -> tuple[FaceGroup, ...]:
        """Return the groups of two or more in which somebody is undecided, in order."""
        several = (number for number, members in self._members.items() if len(members) > 1)
        groups = (self._group(number) for number in several)
        wanted = [group for group in groups if group is not None and group.open]
        return tuple(sorted(wanted, key=lambda group: group.order_key))

    def open_faces(self) -> frozenset[RegionId]:
        """Return the faces in groups that need a decision."""
        photos = dict.fromkeys(p for members in self._members.values() for p in members.values())
        still_open = (region.id for photo in photos for region in self._photos.open_faces(photo))
        return frozenset(still_open) & self._photos.desk.groups.keys()

    def _group(self, number: int) -> FaceGroup | None:
        members = self._members.get(number, {})
        entries = {p: self._photos.photo(p) for p in dict.fromkeys(members.values())}
        faces = [f for entry in entries.values() for f in self._faces(entry, members)]
        faces.sort(key=lambda face: (face.decided is not None, _taken(face.photo), face.id))
        return FaceGroup(number, tuple(faces)) if faces else None

    def _faces(self, entry: PhotoOnDesk, members: Mapping[RegionId, PhotoId]) -> list[GroupFace]:
        if not faces_known(entry.photo):
            return []
        still_open = {region.id for region in self._photos.open_faces(entry.photo.id)}
        return [
            _face(self._photos, entry, region, is_open=region.id in still_open)
            for region in entry.review.regions
            if region.id in members
        ]


def following(groups: Iterable[FaceGroup], after: OrderKey | None, by: int = 1) -> FaceGroup | None:
    """Return the group before or behind a place in the order; behind the last comes the first."""
    ordered = list(groups)[::by]
    if after is None:
        return next(iter(ordered), None)
    beyond = (g for g in ordered if (g.order_key > after if by > 0 else g.order_key < after))
    return next(beyond, ordered[0] if ordered else None)


def _members(photos: DeskPhotos) -> Mapping[int, Mapping[RegionId, PhotoId]]:
    members: dict[int, dict[RegionId, PhotoId]] = {}
    for photo_id in photos.ids:
        for region in photos.photo(photo_id).review.regions:
            number = photos.desk.groups.get(region.id)
            if number is not None:
                members.setdefault(number, {})[region.id] = photo_id
    return members


def _face(photos: DeskPhotos, entry: PhotoOnDesk, region: Region, *, is_open: bool) -> GroupFace:
    decision = entry.review.decisions.get(region.id)
    return GroupFace(
        region,
        entry.photo,
        entry.suggestions.get(region.id),
        entry.review.not_these.get(region.id, frozenset()),
        None if is_open or decision is None else decision.disposition,
        is_open and photos.flagged_face(entry, region.id),
    )


def _taken(photo: Photo) -> tuple[str, int]:
    taken = photo.details.taken_at
    return ("" if taken is None else taken.isoformat(), photo.id)
