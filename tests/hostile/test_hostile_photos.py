"""Broken and malicious pictures through the real bring-in: each is a photo or listed, no third."""

import logging
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from consentdesk.domain.errors import Cancelled
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.faces.pool import FacePool
from consentdesk.media.open_photo import open_photo
from consentdesk.services.bringing_in import import_photos
from consentdesk.services.bringing_in.import_photos import ImportPhotos, ImportReceipt
from tests.hostile.broken_photos import hostile_photos
from tests.hostile.led_astray import DEADLY, HANGING, HANGS_NOW, HostileDecoder
from tests.small_workspace import PREPARER, SmallSchool, make_school, write_photo

FORESEEN = {"damaged_photo", "photo_too_large", "not_a_photo", "empty_file", "duplicate"}
CUT_TO_A_NAME = {"video", "moving_part"}
"""What a HEIC of a few bytes looks like."""


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    school = make_school(tmp_path / "school")
    yield school
    school.workspace.close()


def bring_in(school: SmallSchool, *sources: Path) -> ImportReceipt:
    return school.workspace.importer.bring_in(
        school.batch_id, list(sources), PREPARER, Progress(), CancelToken()
    )


def nothing_is_half_in(school: SmallSchool, receipt: ImportReceipt) -> None:
    """Check that each file is accounted for and that the vault holds what the rows name, only."""
    assert receipt.finished
    assert receipt.found == receipt.brought_in + receipt.already_there + len(receipt.listed)
    assert all(entry.sentence for entry in receipt.listed)
    vault = school.workspace.library.vault
    named = {
        key
        for photo in school.photos()
        for key in (photo.details.original, photo.details.thumbnail, photo.details.screen)
    }
    assert set(vault.keys()) == named
    for photo in school.photos():
        shown = open_photo(vault.get(photo.details.screen))
        assert max(shown.width, shown.height) <= 2048


def test_every_hostile_picture_is_a_whole_photo_or_listed_with_a_reason(
    school: SmallSchool, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "consentdesk")
    folder = tmp_path / "in"
    folder.mkdir()
    corpus = hostile_photos()
    for name, data in corpus.items():
        (folder / name).write_bytes(data)
    write_photo(folder / "IMG_0001.JPG", 9)
    receipt = bring_in(school, folder)
    nothing_is_half_in(school, receipt)
    assert receipt.found == len(corpus) + 1
    codes = {entry.file_name: entry.code for entry in receipt.listed}
    assert set(codes.values()) <= FORESEEN | CUT_TO_A_NAME
    assert "IMG_0001.JPG" in {photo.details.file_name for photo in school.photos()}
    told = {name: codes.get(name) for name in corpus}
    assert {name for name in corpus if "giant" in name and told[name] is None} == set()
    for name in (
        "three thousand passes.jpg",
        "text bomb.png",
        "profile bomb.png",
        "sixty megapixels of nothing.png",
        "mdat without an end.heic",
    ):
        assert told[name] == "damaged_photo", name
    for name in ("bitmap.jpg", "page.jpg", "drawing.jpg", "program.jpg", "zeros.heic"):
        assert told[name] == "not_a_photo", name
    assert not any(name.rpartition(".")[0] in caplog.text for name in corpus)


def test_a_decoder_that_dies_or_hangs_costs_its_file_and_no_other(
    school: SmallSchool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs_now = tmp_path / "hangs now"
    monkeypatch.setenv(HANGS_NOW, str(hangs_now))
    monkeypatch.setattr(import_photos, "READ_SECONDS", 30.0)

    ahead = 0

    def clock() -> float:
        """Run a second ahead with each look once a worker hangs, so that the test need not wait."""
        nonlocal ahead
        if hangs_now.exists() and ahead <= 31:
            ahead += 1
        return time.monotonic() + ahead

    for seed, width in enumerate((100, DEADLY, 100, HANGING, 100)):
        write_photo(tmp_path / "in" / f"IMG_{seed}.JPG", seed, size=(width, 75))
    with FacePool(1, HostileDecoder, clock) as pool:
        receipt = ImportPhotos(school.workspace.library, pool, school.clock).bring_in(
            school.batch_id, [tmp_path / "in"], PREPARER, Progress(), CancelToken()
        )
    nothing_is_half_in(school, receipt)
    assert receipt.brought_in == 3
    said = {entry.file_name: entry.sentence for entry in receipt.listed}
    assert said.keys() == {"IMG_1.JPG", "IMG_3.JPG"}
    assert "could not be checked" in said["IMG_1.JPG"]
    assert "too long" in said["IMG_3.JPG"]


def test_a_portrait_is_decoded_by_a_worker_and_never_by_the_window(
    school: SmallSchool, tmp_path: Path
) -> None:
    workspace, ada = school.workspace, school.people["Ada"]
    file = write_photo(tmp_path / "portraits" / "U1.jpg", 3)
    for pool in workspace.pools:
        pool.close()
    with pytest.raises(Cancelled):
        workspace.portraits.add(ada.id, file, PREPARER)
    receipt = workspace.consent.attach_portraits(file.parent, PREPARER)
    assert (receipt.attached, [name for name, _ in receipt.failed]) == (0, ["U1.jpg"])
    assert workspace.library.run(lambda u: u.people.portraits()) == ()
    assert list(workspace.library.vault.keys()) == []
