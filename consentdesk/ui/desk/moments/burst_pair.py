"""Two frames of a burst side by side, as the burst page is told of them."""

from dataclasses import dataclass

from consentdesk.domain.face import Disposition
from consentdesk.domain.ids import PhotoId, RegionId
from consentdesk.domain.pixels import Box


@dataclass(frozen=True, slots=True)
class BurstFace:
    """A face of a frame.

    Attributes:
        box: upright full-resolution pixels of its photo.
        number: as on the desk, from 1.
    """

    region_id: RegionId
    box: Box
    number: int


@dataclass(frozen=True, slots=True)
class BurstFrame:
    """A photo of a burst.

    Attributes:
        title: what the photo is called on the desk.
        width, height: upright full-resolution pixels.
        alone: faces of this frame without a partner in the other.
    """

    photo_id: PhotoId
    title: str
    width: int
    height: int
    alone: tuple[BurstFace, ...] = ()


@dataclass(frozen=True, slots=True)
class FacePair:
    """A decided face, and the face that stands in its place in the other frame.

    Attributes:
        decision, words: what was decided about the first.
    """

    decided: BurstFace
    open: BurstFace
    decision: Disposition
    words: str

    @property
    def ids(self) -> tuple[RegionId, RegionId]:
        """The decided face and the open one."""
        return self.decided.region_id, self.open.region_id


@dataclass(frozen=True, slots=True)
class BurstPair:
    """A decided frame and one that is open, with the faces that seem to be the same children."""

    decided: BurstFrame
    open: BurstFrame
    pairs: tuple[FacePair, ...]
