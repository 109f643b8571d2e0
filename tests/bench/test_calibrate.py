"""Calibration counts rightly on vectors whose distances are known, and writes between markers."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from consentdesk.domain.pixels import Box
from consentdesk.faces.chip import Quality
from consentdesk.faces.ports import FoundFace
from consentdesk.faces.suggested_lines import MeasuredPeople
from tests.bench import faces
from tests.bench.accuracy_page import write_part
from tests.bench.calibration_counts import (
    PORTRAITS,
    Shrunk,
    combined,
    crowd_row,
    height_rows,
    line_rows,
    own_rows,
    pair_rows,
    part,
)
from tests.bench.calibration_gate import PoorFace, grade_rows
from tests.bench.portrayed import People, Portrayed

GOOD = Quality(light=120, contrast=45, sharpness=0.18)
POINTS = ((40.0, 60.0), (80.0, 60.0), (60.0, 85.0), (45.0, 105.0), (75.0, 105.0))


def face(*place: float, height: int = 100) -> Portrayed:
    """A clear face with a vector at that place; the distances below are read off the places."""
    vector = np.pad(np.array(place, np.float32), (0, 4 - len(place)))
    found = FoundFace.sized(Box(0, 0, height, height), 0.9, POINTS)
    return Portrayed(Path("nobody.jpg"), vector, found, GOOD)


@pytest.fixture
def people() -> People:
    """Two people 3 apart; probes 0.2 and 0.52 from a, 2.9 from b (so 0.1 from a); one stranger."""
    return People(
        enrolled={"a": (face(0),) * 3, "b": (face(3),) * 3},
        probes={"a": (face(0, 0.2), face(0, 0.52)), "b": (face(0.1),)},
        strangers=(face(0, 0, 0.4), face(9)),
    )


def test_a_share_stands_with_its_interval() -> None:
    assert part(0, 90) == "0/90, 0.0% (0.0-4.1)"
    assert part(3.57, 92).startswith("3.6/92, 3.9%")
    assert part(0, 36406) == "0/36406, 0.000% (0.000-0.011)"
    assert part(0, 0) == "none"


def test_everybody_is_enrolled_in_every_combination() -> None:
    own = MeasuredPeople({"a": [(1.0,), (2.0,), (3.0,)], "b": [(4.0,)]}, {}, ())
    assert [list(each.enrolled["a"]) for each in combined(own, 2)] == [
        [(1.0,), (2.0,)],
        [(1.0,), (3.0,)],
        [(2.0,), (3.0,)],
    ]
    assert ["b" in each.enrolled for each in combined(own, 1)] == [True, False, False]


def test_a_line_is_counted_over_all_combinations(people: People) -> None:
    one, _, three = line_rows(people.measured())
    assert one[:2] == ("1", f"{PORTRAITS[1]:g}")
    assert one[2].startswith("3/9,")  # the photo of b alone, in each of three combinations
    assert three[2].startswith("2/3,")  # and the one 0.52 away, which is within doubt
    assert three[3].startswith("1/3,")
    assert three[4:] == ("only 2 people",) * 3


def test_strangers_stand_in_for_a_large_register(people: People) -> None:
    crowd = crowd_row(people.measured())
    assert "(3)" in crowd[0]
    assert crowd[-1].startswith("1/2,")


def test_a_pupil_taken_for_another_is_counted_as_such(people: People) -> None:
    three = own_rows(people)[-1]
    assert [cell.split(",")[0] for cell in three] == ["3", "1/3", "1/3", "1/3", "0/3"]


def test_smaller_faces_have_a_wider_line_and_may_be_lost(people: People) -> None:
    probes = {"a": (face(0, 0.52, height=50), None), "b": ()}
    (row,) = height_rows(people, [Shrunk(50, probes, (face(9, height=50),))])
    assert row[:3] == ("50 px", "1", "0.520")
    assert row[3].startswith("0/1,")
    assert row[-1].startswith("0/1,")


def test_pairs_of_one_person_and_of_two_are_told_apart(people: People) -> None:
    same, other, alike = (row[2] for row in pair_rows(people.measured()))
    # a: 10 pairs, of which those with the far probe are 0.52 and 0.32; b: 6, three of them 2.9
    assert same.startswith("10/16,")
    assert other.split(",")[0].endswith("/39")
    assert alike.startswith("0/1,")


def poor(pupil: int | None, half: int, outcome: str, named: bool = False) -> PoorFace:
    return PoorFace("sheets, dark", False, pupil, half, outcome, named)


def test_who_is_passed_over_is_held_against_both_counts() -> None:
    given = [
        poor(1, 1, "no_suggestion"),
        poor(2, 0, "suggestion", named=True),
        poor(3, 1, "cannot_tell"),
        poor(None, 0, "no_suggestion"),
        poor(None, 1, "suggestion"),
    ]
    rows = {row[0]: [cell.split(",")[0] for cell in row[1:]] for row in grade_rows(given)}
    assert rows["**all blurred and dark**"] == ["1/3", "1/3", "1/2", "1/2", "1/2"]
    assert rows["... half 1 of people"] == ["0/1", "1/1", "0/1", "0/1", "0/1"]


def test_only_what_lies_between_the_markers_is_replaced(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "before\n<!-- lines: written by the bench -->\nold\n<!-- lines: end -->\nafter\n"
    )
    for _ in range(2):
        write_part(page, "lines", "new\n")
    assert page.read_text() == (
        "before\n<!-- lines: written by the bench -->\n\nnew\n\n<!-- lines: end -->\nafter\n"
    )
    with pytest.raises(ValueError, match="faces"):
        write_part(page, "faces", "new")


def test_the_page_has_both_parts(tmp_path: Path) -> None:
    page = tmp_path / "accuracy.md"
    page.write_bytes((Path(faces.__file__).parents[2] / "docs" / "accuracy.md").read_bytes())
    write_part(page, "lines", "new")
    run = {"detector": "d", "matcher": "m", "python": "3", "system": "S", "cores": 2}
    (tmp_path / "f.json").write_text(json.dumps({"run": run, "rows": []}))
    command = [sys.executable, faces.__file__, "--show", str(tmp_path / "f.json")]
    subprocess.run([*command, "--write", str(page)], check=True, capture_output=True)
    assert "`d`, `m`, Python 3" in page.read_text(encoding="utf-8")
