"""What is recorded of a photo when it is brought in, and whether it is one of the school's."""

from collections.abc import Sequence

from consentdesk.domain.ids import VaultKey
from consentdesk.domain.photo import (
    CameraDevice,
    DeviceState,
    ImportRun,
    Photo,
    PhotoDetails,
    PhotoState,
    SchoolDevice,
)
from consentdesk.media.photo_header import PhotoHeader
from consentdesk.media.thumbnails import PreparedPhoto
from consentdesk.store.unit_of_work import UnitOfWork

ANIMATED_KINDS = frozenset({"gif", "webp", "png", "tiff"})
NO_DEVICE_LIST = "No device list: photos from private phones are not noticed."
FOREIGN_DEVICE = "It was not taken with one of the school's own devices."


def add_photo(u: UnitOfWork, run: ImportRun, details: PhotoDetails, remark: str) -> Photo | None:
    """Record a photo, or return the equal one that the batch has, or that is gone."""
    gone = u.photos.gone(details.sha256)
    twin = gone[0] if gone else u.photos.by_sha256(run.batch_id, details.sha256)
    if twin is not None:
        return twin
    photo = u.photos.add(run.batch_id, run.id, details)
    if remark:
        u.photos.set_state(photo.id, PhotoState.BROUGHT_IN, remark)
    if _is_foreign(details.device, u.batches.school_devices()):
        u.photos.set_state(photo.id, PhotoState.SET_ASIDE, FOREIGN_DEVICE)
    u.batches.raise_revision(run.batch_id)
    return None


def details_of(
    name: str, sha256: str, pictures: Sequence[VaultKey], prepared: PreparedPhoto
) -> PhotoDetails:
    """Return what is known of a photo; the pictures are original, thumbnail and screen copy."""
    original, thumbnail, screen = pictures
    header = prepared.header
    return PhotoDetails(
        file_name=name,
        sha256=sha256,
        kind=header.kind,
        width=header.width,
        height=header.height,
        original=original,
        thumbnail=thumbnail,
        screen=screen,
        taken_at=header.taken_at,
        device=header.device,
        likeness=prepared.likeness,
    )


def remark_on(header: PhotoHeader) -> str:
    """Say so when a file holds several pictures of equal standing and one of them is used."""
    if header.frames > 1 and header.kind in ANIMATED_KINDS:
        return f"Only the first of the {header.frames} pictures in this file is used."
    return ""


def _is_foreign(device: CameraDevice | None, school: Sequence[SchoolDevice]) -> bool:
    """Tell whether the school lists its devices and this one is none of those in use.

    iPads leave their serial number out of photos, so it is compared only when both have one.
    """
    if not school:
        return False
    in_use = [own.device for own in school if own.state is DeviceState.IN_USE]
    return device is None or not any(_same_device(device, own) for own in in_use)


def _same_device(one: CameraDevice, other: CameraDevice) -> bool:
    serials = {one.serial, other.serial} - {""}
    return (one.make, one.model) == (other.make, other.model) and len(serials) < 2
