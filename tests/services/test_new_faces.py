"""A finished file that shows a face which nobody decided about is refused."""

from collections.abc import Iterator

import pytest

from consentdesk.domain.errors import Cancelled, EngineError, VerificationFailed
from consentdesk.domain.pixels import Box
from consentdesk.faces import worker
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import BUILT_IN, EngineFiles, FoundFace
from consentdesk.media.finished_photo import finish
from consentdesk.media.thumbnails import to_jpeg
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.publishing import new_faces
from consentdesk.services.publishing.new_faces import NewFaces
from tests.faces.painted import ASH, BAY, FRONT, buffer, lawn, paint
from tests.small_workspace import threads

SIZE = (480, 320)


class EngineOfTheProgram(FaceEngine):
    """The built-in engine, of no workspace."""

    def __init__(self) -> None:
        pass

    def files(self) -> EngineFiles:
        return BUILT_IN


@pytest.fixture
def pool() -> Iterator[FacePool]:
    with FacePool(1, threads) as pool:
        yield pool


@pytest.fixture
def look(pool: FacePool) -> NewFaces:
    return NewFaces(pool, EngineOfTheProgram())


@pytest.fixture(scope="module")
def painted() -> tuple[bytes, tuple[Box, ...]]:
    """A finished photo of two people, and where their faces are."""
    canvas = lawn(*SIZE)
    faces = (
        paint(canvas, ASH, FRONT, 130, 100, 100),
        paint(canvas, BAY, FRONT, 120, 320, 105),
    )
    return finish(to_jpeg(buffer(canvas)), long_edge=480).content, faces


@pytest.mark.engine
def test_faces_that_were_decided_pass_and_no_encoder_is_asked(
    look: NewFaces, painted: tuple[bytes, tuple[Box, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*given: object) -> None:
        raise AssertionError("the encoder was asked for")

    monkeypatch.setattr(worker, "_encoder", asked)
    file, faces = painted
    look.check(file, SIZE, faces)


@pytest.mark.engine
@pytest.mark.parametrize("missing", range(2))
def test_a_face_without_a_region_is_seen(
    look: NewFaces, painted: tuple[bytes, tuple[Box, ...]], missing: int
) -> None:
    file, faces = painted
    with pytest.raises(VerificationFailed, match="nobody decided about"):
        look.check(file, SIZE, faces[:missing] + faces[missing + 1 :])


@pytest.mark.parametrize(("score", "refused"), [(0.9, True), (0.3, True), (0.2, False)])
def test_only_what_is_clearly_a_face_counts(
    look: NewFaces, monkeypatch: pytest.MonkeyPatch, score: float, refused: bool
) -> None:
    def sees(data: bytes, engine: EngineFiles) -> tuple[FoundFace, ...]:
        return (FoundFace(Box(10, 10, 40, 50), score, ((0.0, 0.0),) * 5, True, "face"),)

    monkeypatch.setattr(new_faces, "near_faces", sees)
    if not refused:
        look.check(b"file", SIZE, [])
        return
    with pytest.raises(VerificationFailed, match="at the top left that nobody decided about"):
        look.check(b"file", SIZE, [])


@pytest.mark.parametrize(
    "error",
    [EngineError("The detector does not work.", "Install again."), ValueError("a fault")],
    ids=["engine", "fault"],
)
def test_what_could_not_be_looked_at_is_refused(
    look: NewFaces, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fails(data: bytes, engine: EngineFiles) -> None:
        raise error

    monkeypatch.setattr(new_faces, "near_faces", fails)
    with pytest.raises(VerificationFailed, match="could not be checked"):
        look.check(b"file", SIZE, [])


def test_a_program_that_closes_refuses_without_a_verdict_on_the_file(
    look: NewFaces, pool: FacePool
) -> None:
    pool.close()
    with pytest.raises(Cancelled):
        look.check(b"file", SIZE, [])
