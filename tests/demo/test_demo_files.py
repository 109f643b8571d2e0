"""The files of a small made-up school are what was promised, and are kept for the next start."""

import json
from dataclasses import replace

import pytest

from consentdesk.demo.make import make_demo
from consentdesk.demo.school import plan_school
from consentdesk.domain.errors import DamagedPhoto, NotAPhoto
from consentdesk.domain.progress import Progress
from consentdesk.media.open_photo import open_photo, read_header

SIZE = (672, 504)


@pytest.fixture(scope="module")
def plan():
    return plan_school(2, pupils=13, photos=6)


@pytest.fixture(scope="module")
def made(plan, tmp_path_factory):
    progress = Progress()
    folder = tmp_path_factory.mktemp("demo")
    files = make_demo(folder, plan, workers=1, progress=progress, size=SIZE)
    return files, progress


def test_each_photo_opens_upright_with_its_device_and_no_half_written_file_stays(made, plan):
    files, _ = made
    for photo in plan.photos:
        data = (files.photos_folder / photo.name).read_bytes()
        pixels = open_photo(data)
        assert (pixels.width, pixels.height) == SIZE
        header = read_header(data)
        assert header.device == photo.device
    assert not list(files.photos_folder.glob(".*"))


def test_portraits_lie_under_the_pupils_numbers(made, plan):
    files, _ = made
    names = {path.name for path in files.portraits_folder.iterdir()}
    assert names == {f"{p.upn}_{n}.jpg" for p in plan.pupils for n in range(1, p.portraits + 1)}


def test_the_truth_names_every_file_and_its_boxes_lie_inside(made, plan):
    files, _ = made
    truth = json.loads(files.truth_path.read_text(encoding="utf-8"))["files"]
    assert set(truth) == {path.name for path in files.photos_folder.iterdir()}
    readable = [entry for entry in truth.values() if entry["readable"] and "same_as" not in entry]
    assert len(readable) == len(plan.photos)
    for entry in readable:
        for face in entry["faces"]:
            x, y, width, height = face["box"]
            assert 0 <= x < x + width <= entry["width"]
            assert 0 <= y < y + height <= entry["height"]
            assert face["height"] == height


def test_the_truth_says_who_are_near_twins(tmp_path):
    twins = plan_school(2, pupils=15, photos=1)
    files = make_demo(tmp_path, replace(twins, pupils=()), workers=1, size=SIZE)
    truth = json.loads(files.truth_path.read_text(encoding="utf-8"))
    assert truth["near_twins"] == [list(pair) for pair in twins.near_twins] != []


def test_broken_and_wrong_files_are_there_and_are_refused_by_the_door(made):
    folder = made[0].photos_folder
    with pytest.raises(DamagedPhoto):
        open_photo((folder / "IMG_0998.JPG").read_bytes())
    with pytest.raises(NotAPhoto):
        open_photo((folder / "Timetable.jpg").read_bytes())
    assert (folder / "IMG_0001.AAE").read_bytes().startswith(b"<?xml")
    assert (folder / "IMG_0003.MOV").read_bytes()[4:12] == b"ftypqt  "


def test_the_copy_is_byte_for_byte_its_original(made):
    files, _ = made
    truth = json.loads(files.truth_path.read_text(encoding="utf-8"))["files"]
    ((copy, entry),) = [(name, e) for name, e in truth.items() if "same_as" in e]
    folder = files.photos_folder
    assert (folder / copy).read_bytes() == (folder / entry["same_as"]).read_bytes()


def test_progress_counts_everything(made):
    snapshot = made[1].snapshot()
    assert snapshot.done == snapshot.total == 6 + 13


def test_a_second_start_keeps_the_files_and_another_plan_replaces_them(plan, tmp_path):
    first = plan_school(2, pupils=13, photos=2)
    files = make_demo(tmp_path, first, workers=1, size=SIZE)
    before = {p.name: p.stat().st_mtime_ns for p in files.portraits_folder.iterdir()}
    make_demo(tmp_path, first, workers=1, size=SIZE)
    assert before == {p.name: p.stat().st_mtime_ns for p in files.portraits_folder.iterdir()}
    make_demo(tmp_path, plan_school(4, pupils=13, photos=1), workers=1, size=SIZE)
    assert not (files.photos_folder / "IMG_0002.JPG").exists()
