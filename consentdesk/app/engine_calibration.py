"""Measures an encoder on photos of test people, and says where its lines may lie."""

import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

from consentdesk.app.people_photos import measure_people
from consentdesk.domain.errors import Refused
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import EngineFiles
from consentdesk.faces.suggested_lines import MeasuredPeople, OneRegister, suggest_lines, wilson
from consentdesk.services.finding.face_engine import matcher_version_of

_REGISTER = 30
"""People on a register, as in the tables of docs/accuracy.md."""

_AROUND = (0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15)
"""Shares of a suggested line at which the table has rows."""


def calibrate(engine: EngineFiles, folder: Path, pool: FacePool) -> dict[str, Any]:
    """Return what lines would do and which are suggested, with how many faces say so.

    Raises:
        Refused: the folder holds too little to measure.
        EngineError: the engine does not work.
    """
    version = matcher_version_of(engine)
    people, without = measure_people(folder, engine, pool)
    lines = suggest_lines(people)
    if lines is None:
        raise Refused(
            "There is too little to measure.",
            "Somebody needs three photos in enrol/ and another one in probe/ (docs/engines.md).",
        )
    rounded = {name: _up(value) for name, value in asdict(lines).items()}
    middles = {1: "one_photo", 2: "two_photos", 3: "more_photos"}
    rows = [row for photos, name in middles.items() for row in _rows(people, photos, rounded[name])]
    return {
        "version": version,
        "people": len(people.enrolled),
        "photos_without_a_face": without,
        "rows": rows,
        "may_be_missed_all_the_same": round(wilson(0, rows[-1]["probes"])[1], 4),
        "lines": rounded,
    }


def table(told: dict[str, Any]) -> str:
    """Return the answer as text; its end can be copied into a description."""
    text = [
        f"{told['version']}: {told['people']} people enrolled, "
        f"{told['photos_without_a_face']} photos without a face to compare",
        "",
        "photos  line   missed          false flags a face",
        *(_text(row) for row in told["rows"]),
        "",
        f"Where none is missed, {told['may_be_missed_all_the_same']:.1%} may be all the same.",
        "",
        "[lines]",
        *(f"{name} = {value:g}" for name, value in told["lines"].items()),
    ]
    return "\n".join(text)


def _rows(people: MeasuredPeople, photos: int, middle: float) -> list[dict[str, Any]]:
    register = OneRegister(people, photos)
    return [asdict(register.count(round(share * middle, 3), _REGISTER)) for share in _AROUND]


def _up(value: float) -> float:
    """Round up to the third decimal, so that who lies on a line stays within it."""
    if isinstance(value, int):
        return value
    return math.ceil(round(value * 1000, 6)) / 1000


def _text(row: dict[str, Any]) -> str:
    missed = f"{row['missed']} of {row['probes']}"
    share = f"{row['missed'] / row['probes']:.1%}"
    return (
        f"{row['photos']:6}  {row['line']:.3f}  {missed:11} {share:>5}"
        f"  {row['flagged']:.1%} of {row['strangers']} (register of {row['register']})"
    )
