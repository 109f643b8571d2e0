"""A batch of 5,000 photos, written through the real shelves in a minute, without a scan.

Six pictures in the vault are shared by all photos; the faces are pieces of them. 300 pupils, of
whom 24 are look-outs with portraits; three faces a photo, every fourth photo decided to its
end, suggestions for a third of the faces, some of which point at a look-out. Everything is drawn
from one seed.
"""

import io
import random
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
from PIL import Image

from consentdesk.app.wiring import now, open_workspace
from consentdesk.domain.batch import BatchDetails, Mode
from consentdesk.domain.channel import ChannelDetails
from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    FoundRegion,
    Region,
    RegionSize,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import BatchId, ImportId
from consentdesk.domain.matching_locks import Jurisdiction, SchoolMatchingRecord
from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.domain.photo import Photo, PhotoDetails
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import ActionKind, Settled
from consentdesk.media.thumbnails import PreparedPhoto, prepare
from consentdesk.services.workspace import Workspace
from consentdesk.store.unit_of_work import UnitOfWork
from tests.small_workspace import APPROVED, APPROVER, take_on_staff

PHOTOS, PUPILS, LOOK_OUTS, PICTURES, SEED = 5000, 300, 24, 6, 11
WIDTH, HEIGHT = 2016, 1512
FACE = 180
PASSPHRASE = "made-up school"
BY = "Ann Example"
PURPOSES = ("web", "newsletter", "display")
STARTED = datetime(2026, 6, 19, 9, 30)


def make_large_batch(folder: Path, photos: int = PHOTOS) -> None:
    """Make the workspace in `folder`, unless it is there."""
    place = folder / "workspace"
    if place.exists():
        return
    with_batch = open_workspace(place, PASSPHRASE)
    people = _people(with_batch)
    batch_id = _open_batch(with_batch)
    pictures = [_picture(with_batch, number) for number in range(PICTURES)]
    writer = _Writer(random.Random(SEED), batch_id, people, pictures)
    with_batch.library.run(lambda u: writer.write(u, photos))
    with_batch.close()


