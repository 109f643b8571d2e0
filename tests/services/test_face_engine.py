"""Which engine a school uses: kept, on record, and in Look never an encoder."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from consentdesk.domain.batch import Mode
from consentdesk.domain.errors import EngineError
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces.dlib_lines import DLIB_LINES
from consentdesk.faces.ports import BUILT_IN
from consentdesk.faces.versions import DETECTOR_VERSION, MATCHER_VERSION
from consentdesk.media.thumbnails import to_jpeg
from consentdesk.store.unit_of_work import UnitOfWork
from tests.faces.painted import ASH, FRONT, buffer, lawn, paint
from tests.faces.tiny_models import write_detector, write_encoder
from tests.small_workspace import (
    KEY,
    PREPARER,
    SmallSchool,
    assemble_for_test,
    make_school,
)

pytestmark = pytest.mark.engine

TECHNICIAN = "Tec Nician"

_opened: list[str] = []
_watching: list[bool] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if _watching and event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        _opened.append(os.fsdecode(arguments[0]))


@pytest.fixture
def opened() -> Iterator[list[str]]:
    """Names of the files that this process opens from now on, workers' threads included."""
    sys.addaudithook(_note)
    _opened.clear()
    _watching.append(True)
    yield _opened
    _watching.clear()


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    school = make_school(tmp_path, mode=Mode.LOOK)
    yield school
    school.workspace.close()


def chosen(school: SmallSchool, folder: Path) -> None:
    folder.mkdir()
    engine = school.workspace.engine
    engine.choose("detector", Path(write_detector(folder)), TECHNICIAN)
    engine.choose("encoder", Path(write_encoder(folder)), TECHNICIAN)


def test_the_built_in_engine_is_used_at_first(school: SmallSchool) -> None:
    engine = school.workspace.engine
    assert engine.files() == BUILT_IN
    assert (engine.detector_version(), engine.matcher_version()) == (
        DETECTOR_VERSION,
        MATCHER_VERSION,
    )
    assert engine.lines() == DLIB_LINES


def test_the_choice_is_kept_and_on_record(school: SmallSchool, tmp_path: Path) -> None:
    chosen(school, tmp_path / "engines")
    before = school.workspace.engine
    rows = school.workspace.library.run(lambda u: u.audit.rows())
    school.workspace.close()
    again = assemble_for_test(tmp_path / "workspace", KEY, school.clock, new=False)
    school.workspace = again
    assert again.engine.files() == before.files()
    assert again.engine.matcher_version() == before.matcher_version()
    assert again.engine.lines().one_photo == 0.6
    kept = [(row.who, row.subject) for row in rows if row.what == "face_engine_chosen"]
    assert sorted(kept) == [(TECHNICIAN, "detector"), (TECHNICIAN, "encoder")]

    again.engine.back_to_built_in("encoder", TECHNICIAN)
    assert again.engine.matcher_version() == MATCHER_VERSION
    assert again.engine.files().detector == before.files().detector


def test_vectors_of_the_encoder_before_are_destroyed(school: SmallSchool, tmp_path: Path) -> None:
    library, engine = school.workspace.library, school.workspace.engine
    ada = school.people["Ada"].id

    def keep(u: UnitOfWork) -> None:
        portrait = u.people.add_portrait(ada, library.vault.put(b"picture"), None)
        u.matching.keep_vector(ada, portrait.id, (0.0, 1.0), engine.matcher_version())

    library.run(keep)
    engine.choose("detector", Path(write_detector(tmp_path)), TECHNICIAN)
    assert library.run(lambda u: u.matching.people_with_vectors()) == {ada: 1}
    engine.choose("encoder", Path(write_encoder(tmp_path)), TECHNICIAN)
    assert library.run(lambda u: u.matching.people_with_vectors()) == {}
    destroyed = [
        row.detail
        for row in library.run(lambda u: u.audit.rows())
        if row.what == "vectors_destroyed"
    ]
    assert destroyed == [{"count": 1}]


def test_a_description_of_the_other_kind_changes_nothing(
    school: SmallSchool, tmp_path: Path
) -> None:
    with pytest.raises(EngineError, match="detector"):
        school.workspace.engine.choose("detector", Path(write_encoder(tmp_path)), TECHNICIAN)
    assert school.workspace.engine.files() == BUILT_IN


def test_a_scan_in_look_opens_no_file_of_the_chosen_encoder(
    school: SmallSchool, tmp_path: Path, opened: list[str]
) -> None:
    chosen(school, tmp_path / "engines")
    canvas = lawn(600, 500)
    paint(canvas, ASH, FRONT, 400, 100, 40)
    (tmp_path / "IMG_1.JPG").write_bytes(to_jpeg(buffer(canvas)))
    school.bring_in(tmp_path / "IMG_1.JPG")
    opened.clear()
    school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())
    assert [name for name in opened if Path(name).name.startswith("encoder.")] == []
    assert any(name.endswith("detector.onnx") for name in opened)

    (photo,) = school.photos()
    assert photo.state is PhotoState.CHECKED
    assert photo.engine.startswith("tiny-skin-")
    assert len(school.workspace.library.run(lambda u: u.photos.regions(photo.id))) == 1


def test_without_its_model_no_photo_counts_as_checked(school: SmallSchool, tmp_path: Path) -> None:
    chosen(school, tmp_path / "engines")
    (tmp_path / "IMG_1.JPG").write_bytes(to_jpeg(buffer(lawn(600, 500))))
    school.bring_in(tmp_path / "IMG_1.JPG")
    (tmp_path / "engines" / "detector.onnx").unlink()
    with pytest.raises(EngineError, match=r"detector\.onnx"):
        school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())
    (photo,) = school.photos()
    assert photo.state is not PhotoState.CHECKED
