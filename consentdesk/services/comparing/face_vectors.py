"""The vectors of one run: in memory, behind the locks, for the time of the run."""

from collections.abc import Mapping

from consentdesk.domain.ids import PhotoId, RegionId
from consentdesk.faces.ports import ComparedFace


class FaceVectors:
    """What the workers said about the faces of one run, vectors included.

    Never stored; gone when the run ends or a lock closes.
    """

    def __init__(self) -> None:
        self._of: dict[PhotoId, Mapping[RegionId, ComparedFace]] = {}

    def put(self, photo_id: PhotoId, compared: Mapping[RegionId, ComparedFace]) -> None:
        """Hold the faces of a photo, in the place of what was held of it."""
        self._of[photo_id] = compared

    def drop(self) -> None:
        """Forget everything."""
        self._of.clear()

    @property
    def by_photo(self) -> Mapping[PhotoId, Mapping[RegionId, ComparedFace]]:
        """Return the faces that are held."""
        return self._of