class _Writer:
    """Writes photo after photo in one transaction."""

    def __init__(
        self,
        chance: random.Random,
        batch_id: BatchId,
        people: tuple[Person, ...],
        pictures: list[tuple[PhotoDetails, list[FoundRegion]]],
    ) -> None:
        self._chance = chance
        self._batch_id = batch_id
        self._people = people
        self._pictures = pictures

    def write(self, u: UnitOfWork, photos: int) -> None:
        run = u.batches.start_import(self._batch_id, ["camera"])
        for number in range(photos):
            photo, regions = self._photo(u, run.id, number)
            self._suggest(u, photo, regions)
            if number % 4 == 0:
                self._decide(u, photo, regions)
        u.batches.finish_import(run.id, photos)

    def _photo(
        self, u: UnitOfWork, import_id: ImportId, number: int
    ) -> tuple[Photo, tuple[Region, ...]]:
        details, faces = self._pictures[number % PICTURES]
        own = replace(
            details,
            file_name=f"IMG_{number:04}.JPG",
            sha256=f"{number:064x}",
            taken_at=STARTED + timedelta(seconds=7 * (number // 3) + number % 3),
            likeness=self._chance.getrandbits(64),
        )
        photo = u.photos.add(self._batch_id, import_id, own)
        found = faces[: self._chance.choice((1, 2, 3, 3, 3, 4, 5))]
        return photo, u.photos.record_check(photo.id, found, "made-up engine")

    def _suggest(self, u: UnitOfWork, photo: Photo, regions: tuple[Region, ...]) -> None:
        compared = [r for r in regions if self._chance.random() < 1 / 3]
        u.photos.suggest_also([self._suggestion(region) for region in compared])

    def _suggestion(self, region: Region) -> Suggestion:
        group = self._people[:LOOK_OUTS] if self._chance.random() < 0.1 else self._people
        named = self._chance.sample(group, 3)
        candidates = tuple(
            Candidate(person.id, 0.3 + 0.1 * place, "rather alike")
            for place, person in enumerate(named)
        )
        return Suggestion(region.id, SuggestionOutcome.SUGGESTION, candidates)

    def _decide(self, u: UnitOfWork, photo: Photo, regions: tuple[Region, ...]) -> None:
        named = self._chance.sample(self._people, len(regions))
        settled = [
            Settled(region.id, Disposition(DispositionKind.THIS_PUPIL, person.id))
            for region, person in zip(regions, named, strict=True)
        ]
        version = u.register.version()
        u.review.act(photo.id, ActionKind.DECIDE, BY, now(), version, settled)
        u.review.act(photo.id, ActionKind.LOOK, BY, now(), version)


def _people(workspace: Workspace) -> tuple[Person, ...]:
    """Write the roll, everybody's answers and the portraits; the first are the look-outs."""
    portrait = workspace.library.vault.put(_jpeg(_painted(99, 320, 320)))

    def write(u: UnitOfWork) -> tuple[Person, ...]:
        people = tuple(u.people.add(_pupil(number)) for number in range(PUPILS))
        for number, person in enumerate(people):
            u.register.replace_answers(person.id, "office", _answers(number), "made up")
            if number < LOOK_OUTS:
                u.people.add_portrait(person.id, portrait, STARTED.date())
        u.register.raise_version()
        return people

    return workspace.library.run(write)


def _pupil(number: int) -> PersonDetails:
    return PersonDetails(
        f"U{number:04}", PersonKind.PUPIL, f"First{number}", f"Last{number}", f"{number % 6 + 1}A"
    )


def _answers(number: int) -> tuple[Answer, ...]:
    refused = number < LOOK_OUTS
    return tuple(
        Answer(purpose, Status.REFUSED if refused else Status.GRANTED) for purpose in PURPOSES
    )


def _open_batch(workspace: Workspace) -> BatchId:
    take_on_staff(workspace)
    for purpose in PURPOSES:
        place = workspace.folder.parent / "channels" / purpose
        place.mkdir(parents=True, exist_ok=True)
        workspace.channels.add(
            ChannelDetails(purpose.title(), (purpose,), place, standing=APPROVED), APPROVER
        )
    today = now().date()
    record = SchoolMatchingRecord(
        "DPIA-1",
        today - timedelta(days=9),
        "Made up",
        "Made up",
        today + timedelta(days=90),
        True,
        Jurisdiction.ENGLAND_AND_WALES,
        "1",
    )
    workspace.matching.record_school(record, APPROVER)
    details = BatchDetails(
        "Sports week",
        date(2026, 6, 19),
        "news",
        workspace.batches.classes(),
        closed_roster=True,
        mode=Mode.MATCH,
    )
    return workspace.batches.open(details, BY).id


def _picture(workspace: Workspace, seed: int) -> tuple[PhotoDetails, list[FoundRegion]]:
    """Put one picture into the vault with its small pictures and five faces."""
    original = _jpeg(_painted(seed, WIDTH, HEIGHT))
    small: PreparedPhoto = prepare(original)
    put = workspace.library.vault.put
    keys = put(original), put(small.thumbnail), put(small.screen)
    details = PhotoDetails("", "", "jpeg", WIDTH, HEIGHT, *keys)
    faces = []
    for place in range(5):
        picture = put(_jpeg(_painted(100 * seed + place, 320, 320)))
        box = Box(120 + 360 * place, 400 + 90 * (place % 2), FACE, FACE + 40)
        faces.append(FoundRegion(box, RegionSize.FACE, 0.9, picture))
    return details, faces


def _painted(seed: int, width: int, height: int) -> Image.Image:
    coarse = np.random.default_rng(seed).integers(20, 235, (9, 12, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC)


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
