"""``consentdesk faces``: where the faces are; nothing is kept."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from consentdesk.app.commands.shared import (
    SubParsers,
    add_json,
    add_workspace,
    answer,
    workspace_of,
)
from consentdesk.domain.errors import KnownError, Refused
from consentdesk.domain.people import Person
from consentdesk.domain.progress import CancelToken
from consentdesk.faces.pool import FacePool
from consentdesk.faces.ports import CheckedFace, CheckedPhoto, Gallery
from consentdesk.faces.worker import check_photo
from consentdesk.media.source_files import SourceFile, gather


def add_to(commands: SubParsers) -> None:
    """Add the command."""
    parser = commands.add_parser("faces", help="find the faces in photos")
    parser.add_argument("photos", nargs="+", type=Path, metavar="PHOTO")
    parser.add_argument("--match", action="store_true", help="compare with enrolled pupils")
    add_json(parser)
    add_workspace(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Print boxes in upright full-resolution pixels; 1 when a photo could not be checked."""
    files = gather(given.photos)
    if given.match:
        with workspace_of(given) as workspace:
            lock, gallery = workspace.matching.school_gallery()
            if gallery is None:
                raise Refused(lock.sentence, "Leave --match away, or open the locks first.")
            people = {entry.person.id: entry.person for entry in workspace.roll.entries()}
            photos = _check(files, gallery, people, workspace.pools[0])
    else:
        with FacePool() as pool:
            photos = _check(files, None, {}, pool)
    answer(given, {"photos": photos}, lambda: "\n".join(_line(photo) for photo in photos))
    return 1 if any(photo["error"] for photo in photos) else 0


def _check(
    files: Sequence[SourceFile],
    gallery: Gallery | None,
    people: dict[Any, Person],
    pool: FacePool,
) -> list[dict[str, Any]]:
    told: dict[int, dict[str, Any]] = {}

    def jobs() -> Iterator[tuple[int, tuple[bytes, Gallery | None]]]:
        for number, file in enumerate(files):
            try:
                data = file.read()
            except KnownError as error:
                told[number] = _failed(file.place, error)
            else:
                yield number, (data, gallery)

    for done in pool.run(check_photo, jobs(), cancel=CancelToken()):
        name = files[done.key].place
        if done.value is None:
            told[done.key] = _failed(name, done.error)
        else:
            told[done.key] = _checked(name, done.value, gallery is not None, people)
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
