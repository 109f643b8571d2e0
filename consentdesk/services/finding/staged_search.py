"""Searching the photos of a batch in two stages: near faces first, then the whole of each."""

from collections.abc import Iterator, Mapping
from typing import Any

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo import Photo
from consentdesk.domain.search import Search
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import CheckedPhoto
from consentdesk.faces.worker import check_photo
from consentdesk.services.comparing.matching import Matching
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.finding.known_faces import KnownFaces
from consentdesk.services.finding.scan_records import ScanRecords
from consentdesk.services.finding.scan_underway import Stage, Underway
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

FEW_PHOTOS = 3
"""So few are searched to the end at once: nobody waits long for the last."""


class StagedSearch:
    """Hands photos to the workers and writes down what they found."""

    def __init__(
        self,
        library: Library,
        pool: FacePool,
        matching: Matching,
        engine: FaceEngine,
        known: KnownFaces,
        records: ScanRecords,
    ) -> None:
        self._library = library
        self._pool = pool
        self._matching = matching
        self._engine = engine
        self._known = known
        self._records = records

    def next_stage(self, underway: Underway, *, arriving: bool) -> Stage | None:
        """Return what to do next: near faces of new photos, else what waits, else nothing.

        Photos whose whole search is known need no first look at near faces, nor do a few
        photos to which no more are added.
        """

        def work(u: UnitOfWork) -> Stage | None:
            waiting = u.photos.waiting(underway.batch_id)
            known = self._known.among(u, waiting, underway.sensitivity)
            new = tuple(p for p in waiting if p.searched is None and p.id not in known)
            if new and (arriving or len(waiting) > FEW_PHOTOS):
                return Stage(new, near=True)
            return Stage(waiting, near=False, known=known) if waiting else None

        return self._library.run(work)

    def search(self, stage: Stage, underway: Underway) -> None:
        """Search the photos of a stage; it ends early when new photos need their first look.

        Raises:
            EngineError: the engine does not work; the photos without an answer keep waiting.
        """
        costs, limits = stage.costs(), stage.limits()
        photos = {photo.id: photo for photo in stage.photos}
        underway.progress.start(
            stage.name, len(photos), sum(costs.values()), at_once=self._pool.workers
        )
        for answer in self._pool.run(
            check_photo,
            self._jobs(stage, underway, costs),
            cancel=underway.cancel,
            limit=limits.__getitem__,
        ):
            photo = photos[answer.key]
            if answer.value is None:
                underway.failed += self._records.fail(photo.id, answer.error)
            else:
                self._keep(photo, answer.value, stage, underway)
            underway.progress.step(1, costs[photo.id], answer.seconds)

    def _jobs(
        self, stage: Stage, underway: Underway, costs: Mapping[PhotoId, float]
    ) -> Iterator[tuple[PhotoId, tuple[Any, ...]]]:
        own = {photo.id for photo in stage.photos}
        for photo in stage.photos:
            if not stage.near and not self._untouched(underway) <= own:
                return
            try:
                data = self._library.vault.get(photo.details.original)
            except (KnownError, OSError) as error:
                known_error = error if isinstance(error, KnownError) else None
                underway.failed += self._records.fail(photo.id, known_error)
                underway.progress.step(1, costs[photo.id])
                continue
            yield photo.id, (data, *self._question(photo, stage, underway))

    def _untouched(self, underway: Underway) -> frozenset[PhotoId]:
        return self._library.run(lambda u: u.photos.untouched(underway.batch_id))

    def _question(self, photo: Photo, stage: Stage, underway: Underway) -> tuple[Any, ...]:
        """Return what `check_photo` is told besides the photo: the locks are asked here."""
        lock, gallery = self._matching.gallery(photo.batch_id)
        underway.handed_out(photo.id, lock, compared=gallery is not None)
        search = Search(stage.depth(photo), underway.sensitivity)
        known = self._library.run(lambda u: self._known.found(u, photo, search))
        return gallery, search, known, self._engine.files()

    def _keep(self, photo: Photo, checked: CheckedPhoto, stage: Stage, underway: Underway) -> None:
        depth = stage.depth(photo)
        if photo.id not in stage.known:
            self._known.remember(photo, Search(depth, underway.sensitivity), checked)
        vectors = underway.vectors if depth.whole else None
        suggestions = self._records.keep(photo.id, checked, depth, vectors)
        if suggestions is not None and depth.whole:
            underway.found(len(checked.faces), suggestions)
