"""Comparing faces that were found before: no photo is searched, no picture is made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo import Photo
from consentdesk.domain.search import Search, SearchDepth
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import ComparedFace, FoundFace
from consentdesk.faces.worker import compare_photo
from consentdesk.services.comparing.matching import Matching
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.finding.known_faces import KnownFaces
from consentdesk.services.finding.scan_records import ScanRecords
from consentdesk.services.finding.scan_underway import COMPARE_STAGE, Underway
from consentdesk.services.finding.search_cost import compare_cost, compare_limit
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork


class CompareAgain:
    """Hands known faces to the workers and writes down whom they are like."""

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

    def compare(
        self, photos: Sequence[Photo], underway: Underway, *, counted: bool = True
    ) -> tuple[Photo, ...]:
        """Compare the known faces of these photos with the people to compare with now.

        The locks are asked before each photo; behind a closed one what comparing said earlier
        is forgotten. Returns the photos whose faces are not known, which need a search.

        Args:
            photos: checked ones.
            underway: the run they belong to.
            counted: whether its receipt counts them.

        Raises:
            EngineError: the engine does not work; what comparing said earlier is left as it was.
        """
        found = self._library.run(lambda u: self._faces(u, photos))
        known = [_Known(photo, faces) for photo, faces in found if faces is not None]
        weight = sum(each.cost for each in known)
        underway.progress.start(COMPARE_STAGE, len(known), weight, at_once=self._pool.workers)
        by_id = {each.photo.id: each for each in known}
        for answer in self._pool.run(
            compare_photo,
            self._jobs(known, underway),
            cancel=underway.cancel,
            limit=lambda id_: by_id[id_].limit,
        ):
            if answer.value is None:
                underway.failed += 1
            else:
                suggestions = self._keep(by_id[answer.key], answer.value, underway)
                if counted and suggestions is not None:
                    underway.found(len(answer.value), suggestions)
            underway.progress.step(1, by_id[answer.key].cost, answer.seconds)
        return tuple(photo for photo, faces in found if faces is None)

    def _faces(
        self, u: UnitOfWork, photos: Sequence[Photo]
    ) -> list[tuple[Photo, tuple[FoundFace, ...] | None]]:
        return [(photo, self._known.of_checked(u, photo)) for photo in photos]

    def _jobs(
        self, known: Sequence["_Known"], underway: Underway
    ) -> Iterator[tuple[PhotoId, tuple[Any, ...]]]:
        for each in known:
            photo = each.photo
            lock, gallery = self._matching.gallery(photo.batch_id)
            underway.handed_out(photo.id, lock, compared=gallery is not None)
            if gallery is None:
                self._records.forget_comparisons(photo.batch_id, underway.vectors)
                underway.progress.step(1, each.cost)
                continue
            try:
                data = self._library.vault.get(photo.details.original)
            except (KnownError, OSError):
                underway.failed += 1
                underway.progress.step(1, each.cost)
                continue
            search = Search(photo.searched or SearchDepth.USUAL, underway.sensitivity)
            yield photo.id, (data, gallery, search, each.faces, self._engine.files())

    def _keep(
        self, known: "_Known", compared: tuple[ComparedFace, ...], underway: Underway
    ) -> int | None:
        return self._records.keep_compared(known.photo.id, known.faces, compared, underway.vectors)


@dataclass(frozen=True, slots=True)
class _Known:
    photo: Photo
    faces: tuple[FoundFace, ...]

    @property
    def cost(self) -> float:
        return compare_cost(self.photo, len(self.faces))

    @property
    def limit(self) -> float:
        return compare_limit(self.photo, len(self.faces))
