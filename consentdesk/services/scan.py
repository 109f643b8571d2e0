"""Finding the faces of a batch, and in Match comparing them; resumable photo by photo."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from consentdesk.domain.errors import KnownError
from consentdesk.domain.face import (
    FoundRegion,
    RegionSize,
    Suggestion,
)
from consentdesk.domain.ids import BatchId, PhotoId, RegionId
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.review import ActionKind
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import CheckedPhoto, Comparison, Gallery
from consentdesk.faces.worker import check_photo
from consentdesk.services.matching import Matching
from consentdesk.services.register_picture import Clock
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)
PROGRAM = "ConsentDesk"
IMPORT_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class ScanReceipt:
    """What came of looking for faces.

    Attributes:
        suggestions: faces that look like an enrolled person.
        matched: whether faces were compared; `sentence` says why or why not.
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
    checked: int = 0
    failed: int = 0
    faces: int = 0
    suggestions: int = 0


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
        The locks on matching are asked here, before the first vector.
        """
        lock, gallery = self._matching.gallery(batch_id)
        progress.start("Finding faces", 0)
        tally = _Tally()
        pause = threading.Event()
        while not cancel.cancelled:
            waiting = self._library.run(lambda u: u.photos.waiting(batch_id))
            if not waiting:
                if not still_arriving():
                    break
                pause.wait(IMPORT_POLL_SECONDS)
                continue
            progress.expect(tally.checked + tally.failed + len(waiting))
            self._check(waiting, gallery, tally, progress, cancel)
        receipt = ScanReceipt(
            tally.checked,
            tally.failed,
            tally.faces,
            tally.suggestions,
            gallery is not None,
            lock.sentence,
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
        gallery: Gallery | None,
        tally: _Tally,
        progress: Progress,
        cancel: CancelToken,
    ) -> None:
        def jobs() -> Iterator[tuple[PhotoId, tuple[bytes, Gallery | None]]]:
            for photo in waiting:
                yield photo.id, (self._library.vault.get(photo.details.original), gallery)

        for answer in self._pool.run(check_photo, jobs(), cancel=cancel):
            if answer.value is None:
                self._fail(answer.key, answer.error)
                tally.failed += 1
            else:
                tally.suggestions += self._keep(answer.key, answer.value)
                tally.checked += 1
                tally.faces += len(answer.value.faces)
            progress.step()

    def _keep(self, photo_id: PhotoId, checked: CheckedPhoto) -> int:
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
    ) -> int:
        before = {r.id for r in u.photos.regions(photo_id)}
        regions = u.photos.record_check(photo_id, found, checked.engine_version)
        photo = u.photos.get(photo_id)
        if u.review.actions(photo_id) and {r.id for r in u.photos.regions(photo_id)} != before:
            now, version = self._clock(), u.register.version()
            u.review.act(photo_id, ActionKind.RECHECK, PROGRAM, now, version)
        suggestions = [
            _suggestion(region.id, face.comparison)
            for region, face in zip(regions, checked.faces, strict=True)
            if face.comparison is not None
        ]
        u.photos.suggest(photo_id, suggestions)
        u.batches.raise_revision(photo.batch_id)
        return sum(1 for s in suggestions if s.candidates and s.outcome.value == "suggestion")

    def _fail(self, photo_id: PhotoId, error: KnownError | None) -> None:
        sentence = error.sentence if error else "The photo could not be checked."

        def work(u: UnitOfWork) -> None:
            u.photos.set_state(photo_id, PhotoState.FAILED, sentence)
            u.batches.raise_revision(u.photos.get(photo_id).batch_id)

        self._library.run(work)


def _suggestion(region_id: RegionId, comparison: Comparison) -> Suggestion:
    return Suggestion(region_id, comparison.outcome, comparison.candidates, comparison.reason)


def _record(u: UnitOfWork, batch_id: BatchId, by: str, receipt: ScanReceipt) -> None:
    counts = {
        "checked": receipt.checked,
        "failed": receipt.failed,
        "faces": receipt.faces,
        "matched": receipt.matched,
    }
    u.audit.add(by, "faces_looked_for", f"batch {batch_id}", counts)
