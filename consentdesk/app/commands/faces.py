"""``consentdesk faces``: where the faces are; nothing is kept."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from consentdesk.app.commands.shared import (
    SubParsers,
    add_command,
    add_json,
    add_workspace,
    answer,
    workspace_of,
)
from consentdesk.domain.errors import KnownError, Refused
from consentdesk.domain.people import Person
from consentdesk.domain.progress import CancelToken
from consentdesk.domain.search import Search, SearchDepth, Sensitivity
from consentdesk.faces.memory_budget import every_worker
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import CheckedFace, CheckedPhoto, EngineFiles, Gallery
from consentdesk.faces.worker import check_photo
from consentdesk.media.source_files import SourceFile, gather


@dataclass(frozen=True, slots=True)
class How:
    """How photos are checked: with whom their faces are compared, how deep, by which engine."""

    gallery: Gallery | None
    search: Search
    engine: EngineFiles


def add_to(commands: SubParsers) -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "faces",
        "find the faces in photos",
        "faces IMG_0001.HEIC --json",
    )
    parser.add_argument(
        "photos", nargs="+", type=Path, metavar="PHOTO", help="photos, folders or zips"
    )
    parser.add_argument(
        "--match", action="store_true", help="compare with enrolled pupils, where the locks allow"
    )
    parser.add_argument("--thorough", action="store_true", help="look again, twice as close")
    parser.add_argument(
        "--sensitivity",
        choices=[level.value for level in Sensitivity],
        default=Sensitivity.USUAL.value,
        help="how readily something counts as a face",
    )
    parser.add_argument(
        "--detector", type=Path, metavar="FILE.toml", help="try a detector of your own"
    )
    add_json(parser)
    add_workspace(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Print boxes in upright full-resolution pixels; 1 when a photo could not be checked."""
    files = gather(given.photos)
    depth = SearchDepth.THOROUGH if given.thorough else SearchDepth.USUAL
    search = Search(depth, Sensitivity(given.sensitivity))
    engine = EngineFiles(detector=str(given.detector.resolve()) if given.detector else "")
    if given.match:
        with workspace_of(given) as workspace:
            lock, gallery = workspace.matching.school_gallery()
            if gallery is None:
                raise Refused(lock.sentence, "Leave --match away, or open the locks first.")
            chosen = workspace.engine.files()
            engine = replace(chosen, detector=engine.detector or chosen.detector)
            how = How(gallery, search, engine)
            people = {entry.person.id: entry.person for entry in workspace.roll.entries()}
            photos = _check(files, how, people, workspace.pools[0])
    else:
        with FacePool(every_worker()) as pool:
            photos = _check(files, How(None, search, engine), {}, pool)
    answer(given, {"photos": photos}, lambda: "\n".join(_line(photo) for photo in photos))
    return 1 if any(photo["error"] for photo in photos) else 0


def _check(
    files: Sequence[SourceFile],
    how: How,
    people: dict[Any, Person],
    pool: FacePool,
) -> list[dict[str, Any]]:
    told: dict[int, dict[str, Any]] = {}

    def jobs() -> Iterator[tuple[int, tuple[Any, ...]]]:
        for number, file in enumerate(files):
            try:
                data = file.read()
            except KnownError as error:
                told[number] = _failed(file.place, error)
            else:
                yield number, (data, how.gallery, how.search, None, how.engine)

    for done in pool.run(check_photo, jobs(), cancel=CancelToken()):
        name = files[done.key].place
        if done.value is None:
            told[done.key] = _failed(name, done.error)
        else:
            told[done.key] = _checked(name, done.value, how.gallery is not None, people)
    return [told[number] for number in sorted(told)]


def _failed(name: str, error: KnownError | None) -> dict[str, Any]:
    return {
        "path": name,
        "width": None,
        "height": None,
        "seconds": None,
        "error": error.code if error else "face_check_failed",
        "sentence": str(error) if error else "",
        "faces": [],
    }


def _checked(
    name: str, checked: CheckedPhoto, matched: bool, people: dict[Any, Person]
) -> dict[str, Any]:
    return {
        "path": name,
        "width": checked.width,
        "height": checked.height,
        "seconds": round(checked.seconds, 3),
        "error": None,
        "faces": [_face(face, matched, people) for face in checked.faces],
    }


def _face(face: CheckedFace, matched: bool, people: dict[Any, Person]) -> dict[str, Any]:
    box = face.found.box
    match: dict[str, Any] | None = None
    if matched and face.compared is not None:
        comparison = face.compared.comparison
        match = {
            "outcome": comparison.outcome.value,
            "reason": comparison.reason,
            "candidates": [
                {
                    "key": people[c.person_id].details.key,
                    "distance": round(c.distance, 4),
                    "words": c.words,
                }
                for c in comparison.candidates
            ],
        }
    return {
        "x": box.x,
        "y": box.y,
        "width": box.width,
        "height": box.height,
        "score": round(face.found.score, 4),
        "usable": face.found.usable,
        "match": match,
    }


def _line(photo: dict[str, Any]) -> str:
    if photo["error"]:
        return f"{photo['path']}: {photo['sentence']}"
    faces = photo["faces"]
    small = sum(1 for face in faces if not face["usable"])
    return f"{photo['path']}: {len(faces)} faces ({small} too small or doubtful)"
