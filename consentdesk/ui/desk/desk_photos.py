"""The photos of a batch as they stand on screen: what is saved, and what is being saved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from consentdesk.domain.face import Disposition, Region, RegionOrigin, RegionSize
from consentdesk.domain.ids import PersonId, PhotoId, RegionId
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.review import Decision, Look, PhotoReview
from consentdesk.domain.verdict import Outcome
from consentdesk.services.desk import Desk, PhotoOnDesk, points_at

Change = Callable[[PhotoOnDesk], PhotoOnDesk]

_SIZE_ORDER = {RegionSize.FACE: 0, RegionSize.MAYBE: 1, RegionSize.TOO_SMALL: 2}


class Filter(StrEnum):
    """Which photos the grid shows."""

    ALL = "all"
    TO_DECIDE = "to_decide"
    FLAGGED = "flagged"
    HELD = "held"
    CHECKED = "checked"


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


class DeskPhotos:
    """A desk with the changes that are on their way laid over it.

    A change is drawn at once; the answer of the service replaces it, a failure takes it out.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._saved: dict[PhotoId, PhotoOnDesk] = {}
        self._under_way: dict[PhotoId, dict[int, Change]] = {}
        self._tickets = 0
        self._known: dict[PhotoId, tuple[bool, int]] = {}
        self._left: Left | None = None
        self._in_hand: PhotoId | None = None
        self._places: dict[RegionId, int] = {}
        self.lay_out(desk)

    def lay_out(self, desk: Desk) -> None:
        """Take a freshly read desk; changes still on their way stay on top.

        Photos that were there keep their places, so that nothing moves under the person's
        hand; new ones follow in desk order.
        """
        self.desk = desk
        self._known.clear()
        self._left = None
        fresh = {entry.photo.id: entry for entry in desk.photos}
        kept = [photo_id for photo_id in self._saved if photo_id in fresh]
        self._saved = {p: fresh[p] for p in dict.fromkeys((*kept, *fresh))}
        self._look_outs = {look_out.person.id for look_out in desk.look_outs}
        self._same_person = _by_group(desk)
        if self._in_hand is not None and self.holds(self._in_hand):
            self._remember_places(self._in_hand)

    def take_in_hand(self, photo_id: PhotoId) -> None:
        """Let the faces of this photo keep their numbers; those found later follow them."""
        self._in_hand, self._places = photo_id, {}
        self._remember_places(photo_id)

    def _remember_places(self, photo_id: PhotoId) -> None:
        self._places = {r.id: place for place, r in enumerate(self.faces(photo_id))}

    @property
    def ids(self) -> tuple[PhotoId, ...]:
        """All photos in desk order."""
        return tuple(self._saved)

    def holds(self, photo_id: PhotoId) -> bool:
        """Whether the photo is in the batch."""
        return photo_id in self._saved

    def photo(self, photo_id: PhotoId) -> PhotoOnDesk:
        """Return a photo as it stands on screen."""
        entry = self._saved[photo_id]
        for change in self._under_way.get(photo_id, {}).values():
            entry = change(entry)
        return entry

    def expect(self, photo_id: PhotoId, change: Change) -> int:
        """Draw a change ahead of its answer; returns the ticket to settle it with."""
        self._tickets += 1
        self._changed(photo_id)
        self._under_way.setdefault(photo_id, {})[self._tickets] = change
        return self._tickets

    def settle(self, photo_id: PhotoId, ticket: int, saved: PhotoOnDesk | None) -> None:
        """Put the answer in place of the change; None takes the change out again."""
        self._changed(photo_id)
        waiting = self._under_way.get(photo_id, {})
        waiting.pop(ticket, None)
        if not waiting:
            self._under_way.pop(photo_id, None)
        if saved is not None:
            self.take(saved)

    def take(self, saved: PhotoOnDesk) -> None:
        """Take a photo as the service returned it."""
        if saved.photo.id in self._saved:
            self._changed(saved.photo.id)
            self._saved[saved.photo.id] = saved

    def faces(self, photo_id: PhotoId) -> tuple[Region, ...]:
        """Return the faces in the order to ask about them: alike to a look-out first."""
        entry = self.photo(photo_id)
        faces = sorted(entry.review.regions, key=lambda r: self._place(entry, r))
        if photo_id == self._in_hand:
            faces.sort(key=lambda r: self._places.get(r.id, len(self._places)))
        return tuple(faces)

    def open_faces(self, photo_id: PhotoId) -> tuple[Region, ...]:
        """Return the faces that need a decision, or need it again."""
        entry = self.photo(photo_id)
        if not faces_known(entry.photo):
            return ()
        outdated = outdated_faces(entry)
        decided = entry.review.decisions
        return tuple(r for r in self.faces(photo_id) if r.id not in decided or r.id in outdated)

    def flagged_face(self, entry: PhotoOnDesk, region_id: RegionId) -> bool:
        """Whether a face looks like somebody on the look-out list."""
        return points_at(entry.suggestions.get(region_id), self._look_outs)

    def settled_together(self, entry: PhotoOnDesk, region: Region) -> bool:
        """Whether a face is doubtful or very small, and no look-out is named for it.

        A look-out is named, too, where the machine cannot tell: such a face is asked about by
        itself.
        """
        said = entry.suggestions.get(region.id)
        named = () if said is None else (candidate.person_id for candidate in said.candidates)
        return region.size is not RegionSize.FACE and self._look_outs.isdisjoint(named)

    def same_person(self, photo_id: PhotoId, region_id: RegionId) -> tuple[RegionId, ...]:
        """Return the faces in other photos that seem to be the same person, one a photo."""
        group = self.desk.groups.get(region_id)
        others = {} if group is None else self._same_person.get(group, {})
        return tuple(region for photo, region in others.items() if photo != photo_id)

    def needs_person(self, photo_id: PhotoId) -> bool:
        """Whether something is left to decide or to look at."""
        return self._standing(photo_id)[0]

    def open_count(self, photo_id: PhotoId) -> int:
        """How many faces need a decision."""
        return self._standing(photo_id)[1]

    def _standing(self, photo_id: PhotoId) -> tuple[bool, int]:
        """Remember it: what is left is counted over thousands of photos at each face."""
        if photo_id not in self._known:
            open_faces = len(self.open_faces(photo_id))
            self._known[photo_id] = (self._needed(photo_id, open_faces), open_faces)
        return self._known[photo_id]

    def _needed(self, photo_id: PhotoId, open_faces: int) -> bool:
        entry = self.photo(photo_id)
        if entry.photo.state is PhotoState.BROUGHT_IN:
            return open_faces > 0 and entry.review.hold is None
        if entry.photo.state is not PhotoState.CHECKED or entry.status is Outcome.HELD:
            return False
        look = entry.review.look
        looked = look is not None and look.register_version == self.desk.register_version
        return not looked or open_faces > 0

    def matching(self, wanted: Filter, keep: PhotoId | None = None) -> tuple[PhotoId, ...]:
        """Return the photos of a filter in desk order; `keep` stays whatever it is."""
        return tuple(p for p in self._saved if p == keep or self._fits(p, wanted))

    def next_to_decide(self, after: PhotoId | None) -> PhotoId | None:
        """Return the next photo that needs the person: flagged ones first, then in order."""
        ids = self.ids
        start = ids.index(after) + 1 if after in self._saved else 0
        others = [p for p in (*ids[start:], *ids[:start]) if p != after and self.needs_person(p)]
        flagged = (p for p in others if self.photo(p).flagged)
        return next(flagged, others[0] if others else None)

    def left(self) -> Left:
        """Count what is left; counted anew only after a change."""
        if self._left is None:
            standing = [self._standing(photo_id) for photo_id in self._saved]
            faces = [open_faces for needed, open_faces in standing if needed]
            states = [entry.photo.state for entry in self._saved.values()]
            waiting, aside = (
                states.count(state) for state in (PhotoState.BROUGHT_IN, PhotoState.SET_ASIDE)
            )
            checked = len(states) - waiting - aside
            self._left = Left(sum(faces), len(faces), waiting, checked, len(states))
        return self._left

    def _changed(self, photo_id: PhotoId) -> None:
        self._known.pop(photo_id, None)
        self._left = None

    def _fits(self, photo_id: PhotoId, wanted: Filter) -> bool:
        if wanted is Filter.ALL:
            return True
        if wanted is Filter.TO_DECIDE:
            return self.needs_person(photo_id)
        entry = self.photo(photo_id)
        if wanted is Filter.FLAGGED:
            return entry.flagged
        if wanted is Filter.HELD:
            return entry.status is Outcome.HELD
        return entry.status is Outcome.CLEARED

    def _place(self, entry: PhotoOnDesk, region: Region) -> tuple[object, ...]:
        drawn = region.origin is RegionOrigin.DRAWN
        alike = self.flagged_face(entry, region.id)
        where = region.id if drawn else region.box.x
        return (drawn, not alike, _SIZE_ORDER[region.size], where, region.box.y)


