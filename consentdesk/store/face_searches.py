"""The shelf of what detectors found in files, so that none looks twice in the same way."""

import json
from collections.abc import Sequence

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from consentdesk.domain.face import KnownFace
from consentdesk.domain.photo import GONE
from consentdesk.domain.pixels import Box
from consentdesk.domain.search import Search, SearchDepth, Sensitivity
from consentdesk.store.batch_tables import PhotoRow
from consentdesk.store.face_tables import FaceSearchRow


class FaceSearchShelf:
    """Boxes by file, detector and search; nothing here tells one person from another."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(
        self,
        sha256: str,
        engine: str,
        search: Search,
        size: tuple[int, int],
        faces: Sequence[KnownFace],
    ) -> None:
        """Remember what a detector found in a file; `size` is upright width and height."""
        self._session.merge(
            FaceSearchRow(
                sha256=sha256,
                engine=engine,
                depth=search.depth,
                sensitivity=search.sensitivity,
                width=size[0],
                height=size[1],
                faces=json.dumps([_listed(face) for face in faces]),
            )
        )
        self._session.flush()

    def known(self, sha256: str, engine: str, search: Search) -> tuple[KnownFace, ...] | None:
        """Return what this detector found in the file by this search, None if it never looked."""
        row = self._session.get(FaceSearchRow, (sha256, engine, search.depth, search.sensitivity))
        return None if row is None else _faces(row.faces)

    def most_known(
        self, sha256: str, engine: str, depth: SearchDepth
    ) -> tuple[KnownFace, ...] | None:
        """Return what this detector found at this depth when it was turned up the most."""
        found = (
            self.known(sha256, engine, Search(depth, sensitivity))
            for sensitivity in reversed(Sensitivity)
        )
        return next((faces for faces in found if faces is not None), None)

    def files(self, engine: str, search: Search) -> frozenset[str]:
        """Return the fingerprints of the files in which this detector looked by this search."""
        query = select(FaceSearchRow.sha256).where(
            FaceSearchRow.engine == engine,
            FaceSearchRow.depth == search.depth,
            FaceSearchRow.sensitivity == search.sensitivity,
        )
        return frozenset(self._session.scalars(query))

    def forget(self, sha256: str) -> None:
        """Forget what was found in a file."""
        gone = delete(FaceSearchRow).where(FaceSearchRow.sha256 == sha256)
        self._session.execute(gone.execution_options(synchronize_session=False))

    def purge(self, engine: str) -> int:
        """Forget files of which there is no photo, and other detectors; return how many."""
        stale = or_(
            FaceSearchRow.engine != engine,
            FaceSearchRow.sha256.not_in(select(PhotoRow.sha256).where(PhotoRow.state.not_in(GONE))),
        )
        gone = self._session.scalars(
            delete(FaceSearchRow)
            .where(stale)
            .returning(FaceSearchRow.sha256)
            .execution_options(synchronize_session=False)
        )
        return len(gone.all())


def _listed(face: KnownFace) -> list[object]:
    box = face.box
    return [[box.x, box.y, box.width, box.height], face.score, face.points]


def _faces(text: str) -> tuple[KnownFace, ...]:
    return tuple(
        KnownFace(Box(*box), score, tuple((x, y) for x, y in points))
        for box, score, points in json.loads(text)
    )
