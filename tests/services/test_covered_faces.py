"""A finished file that still shows a face under a cover is refused; so is one nobody looked at."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any

import pytest

from consentdesk.domain.channel import FileType
from consentdesk.domain.errors import Cancelled, EngineError, VerificationFailed
from consentdesk.domain.pixels import Box
from consentdesk.faces import worker
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import BUILT_IN, EngineFiles
from consentdesk.media.finished_photo import FinishedPhoto, finish
from consentdesk.media.thumbnails import to_jpeg
from consentdesk.services.finding.face_engine import FaceEngine
from consentdesk.services.publishing import covered_faces
from consentdesk.services.publishing.covered_faces import CoveredFaces
from tests.faces.painted import ASH, BAY, FRONT, buffer, lawn, paint
from tests.small_workspace import threads

COVER = Box(100, 100, 100, 100)


@dataclass(frozen=True)
class Painted:
    """A photo file, its faces and the covers over them."""

    file: bytes
    faces: tuple[Box, ...]
    width: int
    height: int

    def cover(self, number: int) -> Box:
        return self.faces[number].grown(0.3, self.width, self.height)

    def finished(self, *covered: int, file_type: FileType = FileType.JPEG) -> FinishedPhoto:
        covers = [self.cover(number) for number in covered]
        return finish(self.file, long_edge=480, covers=covers, file_type=file_type)


@pytest.fixture(scope="module")
def painted() -> Painted:
    """Two people who stand close, and a small face in the corner."""
    canvas = lawn(480, 320)
    faces = (
        paint(canvas, ASH, FRONT, 130, 150, 100),
        paint(canvas, BAY, FRONT, 120, 250, 105),
        paint(canvas, ASH, FRONT, 40, 0, 275),
    )
    return Painted(to_jpeg(buffer(canvas)), faces, 480, 320)


@pytest.fixture
def pool() -> Iterator[FacePool]:
    with FacePool(1, threads) as pool:
        yield pool


class EngineOfTheProgram(FaceEngine):
    """The built-in engine, of no workspace."""

    def __init__(self) -> None:
        pass

    def files(self) -> EngineFiles:
        return BUILT_IN


@pytest.fixture
def covered(pool: FacePool) -> CoveredFaces:
    return CoveredFaces(pool, EngineOfTheProgram())


@pytest.fixture
def sees(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the face finder see these boxes around every cover, or raise."""

    def sees(*faces: Box, error: BaseException | None = None) -> None:
        def at_places(data: bytes, places: tuple[Box, ...], engine: object) -> object:
            if error is not None:
                raise error
            return tuple(faces for _ in places)

        monkeypatch.setattr(covered_faces, "faces_at_places", at_places)

    return sees


@pytest.mark.engine
@pytest.mark.parametrize("number", range(3))
def test_a_face_that_was_not_covered_is_seen(
    covered: CoveredFaces, painted: Painted, number: int
) -> None:
    with pytest.raises(VerificationFailed, match="still shows a face under a cover"):
        covered.check(painted.finished().content, [painted.cover(number)])


@pytest.mark.engine
@pytest.mark.parametrize("file_type", FileType)
def test_covered_faces_pass_beside_a_neighbour_who_is_not(
    covered: CoveredFaces,
    painted: Painted,
    file_type: FileType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def asked(*given: object) -> None:
        raise AssertionError("the encoder was asked for")

    monkeypatch.setattr(worker, "_encoder", asked)
    finished = painted.finished(0, 2, file_type=file_type)
    assert len(finished.covers) == 2
    covered.check(finished.content, finished.covers)


@pytest.mark.engine
def test_one_open_face_among_covered_ones_is_enough(
    covered: CoveredFaces, painted: Painted
) -> None:
    with pytest.raises(VerificationFailed):
        covered.check(painted.finished(0).content, [painted.cover(0), painted.cover(1)])


def test_without_covers_the_face_finder_is_not_asked(
    covered: CoveredFaces, sees: Callable[..., None]
) -> None:
    sees(error=AssertionError("asked"))
    covered.check(b"whatever", [])


@pytest.mark.parametrize(
    ("face", "refused"),
    [
        (Box(120, 120, 40, 40), True),
        (Box(60, 60, 300, 300), False),
        (Box(50, 50, 200, 200), True),
        (Box(159, 40, 80, 200), True),
        (Box(168, 100, 70, 100), True),
        (Box(172, 100, 72, 100), False),
        (Box(201, 100, 50, 60), False),
    ],
    ids=["inside", "around", "middle", "centre", "much", "less", "beside"],
)
def test_a_face_counts_when_its_middle_or_much_of_it_lies_under_the_cover(
    covered: CoveredFaces, sees: Callable[..., None], face: Box, refused: bool
) -> None:
    sees(face)
    if not refused:
        covered.check(b"file", [COVER])
        return
    with pytest.raises(VerificationFailed):
        covered.check(b"file", [COVER])


@pytest.mark.parametrize(
    "error",
    [EngineError("The detector does not work.", "Install again."), ValueError("a fault")],
    ids=["engine", "fault"],
)
def test_what_could_not_be_looked_at_is_refused(
    covered: CoveredFaces, sees: Callable[..., None], error: Exception
) -> None:
    sees(error=error)
    with pytest.raises(VerificationFailed, match="could not be checked"):
        covered.check(b"file", [COVER])


def test_a_file_that_is_no_photo_is_refused(covered: CoveredFaces) -> None:
    with pytest.raises(VerificationFailed, match="could not be checked"):
        covered.check(b"no photo", [COVER])


class DyingWorkers(Executor):
    """Workers that die of whatever they are given."""

    def submit(self, *given: Any, **more: Any) -> "Future[Any]":
        future: Future[Any] = Future()
        future.set_exception(BrokenProcessPool("a worker died"))
        return future


def test_a_worker_that_dies_is_a_refusal() -> None:
    with (
        FacePool(1, lambda _: DyingWorkers()) as dying,
        pytest.raises(VerificationFailed, match="could not be checked"),
    ):
        CoveredFaces(dying, EngineOfTheProgram()).check(b"file", [COVER])


def test_a_program_that_closes_refuses_without_a_verdict_on_the_file(
    covered: CoveredFaces, pool: FacePool
) -> None:
    pool.close()
    with pytest.raises(Cancelled):
        covered.check(b"file", [COVER])