def faces_known(photo: Photo) -> bool:
    """Whether faces of the photo can be decided, be it that more may be found."""
    begun = photo.state is PhotoState.BROUGHT_IN and photo.searched is not None
    return begun or photo.state is PhotoState.CHECKED


def _by_group(desk: Desk) -> dict[int, dict[PhotoId, RegionId]]:
    groups: dict[int, dict[PhotoId, RegionId]] = {}
    for entry in desk.photos:
        for region in entry.review.regions:
            group = desk.groups.get(region.id)
            if group is not None:
                groups.setdefault(group, {})[entry.photo.id] = region.id
    return groups


def outdated_faces(entry: PhotoOnDesk) -> frozenset[RegionId]:
    """Return the faces whose exclusion check no longer counts."""
    return frozenset(
        reason.region_id
        for verdict in entry.verdicts.values()
        for reason in verdict.reasons
        if reason.code == "exclusion_outdated" and reason.region_id is not None
    )


def decided(regions: Sequence[RegionId], disposition: Disposition, by: str, version: int) -> Change:
    """Return the change that a decision will make."""
    new = {region_id: Decision(disposition, by, version) for region_id in regions}

    def change(entry: PhotoOnDesk) -> PhotoOnDesk:
        present = {r.id for r in entry.review.regions}
        added = {rid: decision for rid, decision in new.items() if rid in present}
        review = replace(entry.review, decisions={**entry.review.decisions, **added}, look=None)
        return _reviewed(entry, review)

    return change


def looked(by: str, version: int) -> Change:
    """Return the change that finishing a photo will make."""
    return lambda entry: _reviewed(entry, replace(entry.review, look=Look(by, version)))


def _reviewed(entry: PhotoOnDesk, review: PhotoReview) -> PhotoOnDesk:
    return replace(entry, review=review, flagged=entry.flagged and bool(review.undecided))


def person_of(entry: PhotoOnDesk, region_id: RegionId) -> PersonId | None:
    """Return who a face was decided to be, if anybody."""
    decision = entry.review.decisions.get(region_id)
    return None if decision is None else decision.disposition.person_id
