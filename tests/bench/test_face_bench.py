"""The face bench counts rightly, and runs from end to end on a corpus of drawn heads."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from consentdesk.faces.suggested_lines import wilson
from tests.bench.bench_adapter import find_faces, find_faces_with_vectors
from tests.bench.face_table import Cell, Row, aimed, as_data, as_markdown, from_data, share
from tests.bench.face_truth import TrueFace, extra, paired
from tests.faces import odd_pictures as odd

BENCH = Path(__file__).with_name("faces.py")


def true_face(left: float, top: float, edge: float) -> TrueFace:
    return TrueFace((left, top, left + edge, top + edge), edge, 0, "plain", None, False)


def test_the_interval_of_a_share_is_wilsons() -> None:
    low, high = wilson(0, 90)
    assert (low, round(high, 3)) == (0, 0.041)
    assert [round(edge, 3) for edge in wilson(5, 92)] == [0.023, 0.121]
    assert share(0, 0).value is None


def test_each_face_gets_one_box_and_the_nearest() -> None:
    faces = (true_face(100, 100, 50), true_face(140, 100, 50))
    boxes = [(102, 100, 152, 150), (130, 100, 180, 150), (104, 104, 154, 154), (400, 0, 450, 50)]
    assert paired(boxes, faces) == {0: 0, 1: 1}
    assert extra(boxes, faces) == [3]


def test_a_box_of_another_size_is_not_the_face() -> None:
    assert paired([(0, 0, 300, 300)], (true_face(100, 100, 50),)) == {}


def test_an_aim_is_held_against_the_product() -> None:
    row = aimed(Row("found", share(99, 100), share(50, 100)), at_least=0.995)
    assert (row.reach, row.reached) == (">= 0.995", False)
    assert aimed(Row("ratio", Cell("0.5", 0.5)), at_most=0.6).reached
    assert as_markdown([row]).count("\n") == 2
    assert from_data(as_data([row])) == [row]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One photo of three, two enrolled, another picture of each, and a stranger."""
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "scene.jpg").write_bytes(odd.file_of(odd.group(odd.SMALL, odd.SMALL_THREE)))
    keys = {"p05": "a", "p06": "b"}
    faces = []
    for key, view, height, x, y in odd.SMALL_THREE:
        left, top, wide, high = odd.face_of(key, view, height)
        box = [x + left, y + top, x + left + wide, y + top + high]
        faces.append({"box": box, "h": high, "rot": 0, "cond": "plain", "id": keys.get(key)})
    truth = [{"image": "scene.jpg", "faces": faces}]
    (folder / "truth.json").write_text(json.dumps(truth))
    for key, who in keys.items():
        for place in ("enrol", "probe"):
            (folder / place / who).mkdir(parents=True)
        _portrait(folder / "enrol" / who / "0.jpg", key, "portrait_1")
        _portrait(folder / "probe" / who / "0.jpg", key, "portrait_2")
    (folder / "strangers").mkdir()
    _portrait(folder / "strangers" / "0.jpg", "a01", "portrait_1")
    return folder


def _portrait(path: Path, key: str, view: str) -> None:
    path.write_bytes(odd.file_of(odd.group((250, 300), [(key, view, 240, 20, 40)])))


@pytest.mark.engine
def test_the_adapter_answers_as_a_bench_wants_it(corpus: Path) -> None:
    found = find_faces(str(corpus / "scene.jpg"))
    assert len(found) == 3
    assert {"box", "score"} <= set(found[0])
    with_vectors = find_faces_with_vectors(str(corpus / "scene.jpg"))
    assert [len(face["embedding"]) for face in with_vectors] == [128] * 3
    assert [face["box"] for face in with_vectors] == [face["box"] for face in found]


@pytest.mark.engine
@pytest.mark.slow
def test_the_bench_measures_both_sides_of_a_small_corpus(corpus: Path, tmp_path: Path) -> None:
    told = tmp_path / "figures.json"
    command = [sys.executable, str(BENCH), "--corpus", str(corpus), "--json", str(told)]
    command += ["--rows", "found,stored,register,sheets", "--markdown"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("| measure")
    rows = {row["measure"]: row for row in json.loads(told.read_text())["rows"]}
    seen = rows["found: 40 px and more"]
    assert (seen["product"]["hit"], seen["product"]["of"]) == (3, 3)
    assert seen["library"]["of"] == 3
    assert all(row["product"]["text"] for row in rows.values())
    assert rows["stored sideways"]["reached"]


@pytest.mark.engine
@pytest.mark.slow
def test_calibration_goes_through_a_small_corpus(corpus: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- lines: written by the bench -->\n<!-- lines: end -->\n")
    command = [sys.executable, "-m", "tests.bench.calibrate", "--corpus", str(corpus)]
    command += ["--write", str(page)]
    root = BENCH.parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert "2 people with 2 portraits, 2 other photos of them, 1 strangers" in done.stdout
    assert done.stdout.strip() in page.read_text(encoding="utf-8")


def test_without_a_corpus_the_bench_says_so(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCH), "--corpus", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("skipped: no truth.json")
