"""What the machine proposes about faces, and which look alike: part of the photo shelf."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, delete, select
from sqlalchemy.orm import Session

from consentdesk.domain.face import Candidate, Suggestion
from consentdesk.domain.ids import BatchId, PhotoId, RegionId
from consentdesk.store.batch_tables import CandidateRow, PhotoRow, RegionRow, SuggestionRow
from consentdesk.store.face_tables import FaceGroupRow

_OF_CANDIDATES = (
    CandidateRow.region_id,
    CandidateRow.person_id,
    CandidateRow.distance,
    CandidateRow.words,
    CandidateRow.look_alike,
)


class SuggestionsOfRegions:
    """Suggestions and groups; wherever a suggestion is removed, its face leaves its group."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def suggest(self, photo_id: PhotoId, suggestions: Sequence[Suggestion]) -> None:
        """Put these in the place of all suggestions about the photo; its groups go."""
        self._forget(_of_photo(photo_id))
        self._add(suggestions)

    def suggest_also(self, suggestions: Sequence[Suggestion]) -> None:
        """Put these in the place of what was proposed about the same faces; groups stay."""
        named = [each.region_id for each in suggestions]
        self._session.execute(delete(SuggestionRow).where(SuggestionRow.region_id.in_(named)))
        self._add(suggestions)

    def forget_comparisons(self, batch_id: BatchId) -> None:
        """Remove everything that comparing said about the faces of a batch."""
        self._forget(_of_batch(batch_id))

    def forget_all_comparisons(self) -> None:
        """Remove everything that comparing said about any face."""
        self._forget(select(RegionRow.id))

    def suggestions(self, photo_id: PhotoId) -> Mapping[RegionId, Suggestion]:
        """Return the suggestions about a photo."""
        return self._suggestions(RegionRow.photo_id == photo_id)

    def suggestions_of_batch(self, batch_id: BatchId) -> Mapping[RegionId, Suggestion]:
        """Return the suggestions about all photos of a batch."""
        photos = select(PhotoRow.id).where(PhotoRow.batch_id == batch_id)
        return self._suggestions(RegionRow.photo_id.in_(photos))

    def set_groups(self, batch_id: BatchId, groups: Mapping[RegionId, int]) -> None:
        """Put these groups in the place of all groups of a batch.

        `groups` gives each compared face the lowest region of its group; a face that is like no
        other makes a group by itself, which tells it from one that waits to be grouped.
        """
        regions = _of_batch(batch_id)
        self._session.execute(delete(FaceGroupRow).where(FaceGroupRow.region_id.in_(regions)))
        self._session.add_all(
            FaceGroupRow(region_id=region, group_number=number) for region, number in groups.items()
        )
        self._session.flush()

    def groups_of_batch(self, batch_id: BatchId) -> Mapping[RegionId, int]:
        """Return the number of its group for each face of a batch that is like another."""
        query = select(FaceGroupRow.region_id, FaceGroupRow.group_number).where(
            FaceGroupRow.region_id.in_(_of_batch(batch_id))
        )
        groups = {row.region_id: row.group_number for row in self._session.execute(query)}
        sizes = Counter(groups.values())
        return {region: number for region, number in groups.items() if sizes[number] > 1}

    def photos_without_groups(self, batch_id: BatchId) -> frozenset[PhotoId]:
        """Return the photos with a compared face that was not given to `set_groups` yet."""
        query = (
            select(RegionRow.photo_id)
            .join(SuggestionRow, SuggestionRow.region_id == RegionRow.id)
            .where(
                RegionRow.id.in_(_of_batch(batch_id)),
                RegionRow.id.not_in(select(FaceGroupRow.region_id)),
            )
        )
        return frozenset(self._session.scalars(query))

    def compared_photos(self, batch_id: BatchId) -> frozenset[PhotoId]:
        """Return the photos of a batch with a compared face."""
        query = (
            select(RegionRow.photo_id)
            .join(SuggestionRow, SuggestionRow.region_id == RegionRow.id)
            .where(RegionRow.id.in_(_of_batch(batch_id)))
        )
        return frozenset(self._session.scalars(query))

    def _forget(self, regions: Select[RegionId]) -> None:
        for table in (CandidateRow, SuggestionRow, FaceGroupRow):
            self._session.execute(delete(table).where(table.region_id.in_(regions)))

    def _add(self, suggestions: Iterable[Suggestion]) -> None:
        for each in suggestions:
            self._session.add(
                SuggestionRow(region_id=each.region_id, outcome=each.outcome, reason=each.reason)
            )
        self._session.flush()
        for each in suggestions:
            self._session.add_all(_candidate_rows(each))
        self._session.flush()

    def _suggestions(self, which: ColumnElement[bool]) -> Mapping[RegionId, Suggestion]:
        regions = select(RegionRow.id).where(which)
        candidates: dict[RegionId, list[Candidate]] = {}
        listed = select(*_OF_CANDIDATES).where(CandidateRow.region_id.in_(regions))
        for id_, person, distance, words, look_alike in self._session.execute(
            listed.order_by(CandidateRow.place)
        ):
            one = Candidate(person, distance, words, look_alike)
            candidates.setdefault(id_, []).append(one)
        proposed = select(
            SuggestionRow.region_id, SuggestionRow.outcome, SuggestionRow.reason
        ).where(SuggestionRow.region_id.in_(regions))
        return {
            id_: Suggestion(id_, outcome, tuple(candidates.get(id_, ())), reason)
            for id_, outcome, reason in self._session.execute(proposed)
        }


def _of_photo(photo_id: PhotoId) -> Select[RegionId]:
    return select(RegionRow.id).where(RegionRow.photo_id == photo_id)


def _of_batch(batch_id: BatchId) -> Select[RegionId]:
    photos = select(PhotoRow.id).where(PhotoRow.batch_id == batch_id)
    return select(RegionRow.id).where(RegionRow.photo_id.in_(photos))


def _candidate_rows(suggestion: Suggestion) -> list[CandidateRow]:
    return [
        CandidateRow(
            region_id=suggestion.region_id,
            place=place,
            person_id=candidate.person_id,
            distance=candidate.distance,
            words=candidate.words,
            look_alike=candidate.look_alike,
        )
        for place, candidate in enumerate(suggestion.candidates)
    ]
