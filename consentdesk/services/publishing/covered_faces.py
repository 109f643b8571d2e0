"""The last question about a hidden face: does the finished file, as written, still show one?"""

from collections.abc import Sequence

from consentdesk.domain.errors import Cancelled, KnownError, VerificationFailed
from consentdesk.domain.pixels import Box
from consentdesk.faces.pool import FacePool
from consentdesk.faces.worker import faces_at_places
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.finding.search_cost import LEAST_SECONDS

_MOSTLY = 0.4
"""Share of a found face that may lie in a hidden place: a neighbour's ear and hair often do."""

_SECONDS_A_PLACE = 5.0
"""Patience with each place: fifty times what was measured."""


class CoveredFaces:
    """Looks for faces where finished files hide some; only finds them, compares nobody."""

    def __init__(self, face_pool: FacePool, engine: FaceEngine) -> None:
        self._pool = face_pool
        self._engine = engine

    def check(self, finished: bytes, hidden: Sequence[Box]) -> None:
        """Make sure that the face finder sees no face under a cover or a mosaic.

        Args:
            finished: the whole file as read back from the disk.
            hidden: the hidden rectangles in pixels of this file, as in
                `finished_photo.FinishedPhoto.hidden`; without any the face finder is not asked.

        Raises:
            VerificationFailed: a face is seen there, or the face finder could not look.
            Cancelled: the program is closing.
        """
        if not hidden:
            return
        seen = self._seen(finished, tuple(hidden))
        for place, faces in zip(hidden, seen, strict=True):
            if any(lies_under(face, place) for face in faces):
                raise VerificationFailed(
                    "The finished photo still shows a face under a cover or a mosaic; "
                    "it was not published.",
                    "Look at the photo again and draw the frame larger, or cover a mosaic.",
                )

    def _seen(self, finished: bytes, places: tuple[Box, ...]) -> tuple[tuple[Box, ...], ...]:
        """Return the faces around each place, as one worker sees them."""
        limit = LEAST_SECONDS + _SECONDS_A_PLACE * len(places)
        try:
            return self._pool.ask(faces_at_places, (finished, places, self._engine.files()), limit)
        except Cancelled:
            raise
        except KnownError as error:
            raise _unchecked() from error


def lies_under(face: Box, place: Box) -> bool:
    """Tell whether a face's middle or much of it lies in a hidden place."""
    middle = Box(face.x + face.width // 2, face.y + face.height // 2, 1, 1)
    return bool(middle.overlap(place)) or face.overlap(place) > _MOSTLY * face.area


def _unchecked() -> VerificationFailed:
    return VerificationFailed(
        "Whether the finished photo still shows a face that is to be hidden could not be checked; "
        "it was not published.",
        "Restart the program and publish again; if this repeats, tell the technician.",
    )
