"""Faces in photos and what the machine proposes about them: part of the photo shelf."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from consentdesk.domain.face import (
    Candidate,
    FoundRegion,
    Region,
    RegionOrigin,
    Suggestion,
)
from consentdesk.domain.ids import BatchId, PhotoId, RegionId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.store.batch_tables import (
    CandidateRow,
    PhotoRow,
    RegionRow,
    SettledRow,
    SuggestionRow,
)
from consentdesk.store.fetch import fetch

SAME_FACE = 0.5
"""Common area over joint area from which two boxes are one face: the customary line of
detection benchmarks."""

_COLUMNS = (
    RegionRow.id,
    RegionRow.photo_id,
    RegionRow.x,
    RegionRow.y,
    RegionRow.width,
    RegionRow.height,
    RegionRow.origin,
    RegionRow.size,
    RegionRow.score,
    RegionRow.picture,
    RegionRow.shown,
)
_OF_CANDIDATES = (
    CandidateRow.region_id,
    CandidateRow.person_id,
    CandidateRow.distance,
    CandidateRow.words,
)


class RegionsOfPhotos:
    """Regions and suggestions; the photo shelf is made of it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def record_check(
        self, photo_id: PhotoId, found: Sequence[FoundRegion], engine: str
    ) -> tuple[Region, ...]:
        """Record what the face engine found; the photo is checked from now on.

        A box found again, or one that moved a little (`SAME_FACE`), keeps its number and with
        it all decisions. Of the boxes found before and not now, those a person ever decided
        stay as they were; the others are removed. Drawn regions stay. Returns the found
        regions in the order given.

        Raises:
            StoreError: there is no such photo.
        """
        photo = fetch(self._session, PhotoRow, photo_id, "photo")
        if photo.state is not PhotoState.BROUGHT_IN:
            photo.problem = ""
        photo.state, photo.engine = PhotoState.CHECKED, engine
        known = [
            row
            for row in self._rows(RegionRow.photo_id == photo_id)
            if row.origin is RegionOrigin.FOUND
        ]
        same = _same_faces(known, found)
        rows = [self._recorded(photo_id, same.get(place), each) for place, each in enumerate(found)]
        self._remove_undecided([row for row in known if row not in same.values()])
        self._session.flush()
        return tuple(_region(row) for row in rows)

    def regions(self, photo_id: PhotoId) -> tuple[Region, ...]:
        """Return the regions of a photo in the order they were made."""
        return tuple(self._regions_where(RegionRow.photo_id == photo_id))

    def regions_of_batch(self, batch_id: BatchId) -> Mapping[PhotoId, tuple[Region, ...]]:
        """Return the regions of each photo of a batch; a photo without any has an entry too."""
        photos = select(PhotoRow.id).where(PhotoRow.batch_id == batch_id)
        found: dict[PhotoId, list[Region]] = {id_: [] for id_ in self._session.scalars(photos)}
        for region in self._regions_where(RegionRow.photo_id.in_(photos)):
            found[region.photo_id].append(region)
        return {id_: tuple(regions) for id_, regions in found.items()}

    def region(self, region_id: RegionId) -> Region:
        """Return a region.

        Raises:
            StoreError: there is no such region.
        """
        return _region(fetch(self._session, RegionRow, region_id, "face"))

    def mark_shown(self, region_id: RegionId) -> None:
        """Record that the face stood enlarged before a person."""
        fetch(self._session, RegionRow, region_id, "face").shown = True
        self._session.flush()

    def suggest(self, photo_id: PhotoId, suggestions: Sequence[Suggestion]) -> None:
        """Put these in the place of all suggestions about the photo."""
        regions = select(RegionRow.id).where(RegionRow.photo_id == photo_id)
        for table in (CandidateRow, SuggestionRow):
            self._session.execute(delete(table).where(table.region_id.in_(regions)))
        for each in suggestions:
            self._session.add(
                SuggestionRow(region_id=each.region_id, outcome=each.outcome, reason=each.reason)
            )
        self._session.flush()
        for each in suggestions:
            self._session.add_all(_candidate_rows(each))
        self._session.flush()

    def suggestions(self, photo_id: PhotoId) -> Mapping[RegionId, Suggestion]:
        """Return the suggestions about a photo."""
        return self._suggestions(RegionRow.photo_id == photo_id)

    def suggestions_of_batch(self, batch_id: BatchId) -> Mapping[RegionId, Suggestion]:
        """Return the suggestions about all photos of a batch."""
        photos = select(PhotoRow.id).where(PhotoRow.batch_id == batch_id)
        return self._suggestions(RegionRow.photo_id.in_(photos))

    def _rows(self, which: ColumnElement[bool]) -> Sequence[RegionRow]:
        return self._session.scalars(select(RegionRow).where(which).order_by(RegionRow.id)).all()

    def _regions_where(self, which: ColumnElement[bool]) -> Iterator[Region]:
        # columns instead of rows of the mapped class: twice as fast for a whole batch
        query = select(*_COLUMNS).where(which).order_by(RegionRow.id)
        for id_, photo_id, x, y, width, height, *rest in self._session.execute(query):
            yield Region(id_, photo_id, Box(x, y, width, height), *rest)

    def _recorded(
        self, photo_id: PhotoId, again: RegionRow | None, found: FoundRegion
    ) -> RegionRow:
        row = region_row(photo_id, found, RegionOrigin.FOUND)
        if again is None:
            self._session.add(row)
            return row
        again.x, again.y, again.width, again.height = row.x, row.y, row.width, row.height
        again.size, again.score, again.picture = row.size, row.score, row.picture
        return again

    def _remove_undecided(self, vanished: Sequence[RegionRow]) -> None:
        # a decision that was taken back may be taken again, so it counts as well
        decided = set(
            self._session.scalars(
                select(SettledRow.region_id).where(
                    SettledRow.region_id.in_([row.id for row in vanished])
                )
            )
        )
        for row in vanished:
            if row.id not in decided:
                self._session.delete(row)

    def _suggestions(self, which: ColumnElement[bool]) -> Mapping[RegionId, Suggestion]:
        regions = select(RegionRow.id).where(which)
        candidates: dict[RegionId, list[Candidate]] = {}
        listed = select(*_OF_CANDIDATES).where(CandidateRow.region_id.in_(regions))
        for id_, person, distance, words in self._session.execute(
            listed.order_by(CandidateRow.place)
        ):
            candidates.setdefault(id_, []).append(Candidate(person, distance, words))
        proposed = select(
            SuggestionRow.region_id, SuggestionRow.outcome, SuggestionRow.reason
        ).where(SuggestionRow.region_id.in_(regions))
        return {
            id_: Suggestion(id_, outcome, tuple(candidates.get(id_, ())), reason)
            for id_, outcome, reason in self._session.execute(proposed)
        }


