"""Faces in photos: part of the photo shelf."""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from consentdesk.domain.face import SAME_FACE, FoundRegion, Region, RegionOrigin, shared_area
from consentdesk.domain.ids import BatchId, PhotoId, RegionId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.search import SearchDepth
from consentdesk.store.batch_tables import PhotoRow, RegionRow, SettledRow
from consentdesk.store.fetch import fetch
from consentdesk.store.suggestions import SuggestionsOfRegions

LONGEST_SIGHT_MS = 3_600_000
"""An hour: a face left on the screen over lunch tells nothing more."""

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
    RegionRow.seen_ms,
    RegionRow.subject,
    RegionRow.turn,
)


class RegionsOfPhotos(SuggestionsOfRegions):
    """Regions and what is proposed about them; the photo shelf is made of it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def record_check(
        self,
        photo_id: PhotoId,
        found: Sequence[FoundRegion],
        engine: str,
        depth: SearchDepth = SearchDepth.USUAL,
    ) -> tuple[Region, ...]:
        """Record what the face engine found in the whole photo; it is checked from now on.

        Unless a deeper search was asked for while this one ran: then it keeps waiting for that.

        A box found again, or one that moved a little (`SAME_FACE`), keeps its number and with
        it all decisions; one that moved must be seen again. Of the boxes found before and not
        now, those a person ever decided stay as they were; the others are removed. Drawn
        regions stay. Returns the found regions in the order given.

        Raises:
            StoreError: there is no such photo.
        """
        photo = fetch(self._session, PhotoRow, photo_id, "photo")
        if photo.state is not PhotoState.BROUGHT_IN:
            photo.problem = ""
        checked = depth.reaches(photo.wanted)
        photo.state = PhotoState.CHECKED if checked else PhotoState.BROUGHT_IN
        photo.engine, photo.searched = engine, depth
        known = self._found(photo_id)
        same = _same_faces(known, [each.box for each in found])
        rows = [self._recorded(photo_id, same.get(place), each) for place, each in enumerate(found)]
        self._remove_undecided([row for row in known if row not in same.values()])
        self._session.flush()
        return tuple(_region(row) for row in rows)

    def record_near(self, photo_id: PhotoId, found: Sequence[FoundRegion]) -> tuple[Region, ...]:
        """Add the near faces that were not known yet; the photo is not checked by that.

        What was found before stays as it was: only a search of the whole photo may move or
        remove a box. Returns the regions of the near faces in the order given.

        Raises:
            StoreError: there is no such photo.
        """
        photo = fetch(self._session, PhotoRow, photo_id, "photo")
        photo.searched = photo.searched or SearchDepth.NEAR
        same = _same_faces(self._found(photo_id), [each.box for each in found])
        rows = [
            same.get(place) or self._recorded(photo_id, None, each)
            for place, each in enumerate(found)
        ]
        self._session.flush()
        return tuple(_region(row) for row in rows)

    def found_again(self, photo_id: PhotoId, boxes: Sequence[Box]) -> tuple[RegionId | None, ...]:
        """Return for each box the found region that is the same face, if there is one."""
        same = _same_faces(self._found(photo_id), boxes)
        return tuple(same[place].id if place in same else None for place in range(len(boxes)))

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

    def add_seen(self, region_id: RegionId, milliseconds: int) -> None:
        """Record for how long the face stood enlarged before a person this time."""
        row = fetch(self._session, RegionRow, region_id, "face")
        row.seen_ms = min(row.seen_ms + milliseconds, LONGEST_SIGHT_MS)
        self._session.flush()

    def not_seen_yet(self, region_id: RegionId) -> None:
        """Record that nobody saw the face as its frame stands now."""
        fetch(self._session, RegionRow, region_id, "face").seen_ms = 0
        self._session.flush()

    def _found(self, photo_id: PhotoId) -> Sequence[RegionRow]:
        return self._rows(
            (RegionRow.photo_id == photo_id) & (RegionRow.origin == RegionOrigin.FOUND)
        )

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
        if _box(again) != found.box:
            again.seen_ms = 0  # what was on the screen was another part of the photo
        again.x, again.y, again.width, again.height = row.x, row.y, row.width, row.height
        again.size, again.score, again.picture = row.size, row.score, row.picture
        again.turn = row.turn
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
        seen_ms=0,
        subject=found.subject,
        turn=found.turn,
    )


def _same_faces(known: Sequence[RegionRow], boxes: Sequence[Box]) -> dict[int, RegionRow]:
    """Return the region of before for each place in `boxes` that has one, best pairs first."""
    pairs = sorted(
        (
            (-shared, row.id, place, row)
            for row in known
            for place, box in enumerate(boxes)
            if (shared := shared_area(_box(row), box)) >= SAME_FACE
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
        seen_ms=row.seen_ms,
        subject=row.subject,
        turn=row.turn,
    )
