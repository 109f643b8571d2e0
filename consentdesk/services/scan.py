"""Finding the faces of a batch, and in Match comparing them; resumable photo by photo."""

import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field

from consentdesk.domain.errors import KnownError
from consentdesk.domain.face import (
    FoundRegion,
    Region,
    RegionOrigin,
    RegionSize,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import BatchId, PersonId, PhotoId, RegionId
from consentdesk.domain.matching_locks import LockState
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.review import ActionKind
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import CheckedPhoto, Comparison, Gallery
from consentdesk.faces.worker import check_photo
from consentdesk.services.matching import Matching
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.register_picture import Clock
from consentdesk.store.library import Library
from consentdesk.store.matching import CANNOT_TELL
from consentdesk.store.unit_of_work import UnitOfWork

IMPORT_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class ScanReceipt:
    """What came of looking for faces.

    Attributes:
        suggestions: faces that look like an enrolled person.
        matched: whether faces were compared, if only in some photos; `sentence` says why or
            why not.
    """

    checked: int
    failed: int
    faces: int
    suggestions: int
    matched: bool
    sentence: str
    finished: bool


@dataclass
class _Tally:
    """What came of the photos so far.

    Attributes:
        compared: photos handed out with a gallery; `by_eye` without one.
        lock: why the photos by eye were not compared, or else why the others were.
        open: whether it was open before the first photo.
    """

    lock: LockState
    open: bool
    checked: int = 0
    failed: int = 0
    faces: int = 0
    suggestions: int = 0
    compared: set[PhotoId] = field(default_factory=set)
    by_eye: set[PhotoId] = field(default_factory=set)

    @property
    def matched(self) -> bool:
        return bool(self.compared) or (self.open and not self.by_eye)

    @property
    def sentence(self) -> str:
        if not self.compared or not self.by_eye:
            return self.lock.sentence
        every = len(self.compared) + len(self.by_eye)
        return f"{self.lock.sentence} {len(self.by_eye)} of {every} photos were not compared."


class Scan:
    """Face finding for one workspace."""

    def __init__(self, library: Library, pool: FacePool, matching: Matching, clock: Clock) -> None:
        self._library = library
        self._pool = pool
        self._matching = matching
        self._clock = clock

    def warm(self) -> None:
        """Start the workers, so that the first photo need not wait for them."""
        self._pool.warm()

    def run(
        self,
        batch_id: BatchId,
        by: str,
        progress: Progress,
        cancel: CancelToken,
        still_arriving: Callable[[], bool] = lambda: False,
    ) -> ScanReceipt:
        """Check every photo that waits; stopped work is kept and the next run goes on.

        While `still_arriving` tells that photos are being brought in, the scan waits for them.
        The locks on matching are asked before each photo; when one closes, the rest of the
        photos is checked without comparing.
        """
        lock, gallery = self._matching.gallery(batch_id)
        progress.start("Finding faces", 0)
        tally = _Tally(lock, gallery is not None)
        pause = threading.Event()
        while not cancel.cancelled:
            waiting = self._library.run(lambda u: u.photos.waiting(batch_id))
            if not waiting:
                if not still_arriving():
                    break
                pause.wait(IMPORT_POLL_SECONDS)
                continue
            progress.expect(tally.checked + tally.failed + len(waiting))
            self._check(waiting, tally, progress, cancel)
        receipt = ScanReceipt(
            tally.checked,
            tally.failed,
            tally.faces,
            tally.suggestions,
            tally.matched,
            tally.sentence,
            finished=not cancel.cancelled,
        )
        self._library.run(lambda u: _record(u, batch_id, by, receipt))
        return receipt

    def again(self, batch_id: BatchId, by: str) -> int:
        """Make every checked or failed photo wait again; decisions on equal boxes stay."""

        def work(u: UnitOfWork) -> int:
            photos = [
                p
                for p in u.photos.of_batch(batch_id)
                if p.state in {PhotoState.CHECKED, PhotoState.FAILED}
            ]
            for photo in photos:
                u.photos.set_state(photo.id, PhotoState.BROUGHT_IN)
            u.batches.raise_revision(batch_id)
            u.audit.add(by, "scan_again", f"batch {batch_id}", {"photos": len(photos)})
            return len(photos)

        return self._library.run(work)

    def _check(
        self,
        waiting: Sequence[Photo],
        tally: _Tally,
        progress: Progress,
        cancel: CancelToken,
    ) -> None:
        jobs = self._jobs(waiting, tally, progress)
        for answer in self._pool.run(check_photo, jobs, cancel=cancel):
            if answer.value is None:
                tally.failed += self._fail(answer.key, answer.error)
            else:
                suggestions = self._keep(answer.key, answer.value)
                if suggestions is not None:
                    tally.suggestions += suggestions
                    tally.checked += 1
                    tally.faces += len(answer.value.faces)
            progress.step()

    def _jobs(
        self, waiting: Sequence[Photo], tally: _Tally, progress: Progress
    ) -> Iterator[tuple[PhotoId, tuple[bytes, Gallery | None]]]:
        for photo in waiting:
            try:
                data = self._library.vault.get(photo.details.original)
            except (KnownError, OSError) as error:
                known = error if isinstance(error, KnownError) else None
                tally.failed += self._fail(photo.id, known)
                progress.step()
                continue
            lock, gallery = self._matching.gallery(photo.batch_id)
            if gallery is None:
                tally.lock = lock
            (tally.by_eye if gallery is None else tally.compared).add(photo.id)
            yield photo.id, (data, gallery)

    def _keep(self, photo_id: PhotoId, checked: CheckedPhoto) -> int | None:
        """Record a check; return how many faces look like somebody, None if the photo is gone."""
        vault = self._library.vault
        found = [
            FoundRegion(
                face.found.box,
                RegionSize(face.found.size_class),
                face.found.score,
                vault.put(face.picture),
            )
            for face in checked.faces
        ]
        return self._library.run(lambda u: self._record_check(u, photo_id, found, checked))

    def _record_check(
        self,
        u: UnitOfWork,
        photo_id: PhotoId,
        found: Sequence[FoundRegion],
        checked: CheckedPhoto,
    ) -> int | None:
        if not u.photos.has(photo_id):
            for key in u.photos.unreferenced(face.picture for face in found):
                self._library.vault.remove(key)
            return None
        before = _boxes(u.photos.regions(photo_id))
        regions = u.photos.record_check(photo_id, found, checked.engine_version)
        # what was taken back counts, too: it may be done again
        if u.review.history(photo_id) and _boxes(regions) != before:
            now, version = self._clock(), u.register.version()
            u.review.act(photo_id, ActionKind.RECHECK, PROGRAM, now, version)
        batch_id = u.photos.get(photo_id).batch_id
        # a lock may have closed while a worker compared
        may_be_named = self._matching.may_be_named(u, batch_id)
        suggestions = [
            _suggestion(region.id, face.compared.comparison, may_be_named)
            for region, face in zip(regions, checked.faces, strict=True)
            if face.compared is not None and may_be_named is not None
        ]
        u.photos.suggest(photo_id, suggestions)
        u.batches.raise_revision(batch_id)
        return sum(1 for s in suggestions if s.likely)

    def _fail(self, photo_id: PhotoId, error: KnownError | None) -> bool:
        """Record that a photo could not be checked; tell whether it is still there."""
        sentence = error.sentence if error else "The photo could not be checked."

        def work(u: UnitOfWork) -> bool:
            if not u.photos.has(photo_id):
                return False
            u.photos.set_state(photo_id, PhotoState.FAILED, sentence)
            u.batches.raise_revision(u.photos.get(photo_id).batch_id)
            return True

        return self._library.run(work)


def _boxes(regions: Sequence[Region]) -> dict[RegionId, Box]:
    return {region.id: region.box for region in regions if region.origin is RegionOrigin.FOUND}


def _suggestion(
    region_id: RegionId, comparison: Comparison, may_be_named: Collection[PersonId]
) -> Suggestion:
    candidates = tuple(c for c in comparison.candidates if c.person_id in may_be_named)
    if comparison.candidates and not candidates:
        return Suggestion(region_id, SuggestionOutcome.CANNOT_TELL, (), CANNOT_TELL)
    return Suggestion(region_id, comparison.outcome, candidates, comparison.reason)


def _record(u: UnitOfWork, batch_id: BatchId, by: str, receipt: ScanReceipt) -> None:
    counts = {
        "checked": receipt.checked,
        "failed": receipt.failed,
        "faces": receipt.faces,
        "matched": receipt.matched,
    }
    u.audit.add(by, "faces_looked_for", f"batch {batch_id}", counts)
