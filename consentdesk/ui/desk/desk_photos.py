"""The photos of a batch as they stand on screen: what is saved, and what is being saved."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

from consentdesk.domain.face import Region, RegionOrigin, RegionSize
from consentdesk.domain.ids import PersonId, PhotoId, RegionId
from consentdesk.services.deciding.desk import Desk, PhotoOnDesk, points_at
from consentdesk.ui.desk.drawn_ahead import Change
from consentdesk.ui.desk.grid.photo_filter import ALL_PHOTOS, Filter
from consentdesk.ui.desk.grid.photo_order import Order, by_burst, by_risk, by_time
from consentdesk.ui.desk.grid.standing import faces_known, outdated_faces, standing_of
from consentdesk.ui.desk.reckoning import Reckoning, reckon
from consentdesk.ui.desk.what_is_left import Left, WhatIsLeft

_SIZE_ORDER = {RegionSize.FACE: 0, RegionSize.MAYBE: 1, RegionSize.TOO_SMALL: 2}


@dataclass(frozen=True, slots=True)
class _Sorted:
    """The faces of a photo as it stands, in the order to ask about them."""

    entry: PhotoOnDesk
    faces: tuple[Region, ...]
    open_faces: tuple[Region, ...]


class DeskPhotos:
    """A desk with the changes that are on their way laid over it.

    A change is drawn at once; the answer of the service replaces it, a failure takes it out.
    """

    def __init__(self, desk: Desk, reckoning: Reckoning | None = None) -> None:
        self.desk = desk
        self.order = Order.TO_DECIDE
        self.gone: tuple[PhotoOnDesk, ...] = ()
        """What lay here before the last reading and does not any more."""
        self._saved: dict[PhotoId, PhotoOnDesk] = {}
        self._under_way: dict[PhotoId, dict[int, Change]] = {}
        self._drawn: dict[PhotoId, PhotoOnDesk] = {}
        self._sorted: dict[PhotoId, _Sorted] = {}
        self._tickets = 0
        self._seen: dict[PhotoId, int] = {}
        self._in_hand: PhotoId | None = None
        self._faces_at: dict[RegionId, int] = {}
        self._arranged: tuple[PhotoId, ...] = ()
        self._place_of: dict[PhotoId, int] = {}
        self.lay_out(desk, reckoning)

    def lay_out(self, desk: Desk, reckoning: Reckoning | None = None) -> None:
        """Take a freshly read desk; changes still on their way stay on top.

        Photos that were there keep their places, so that nothing moves under the person's
        hand; new ones follow in desk order. `reckoning` comes with the desk from the thread that
        read it; without one it is made now.
        """
        reckoned = reckoning or reckon(desk)
        self.desk = desk
        fresh = {entry.photo.id: entry for entry in desk.photos}
        kept = [photo_id for photo_id in self._saved if photo_id in fresh]
        self.gone = tuple(entry for p, entry in self._saved.items() if p not in fresh)
        newer = {p: self._saved[p] for p in kept if self._saved[p].revision > fresh[p].revision}
        fresh |= newer
        self._saved = {p: fresh[p] for p in dict.fromkeys((*kept, *fresh))}
        self._look_outs = {look_out.person.id for look_out in desk.look_outs}
        self._drawn.clear()
        self._sorted.clear()
        self._same_person = reckoned.same_person
        self.bursts = reckoned.bursts
        self._standings = dict(reckoned.standings)
        self._left = WhatIsLeft(reckoned.left)
        self._seen = {p: self._seen.get(p, s.mark) for p, s in self._standings.items()}
        for photo_id in (self._under_way.keys() | newer.keys()) & self._saved.keys():
            self._weigh(photo_id)
        self._place_photos()
        if self._in_hand is not None and self.holds(self._in_hand):
            self._remember_places(self._in_hand)

    def arrange(self, order: Order) -> None:
        """Sort the photos as they stand now; decisions then move none of them."""
        self.order, self._arranged, self._place_of = order, (), {}
        self._place_photos()

    def _place_photos(self) -> None:
        if self._place_of.keys() == self._saved.keys():
            return
        if self.order is Order.TIME:
            self._arranged = by_time(self._saved)
        elif self.order is Order.BURST:
            self._arranged = by_burst(self._saved, self.bursts)
        elif self.order is Order.RISK and not self._arranged:
            self._arranged = by_risk(tuple(self._saved), self._standings)
        else:
            there = [p for p in self._arranged if p in self._saved]
            self._arranged = tuple(dict.fromkeys((*there, *self._saved)))
        self._place_of = {photo_id: place for place, photo_id in enumerate(self._arranged)}

    def take_in_hand(self, photo_id: PhotoId) -> None:
        """Let the faces of this photo keep their numbers; those found later follow them.

        It counts as seen, and so does the one that was in hand before.
        """
        self._note_seen(photo_id)
        if self._in_hand is not None:
            self._note_seen(self._in_hand)
        self._in_hand, self._faces_at = photo_id, {}
        self._sorted.clear()
        self._remember_places(photo_id)

    def _note_seen(self, photo_id: PhotoId) -> None:
        if self.holds(photo_id):
            self._seen[photo_id] = self._standings[photo_id].mark

    def _remember_places(self, photo_id: PhotoId) -> None:
        self._faces_at = {r.id: place for place, r in enumerate(self.faces(photo_id))}

    @property
    def ids(self) -> tuple[PhotoId, ...]:
        """All photos in the order chosen."""
        return self._arranged

    def holds(self, photo_id: PhotoId) -> bool:
        """Whether the photo is in the batch."""
        return photo_id in self._saved

    def photo(self, photo_id: PhotoId) -> PhotoOnDesk:
        """Return a photo as it stands on screen."""
        return self._drawn.get(photo_id) or self._saved[photo_id]

    def expect(self, photo_id: PhotoId, change: Change) -> int:
        """Draw a change ahead of its answer; returns the ticket to settle it with."""
        self._tickets += 1
        self._under_way.setdefault(photo_id, {})[self._tickets] = change
        self._weigh(photo_id)
        return self._tickets

    def being_saved(self, photo_id: PhotoId) -> bool:
        """Whether something the person did to the photo is still on its way."""
        return photo_id in self._under_way

    def settle(self, photo_id: PhotoId, ticket: int, saved: PhotoOnDesk | None) -> bool:
        """Put the answer in place of the change; None takes the change out again.

        The answer to what was done here is no news to the person who did it. Tells whether the
        photo looks different now.
        """
        before = self._on_screen(photo_id)
        waiting = self._under_way.get(photo_id, {})
        waiting.pop(ticket, None)
        if not waiting:
            self._under_way.pop(photo_id, None)
        self._weigh(photo_id)
        if saved is not None:
            self.take(saved)
            self._note_seen(photo_id)
        return self._on_screen(photo_id) != before

    def take(self, saved: PhotoOnDesk) -> bool:
        """Take a photo as the service returned it, unless a later answer came before.

        Tells whether it looks different now.
        """
        photo_id, known = saved.photo.id, self._saved.get(saved.photo.id)
        if known is None or saved.revision < known.revision or saved == known:
            return False
        before = self._on_screen(photo_id)
        self._saved[photo_id] = saved
        self._weigh(photo_id)
        return self._on_screen(photo_id) != before

    def _on_screen(self, photo_id: PhotoId) -> tuple[PhotoOnDesk, bool] | None:
        if not self.holds(photo_id):
            return None
        return replace(self.photo(photo_id), revision=0), self.changed(photo_id)

    def faces(self, photo_id: PhotoId) -> tuple[Region, ...]:
        """Return the faces in the order to ask about them: alike to a look-out first."""
        return self._sort(photo_id).faces

    def open_faces(self, photo_id: PhotoId) -> tuple[Region, ...]:
        """Return the faces that need a decision, or need it again."""
        return self._sort(photo_id).open_faces

    def _sort(self, photo_id: PhotoId) -> _Sorted:
        """Sort the faces once for each way the photo stands: a decision asks for them often."""
        entry, before = self.photo(photo_id), self._sorted.get(photo_id)
        if before is not None and before.entry is entry:
            return before
        faces = sorted(entry.review.regions, key=lambda r: self._place(entry, r))
        if photo_id == self._in_hand:
            faces.sort(key=lambda r: self._faces_at.get(r.id, len(self._faces_at)))
        decided, outdated = entry.review.decisions, outdated_faces(entry)
        known = faces if faces_known(entry.photo) else ()
        left = tuple(r for r in known if r.id not in decided or r.id in outdated)
        self._sorted[photo_id] = _Sorted(entry, tuple(faces), left)
        return self._sorted[photo_id]

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
        return self._standings[photo_id].needs_person

    def open_count(self, photo_id: PhotoId) -> int:
        """How many faces need a decision."""
        return self._standings[photo_id].open_faces

    def changed(self, photo_id: PhotoId) -> bool:
        """Whether decisions or answers are not as they were when the person last saw them.

        That is when the photo was last in hand, or when it came onto this desk; what the person
        does to it now is no news.
        """
        seen = self._seen[photo_id] == self._standings[photo_id].mark
        return not seen and not self.being_saved(photo_id)

    def matching(
        self, wanted: Filter = ALL_PHOTOS, keep: PhotoId | None = None
    ) -> tuple[PhotoId, ...]:
        """Return the photos of a filter in the order chosen; `keep` stays whatever it is."""
        if wanted == ALL_PHOTOS:
            return self._arranged
        standings = self._standings
        return tuple(
            p
            for p in self._arranged
            if p == keep or wanted.takes(standings[p], changed=self.changed(p))
        )

    def next_to_decide(self, after: PhotoId | None) -> PhotoId | None:
        """Return the next photo that needs the person: flagged ones first, then in order."""
        first: PhotoId | None = None
        for photo_id in self._following(after):
            standing = self._standings[photo_id]
            if standing.needs_person and photo_id != after:
                if standing.flagged:
                    return photo_id
                first = photo_id if first is None else first
        return first

    def left(self) -> Left:
        """Count what is left."""
        return self._left.left

    def _following(self, after: PhotoId | None) -> Iterable[PhotoId]:
        start = 0 if after not in self._place_of else self._place_of[after] + 1
        return chain(self._arranged[start:], self._arranged[:start])

    def _weigh(self, photo_id: PhotoId) -> None:
        """Draw what is on its way over the photo anew, and count the photo as it stands now."""
        if photo_id in self._saved:
            self._draw(photo_id)
            before = self._standings[photo_id]
            now = standing_of(self.photo(photo_id), self.desk.register_version)
            self._standings[photo_id] = now
            self._left.exchange(before, now)

    def _draw(self, photo_id: PhotoId) -> None:
        entry = self._saved[photo_id]
        for change in self._under_way.get(photo_id, {}).values():
            entry = change(entry)
        self._drawn[photo_id] = entry

    def _place(self, entry: PhotoOnDesk, region: Region) -> tuple[object, ...]:
        drawn = region.origin is RegionOrigin.DRAWN
        alike = self.flagged_face(entry, region.id)
        where = region.id if drawn else region.box.x
        return (drawn, not alike, _SIZE_ORDER[region.size], where, region.box.y)


def person_of(entry: PhotoOnDesk, region_id: RegionId) -> PersonId | None:
    """Return who a face was decided to be, if anybody."""
    decision = entry.review.decisions.get(region_id)
    return None if decision is None else decision.disposition.person_id
