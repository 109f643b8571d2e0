"""Counts what the lines of the built-in encoder do on a corpus of people, for docs/accuracy.md.

    uv run python -m tests.bench.calibrate [--corpus FOLDER] [--write docs/accuracy.md]

FOLDER holds ``enrol/<who>/``, ``probe/<who>/`` and ``strangers/``, one main face a picture, and may
hold ``truth.json`` with the scenes it names. Everybody is enrolled with one, two and three
portraits in every combination. No corpus that we may use shows children.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from consentdesk.faces.dlib_lines import DLIB_LINES
from consentdesk.faces.versions import DETECTOR_VERSION, MATCHER_VERSION
from tests.bench.accuracy_page import write_part
from tests.bench.calibration_counts import (
    REGISTERS,
    Shrunk,
    crowd_row,
    height_rows,
    line_rows,
    markdown,
    own_rows,
    pair_rows,
)
from tests.bench.calibration_gate import GATE_HEAD, gate_rows
from tests.bench.face_truth import Corpus
from tests.bench.portrayed import People, encoding_cost, read_people, shrunken

PART = "lines"
HEIGHTS = (64, 56, 48, 42)
"""Pixels; a face of less than 40 is never compared, and its box is found a pixel or two off."""

_CROWD = 20
"""Faces of a group photo."""

_TOLD = ("own pupil suggested first", "another pupil first", "cannot tell", "no suggestion")

_NOT_SHOWN = """**What these counts do not show.** Children: none measured. Brothers, sisters
and twins: none known among the people. Portraits a year old, masks, helmets, profiles: none. The
pictures show often-photographed adults; photos of one person may come from one occasion, which
makes "same person" look easier than a pupil across a year. Small, blurred and dark faces are clear
portraits spoiled by arithmetic, or pasted into scenes. Registers larger than the corpus's people
are not measured, but for one portrait with strangers standing in. The lines were chosen on these
same people: on others expect a few per cent more of either error."""


def main() -> None:
    shared = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "faces-dev"
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=shared)
    parser.add_argument("--write", type=Path, help="put the tables into this page")
    wanted = parser.parse_args()
    if not (wanted.corpus / "enrol").exists():
        parser.exit(0, f"skipped: no enrol/ in {wanted.corpus}\n")
    text = "\n\n".join(_told(wanted.corpus))
    print(text)
    if wanted.write:
        write_part(wanted.write, PART, text)


def _told(folder: Path) -> Iterator[str]:
    people = read_people(folder)
    measured = people.measured()
    yield _intro(people)
    yield "**Lines, clear portraits**"
    sizes = [f"strangers suggested, register of {size}" for size in REGISTERS]
    head = ["portraits", "line", "missed", "not even in doubt", *sizes]
    yield markdown(head, [*line_rows(measured), crowd_row(measured)])
    yield (
        "With three portraits at most 5 % of strangers and 1 % of pupils are wanted. One portrait "
        "cannot reach both: its line is set for the pupils, at the price of more strangers."
    )
    yield "**Pupils' own photos against the whole register, the pupil's own portraits in it**"
    yield markdown(["portraits", *_TOLD], own_rows(people))
    yield "**Smaller faces, three portraits**: the same photos shrunken, softened and saved again"
    head = ["height", "not found", "median distance of a pupil", "pupils beyond the line"]
    yield markdown([*head, *_TOLD, "strangers suggested"], height_rows(people, _shrunk(people)))
    yield (
        "**Poor faces**: faces of the scenes, and sheets of the same photos 40 to 110 px high, "
        "plain, slightly and strongly blurred, rather and very dark; up to three portraits each"
    )
    with tempfile.TemporaryDirectory() as scratch:
        yield markdown(GATE_HEAD, gate_rows(Corpus(folder), Path(scratch)))
    yield "**Pairs**"
    yield markdown(["pairs", "line", "within it"], pair_rows(measured))
    yield _NOT_SHOWN


def _intro(people: People) -> str:
    lines, portraits, photos = DLIB_LINES, people.enrolled.values(), people.probes.values()
    return (
        f"Counted by `tests/bench/calibrate.py` for `{MATCHER_VERSION}` with `{DETECTOR_VERSION}`: "
        f"{len(portraits)} people with {sum(map(len, portraits))} portraits, "
        f"{sum(map(len, photos))} other photos of them, {len(people.strangers)} strangers; "
        f"{people.without} pictures without a face. The vectors of {_CROWD} faces, each with its "
        f"mirror image, took {encoding_cost(_CROWD):.2f} CPU seconds.\n\n"
        f"A pupil is suggested up to a distance of {lines.one_photo:g} with one portrait, "
        f"{lines.two_photos:g} with two, {lines.more_photos:g} with three; {lines.small_more:g} "
        f"farther for faces under {lines.small} px, {lines.wider_more:g} farther for a protected "
        f"pupil. Up to {lines.doubt:g} beyond the line the answer is “cannot tell”.\n\n"
        "Counts stand with their share and its 95 % interval (Wilson). Where everybody is enrolled "
        "in several combinations of portraits, one photo counts several times and the interval of "
        "“missed” is somewhat too narrow. A register smaller than the corpus is the mean over "
        "every choice of so many of the people, so a count of strangers may be a fraction."
    )


def _shrunk(people: People) -> Iterator[Shrunk]:
    for height in HEIGHTS:
        probes = {
            who: tuple(shrunken(face, height) for face in faces)
            for who, faces in people.probes.items()
        }
        strangers = tuple(shrunken(face, height) for face in people.strangers)
        yield Shrunk(height, probes, strangers)


if __name__ == "__main__":
    main()
