"""Short ways to fill a library."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.channel import ChannelDetails
from consentdesk.domain.consent_source import SheetImportDetails
from consentdesk.domain.face import FoundRegion, RegionSize
from consentdesk.domain.ids import (
    BatchId,
    ChannelId,
    ImportId,
    PersonId,
    PhotoId,
    RegionId,
    SheetImportId,
    SourceId,
    VaultKey,
)
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.domain.photo import PhotoDetails
from consentdesk.domain.pixels import Box
from consentdesk.store.unit_of_work import UnitOfWork

KEY = bytes(range(32))


def pupil(key: str = "A100", first: str = "Ada", last: str = "Bell") -> PersonDetails:
    return PersonDetails(key, PersonKind.PUPIL, first, last, "3C")


def photo_details(name: str = "IMG_1.HEIC", **changes: object) -> PhotoDetails:
    given: dict[str, object] = {
        "file_name": name,
        "sha256": sha256(name.encode()).hexdigest(),
        "kind": "heic",
        "width": 4032,
        "height": 3024,
        "original": VaultKey(f"original of {name}"),
        "thumbnail": VaultKey(f"thumbnail of {name}"),
        "screen": VaultKey(f"screen of {name}"),
    }
    return PhotoDetails(**(given | changes))  # type: ignore[arg-type]


def face(x: int = 10, picture: str = "face", size: RegionSize = RegionSize.FACE) -> FoundRegion:
    return FoundRegion(Box(x, 20, 30, 40), size, 0.9, VaultKey(f"{picture} at {x}"))


def sheet_import(unit: UnitOfWork, source: SourceId, by: str = "Office") -> SheetImportId:
    details = SheetImportDetails(source, "autumn.xlsx", "ab", date(2026, 9, 4), by)
    return unit.sheets.add_import(details, datetime(2026, 9, 5, 8, tzinfo=UTC)).id


@dataclass(frozen=True)
class Filled:
    """One pupil, one channel, one batch with one checked photo and two faces."""

    person: PersonId
    batch: BatchId
    import_run: ImportId
    photo: PhotoId
    faces: tuple[RegionId, ...]
    channel: ChannelId


def fill(unit: UnitOfWork) -> Filled:
    person = unit.people.add(pupil())
    channel = unit.channels.add(ChannelDetails("Website", ("web",), Path("/out/web")))
    batch = unit.batches.add(BatchDetails("Sports day", date(2026, 6, 12)))
    run = unit.batches.start_import(batch.id, ["/ipad"])
    photo = unit.photos.add(batch.id, run.id, photo_details())
    regions = unit.photos.record_check(photo.id, [face(10), face(100)], "engine 1")
    return Filled(person.id, batch.id, run.id, photo.id, tuple(r.id for r in regions), channel.id)
