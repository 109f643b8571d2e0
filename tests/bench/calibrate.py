"""Counts what the lines of an encoder do on a corpus of people; prints a table for the docs.

    uv run python -m tests.bench.calibrate [--corpus FOLDER]

FOLDER holds ``enrol/<who>/``, ``probe/<who>/`` and ``strangers/``, one main face a picture.
Everybody is enrolled with one, two and three portraits in every combination; the register is
everybody in ``enrol/``. Children are not in any corpus we may use: nothing here speaks of them.
"""

import argparse
from itertools import combinations
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from consentdesk.faces.dlib_lines import DLIB_LINES
from consentdesk.faces.worker import face_vector

Rows = NDArray[np.float64]
PORTRAITS = {1: "one_photo", 2: "two_photos", 3: "more_photos"}
SURE = 1.96


def main() -> None:
    shared = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "faces-dev"
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=shared)
    corpus = parser.parse_args().corpus
    if not (corpus / "enrol").exists():
        parser.exit(0, f"skipped: no enrol/ in {corpus}\n")
    enrolled, probes = people(corpus / "enrol"), people(corpus / "probe")
    strangers = vectors(corpus / "strangers")
    print(
        "| portraits | line | missed | not even in doubt "
        f"| strangers suggested, register of {len(enrolled)} |"
    )
    print("|---|---|---|---|---|")
    for count, name in PORTRAITS.items():
        print(row(count, getattr(DLIB_LINES, name), enrolled, probes, strangers))
    print(pairs_row(enrolled, probes))


def row(
    count: int, line: float, enrolled: dict[str, Rows], probes: dict[str, Rows], strangers: Rows
) -> str:
    """Return a line of the table: what one line does for pupils with so many portraits."""
    own: list[float] = []
    nearest: list[float] = []
    for chosen in combinations(range(max(map(len, enrolled.values()))), count):
        register = {
            who: rows[list(chosen)].mean(0)
            for who, rows in enrolled.items()
            if len(rows) > chosen[-1]
        }
        means = np.array(list(register.values()))
        own += [
            float(np.linalg.norm(probe - mean))
            for who, mean in register.items()
            for probe in probes.get(who, ())
        ]
        nearest += [float(np.linalg.norm(means - face, axis=1).min()) for face in strangers]
    cells = (
        share(np.array(own) > line),
        share(np.array(own) > line + DLIB_LINES.doubt),
        share(np.array(nearest) <= line),
    )
    return f"| {count} | {line:g} | " + " | ".join(cells) + " |"


def pairs_row(enrolled: dict[str, Rows], probes: dict[str, Rows]) -> str:
    """Return what the lines for groups and look-alikes do, on pairs of the register's people."""
    means = [rows.mean(0) for rows in enrolled.values()]
    unlike = np.array([np.linalg.norm(one - other) for one, other in combinations(means, 2)])
    everything = [np.vstack([rows, probes[who]]) for who, rows in enrolled.items() if who in probes]
    same = np.array(
        [np.linalg.norm(a - b) for rows in everything for a, b in combinations(rows, 2)]
    )
    return (
        f"\nlook-alike at {DLIB_LINES.look_alike:g}: {share(unlike <= DLIB_LINES.look_alike)} "
        f"of unrelated pairs; one person within the group line of {DLIB_LINES.group:g}: "
        f"{share(same <= DLIB_LINES.group)} of pairs"
    )


def share(hits: NDArray[np.bool_]) -> str:
    """Return a count and its 95 % interval (Wilson), as if the cases were independent."""
    count, of = int(hits.sum()), len(hits)
    middle = (count + SURE**2 / 2) / (of + SURE**2)
    half = SURE / (of + SURE**2) * sqrt(count * (of - count) / of + SURE**2 / 4)
    return f"{count}/{of} ({max(0.0, middle - half):.1%}-{middle + half:.1%})"


def people(folder: Path) -> dict[str, Rows]:
    return {who.name: vectors(who) for who in sorted(folder.iterdir())}


def vectors(folder: Path) -> Rows:
    found = [face_vector(file.read_bytes()) for file in sorted(folder.iterdir())]
    return np.array([vector for vector in found if vector is not None])


if __name__ == "__main__":
    main()
