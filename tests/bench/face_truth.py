"""A folder of photos whose faces are known, and which found box belongs to which true face."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

BoxOf = tuple[float, float, float, float]
"""left, top, right, bottom in upright pixels."""

SMALLEST, CLEAR = 24, 40
"""Pixels of height from which a face is to be found, and can be recognised."""


@dataclass(frozen=True)
class TrueFace:
    """A face that is there.

    Attributes:
        height: pixels, hairline to chin.
        turn: degrees in the picture plane, without sign.
        condition: ``plain``, ``blur`` or ``dark``.
        who: key in the register, or None.
        ignored: too doubtful to count either way.
    """

    box: BoxOf
    height: float
    turn: float
    condition: str
    who: str | None
    ignored: bool


@dataclass(frozen=True)
class Scene:
    """One photo and its faces."""

    path: str
    faces: tuple[TrueFace, ...]


@dataclass(frozen=True)
class Corpus:
    """``truth.json`` with its photos; for matching ``enrol/``, ``probe/`` and ``strangers/``."""

    folder: Path
    quick: bool = False

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        entries = json.loads((self.folder / "truth.json").read_text(encoding="utf-8"))
        return tuple(_scene(self.folder, entry) for entry in entries[: 1 if self.quick else None])

    @cached_property
    def people(self) -> tuple[str, ...]:
        return tuple(sorted(folder.name for folder in (self.folder / "enrol").iterdir()))

    def register(self) -> dict[int, list[str]]:
        """Return up to three register photos a person, the persons numbered from 1."""
        return {
            number: _files(self.folder / "enrol" / who)[:3]
            for number, who in enumerate(self.people, start=1)
        }

    def probes(self) -> list[tuple[int, str]]:
        """Return other photos of the enrolled, with the person's number."""
        every = [
            (number, file)
            for number, who in enumerate(self.people, start=1)
            for file in _files(self.folder / "probe" / who)
        ]
        return every[:: 3 if self.quick else 1]

    def strangers(self) -> list[str]:
        """Return photos of people who are not enrolled."""
        return _files(self.folder / "strangers")[:: 3 if self.quick else 1]


def _files(folder: Path) -> list[str]:
    return [str(file) for file in sorted(folder.iterdir())]


def _scene(folder: Path, entry: dict[str, object]) -> Scene:
    faces = entry["faces"]
    assert isinstance(faces, list)
    return Scene(str(folder / str(entry["image"])), tuple(_true_face(face) for face in faces))


def _true_face(face: dict[str, object]) -> TrueFace:
    box = face["box"]
    assert isinstance(box, list)
    left, top, right, bottom = (float(edge) for edge in box)
    return TrueFace(
        (left, top, right, bottom),
        float(str(face.get("h") or bottom - top)),
        abs(float(str(face.get("rot") or 0))),
        str(face.get("cond", "-")),
        str(face["id"]) if face.get("id") else None,
        bool(face.get("ignore")),
    )


def same(found: BoxOf, true: BoxOf) -> bool:
    """Each middle lies in the other box, and the sizes are alike (engines cut differently)."""
    (a, b, c, d), (e, f, g, h) = found, true
    x, y, u, v = (a + c) / 2, (b + d) / 2, (e + g) / 2, (f + h) / 2
    inside = e <= x <= g and f <= y <= h and a <= u <= c and b <= v <= d
    return inside and 1 / 2.3 < _edge(found) / _edge(true) < 2.3


def paired(found: list[BoxOf], faces: tuple[TrueFace, ...]) -> dict[int, int]:
    """Return the found box of each true face that has one, the nearest pairs first."""
    pairs = sorted(
        (_apart(box, face.box) / _edge(face.box), i, j)
        for i, box in enumerate(found)
        for j, face in enumerate(faces)
        if same(box, face.box)
    )
    box_of: dict[int, int] = {}
    for _, i, j in pairs:
        if j not in box_of and i not in box_of.values():
            box_of[j] = i
    return box_of


def extra(found: list[BoxOf], faces: tuple[TrueFace, ...]) -> list[int]:
    """Return the boxes that lie on no face."""
    return [i for i, box in enumerate(found) if not any(same(box, face.box) for face in faces)]


def _apart(a: BoxOf, b: BoxOf) -> float:
    return abs(a[0] + a[2] - b[0] - b[2]) + abs(a[1] + a[3] - b[1] - b[3])


def _edge(box: BoxOf) -> float:
    return max(1.0, (box[2] - box[0]) * (box[3] - box[1])) ** 0.5
