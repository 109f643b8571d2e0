"""Finding the faces of a batch, and in Match comparing them; resumable photo by photo."""

import threading
from collections.abc import Callable, Collection, Sequence

from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.search import SearchDepth, Sensitivity
from consentdesk.faces.pool import FacePool
from consentdesk.services.comparing.compare_again import CompareAgain
from consentdesk.services.comparing.face_groups import FaceGroups
from consentdesk.services.comparing.matching import Matching
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.finding.known_faces import KnownFaces
from consentdesk.services.finding.scan_records import ScanRecords
from consentdesk.services.finding.scan_underway import ScanReceipt, Stage, Underway
from consentdesk.services.finding.sensitivity import SensitivitySetting
from consentdesk.services.finding.staged_search import StagedSearch
from consentdesk.services.register_picture import Clock
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

IMPORT_POLL_SECONDS = 0.1


class Scan:
    """Face finding for one workspace.

    Attributes:
        records: where what was seen is written down.
    """

    def __init__(
        self,
        library: Library,
        pool: FacePool,
        matching: Matching,
        clock: Clock,
        engine: FaceEngine,
    ) -> None:
        self.records = ScanRecords(library, matching, clock)
        self._library = library
        self._pool = pool
        self._matching = matching
        self._engine = engine
        self._known = KnownFaces(library, engine)
        self._sensitivity = SensitivitySetting(library, pool, engine, self._known)
        shared = library, pool, matching, engine, self._known, self.records
        self._searching = StagedSearch(*shared)
        self._comparing = CompareAgain(*shared)
        self._groups = FaceGroups(library, matching, engine)

    def warm(self) -> None:
        """Start the workers, so that the first photo need not wait for them."""
        self._pool.warm(self._engine.files())

    def run(
        self,
        batch_id: BatchId,
        by: str,
        progress: Progress,
        cancel: CancelToken,
        still_arriving: Callable[[], bool] = lambda: False,
    ) -> ScanReceipt:
        """Search every photo that waits; stopped work is kept and the next run goes on.

        Near faces come first, so that deciding can begin; a photo counts as checked only once
        the whole of it was searched. While `still_arriving` tells that photos are being brought
        in, the scan waits for them, and their near faces go before small ones. The locks on
        matching are asked before each photo; when one closes, the rest of the photos is
        searched without comparing.

        Raises:
            EngineError: the engine does not work; the photos keep waiting.
        """
        underway = self._begin(batch_id, progress, cancel)
        try:
            self._search(underway, still_arriving)
            self._find_groups(underway)
        finally:
            underway.vectors.drop()
        return self._finish(underway, by, "faces_looked_for")

    def again(self, batch_id: BatchId, by: str, *, failed_only: bool = False) -> int:
        """Make every checked or failed photo wait again; decisions on equal boxes stay.

        `failed_only` leaves those that were checked alone.
        """
        states = {PhotoState.FAILED} if failed_only else {PhotoState.CHECKED, PhotoState.FAILED}

        def work(u: UnitOfWork) -> int:
            photos = [p for p in u.photos.of_batch(batch_id) if p.state in states]
            for photo in photos:
                u.photos.search_again(photo.id, photo.wanted)
            u.batches.raise_revision(batch_id)
            u.audit.add(by, "scan_again", f"batch {batch_id}", {"photos": len(photos)})
            return len(photos)

        return self._library.run(work)

    def thoroughly(self, photo_ids: Collection[PhotoId], by: str) -> int:
        """Make these photos wait for the thorough search; decisions on equal boxes stay.

        Returns how many wait now; those that were set aside or are gone are left alone.
        """
        return self._library.run(
            lambda u: _ask_thorough(u, [u.photos.get(id_) for id_ in photo_ids], by)
        )

    def thoroughly_all(self, batch_id: BatchId, by: str) -> int:
        """Make every photo of a batch wait for the thorough search; as `thoroughly`."""
        return self._library.run(lambda u: _ask_thorough(u, u.photos.of_batch(batch_id), by))

    def compare_again(
        self, batch_id: BatchId, by: str, progress: Progress, cancel: CancelToken
    ) -> ScanReceipt:
        """Compare the faces that were found with the register as it is now.

        Nothing is searched and no picture is made, except in photos whose faces are not known
        to the detector in use: those are searched again. Decisions stay. The locks on matching
        are asked before each photo; behind a closed one there is nothing but forgetting.

        Raises:
            EngineError: the engine does not work.
        """
        underway = self._begin(batch_id, progress, cancel)
        photos = self._library.run(lambda u: u.photos.of_batch(batch_id))
        checked = [photo for photo in photos if photo.state is PhotoState.CHECKED]
        try:
            unknown = self._comparing.compare(checked, underway)
            if unknown:
                self._searching.search(Stage(unknown, near=False), underway)
            self._find_groups(underway)
        finally:
            underway.vectors.drop()
        return self._finish(underway, by, "faces_compared_again")

    def sensitivity(self) -> Sensitivity:
        """Return how readily the program asks."""
        return self._sensitivity.value()

    def set_sensitivity(self, value: Sensitivity, by: str) -> None:
        """Change how readily the program asks; counts from the next search or comparison on."""
        self._sensitivity.choose(value, by)

    def example(self, photo_id: PhotoId) -> tuple[tuple[Box, Sensitivity], ...]:
        """Return every box in the photo and the sensitivity from which on it is listed.

        Raises:
            KnownError: the photo cannot be read or searched.
        """
        return self._sensitivity.example(photo_id)

    def purge(self) -> int:
        """Forget what was found in files of which there is no photo, and by other detectors."""
        return self._known.purge()

    def _begin(self, batch_id: BatchId, progress: Progress, cancel: CancelToken) -> Underway:
        lock, gallery = self._matching.gallery(batch_id)
        sensitivity = self._sensitivity.value()
        engine, is_open = self._engine.files(), gallery is not None
        return Underway(batch_id, progress, cancel, sensitivity, engine, lock, open=is_open)

    def _search(self, underway: Underway, still_arriving: Callable[[], bool]) -> None:
        pause = threading.Event()
        while not underway.cancel.cancelled:
            # asked first: whatever arrived before the answer was "no" is among the waiting
            arriving = still_arriving()
            stage = self._searching.next_stage(underway, arriving=arriving)
            if stage is not None:
                self._searching.search(stage, underway)
            elif not arriving:
                break
            else:
                pause.wait(IMPORT_POLL_SECONDS)

    def _find_groups(self, underway: Underway) -> None:
        """Group the whole batch; faces compared in an earlier run are compared once more."""
        if underway.cancel.cancelled:
            return
        earlier = self._groups.missing(underway)
        if earlier:
            self._comparing.compare(earlier, underway, counted=False)
        if not underway.cancel.cancelled:
            underway.suggestions += self._groups.store(underway)

    def _finish(self, underway: Underway, by: str, what: str) -> ScanReceipt:
        batch_id = underway.batch_id
        if self._library.run(lambda u: self._matching.may_be_named(u, batch_id)) is None:
            underway.forgotten(self._matching.gallery(batch_id)[0])
        receipt = underway.receipt()
        counts = {
            "checked": receipt.checked,
            "failed": receipt.failed,
            "faces": receipt.faces,
            "matched": receipt.matched,
        }
        subject = f"batch {batch_id}"
        self._library.run(lambda u: u.audit.add(by, what, subject, counts))
        return receipt


def _ask_thorough(u: UnitOfWork, photos: Sequence[Photo], by: str) -> int:
    asked = [p for p in photos if not p.gone and p.state is not PhotoState.SET_ASIDE]
    for photo in asked:
        u.photos.search_again(photo.id, SearchDepth.THOROUGH)
    for batch_id in sorted({photo.batch_id for photo in asked}):
        of_batch = sum(photo.batch_id == batch_id for photo in asked)
        u.batches.raise_revision(batch_id)
        u.audit.add(by, "thorough_search_asked", f"batch {batch_id}", {"photos": of_batch})
    return len(asked)
