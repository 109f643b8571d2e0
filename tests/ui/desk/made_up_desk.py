"""Photos on a desk made by hand, for what needs no library: filters, orders and counts."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from consentdesk.domain.batch import Batch, BatchDetails
from consentdesk.domain.channel import Channel, ChannelDetails
from consentdesk.domain.face import (
    Disposition,
    DispositionKind,
    Region,
    RegionOrigin,
    RegionSize,
)
from consentdesk.domain.ids import BatchId, ChannelId, ImportId, PhotoId, RegionId, VaultKey
from consentdesk.domain.matching_locks import LockState
from consentdesk.domain.photo import CameraDevice, Photo, PhotoDetails, PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import Decision, Look, PhotoReview
from consentdesk.domain.verdict import Outcome, Verdict
from consentdesk.services.deciding.desk import Desk, PhotoOnDesk

WEBSITE = Channel(ChannelId(1), ChannelDetails("Website", ("web",), Path("website")))
DISPLAY = Channel(ChannelId(2), ChannelDetails("Display", ("display",), Path("display")))
IPAD = CameraDevice("Apple", "iPad")
VERSION = 4
NINE = datetime(2026, 6, 19, 9, 0)
KEY = VaultKey("0")


def made_photo(
    number: int,
    faces: int = 1,
    *,
    decided: int = 0,
    seconds: float | None = None,
    likeness: int = 0,
    flagged: bool = False,
    website: Outcome = Outcome.NEEDS_DECISION,
    display: Outcome = Outcome.NEEDS_DECISION,
    state: PhotoState = PhotoState.CHECKED,
) -> PhotoOnDesk:
    """Return a photo with so many faces, the first of them decided; looked at when cleared."""
    taken = None if seconds is None else NINE + timedelta(seconds=seconds)
    name = f"IMG_{number}.JPG"
    details = PhotoDetails(
        name, str(number), "jpeg", 640, 480, KEY, KEY, KEY, taken, IPAD, likeness
    )
    regions = tuple(_region(number, place) for place in range(faces))
    settled = Decision(Disposition(DispositionKind.COVER), "Ann", VERSION)
    look = Look("Ann", VERSION) if website is Outcome.CLEARED else None
    return PhotoOnDesk(
        Photo(PhotoId(number), BatchId(1), ImportId(1), details, state),
        PhotoReview(regions, {r.id: settled for r in regions[:decided]}, look),
        {},
        {WEBSITE.id: Verdict(website), DISPLAY.id: Verdict(display)},
        flagged,
    )


def made_desk(*photos: PhotoOnDesk) -> Desk:
    """Return a desk with these photos in this order, and two channels."""
    batch = Batch(BatchId(1), BatchDetails("Sports day", date(2026, 6, 19)))
    lock = LockState(False, "Look")
    return Desk(batch, photos, (WEBSITE, DISPLAY), (), {}, lock, VERSION)


def held_by_hand(entry: PhotoOnDesk) -> PhotoOnDesk:
    """Return the photo as somebody held it back."""
    verdicts = dict.fromkeys(entry.verdicts, Verdict(Outcome.HELD))
    return replace(entry, review=replace(entry.review, hold="blurred"), verdicts=verdicts)


def _region(photo: int, place: int) -> Region:
    number = RegionId(100 * photo + place)
    box = Box(10 + 50 * place, 10, 40, 40)
    return Region(number, PhotoId(photo), box, RegionOrigin.FOUND, RegionSize.FACE, 0.9, KEY)
