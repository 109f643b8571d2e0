"""A photo from bringing in to its end, and the files that came along with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from consentdesk.domain.ids import BatchId, ImportId, PhotoId, VaultKey
from consentdesk.domain.search import SearchDepth


class PhotoState(StrEnum):
    """Where a photo stands with the machine; what people decided stands elsewhere.

    A deleted photo is on record with its name and fingerprint only, so that it is accounted for
    and is not brought in again unnoticed. So is a retired one, which was kept as long as the school
    keeps originals; what was decided about it stays on record.
    """

    BROUGHT_IN = "brought_in"
    CHECKED = "checked"
    FAILED = "failed"
    SET_ASIDE = "set_aside"
    DELETED = "deleted"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class CameraDevice:
    """What took a photo, as the file says."""

    make: str
    model: str
    serial: str = ""


class DeviceState(StrEnum):
    """What became of a device of the school; only photos from one in use are its own."""

    IN_USE = "in_use"
    LOST = "lost"
    RETIRED = "retired"


DEVICE_STATE_WORDS: Mapping[DeviceState, str] = {
    DeviceState.IN_USE: "In use",
    DeviceState.LOST: "Lost",
    DeviceState.RETIRED: "No longer used",
}


@dataclass(frozen=True, slots=True)
class SchoolDevice:
    """A camera or an iPad on the school's list; `kept_by` is who looks after it."""

    device: CameraDevice
    kept_by: str = ""
    state: DeviceState = DeviceState.IN_USE


@dataclass(frozen=True, slots=True)
class PhotoDetails:
    """What is known of a photo once it is in the vault.

    Attributes:
        file_name: as it came; shown in the office, never published.
        sha256: of the original's bytes, hex.
        width, height: upright pixels of the original.
        original, thumbnail, screen: vault entries; the screen copy is at most 2048 px long.
        likeness: 64-bit hash of the whole picture, for bursts; never of a face.
    """

    file_name: str
    sha256: str
    kind: str
    width: int
    height: int
    original: VaultKey
    thumbnail: VaultKey
    screen: VaultKey
    taken_at: datetime | None = None
    device: CameraDevice | None = None
    likeness: int = 0


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo of a batch.

    Attributes:
        problem: sentence for the office: why it failed or was set aside, or a remark on what
            was brought in, such as that only the first picture of an animation is used.
        engine: which face engine checked it; empty before.
        searched: how deep faces were looked for so far; a photo in which only near faces were
            looked for is still brought in, not checked.
        wanted: how deep it is to be searched before it counts as checked.
    """

    id: PhotoId
    batch_id: BatchId
    import_id: ImportId
    details: PhotoDetails
    state: PhotoState
    problem: str = ""
    engine: str = ""
    searched: SearchDepth | None = None
    wanted: SearchDepth = SearchDepth.USUAL

    @property
    def gone(self) -> bool:
        """Whether no picture of it is kept any more."""
        return self.state in GONE


GONE = frozenset({PhotoState.DELETED, PhotoState.RETIRED})
"""States of photos that are on record and have no picture."""

DELETED = "deleted"
"""Code of a listed file whose picture must not be kept here."""

RETIRED = "retired"
"""Code of a listed file whose picture was kept here as long as the school keeps originals."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file that came along and is no photo to check; nothing is ignored in silence."""

    file_name: str
    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One bringing-in of files into a batch; it can be continued and undone.

    Attributes:
        sources: folders and files the person chose.
        found: files seen in them, or 0 before they were counted.
    """

    id: ImportId
    batch_id: BatchId
    sources: tuple[str, ...]
    found: int
    finished: bool
    undone: bool
