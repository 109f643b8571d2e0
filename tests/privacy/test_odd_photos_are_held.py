"""Odd photos through bringing in and checking: each is accounted for, and none is cleared.

What the detector makes of them stands in ``tests/faces/test_odd_photos.py``.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from consentdesk.domain.errors import Refused
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.verdict import Outcome
from consentdesk.faces.pool import FacePool
from consentdesk.services.finding import search_cost
from consentdesk.services.workspace import assemble
from tests.faces import odd_pictures as odd
from tests.privacy.hanging import STUCK_WIDTH, HangingProcesses
from tests.small_workspace import APPROVER, PREPARER, SmallSchool, threads

pytestmark = pytest.mark.engine


def _group() -> Image.Image:
    return odd.group(odd.SMALL, odd.SMALL_THREE)


PHOTOS: dict[str, Callable[[], bytes]] = {
    "tiny.jpg": lambda: odd.file_of(odd.group((40, 40), [("p03", "ahead", 38, 4, 1)])),
    "dot.png": lambda: odd.file_of(Image.new("RGB", (1, 1)), "PNG"),
    "strip.jpg": lambda: odd.file_of(Image.new("RGB", (3000, 4), odd.LAWN)),
    "grey.jpg": lambda: odd.file_of(_group().convert("L")),
    "cmyk.jpg": lambda: odd.file_of(_group().convert("CMYK")),
    "deep.png": lambda: odd.deep_png(_group()),
    "palette.png": lambda: odd.file_of(odd.in_palette(_group()), "PNG"),
    "smiley.jpg": lambda: odd.file_of(odd.smiley()),
    "doll.jpg": lambda: odd.file_of(odd.doll()),
    "statue.jpg": lambda: odd.file_of(odd.statue()),
    "masks.jpg": lambda: odd.file_of(odd.masked()),
    "upside_down.jpg": lambda: odd.file_of(_group().transpose(Image.Transpose.ROTATE_180)),
    "sideways.jpg": lambda: odd.file_of(_group().transpose(Image.Transpose.ROTATE_90)),
    "still.jpg": odd.still_of_a_video,
    "nobody.jpg": lambda: odd.file_of(Image.new("RGB", (800, 600), odd.LAWN)),
}
FILMS = {"film.mov": odd.movie(b"qt  "), "film.mp4": odd.movie(b"mp42")}


def _scan(school: SmallSchool) -> None:
    school.workspace.scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())


def _cleared(school: SmallSchool) -> list[str]:
    """Return the names of photos that some channel could get."""
    return [
        entry.photo.details.file_name
        for entry in school.workspace.review.desk(school.batch_id).photos
        if any(verdict.outcome is Outcome.CLEARED for verdict in entry.verdicts.values())
    ]


def _write(folder: Path, files: dict[str, bytes]) -> list[Path]:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in files]


@pytest.mark.slow
def test_every_odd_photo_is_checked_or_put_aside_and_none_is_cleared(
    school: SmallSchool, tmp_path: Path
) -> None:
    paths = _write(tmp_path / "in", {name: make() for name, make in PHOTOS.items()} | FILMS)
    receipt = school.workspace.importer.bring_in(
        school.batch_id, paths, PREPARER, Progress(), CancelToken()
    )
    assert receipt.brought_in == len(PHOTOS)
    assert {entry.file_name: entry.code for entry in receipt.listed} == {
        "film.mov": "video",
        "film.mp4": "video",
    }
    assert all(entry.sentence for entry in receipt.listed)
    _scan(school)
    photos = school.photos()
    assert {photo.state for photo in photos} <= {PhotoState.CHECKED, PhotoState.FAILED}
    assert all(photo.problem for photo in photos if photo.state is PhotoState.FAILED)
    assert _cleared(school) == []


def test_a_photo_without_a_found_face_waits_for_eyes_all_the_same(
    school: SmallSchool, tmp_path: Path
) -> None:
    school.bring_in(*_write(tmp_path / "in", {"smiley.jpg": PHOTOS["smiley.jpg"]()}))
    _scan(school)
    assert _cleared(school) == []
    with pytest.raises(Refused):
        school.sign()
    assert school.published_files() == []


@pytest.fixture
def impatient(school: SmallSchool, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallSchool]:
    """A school whose workers never come back from photos of one width, and little patience."""
    monkeypatch.setattr(search_cost, "LEAST_SECONDS", 6.0)
    monkeypatch.setattr(search_cost, "PATIENCE", 0.0)
    before = school.workspace
    school.workspace = assemble(
        before.folder,
        before.library,
        school.clock,
        face_pool=FacePool(2, HangingProcesses),
        import_pool=FacePool(1, threads),
        finishing_pool=FacePool(1, threads),
    )
    yield school
    for pool in school.workspace.pools:
        pool.close()


@pytest.mark.slow
def test_a_photo_that_takes_for_ever_fails_with_its_sentence_and_is_held(
    impatient: SmallSchool, tmp_path: Path
) -> None:
    usual = {f"IMG_{n}.JPG": odd.file_of(Image.new("RGB", (300 + n, 200))) for n in range(3)}
    stuck = {"IMG_9.JPG": odd.file_of(Image.new("RGB", (STUCK_WIDTH, 200)))}
    impatient.bring_in(*_write(tmp_path / "in", stuck | usual))
    begun = time.monotonic()
    _scan(impatient)
    assert time.monotonic() - begun < 60
    states = {photo.details.file_name: photo.state for photo in impatient.photos()}
    assert states == {
        "IMG_9.JPG": PhotoState.FAILED,
        **dict.fromkeys(usual, PhotoState.CHECKED),
    }
    (failed,) = (p for p in impatient.photos() if p.state is PhotoState.FAILED)
    assert failed.problem.endswith(".")
    entry = impatient.workspace.review.photo(failed.id)
    assert {verdict.outcome for verdict in entry.verdicts.values()} == {Outcome.HELD}
    with pytest.raises(Refused):
        impatient.workspace.review.look(failed.id, APPROVER)