def region_row(photo_id: PhotoId, found: FoundRegion, origin: RegionOrigin) -> RegionRow:
    """Return the row for a new region."""
    return RegionRow(
        photo_id=photo_id,
        x=found.box.x,
        y=found.box.y,
        width=found.box.width,
        height=found.box.height,
        origin=origin,
        size=found.size,
        score=found.score,
        picture=found.picture,
        shown=False,
    )


def _candidate_rows(suggestion: Suggestion) -> list[CandidateRow]:
    return [
        CandidateRow(
            region_id=suggestion.region_id,
            place=place,
            person_id=candidate.person_id,
            distance=candidate.distance,
            words=candidate.words,
        )
        for place, candidate in enumerate(suggestion.candidates)
    ]


def _same_faces(known: Sequence[RegionRow], found: Sequence[FoundRegion]) -> dict[int, RegionRow]:
    """Return the region of before for each place in `found` that has one, best pairs first."""
    pairs = sorted(
        (
            (-shared, row.id, place, row)
            for row in known
            for place, each in enumerate(found)
            if (shared := _shared(_box(row), each.box)) >= SAME_FACE
        ),
        key=lambda pair: pair[:3],
    )
    same: dict[int, RegionRow] = {}
    taken: set[RegionId] = set()
    for _, region_id, place, row in pairs:
        if region_id not in taken and place not in same:
            same[place] = row
            taken.add(region_id)
    return same


def _shared(one: Box, other: Box) -> float:
    """Return the common area of two boxes over their joint area, 0 to 1."""
    common = one.overlap(other)
    return common / (one.area + other.area - common)


def _box(row: RegionRow) -> Box:
    return Box(row.x, row.y, row.width, row.height)


def _region(row: RegionRow) -> Region:
    return Region(
        id=row.id,
        photo_id=row.photo_id,
        box=_box(row),
        origin=row.origin,
        size=row.size,
        score=row.score,
        picture=row.picture,
        shown=row.shown,
    )
