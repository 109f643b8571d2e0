"""What the bench asks of the face_recognition library, with the library's own defaults.

``face_locations``, ``face_encodings``, and the nearest known photo up to a distance of 0.60.
Every function runs in the library's own process.
"""

import importlib.util
import sys
import types
from pathlib import Path
from typing import Any

import numpy as np

from tests.bench.face_sides import Answer, Seen, Spent, spent
from tests.bench.face_truth import BoxOf

LINE = 0.60
"""The library's own tolerance."""

Known = dict[int, np.ndarray[Any, Any]]


def find(path: str) -> Spent[list[Seen]]:
    """Find faces; the time is that of finding alone."""
    library = _library()
    picture = library.load_image_file(path)
    found = spent(lambda: library.face_locations(picture))
    return Spent([Seen(_edges(place)) for place in found.value], found.cpu, found.wall)


def look(path: str) -> Spent[int]:
    """Read a photo and find its faces; return how many."""
    library = _library()
    return spent(lambda: len(library.face_locations(library.load_image_file(path))))


def match(path: str, known: Known) -> Spent[list[Answer]]:
    """Read a photo, find its faces, encode them and compare."""
    return spent(lambda: _match(path, known))


def _match(path: str, known: Known) -> list[Answer]:
    library = _library()
    picture = library.load_image_file(path)
    places = library.face_locations(picture)
    rows = library.face_encodings(picture, places)
    answers = []
    for place, row in zip(places, rows, strict=True):
        near = frozenset(
            person
            for person, photos in known.items()
            if library.face_distance(photos, row).min() <= LINE
        )
        answers.append(Answer(_edges(place), "suggestion" if near else "no_suggestion", near))
    return answers


def enrol(register: dict[int, list[str]]) -> Known:
    """Encode the biggest face of each register photo."""
    library, known = _library(), {}
    for person, paths in register.items():
        rows = []
        for path in paths:
            picture = library.load_image_file(path)
            places = library.face_locations(picture)
            places = sorted(places, key=lambda place: place[2] - place[0])[-1:]
            rows += library.face_encodings(picture, places)
        if rows:
            known[person] = np.array(rows)
    return known


def _edges(place: tuple[int, int, int, int]) -> BoxOf:
    top, right, bottom, left = place
    return (left, top, right, bottom)


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
