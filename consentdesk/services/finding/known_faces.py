"""What a detector found before, so that no file is searched twice in the same way."""

from collections.abc import Sequence

from consentdesk.domain.errors import EngineError
from consentdesk.domain.face import KnownFace
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo import Photo
from consentdesk.domain.search import Search, SearchDepth, Sensitivity
from consentdesk.faces.ports import CheckedPhoto, FoundFace
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork


class KnownFaces:
    """The boxes of earlier searches by the detector in use; of any other they count for nothing."""

    def __init__(self, library: Library, engine: FaceEngine) -> None:
        self._library = library
        self._engine = engine

    def found(self, u: UnitOfWork, photo: Photo, search: Search) -> tuple[FoundFace, ...] | None:
        """Return what this very search of the photo's file found before, None if it never ran."""
        version = self._engine.detector_version()
        return _faces(u.searches.known(photo.details.sha256, version, search))

    def of_checked(self, u: UnitOfWork, photo: Photo) -> tuple[FoundFace, ...] | None:
        """Return the faces of a checked photo, however readily it was searched.

        None when another detector made its boxes: they would not be these ones, and whoever was
        suggested for a box without a twin would be forgotten.
        """
        version, depth = self._engine.detector_version(), photo.searched or SearchDepth.USUAL
        if not _made_by(version, photo.engine):
            return None
        return _faces(u.searches.most_known(photo.details.sha256, version, depth))

    def among(
        self, u: UnitOfWork, photos: Sequence[Photo], sensitivity: Sensitivity
    ) -> frozenset[PhotoId]:
        """Return those of the photos whose search, as deep as is wanted, is known already."""
        version = self._engine.detector_version()
        files = {
            depth: u.searches.files(version, Search(depth, sensitivity))
            for depth in {photo.wanted for photo in photos}
        }
        return frozenset(p.id for p in photos if p.details.sha256 in files[p.wanted])

    def remember(self, photo: Photo, search: Search, checked: CheckedPhoto) -> None:
        """Keep what the detector in use found in a photo; what another one found is not kept."""
        version, size = self._engine.detector_version(), (checked.width, checked.height)
        if not _made_by(version, checked.engine_version):
            return
        faces = [
            KnownFace(face.found.box, face.found.score, face.found.points) for face in checked.faces
        ]
        sha256 = photo.details.sha256
        self._library.run(lambda u: u.searches.keep(sha256, version, search, size, faces))

    def purge(self) -> int:
        """Forget files without a photo, and other detectors; return how many searches went.

        A detector that cannot be read just now loses nothing.
        """
        try:
            version = self._engine.detector_version()
        except EngineError:
            return 0
        return self._library.run(lambda u: u.searches.purge(version))


def _made_by(detector: str, engines: str) -> bool:
    """Tell whether this detector is the first of the engines that took part."""
    return f"{engines} ".startswith(f"{detector} ")


def _faces(known: tuple[KnownFace, ...] | None) -> tuple[FoundFace, ...] | None:
    if known is None:
        return None
    return tuple(FoundFace.sized(face.box, face.score, face.points) for face in known)
