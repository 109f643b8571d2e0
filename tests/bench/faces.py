"""Measures the product beside the face_recognition library's defaults, on one machine in one run.

    uv run python tests/bench/faces.py [--corpus FOLDER] [--match]

FOLDER holds ``truth.json`` and the photos it names; with ``--match`` also ``enrol/<who>/``,
``probe/<who>/`` and ``strangers/``. "look" finds faces and makes their pictures; "match" also
computes vectors; "library" is ``face_locations`` and ``face_encodings`` with their defaults.
Each engine runs in processes of its own.
"""

import argparse
import importlib.util
import json
import multiprocessing
import resource
import subprocess
import sys
import time
import types
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

ENGINES = ("look", "match", "library")
BANDS = ((0, 24), (24, 40), (40, 80), (80, 160), (160, 100_000))
PRODUCT_LINE, LIBRARY_LINE = 0.51, 0.60

BoxOf = tuple[float, float, float, float]
Vectors = list[tuple[BoxOf, np.ndarray]]


def main() -> None:
    shared = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "faces-dev"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=shared)
    parser.add_argument("--match", action="store_true", help="also measure who is recognised")
    parser.add_argument("--engine", choices=ENGINES, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if not (wanted.corpus / "truth.json").exists():
        parser.exit(0, f"skipped: no truth.json in {wanted.corpus}\n")
    if wanted.engine:
        print(json.dumps(measured(wanted.engine, wanted.corpus, wanted.match)))
        return
    options = ["--match"] if wanted.match else []
    command = [sys.executable, __file__, "--corpus", str(wanted.corpus), *options, "--engine"]
    results = {
        engine: json.loads(subprocess.check_output([*command, engine], text=True))
        for engine in ENGINES
    }
    print_side_by_side(results)


def print_side_by_side(results: dict[str, dict[str, str]]) -> None:
    print(f"{'':34}" + "".join(f"{engine:>16}" for engine in ENGINES))
    rows = dict.fromkeys(row for result in results.values() for row in result)
    for row in rows:
        cells = (results[engine].get(row, "-") for engine in ENGINES)
        print(f"{row:34}" + "".join(f"{cell:>16}" for cell in cells))


def measured(engine: str, corpus: Path, match: bool) -> dict[str, str]:
    """Return rows of the table for one engine."""
    truth = json.loads((corpus / "truth.json").read_text())
    photos = [str(corpus / photo["image"]) for photo in truth]
    find = FINDERS[engine]
    find(photos[0])  # loads the models
    spent, wall = time.process_time(), time.perf_counter()
    found = [find(photo) for photo in photos]
    spent, wall = time.process_time() - spent, time.perf_counter() - wall
    rows = recall(found, truth)
    rows["CPU s a photo"] = f"{spent / len(photos):.2f}"
    rows["wall s a photo, 1 process"] = f"{wall / len(photos):.2f}"
    rows["wall s a photo, 2 processes"] = f"{wall_on_two(find, photos):.2f}"
    # Kilobytes on Linux, bytes on macOS.
    unit = 1024 if sys.platform == "linux" else 1024**2
    rows["peak MB"] = str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit)
    if match and engine != "look":
        rows |= recognised(engine, corpus)
    return rows


def wall_on_two(find: Callable[[str], object], photos: list[str]) -> float:
    """Return seconds a photo with two warm processes."""
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        list(pool.map(find, photos[:2]))
        begun = time.perf_counter()
        list(pool.map(find, photos * 2))
        return (time.perf_counter() - begun) / (2 * len(photos))


def recall(found: list[list[BoxOf]], truth: list[dict[str, Any]]) -> dict[str, str]:
    """Return found / true faces by height, and boxes on no face."""
    hit, there, false = np.zeros(len(BANDS), int), np.zeros(len(BANDS), int), 0
    for boxes, photo in zip(found, truth, strict=True):
        faces = photo["faces"]
        matched = paired(boxes, [face["box"] for face in faces])
        false += sum(not any(same(box, face["box"]) for face in faces) for box in boxes)
        for number, face in enumerate(faces):
            height = face.get("h") or face["box"][3] - face["box"][1]
            band = next(i for i, (low, high) in enumerate(BANDS) if low <= height < high)
            if not face.get("ignore"):
                there[band] += 1
                hit[band] += number in matched
    rows = {
        f"found, {low} to {high} px" if high < 1000 else f"found, over {low} px": f"{h}/{t}"
        for (low, high), h, t in zip(BANDS, hit, there, strict=True)
    }
    rows["found, 24 px and more"] = f"{hit[1:].sum() / there[1:].sum():.1%}"
    rows["found, 40 px and more"] = f"{hit[2:].sum() / there[2:].sum():.1%}"
    rows["boxes on no face, a photo"] = f"{false / len(truth):.1f}"
    return rows


def same(found: BoxOf, true: BoxOf) -> bool:
    """Each middle lies in the other box, and the sizes are alike (engines cut differently)."""
    (a, b, c, d), (e, f, g, h) = found, true
    x, y, u, v = (a + c) / 2, (b + d) / 2, (e + g) / 2, (f + h) / 2
    ratio = (((c - a) * (d - b)) / max(1.0, (g - e) * (h - f))) ** 0.5
    inside = e <= x <= g and f <= y <= h and a <= u <= c and b <= v <= d
    return inside and 1 / 2.3 < ratio < 2.3


