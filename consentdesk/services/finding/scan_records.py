"""Writing down what a worker saw in a photo, behind the locks as they stand at that moment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from consentdesk.domain.errors import KnownError
from consentdesk.domain.face import (
    FoundRegion,
    Region,
    RegionOrigin,
    RegionSize,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import BatchId, PersonId, PhotoId, RegionId, VaultKey
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import ActionKind, ReviewAction
from consentdesk.domain.search import SearchDepth
from consentdesk.faces.ports import CheckedPhoto, ComparedFace, Comparison, FoundFace
from consentdesk.faces.turn import turn_of
from consentdesk.services.comparing.face_vectors import FaceVectors
from consentdesk.services.comparing.matching import Matching
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.register_picture import Clock
from consentdesk.store.library import Library
from consentdesk.store.matching import CANNOT_TELL
from consentdesk.store.unit_of_work import UnitOfWork

NOT_CHECKED = "The photo could not be checked. Look at it yourself, or leave it out of this batch."


class ScanRecords:
    """The records of one workspace; each call is one transaction."""

    def __init__(self, library: Library, matching: Matching, clock: Clock) -> None:
        self._library = library
        self._matching = matching
        self._clock = clock

    def keep(
        self,
        photo_id: PhotoId,
        checked: CheckedPhoto,
        depth: SearchDepth = SearchDepth.USUAL,
        vectors: FaceVectors | None = None,
    ) -> int | None:
        """Record a check; return how many faces look like somebody, None if the photo is gone.

        Near faces are added to what is known and leave the photo waiting for the whole search.
        `vectors` takes those of the faces along, as long as every lock is open.
        """
        vault = self._library.vault
        found = [
            FoundRegion(
                face.found.box,
                RegionSize(face.found.size_class),
                face.found.score,
                vault.put(face.picture),
                turn=turn_of(face.found.points),
            )
            for face in checked.faces
        ]
        unneeded: frozenset[VaultKey] = frozenset()

        def work(u: UnitOfWork) -> int | None:
            nonlocal unneeded
            if not u.photos.has(photo_id):
                unneeded = u.photos.unreferenced(face.picture for face in found)
                return None
            cut_out = _face_pictures(u, photo_id) | {face.picture for face in found}
            regions = self._regions(u, photo_id, found, checked.engine_version, depth)
            # another search cuts each face out anew, and may find less
            unneeded = u.photos.unreferenced(cut_out - _face_pictures(u, photo_id))
            compared = {
                region.id: face.compared
                for region, face in zip(regions, checked.faces, strict=True)
                if face.compared is not None
            }
            return self._propose(u, photo_id, compared, vectors, also=not depth.whole)

        likely = self._library.run(work)
        for key in unneeded:
            vault.remove(key)
        return likely

    def keep_compared(
        self,
        photo_id: PhotoId,
        faces: Sequence[FoundFace],
        compared: Sequence[ComparedFace],
        vectors: FaceVectors,
    ) -> int | None:
        """Put what a new comparison said in the place of the old; boxes and decisions stay.

        Whoever was named before stays named until the batch is grouped anew (`with_earlier`).

        Returns how many faces look like somebody, None if the photo is gone.
        """

        def work(u: UnitOfWork) -> int | None:
            if not u.photos.has(photo_id):
                return None
            regions = u.photos.found_again(photo_id, [face.box for face in faces])
            answers = {
                region: answer
                for region, answer in zip(regions, compared, strict=True)
                if region is not None
            }
            return self._propose(u, photo_id, answers, vectors, also=False)

        return self._library.run(work)

    def forget_comparisons(self, batch_id: BatchId, vectors: FaceVectors) -> None:
        """Drop everything that comparing said about a batch: a lock is closed."""
        vectors.drop()
        self._library.run(lambda u: u.photos.forget_comparisons(batch_id))

    def fail(self, photo_id: PhotoId, error: KnownError | None) -> bool:
        """Record that a photo could not be checked; tell whether it is still there."""
        problem = NOT_CHECKED if error is None else str(error)

        def work(u: UnitOfWork) -> bool:
            if not u.photos.has(photo_id):
                return False
            u.photos.set_state(photo_id, PhotoState.FAILED, problem)
            u.batches.raise_revision(u.photos.get(photo_id).batch_id)
            return True

        return self._library.run(work)

    def _regions(
        self,
        u: UnitOfWork,
        photo_id: PhotoId,
        found: Sequence[FoundRegion],
        engine: str,
        depth: SearchDepth,
    ) -> tuple[Region, ...]:
        """Record the boxes; whoever finished with other boxes must look again."""
        before = _boxes(u.photos.regions(photo_id))
        if depth.whole:
            regions = u.photos.record_check(photo_id, found, engine, depth)
            now = _boxes(regions)
        else:
            regions = u.photos.record_near(photo_id, found)
            now = before | _boxes(regions)
        if _must_look_again(u.review.history(photo_id), before, now):
            version = u.register.version()
            u.review.act(photo_id, ActionKind.RECHECK, PROGRAM, self._clock(), version)
        return regions

    def _propose(
        self,
        u: UnitOfWork,
        photo_id: PhotoId,
        compared: Mapping[RegionId, ComparedFace],
        vectors: FaceVectors | None,
        *,
        also: bool,
    ) -> int:
        """Record what comparing said; a lock may have closed while a worker compared."""
        batch_id = u.photos.get(photo_id).batch_id
        u.batches.raise_revision(batch_id)
        may_be_named = self._matching.may_be_named(u, batch_id)
        if may_be_named is None:
            u.photos.forget_comparisons(batch_id)
            if vectors is not None:
                vectors.drop()
            return 0
        suggestions = [
            allowed_suggestion(region, answer.comparison, may_be_named)
            for region, answer in compared.items()
        ]
        earlier = u.photos.suggestions(photo_id)
        kept = [
            with_earlier(
                now, allowed_suggestion(now.region_id, earlier[now.region_id], may_be_named)
            )
            if now.region_id in earlier
            else now
            for now in suggestions
        ]
        if also:
            u.photos.suggest_also(kept)
        else:
            u.photos.suggest(photo_id, kept)
        if vectors is not None:
            vectors.put(photo_id, compared)
        return sum(1 for each in suggestions if each.likely)


def with_earlier(now: Suggestion, earlier: Suggestion) -> Suggestion:
    """Return what is said now with everybody who was named before.

    A face may have been flagged because of others like it. Until the batch is grouped anew that
    flag stays: the run may be stopped before.
    """
    known = {one.person_id for one in now.candidates}
    before = tuple(one for one in earlier.candidates if one.person_id not in known)
    if earlier.likely <= now.likely and not before:
        return now
    if now.outcome is SuggestionOutcome.SUGGESTION:
        return replace(now, candidates=(*now.candidates, *before))
    named = {one.person_id for one in earlier.candidates}
    new = tuple(one for one in now.candidates if one.person_id not in named)
    return replace(earlier, candidates=(*earlier.candidates, *new))


def allowed_suggestion(
    region_id: RegionId, comparison: Comparison | Suggestion, may_be_named: Collection[PersonId]
) -> Suggestion:
    """Return the comparison as a suggestion that names only people who may be named."""
    candidates = tuple(c for c in comparison.candidates if c.person_id in may_be_named)
    if comparison.candidates and not candidates:
        return Suggestion(region_id, SuggestionOutcome.CANNOT_TELL, (), CANNOT_TELL)
    return Suggestion(region_id, comparison.outcome, candidates, comparison.reason)


def _must_look_again(
    history: Sequence[tuple[ReviewAction, bool]],
    before: Mapping[RegionId, Box],
    now: Mapping[RegionId, Box],
) -> bool:
    """Tell whether what people did was done before other boxes.

    What was taken back counts, too: it may be done again. Where nobody finished looking yet,
    faces that are added wait for their own decision and change nothing else.
    """
    if any(action.kind is ActionKind.LOOK for action, _ in history):
        return now != before
    return bool(history) and any(now.get(id_, box) != box for id_, box in before.items())


def _face_pictures(u: UnitOfWork, photo_id: PhotoId) -> set[VaultKey]:
    return {region.picture for region in u.photos.regions(photo_id)}


def _boxes(regions: Sequence[Region]) -> dict[RegionId, Box]:
    return {region.id: region.box for region in regions if region.origin is RegionOrigin.FOUND}
