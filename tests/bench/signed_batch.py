"""A batch of photos as an iPad takes them, decided and signed off for two channels.

Twenty pictures of 12 megapixels, half JPEG and half HEIC, stand in the vault and are shared by all
photos of the batch. Everything after bringing in and searching goes through the services: every
face is named by the preparer, every tenth photo has one that is covered instead, every twentieth
shows a pupil who may not appear in the newsletter, and the head signs.
"""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from consentdesk.app.wiring import open_workspace
from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.channel import ChannelDetails
from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.face import (
    ENOUGH_MS,
    Disposition,
    DispositionKind,
    FoundRegion,
    Region,
    RegionSize,
    Sighting,
)
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.domain.photo import CameraDevice, PhotoDetails
from consentdesk.domain.photo_checks import ALL_WELL
from consentdesk.domain.pixels import Box, PixelBuffer
from consentdesk.media.ipad_camera import photograph
from consentdesk.media.thumbnails import prepare
from consentdesk.services.workspace import Workspace
from consentdesk.store.unit_of_work import UnitOfWork
from tests.bench.publish_speed import painted
from tests.bench.window_clock import PASSPHRASE
from tests.small_workspace import APPROVED, APPROVER, PASSWORD, PREPARER, take_on_staff

PUPILS, LOOK_OUTS, PICTURES = 200, 8, 20
COVERED_EVERY, LOOK_OUT_EVERY = 10, 20
FACE = 420
"""Pixels of height of a face 4 m away."""

CHANNELS = {"Website": ("web", 1600, False), "Newsletter": ("newsletter", 1080, True)}
"""Purpose, longest side in pixels, and whether each event has a folder of its own."""

_STARTED = datetime(2026, 6, 19, 9, 30)
_DEVICE = CameraDevice("Apple", "iPad (9th generation)", "DMPXTEST0001")

Grid = NDArray[np.uint8]


def lay_ready(folder: Path, photos: int) -> None:
    """Make the batch in `folder` or take the one kept there, with empty channels, and sign it."""
    kept, place = folder / f"decided-{photos}", folder / "workspace"
    for old in (place, folder / "channels"):
        shutil.rmtree(old, ignore_errors=True)
    for name in CHANNELS:
        (folder / "channels" / name).mkdir(parents=True)
    if not kept.exists():
        workspace = open_workspace(place, PASSPHRASE)
        _decide(workspace, _bring_in(workspace, folder, photos))
        workspace.close()
        place.rename(kept)
    shutil.copytree(kept, place)
    workspace = open_workspace(place, PASSPHRASE)
    _sign(workspace)
    workspace.close()


def _sign(workspace: Workspace) -> None:
    batch_id = workspace.batches.cards()[0].batch.id
    seen = workspace.sign_off.preview(batch_id)
    head = workspace.staff.sign_in(APPROVER, PASSWORD)
    workspace.sign_off.sign(batch_id, head, PREPARER, seen, frozenset(seen.covered))


def _bring_in(workspace: Workspace, folder: Path, photos: int) -> BatchId:
    take_on_staff(workspace)
    for name, (purpose, long_edge, own_folder) in CHANNELS.items():
        details = ChannelDetails(name, (purpose,), folder / "channels" / name, standing=APPROVED)
        own = replace(details, long_edge=long_edge, folder_per_event=own_folder)
        workspace.channels.add(own, APPROVER)
    workspace.library.run(_write_roll)
    details = BatchDetails(
        "Sports week", date(2026, 6, 19), "news", workspace.batches.classes(), closed_roster=True
    )
    batch_id = workspace.batches.open(details, PREPARER).id
    pictures = _pictures(workspace)
    workspace.library.run(lambda u: _write_photos(u, batch_id, pictures, photos))
    return batch_id


def _write_roll(u: UnitOfWork) -> None:
    for number in range(PUPILS):
        who = PersonDetails(
            f"U{number:04}",
            PersonKind.PUPIL,
            f"First{number}",
            f"Last{number}",
            f"{number % 6 + 1}A",
        )
        said = Status.REFUSED if number < LOOK_OUTS else Status.GRANTED
        answers = (Answer("web", Status.GRANTED), Answer("newsletter", said))
        u.register.replace_answers(u.people.add(who).id, "office", answers, "made up")
    u.register.raise_version()


def _pictures(workspace: Workspace) -> list[PhotoDetails]:
    """Photograph twenty views of one painting, and put them into the vault."""
    whole = painted()
    pixels = np.frombuffer(whole.data, np.uint8).reshape(whole.height, whole.width, 3)
    kept = []
    for number in range(PICTURES):
        kind: Literal["jpeg", "heic"] = "heic" if number % 2 else "jpeg"
        seen = np.roll(pixels, (97 * number, 211 * number), (0, 1))
        data = photograph(
            PixelBuffer(whole.width, whole.height, seen.tobytes(), 3 * whole.width),
            kind=kind,
            taken_at=_STARTED,
            device=_DEVICE,
            location=(51.5, -0.12),
        )
        small, put = prepare(data), workspace.library.vault.put
        keys = put(data), put(small.thumbnail), put(small.screen)
        kept.append(PhotoDetails("", "", kind, whole.width, whole.height, *keys))
    return kept


def _write_photos(
    u: UnitOfWork, batch_id: BatchId, pictures: list[PhotoDetails], photos: int
) -> None:
    run = u.batches.start_import(batch_id, ["camera"])
    for number in range(photos):
        details = replace(
            pictures[number % PICTURES],
            file_name=f"IMG_{number:04}.JPG",
            sha256=f"{number:064x}",
            taken_at=_STARTED + timedelta(seconds=40 * number),
            device=_DEVICE,
        )
        photo = u.photos.add(batch_id, run.id, details)
        found = [
            FoundRegion(
                Box(300 + 1100 * place, 900, FACE, FACE + 90),
                RegionSize.FACE,
                0.9,
                details.thumbnail,
            )
            for place in range(1 + number % 3)
        ]
        u.photos.record_check(photo.id, found, "made-up engine")
    u.batches.finish_import(run.id, photos)


def _decide(workspace: Workspace, batch_id: BatchId) -> None:
    people = workspace.library.run(lambda u: u.people.all())
    photos = workspace.library.run(lambda u: u.photos.of_batch(batch_id))
    for number, photo in enumerate(photos):
        regions = workspace.library.run(lambda u, id_=photo.id: u.photos.regions(id_))
        _decide_photo(workspace, photo.id, regions, people, number)


def _decide_photo(
    workspace: Workspace,
    photo_id: PhotoId,
    regions: tuple[Region, ...],
    people: tuple[Person, ...],
    number: int,
) -> None:
    workspace.exclusion.mark_seen({r.id: Sighting(r.picture, ENOUGH_MS) for r in regions})
    free, restricted = people[LOOK_OUTS:], people[:LOOK_OUTS]
    for place, region in enumerate(regions):
        who = free[(3 * number + place) % len(free)]
        if place == 0 and number % LOOK_OUT_EVERY == 1:
            who = restricted[number // LOOK_OUT_EVERY % len(restricted)]
        shown = Disposition(DispositionKind.THIS_PUPIL, who.id)
        covered = place == 0 and number % COVERED_EVERY == 0
        decided = Disposition(DispositionKind.COVER) if covered else shown
        workspace.review.decide(region.id, decided, PREPARER)
    workspace.review.look(photo_id, PREPARER, ALL_WELL)
