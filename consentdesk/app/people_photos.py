"""Photos of people who agreed to be in a test, turned into vectors; nothing is kept.

The folder holds ``enrol/<who>/``, ``probe/<who>/`` and ``strangers/``.
"""

from collections.abc import Mapping
from pathlib import Path

from consentdesk.domain.errors import PhotoError, Refused
from consentdesk.domain.progress import CancelToken
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import EngineFiles
from consentdesk.faces.suggested_lines import MeasuredPeople
from consentdesk.faces.worker import face_vector
from consentdesk.media.source_files import gather

Vector = tuple[float, ...]

_PARTS = ("enrol", "probe", "strangers")


def measure_people(folder: Path, engine: EngineFiles, pool: FacePool) -> tuple[MeasuredPeople, int]:
    """Turn the photos of a folder into vectors; return them and how many photos gave none.

    Raises:
        Refused: a part of the folder is missing or gave no vector.
        EngineError: an engine does not work.
    """
    given = {part: _vectors(folder / part, engine, pool) for part in _PARTS}
    found = {part: _without_gaps(by_person) for part, by_person in given.items()}
    for part, by_person in found.items():
        if not by_person:
            raise Refused(
                f"No photo in “{part}” shows a face that can be compared.",
                "The folder needs enrol/<who>/, probe/<who>/ and strangers/ (docs/engines.md).",
            )
    enrol, probe, strangers = (found[part] for part in _PARTS)
    without = sum(
        vector is None for part in given.values() for each in part.values() for vector in each
    )
    known = {who: vectors for who, vectors in probe.items() if who in enrol}
    unknown = tuple(vector for vectors in strangers.values() for vector in vectors)
    return MeasuredPeople(enrol, known, unknown), without


def _without_gaps(
    by_person: Mapping[str, list[Vector | None]],
) -> dict[str, tuple[Vector, ...]]:
    found = {who: tuple(v for v in each if v is not None) for who, each in by_person.items()}
    return {who: vectors for who, vectors in found.items() if vectors}


def _vectors(
    folder: Path, engine: EngineFiles, pool: FacePool
) -> Mapping[str, list[Vector | None]]:
    """Return for each person, or stranger's file, a vector a photo; None where there is no face."""
    files = gather([folder])
    found: dict[int, Vector | None] = {}
    jobs = ((number, (file.read(), engine)) for number, file in enumerate(files))
    for answer in pool.run(face_vector, jobs, cancel=CancelToken()):
        if answer.error is not None and not isinstance(answer.error, PhotoError):
            raise answer.error
        found[answer.key] = answer.value
    by_person: dict[str, list[Vector | None]] = {}
    for number, file in enumerate(files):
        by_person.setdefault(file.name.split("/")[0], []).append(found[number])
    return by_person
