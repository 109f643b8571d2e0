"""Faces of a batch that look like one person: grouped in memory, kept as numbers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from consentdesk.domain.ids import BatchId, RegionId
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.faces.group_flags import with_group_flags
from consentdesk.faces.groups import GroupedFace, same_person
from consentdesk.faces.ports import Comparison, Gallery
from consentdesk.services.comparing.face_vectors import FaceVectors
from consentdesk.services.comparing.matching import Matching
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.finding.scan_records import allowed_suggestion
from consentdesk.services.finding.scan_underway import Underway
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class _Grouping:
    """Faces that are one person, what is said of each, and which are flagged because of that."""

    groups: Sequence[Collection[RegionId]]
    answers: Mapping[RegionId, Comparison]
    flagged: Collection[RegionId]


class FaceGroups:
    """The groups of a batch; nothing here decides anything."""

    def __init__(self, library: Library, matching: Matching, engine: FaceEngine) -> None:
        self._library = library
        self._matching = matching
        self._engine = engine

    def missing(self, underway: Underway) -> tuple[Photo, ...]:
        """Return the photos to be compared once more, so that the whole batch can be grouped.

        None while a lock is closed, or while every compared face is in its group already.
        """
        batch_id = underway.batch_id
        if self._matching.gallery(batch_id)[1] is None:
            return ()

        def work(u: UnitOfWork) -> tuple[Photo, ...]:
            if not u.photos.photos_without_groups(batch_id):
                return ()
            earlier = u.photos.compared_photos(batch_id) - underway.vectors.by_photo.keys()
            return tuple(
                photo
                for photo in u.photos.of_batch(batch_id)
                if photo.id in earlier and photo.state is PhotoState.CHECKED
            )

        return self._library.run(work)

    def store(self, underway: Underway) -> int:
        """Group the faces of a run; flags are added to some, taken from none.

        Returns how many faces look like somebody because of their group.

        The locks are asked before, and once more when the groups are written down. Nothing is
        grouped after another engine was chosen on the way: its vectors are not comparable.
        """
        if not underway.vectors.by_photo or self._engine.files() != underway.engine:
            return 0
        batch_id = underway.batch_id
        gallery = self._matching.gallery(batch_id)[1]
        if gallery is None:
            self._library.run(lambda u: u.photos.forget_comparisons(batch_id))
            return 0
        grouping = self._grouping(underway, gallery)
        return self._library.run(lambda u: self._record(u, batch_id, grouping))

    def _grouping(self, underway: Underway, gallery: Gallery) -> _Grouping:
        batch_id, lines = underway.batch_id, self._engine.lines()
        heights = self._library.run(lambda u: _heights(u, batch_id))
        faces = _faces(underway.vectors, heights)
        grouped = [face for face, _ in faces.values()]
        answers = [answer for _, answer in faces.values()]
        groups = same_person(grouped, lines.group)
        flagged = with_group_flags(grouped, answers, groups, gallery, lines, underway.sensitivity)
        regions = list(faces)
        return _Grouping(
            [[regions[place] for place in group] for group in groups],
            dict(zip(regions, flagged, strict=True)),
            frozenset(
                region
                for region, before, now in zip(regions, answers, flagged, strict=True)
                if now != before
            ),
        )

    def _record(self, u: UnitOfWork, batch_id: BatchId, grouping: _Grouping) -> int:
        may_be_named = self._matching.may_be_named(u, batch_id)
        if may_be_named is None:
            u.photos.forget_comparisons(batch_id)
            return 0
        # a face may have gone meanwhile, with its photo
        here = u.photos.suggestions_of_batch(batch_id).keys()
        said = [
            allowed_suggestion(region, comparison, may_be_named)
            for region, comparison in grouping.answers.items()
            if region in here
        ]
        u.photos.suggest_also(said)
        u.photos.set_groups(batch_id, _numbers(grouping.groups, here))
        u.batches.raise_revision(batch_id)
        return sum(1 for each in said if each.likely and each.region_id in grouping.flagged)


def _heights(u: UnitOfWork, batch_id: BatchId) -> dict[RegionId, int]:
    photos = u.photos.regions_of_batch(batch_id).values()
    return {region.id: region.box.height for regions in photos for region in regions}


def _faces(
    vectors: FaceVectors, heights: Mapping[RegionId, int]
) -> dict[RegionId, tuple[GroupedFace, Comparison]]:
    """Return the faces that are there and have a vector, each with what comparing said."""
    return {
        region: (GroupedFace(photo, answer.vector, heights[region]), answer.comparison)
        for photo, answers in vectors.by_photo.items()
        for region, answer in answers.items()
        if answer.vector is not None and region in heights
    }


def _numbers(
    groups: Sequence[Collection[RegionId]], here: Collection[RegionId]
) -> dict[RegionId, int]:
    """Return the group of each face that is there, by the lowest number in it."""
    numbers: dict[RegionId, int] = {region: region for region in here}
    for group in groups:
        members = [region for region in group if region in here]
        numbers |= dict.fromkeys(members, min(members, default=0))
    return numbers
