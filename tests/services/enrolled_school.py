"""A school whose pupils have drawn portraits and stand in a photo; nobody in them exists."""

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from consentdesk.demo.portraits import paint_portrait
from consentdesk.domain.ids import PersonId
from consentdesk.domain.matching_locks import BiometricPermission
from consentdesk.domain.people import Portrait
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.faces import worker
from consentdesk.media.thumbnails import to_jpeg
from tests.small_workspace import APPROVER, PREPARER, SmallSchool, matching_decision

HEADS = {"Ada": "p20", "Bo": "p12", "Cy": "p14"}
"""Bo and Cy have the heads of the near-twins."""

TOLD = date(2026, 6, 1)


@cache
def portrait_file(name: str, number: int = 1) -> bytes:
    """Return a register photo of a pupil."""
    return to_jpeg(paint_portrait(HEADS[name], number))


@cache
def group_photo(*names: str) -> bytes:
    """Return a photo of pupils side by side, without a date."""
    pictures = [paint_portrait(HEADS[name], 2) for name in names]
    rows = [np.frombuffer(p.data, np.uint8).reshape(p.height, p.width, 3) for p in pictures]
    side_by_side = np.ascontiguousarray(np.hstack(rows))
    height, width = side_by_side.shape[:2]
    return to_jpeg(PixelBuffer(width, height, side_by_side.tobytes(), 3 * width), 95)


@cache
def faces_of(photo: bytes) -> tuple[Box, ...]:
    """Return where the detector sees the faces, from left to right."""
    found = worker.check_photo(photo, None).faces
    sure = [face.found.box for face in found if face.found.usable]
    return tuple(sorted(sure, key=lambda box: box.x))


def open_school_lock(school: SmallSchool, until: date = date(2027, 5, 1)) -> None:
    """Record the school's decision."""
    record = matching_decision(until)
    school.workspace.matching.record_school(record, APPROVER)


def permit(school: SmallSchool, *names: str, expires_on: date | None = None) -> None:
    """Record biometric permissions."""
    for name in names:
        person = school.people[name].id
        permission = BiometricPermission(person, TOLD, "Mrs L", TOLD, "form 3", expires_on)
        school.workspace.matching.record_permission(permission, PREPARER)


def give_portrait(
    school: SmallSchool, name: str, number: int = 1, taken_on: date | None = TOLD
) -> Portrait:
    """Put a register photo into the library, as bringing in the roll does."""
    library = school.workspace.library
    key = library.vault.put(portrait_file(name, number))
    person = school.people[name].id
    return library.run(lambda u: u.people.add_portrait(person, key, taken_on))


def vectors(school: SmallSchool, name: str) -> int:
    """Return how many vectors of a pupil exist."""
    counts = school.workspace.library.run(lambda u: u.matching.people_with_vectors())
    return counts.get(school.people[name].id, 0)


def portraits(school: SmallSchool, name: str) -> tuple[Portrait, ...]:
    """Return the portraits of a pupil."""
    person: PersonId = school.people[name].id
    return school.workspace.library.run(lambda u: u.people.portraits(person))


def bring_in_group(school: SmallSchool, folder: Path, *names: str):  # type: ignore[no-untyped-def]
    """Bring in a photo of these pupils and mark their faces; return the regions from the left."""
    photo = group_photo(*names)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "IMG_1.JPG"
    file.write_bytes(photo)
    (brought,) = school.bring_in(file)
    if brought.state == "set_aside":
        school.workspace.importer.accept_set_aside(brought.id, APPROVER, "made up")
    return school.mark_faces(brought.id, faces_of(photo))
