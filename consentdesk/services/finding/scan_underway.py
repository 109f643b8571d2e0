"""One run of looking for faces: its stages, what came of it so far, and its receipt."""

from collections.abc import Collection
from dataclasses import dataclass, field

from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.domain.matching_locks import LockState
from consentdesk.domain.photo import Photo
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.search import SearchDepth, Sensitivity
from consentdesk.faces.ports import EngineFiles
from consentdesk.services.comparing.face_vectors import FaceVectors
from consentdesk.services.finding.search_cost import search_cost, search_limit

NEAR_STAGE = "Finding near faces"
WHOLE_STAGE = "Finding small faces"
COMPARE_STAGE = "Comparing faces"


@dataclass(frozen=True, slots=True)
class ScanReceipt:
    """What came of looking for faces.

    Attributes:
        checked: photos searched to the depth that was wanted, or compared again.
        suggestions: faces that look like an enrolled person.
        matched: whether faces were compared, if only in some photos; `sentence` says why or
            why not.
    """

    checked: int
    failed: int
    faces: int
    suggestions: int
    matched: bool
    sentence: str
    finished: bool


@dataclass
class Underway:
    """A run over one batch.

    Attributes:
        sensitivity: how readily it asks; the same from its first photo to its last.
        engine: what was chosen before its first photo.
        lock: why photos were not compared, or else why they were.
        open: whether it was open before the first photo, and to the end.
        compared: for each photo handed out whether it was, when it was handed out last, with a
            gallery.
        vectors: of the faces compared so far.
    """

    batch_id: BatchId
    progress: Progress
    cancel: CancelToken
    sensitivity: Sensitivity
    engine: EngineFiles
    lock: LockState
    open: bool
    checked: int = 0
    failed: int = 0
    faces: int = 0
    suggestions: int = 0
    compared: dict[PhotoId, bool] = field(default_factory=dict)
    vectors: FaceVectors = field(default_factory=FaceVectors)

    def handed_out(self, photo_id: PhotoId, lock: LockState, *, compared: bool) -> None:
        """Note whether a photo goes to a worker together with a gallery."""
        self.compared[photo_id] = compared
        if not compared:
            self.lock = lock

    def forgotten(self, lock: LockState) -> None:
        """Note that a lock closed, so that nothing that comparing said is left."""
        self.lock, self.open = lock, False
        self.compared = dict.fromkeys(self.compared, False)

    def found(self, faces: int, suggestions: int) -> None:
        """Count a photo that was searched to the end."""
        self.checked += 1
        self.faces += faces
        self.suggestions += suggestions

    def receipt(self) -> ScanReceipt:
        """Return what came of it."""
        by_eye = list(self.compared.values()).count(False)
        some = by_eye < len(self.compared)
        sentence = self.lock.sentence
        if some and by_eye:
            sentence += f" {by_eye} of {len(self.compared)} photos were not compared."
        return ScanReceipt(
            self.checked,
            self.failed,
            self.faces,
            self.suggestions,
            matched=some or (self.open and not by_eye),
            sentence=sentence,
            finished=not self.cancel.cancelled,
        )


@dataclass(frozen=True, slots=True)
class Stage:
    """Photos to be searched one after the other.

    Attributes:
        near: whether near faces only are looked for; else each photo is searched as deep as is
            wanted.
        known: of them, those whose search is known and costs nothing but opening the photo.
    """

    photos: tuple[Photo, ...]
    near: bool
    known: Collection[PhotoId] = frozenset()

    @property
    def name(self) -> str:
        """Office words for what is going on."""
        return NEAR_STAGE if self.near else WHOLE_STAGE

    def depth(self, photo: Photo) -> SearchDepth:
        """Return how deep the photo is searched now."""
        return SearchDepth.NEAR if self.near else photo.wanted

    def costs(self) -> dict[PhotoId, float]:
        """Return what each search costs in proportion."""
        return {
            photo.id: search_cost(photo, self.depth(photo), known=photo.id in self.known)
            for photo in self.photos
        }

    def limits(self) -> dict[PhotoId, float]:
        """Return the seconds after which the search of a photo is given up."""
        return {photo.id: search_limit(photo, self.depth(photo)) for photo in self.photos}
