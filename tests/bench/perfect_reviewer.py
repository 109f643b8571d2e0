"""Somebody at the desk who knows every face, tires never and skips nothing: counts what it takes.

Acts through the services only. A decision is one saved judgement: a disposition, one for a
group, a carry, an exclusion statement, a drawn frame, a finished look. Key presses are those of
the desk's keys: one for each face that passes by, one to accept, letters until a name is first.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from consentdesk.app.scripted_reviewer import (
    DRAWN_FROM,
    NAME,
    TrueFace,
    disposition_by_truth,
    pair_up,
)
from consentdesk.domain.exclusion_check import faces_to_compare
from consentdesk.domain.face import ENOUGH_MS, Disposition, DispositionKind, Region, Sighting
from consentdesk.domain.ids import BatchId, PersonId, PhotoId, RegionId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.photo_checks import ALL_WELL
from consentdesk.services.deciding.desk import PhotoOnDesk, region_as_it_stands
from consentdesk.services.deciding.looked_at import ENOUGH_LOOK_MS, LookedAt
from consentdesk.services.workspace import Workspace

PHOTOS_AT_A_TIME = 12
"""Photos that are looked through before one statement finishes them."""

MOST_LETTERS = 3
"""Letters of a first name, after which the arrow goes down to the person."""

KEY_AND_DRAG = 2
"""To draw a missed face, counted as presses."""

TOGETHER = (
    DispositionKind.NOT_A_FACE,
    DispositionKind.CANNOT_BE_RECOGNISED,
    DispositionKind.COVER,
)
"""What is decided for several faces of a photo at once."""


@dataclass
class Effort:
    """What a batch took."""

    decisions: Counter[str] = field(default_factory=Counter)
    keys: int = 0

    def add(self, what: str, keys: int) -> None:
        """Count one decision and the keys it took."""
        self.decisions[what] += 1
        self.keys += keys


class PerfectReviewer:
    """Decides by the truth; how faces are gone through is told by who uses it."""

    def __init__(
        self, workspace: Workspace, batch_id: BatchId, truth: Mapping[str, tuple[TrueFace, ...]]
    ) -> None:
        self.workspace = workspace
        self.batch_id = batch_id
        self.effort = Effort()
        self.desk = workspace.review.desk(batch_id)
        self.photos = {
            entry.photo.id: entry
            for entry in self.desk.photos
            if entry.photo.state is PhotoState.CHECKED
        }
        self.look_outs = {look_out.person.id for look_out in self.desk.look_outs}
        self._truth = truth
        self._people = {person.details.key: person for person in self.desk.people.values()}
        self._first_names = [
            (p.details.first_name.casefold(), p.id) for p in self.desk.people.values()
        ]
        self.right: dict[RegionId, Disposition] = {}
        for photo in self.photos:
            self._know(photo)

    def take(self, entries: Iterable[PhotoOnDesk]) -> None:
        """Take photos as they stand after an act."""
        self.photos |= {entry.photo.id: entry for entry in entries}

    def undecided(self, photo: PhotoId) -> tuple[Region, ...]:
        """Return the open faces of a photo."""
        return self.photos[photo].review.undecided

    def see(self, regions: Iterable[RegionId]) -> None:
        """Let faces pass by enlarged, a key each."""
        rows = self.workspace.library.run(lambda u: [region_as_it_stands(u, r) for r in regions])
        seen = {r.id: Sighting(r.picture, ENOUGH_MS) for r in rows}
        self.workspace.exclusion.mark_seen(seen)
        self.effort.keys += len(seen)

    def draw_missed(self, photo: PhotoId) -> None:
        """Draw what the search missed, as anybody would notice it."""
        entry = self.photos[photo]
        faces = self._faces(entry)
        known = list(pair_up(entry.review.regions, faces).values())
        for face in faces:
            if face not in known and face.visible and face.box.height >= DRAWN_FROM:
                self.take([self.workspace.frames.draw(photo, face.box, NAME)])
                self.effort.add("draw", KEY_AND_DRAG)
        self._know(photo)

    def settle_rest(self, photo: PhotoId) -> None:
        """Settle what is open in a photo: those to be named or hidden, then one statement."""
        self.draw_missed(photo)
        self.see([region.id for region in self.undecided(photo)])
        for kind in TOGETHER:
            self._decide_together(photo, Disposition(kind))
        rest = self.undecided(photo)
        clear = [region for region in rest if self._may_be_stated(photo, region)]
        for region in rest:
            if region not in clear:
                self.decide(photo, region.id)
        if clear:
            self.take([self._state(photo)])
            self.effort.add("exclusion", 1)

    def decide(self, photo: PhotoId, region: RegionId) -> None:
        """Decide one face by itself."""
        right = self.right[region]
        self.take([self.workspace.review.decide(region, right, NAME)])
        self.effort.add("face", self.naming_keys(photo, region, right))

    def naming_keys(self, photo: PhotoId, region: RegionId, right: Disposition) -> int:
        """Return the keys that say who a face is: one where the machine suggests it."""
        if right.person_id is None:
            return 1
        suggestion = self.photos[photo].suggestions.get(region)
        named = () if suggestion is None else suggestion.candidates[:MOST_LETTERS]
        if right.person_id in {candidate.person_id for candidate in named}:
            return 1
        return 2 + self._letters(right.person_id)

    def look_through_all(self) -> None:
        """Look at every photo, some at a time, and say that all is well with them."""
        waiting = list(self.photos)
        for start in range(0, len(waiting), PHOTOS_AT_A_TIME):
            some = {
                photo: LookedAt(ENOUGH_LOOK_MS, self.photos[photo].review.last_action)
                for photo in waiting[start : start + PHOTOS_AT_A_TIME]
            }
            self.take(self.workspace.review.look_through(some, NAME, ALL_WELL))
            self.effort.add("look", len(some) + 1)

    def _state(self, photo: PhotoId) -> PhotoOnDesk:
        """State the exclusion check of the faces that passed by before."""
        faces = faces_to_compare(self.photos[photo].review, self.look_outs)
        compared = {region.id: Sighting(region.picture, ENOUGH_MS) for region in faces}
        return self.workspace.exclusion.state(photo, NAME, compared, self.look_outs)

    def _decide_together(self, photo: PhotoId, what: Disposition) -> None:
        faces = [r.id for r in self.undecided(photo) if self.right[r.id] == what]
        if faces:
            self.take([self.workspace.review.decide_many(faces, what, NAME)])
            self.effort.add("some faces", len(faces) + 1 if len(faces) > 1 else 1)

    def _may_be_stated(self, photo: PhotoId, region: Region) -> bool:
        """Tell whether a face is one of the rest that one statement covers."""
        right = self.right[region.id]
        if right.kind is DispositionKind.VISITOR or right.person_id in self.look_outs:
            return False
        suggestion = self.photos[photo].suggestions.get(region.id)
        candidates = () if suggestion is None else suggestion.candidates
        return not any(candidate.person_id in self.look_outs for candidate in candidates)

    def _letters(self, person: PersonId) -> int:
        own = next(name for name, id_ in self._first_names if id_ == person)
        for count in range(1, MOST_LETTERS + 1):
            fitting = [id_ for name, id_ in self._first_names if name.startswith(own[:count])]
            if fitting[0] == person:
                return count
        return MOST_LETTERS + fitting.index(person)

    def _faces(self, entry: PhotoOnDesk) -> tuple[TrueFace, ...]:
        return self._truth[entry.photo.details.file_name]

    def _know(self, photo: PhotoId) -> None:
        entry = self.photos[photo]
        paired = pair_up(entry.review.regions, self._faces(entry))
        for index, region in enumerate(entry.review.regions):
            self.right[region.id] = disposition_by_truth(
                region, paired.get(index), self._people, self.look_outs
            )


Way = Callable[[PerfectReviewer], None]


def largest_first(groups: Mapping[RegionId, int]) -> list[list[RegionId]]:
    """Return the faces of each group, the largest group first."""
    members: dict[int, list[RegionId]] = {}
    for region, number in groups.items():
        members.setdefault(number, []).append(region)
    return sorted(members.values(), key=lambda faces: (-len(faces), faces))


def commonest(named: Sequence[Disposition]) -> Disposition | None:
    """Return what is right for most faces, None without any."""
    return Counter(named).most_common(1)[0][0] if named else None
