"""Pictures and pages that the disk lost: each is told in a sentence, and there is a way on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from consentdesk.domain.errors import DamagedStore, KnownError
from consentdesk.domain.ids import PhotoId, VaultKey
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.progress import CancelToken, Progress
from tests.privacy.summer_fair import ALL, SummerFair
from tests.small_workspace import KEY, PREPARER, SmallSchool, assemble_for_test, write_photo


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


WAYS: dict[str, Callable[[Path], None]] = {"flipped": flip, "missing": Path.unlink}
PICTURES = ("original", "thumbnail", "screen")


def file_of(school: SmallSchool, key: VaultKey) -> Path:
    (path,) = (school.folder / "workspace" / "vault").rglob(key)
    return path


def pictures_open(school: SmallSchool, photo: PhotoId) -> bool:
    pictures = school.workspace.pictures
    shown = [picture(photo) for picture in (pictures.full, pictures.screen, pictures.thumbnail)]
    return all(each.width > 0 for each in shown)


@pytest.mark.parametrize("way", WAYS)
def test_bringing_the_same_file_in_again_mends_every_picture_of_a_photo(
    school: SmallSchool, tmp_path: Path, way: str
) -> None:
    files = [write_photo(tmp_path / "in" / f"IMG_{n}.JPG", n) for n in range(2)]
    photo, other = school.bring_in(*files)
    for name in PICTURES:
        WAYS[way](file_of(school, getattr(photo.details, name)))
    for show in (school.workspace.pictures.full, school.workspace.pictures.thumbnail):
        with pytest.raises(DamagedStore) as told:
            show(photo.id)
        assert "bring the same file in again" in told.value.next_step.casefold()
    assert pictures_open(school, other.id)
    again = school.bring_in(*files)
    assert [each.id for each in again] == [photo.id, other.id]
    assert pictures_open(school, photo.id)


def test_a_photo_that_was_lost_and_came_again_can_be_searched_and_decided(
    school: SmallSchool, tmp_path: Path
) -> None:
    file = write_photo(tmp_path / "in" / "IMG_0.JPG")
    (photo,) = school.bring_in(file)
    flip(file_of(school, photo.details.original))
    scanner = school.workspace.scanner
    assert scanner.run(school.batch_id, PREPARER, Progress(), CancelToken()).failed == 1
    assert [(p.state, bool(p.problem)) for p in school.photos()] == [(PhotoState.FAILED, True)]
    assert not any(v.cleared for v in school.workspace.review.photo(photo.id).verdicts.values())
    school.bring_in(file)
    scanner.again(school.batch_id, PREPARER, failed_only=True)
    scanner.run(school.batch_id, PREPARER, Progress(), CancelToken())
    assert [p.state for p in school.photos()] == [PhotoState.CHECKED]


def test_a_photo_lost_after_the_sign_off_goes_out_once_it_came_again(
    school: SmallSchool, fair: SummerFair, tmp_path: Path
) -> None:
    flip(fair.vault_file("bo"))
    receipt = school.publish()
    assert fair.shown() == (ALL - {"bo"}, ALL - {"bo"})
    assert [len(result.refused) for result in receipt.results] == [1, 1]
    school.bring_in(*sorted((tmp_path / "in").iterdir()))
    fair.look_again_and_sign()
    school.publish()
    assert fair.shown() == (ALL, ALL)


def test_a_damaged_page_is_told_and_a_copy_of_the_folder_opens(
    school: SmallSchool, fair: SummerFair, tmp_path: Path
) -> None:
    school.workspace.close()
    place, copy = tmp_path / "workspace", tmp_path / "copy"
    shutil.copytree(place, copy)
    database = place / "consentdesk.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:20_000] + bytes([whole[20_000] ^ 1]) + whole[20_001:])
    damaged = database.read_bytes()
    with pytest.raises(DamagedStore) as told:
        assemble_for_test(place, KEY, school.clock, new=False)
    assert "technician" in told.value.next_step
    assert database.read_bytes() == damaged
    shutil.rmtree(place)
    copy.rename(place)
    school.workspace = assemble_for_test(place, KEY, school.clock, new=False)
    school.publish()
    assert fair.shown() == (ALL, ALL)


def test_a_second_program_is_sent_away_and_the_first_goes_on(
    school: SmallSchool, fair: SummerFair, tmp_path: Path
) -> None:
    with pytest.raises(KnownError, match="already open"):
        assemble_for_test(tmp_path / "workspace", KEY, school.clock, new=False)
    school.publish()
    assert fair.shown() == (ALL, ALL)
