"""The last look at a finished file: does it show a face where nobody decided about one?

Every face was looked for and decided before. That a copy shows the photo which was decided, with
its faces where they were, is proven by looking at the file itself.
"""

from collections.abc import Sequence

from consentdesk.domain.errors import Cancelled, KnownError, VerificationFailed
from consentdesk.domain.faces_in_copy import place_in_words, undecided_faces
from consentdesk.domain.pixels import Box
from consentdesk.faces.pool import FacePool
from consentdesk.faces.worker import near_faces
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.finding.search_cost import LEAST_SECONDS

_CLEARLY_A_FACE = 0.3
"""Score, 0 to 1, from which a pattern counts here. Searching lists from 0.175: what is between
may pass that line in one size of a photo and not in another, and would hold photos for nothing."""


class NewFaces:
    """Looks for near faces in finished files; only finds them, compares nobody."""

    def __init__(self, face_pool: FacePool, engine: FaceEngine) -> None:
        self._pool = face_pool
        self._engine = engine

    def check(self, finished: bytes, size: tuple[int, int], regions: Sequence[Box]) -> None:
        """Make sure that every face the finder clearly sees belongs to a region of the review.

        Args:
            finished: the whole file as read back from the disk.
            size: width and height of its picture, pixels.
            regions: what was decided about, in pixels of this file.

        Raises:
            VerificationFailed: a face is seen elsewhere, or the face finder could not look.
            Cancelled: the program is closing.
        """
        try:
            seen = self._pool.ask(near_faces, (finished, self._engine.files()), LEAST_SECONDS)
        except Cancelled:
            raise
        except KnownError as error:
            raise _unchecked() from error
        clear = [face.box for face in seen if face.score >= _CLEARLY_A_FACE]
        undecided = undecided_faces(clear, regions)
        if undecided:
            where = place_in_words(max(undecided, key=lambda face: face.area), *size)
            raise VerificationFailed(
                f"The finished photo shows a face {where} that nobody decided about; it was not "
                "published.",
                "Look at the photo again and draw a frame there; if it is no face, say so.",
            )


def _unchecked() -> VerificationFailed:
    return VerificationFailed(
        "Whether the finished photo shows only faces that were decided about could not be checked; "
        "it was not published.",
        "Restart the program and publish again; if this repeats, tell the technician.",
    )
