"""Photos that are safe here and are to leave the iPad they were taken with."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from consentdesk.domain.ids import BatchId, ImportId


class DevicePlace(StrEnum):
    """Where a photo stays on an iPad until a person deletes it there."""

    LIBRARY = "library"
    RECENTLY_DELETED = "recently_deleted"
    CLOUD = "cloud"


DEVICE_WORDS: Mapping[DevicePlace, str] = {
    DevicePlace.LIBRARY: "the library of the Photos app",
    DevicePlace.RECENTLY_DELETED: "Recently Deleted, where photos stay for a month",
    DevicePlace.CLOUD: "iCloud or any other copy that the iPad makes by itself",
}
"""The places in the words of the checklist."""


@dataclass(frozen=True, slots=True)
class StillOnDevice:
    """An import whose photos nobody has said to be deleted from the device.

    Attributes:
        photos: how many are kept here.
        not_kept: files that came along and are not kept here, such as videos; the device may
            have the only copy.
    """

    import_id: ImportId
    batch_id: BatchId
    event: str
    photos: int
    not_kept: int