def paired(found: list[BoxOf], true: list[BoxOf]) -> set[int]:
    """Return which true boxes get a found box of their own, the nearest pairs first."""
    pairs = sorted(
        (abs(box[0] + box[2] - face[0] - face[2]) + abs(box[1] + box[3] - face[1] - face[3]), i, j)
        for i, box in enumerate(found)
        for j, face in enumerate(true)
        if same(box, face)
    )
    used: set[int] = set()
    matched: set[int] = set()
    for _, i, j in pairs:
        if i not in used and j not in matched:
            used.add(i)
            matched.add(j)
    return matched


def recognised(engine: str, corpus: Path) -> dict[str, str]:
    """Return who of the register is missed, and strangers taken for somebody, on clear faces."""
    vectors = VECTORS[engine]
    line = PRODUCT_LINE if engine == "match" else LIBRARY_LINE
    people = sorted(folder.name for folder in (corpus / "enrol").iterdir())
    enrol = ENROL[engine]
    register = {
        who: [main_vector(enrol, file) for file in sorted((corpus / "enrol" / who).iterdir())]
        for who in people
    }
    register = {
        who: np.array([row for row in rows if row is not None]) for who, rows in register.items()
    }
    if engine == "match":
        register = {who: rows.mean(0, keepdims=True) for who, rows in register.items()}
    missed = probes = false = strangers = 0
    for who in people:
        for file in sorted((corpus / "probe" / who).iterdir()):
            probes += 1
            missed += not near(main_vector(vectors, file), register[who], line)
    for file in sorted((corpus / "strangers").iterdir()):
        strangers += 1
        seen = main_vector(vectors, file)
        false += any(near(seen, rows, line) for rows in register.values())
    return {
        "register pupils not suggested": f"{missed}/{probes}",
        "strangers suggested": f"{false}/{strangers}",
    }


def near(vector: np.ndarray | None, rows: np.ndarray, line: float) -> bool:
    return vector is not None and float(np.linalg.norm(rows - vector, axis=1).min()) <= line


def main_vector(vectors: Callable[[str], Vectors], file: Path) -> np.ndarray | None:
    """Return the vector of the biggest face."""
    found = vectors(str(file))
    if not found:
        return None
    return max(found, key=lambda one: (one[0][2] - one[0][0]) * (one[0][3] - one[0][1]))[1]


def look(photo: str) -> list[BoxOf]:
    return _checked(photo, matching=False)


def match(photo: str) -> list[BoxOf]:
    return _checked(photo, matching=True)


def _checked(photo: str, matching: bool) -> list[BoxOf]:
    from consentdesk.faces.ports import Gallery
    from consentdesk.faces.versions import MATCHER_VERSION
    from consentdesk.faces.worker import check_photo

    gallery = Gallery((), MATCHER_VERSION) if matching else None
    boxes = [face.found.box for face in check_photo(Path(photo).read_bytes(), gallery).faces]
    return [(box.x, box.y, box.right, box.bottom) for box in boxes]


def product_vectors(photo: str) -> Vectors:
    from tests.bench.bench_adapter import find_faces_with_vectors

    return [(face["box"], face["embedding"]) for face in find_faces_with_vectors(photo)]


def portrait_vectors(photo: str) -> Vectors:
    from tests.bench.bench_adapter import enrol_with_vectors

    return [(face["box"], face["embedding"]) for face in enrol_with_vectors(photo)]


def library(photo: str) -> list[BoxOf]:
    return [box for box, _ in library_vectors(photo)]


def library_vectors(photo: str) -> Vectors:
    face_recognition = _library()
    picture = face_recognition.load_image_file(photo)
    places = face_recognition.face_locations(picture)
    rows = face_recognition.face_encodings(picture, places)
    return [
        ((left, top, right, bottom), row)
        for (top, right, bottom, left), row in zip(places, rows, strict=True)
    ]


def _library() -> Any:
    """Import the library; its models package needs a module that newer setuptools dropped."""
    if "pkg_resources" not in sys.modules and not importlib.util.find_spec("pkg_resources"):
        stand_in = types.ModuleType("pkg_resources")
        stand_in.resource_filename = _file_of_package  # type: ignore[attr-defined]
        sys.modules["pkg_resources"] = stand_in
    import face_recognition

    return face_recognition


def _file_of_package(name: str, file: str) -> str:
    package = importlib.util.find_spec(name)
    assert package is not None
    assert package.submodule_search_locations is not None
    return str(Path(package.submodule_search_locations[0], file))


FINDERS: dict[str, Callable[[str], list[BoxOf]]] = {
    "look": look,
    "match": match,
    "library": library,
}
VECTORS: dict[str, Callable[[str], Vectors]] = {
    "match": product_vectors,
    "library": library_vectors,
}
ENROL: dict[str, Callable[[str], Vectors]] = {
    "match": portrait_vectors,
    "library": library_vectors,
}

if __name__ == "__main__":
    main()
