"""How readily the program takes something for a face or a likeness: remembered, and shown."""

from collections.abc import Iterator, Sequence
from functools import partial

from consentdesk.domain.face import SAME_FACE, shared_area
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo import Photo
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken
from consentdesk.domain.search import Search, SearchDepth, Sensitivity
from consentdesk.faces.pool import FacePool
from consentdesk.faces.worker import check_photo
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.finding.known_faces import KnownFaces
from consentdesk.services.finding.search_cost import search_limit
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

_SETTING = "sensitivity"


class SensitivitySetting:
    """The sensitivity of one workspace; every search and comparison asks for it."""

    def __init__(
        self, library: Library, pool: FacePool, engine: FaceEngine, known: KnownFaces
    ) -> None:
        self._library = library
        self._pool = pool
        self._engine = engine
        self._known = known

    def value(self) -> Sensitivity:
        """Return how readily the program asks now."""
        return self._library.run(
            lambda u: Sensitivity(u.settings.get(_SETTING, Sensitivity.USUAL.value))
        )

    def choose(self, value: Sensitivity, by: str) -> None:
        """Remember the choice; it counts from the next search or comparison on."""

        def work(u: UnitOfWork) -> None:
            u.settings.set(_SETTING, value.value)
            u.audit.add(by, "sensitivity_chosen", value.value)

        self._library.run(work)

    def example(self, photo_id: PhotoId) -> tuple[tuple[Box, Sensitivity], ...]:
        """Return every box in the photo and the sensitivity from which on it is listed.

        Raises:
            KnownError: the photo cannot be read or searched.
        """
        photo = self._library.run(lambda u: u.photos.get(photo_id))
        found = self._found(photo)
        listed: list[tuple[Box, Sensitivity]] = []
        for sensitivity in Sensitivity:
            listed += [
                (box, sensitivity)
                for box in found[sensitivity]
                if not any(shared_area(box, other) >= SAME_FACE for other, _ in listed)
            ]
        return tuple(listed)

    def _found(self, photo: Photo) -> dict[Sensitivity, Sequence[Box]]:
        searches = {each: Search(SearchDepth.USUAL, each) for each in Sensitivity}
        found: dict[Sensitivity, Sequence[Box]] = {}
        limit = search_limit(photo, SearchDepth.USUAL)
        for answer in self._pool.run(
            check_photo, self._jobs(photo, searches), cancel=CancelToken(), limit=lambda _: limit
        ):
            if answer.value is None:
                raise answer.error or RuntimeError("a search without an answer")
            self._known.remember(photo, searches[answer.key], answer.value)
            found[answer.key] = [face.found.box for face in answer.value.faces]
        return found

    def _jobs(
        self, photo: Photo, searches: dict[Sensitivity, Search]
    ) -> Iterator[tuple[Sensitivity, tuple[object, ...]]]:
        data = self._library.vault.get(photo.details.original)
        for sensitivity, search in searches.items():
            known = self._library.run(partial(self._known.found, photo=photo, search=search))
            yield sensitivity, (data, None, search, known, self._engine.files())
