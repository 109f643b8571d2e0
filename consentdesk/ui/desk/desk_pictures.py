"""Pictures of the desk: kept while they are near, fetched before they are needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import PersonId, PhotoId, PortraitId, RegionId
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.ui.desk.unforeseen import Unforeseen, guarded
from consentdesk.ui.pixels import to_qimage
from consentdesk.ui.runner import Runner

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


class Kind(StrEnum):
    """Which picture of a thing."""

    THUMBNAIL = "thumbnail"
    SCREEN = "screen"
    FULL = "full"
    FACE = "face"
    PORTRAIT = "portrait"


class Urgency(IntEnum):
    """How soon a picture is needed."""

    NOW = 0
    VISIBLE = 1
    AHEAD = 2


@dataclass(frozen=True, slots=True)
class PictureKey:
    """Names a picture.

    Attributes:
        number: of the photo, the region or (for a portrait) the person.
        ratio: device pixels for one view pixel; thumbnails are kept per ratio.
    """

    kind: Kind
    number: int
    ratio: float = 1.0


KEPT = {
    Kind.THUMBNAIL: 600,
    Kind.SCREEN: 7,
    Kind.FULL: 1,
    Kind.FACE: 160,
    Kind.PORTRAIT: 200,
}
"""Pictures kept: about 40, 90, 50, 60 and 50 MB at most."""

THUMBNAIL_SIZE = QSize(104, 78)
LARGEST = {Kind.FACE: 480, Kind.PORTRAIT: 320}
"""Longest side kept, pixels; larger than any place they are shown in at ratio 1.5."""

AT_ONCE = 3
AT_ONCE_UNHURRIED = 2
"""One thread stays free for what is needed now."""


class DeskPictures(QObject):
    """Hands out pictures that are there and says when the others have come."""

    arrived = Signal(object)

    def __init__(self, workspace: Workspace, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._kept: dict[Kind, OrderedDict[PictureKey, QPixmap]] = {k: OrderedDict() for k in Kind}
        self._problems: dict[PictureKey, KnownError] = {}
        self._waiting: dict[PictureKey, Urgency] = {}
        self._fetching: set[PictureKey] = set()
        self._portraits: dict[PersonId, PortraitId] = {}

    def know_portraits(self, portraits: dict[PersonId, PortraitId]) -> None:
        """Take the portraits that came with the desk, so that none must be asked for."""
        self._portraits.update(portraits)

    def picture(self, key: PictureKey) -> QPixmap | None:
        """Return a picture that is there; a null one for a person without a portrait."""
        kept = self._kept[key.kind]
        if key not in kept:
            return None
        kept.move_to_end(key)
        return kept[key]

    def problem(self, key: PictureKey) -> KnownError | None:
        """Return why a picture cannot be shown, if it cannot."""
        return self._problems.get(key)

    def settled(self, key: PictureKey) -> bool:
        """Whether the picture is there, or is known not to come."""
        return key in self._kept[key.kind] or key in self._problems

    def want(self, key: PictureKey, urgency: Urgency = Urgency.NOW) -> None:
        """Fetch a picture unless it is there or under way."""
        if self.settled(key) or key in self._fetching:
            return
        self._waiting[key] = min(urgency, self._waiting.get(key, urgency))
        self._fetch_next()

    def forget_waiting(self, kind: Kind, but: Iterable[PictureKey]) -> None:
        """Drop the wishes for pictures of a kind that nobody looks at any more."""
        wanted = set(but)
        for key in [k for k in self._waiting if k.kind is kind and k not in wanted]:
            del self._waiting[key]

    def forget_problems(self) -> None:
        """Try again what could not be shown."""
        self._problems.clear()

    def _fetch_next(self) -> None:
        while self._waiting:
            key = min(self._waiting, key=lambda k: self._waiting[k])
            hurried = self._waiting[key] is Urgency.NOW
            if len(self._fetching) >= (AT_ONCE if hurried else AT_ONCE_UNHURRIED):
                return
            del self._waiting[key]
            self._fetching.add(key)
            self._fetch(key)

    def _fetch(self, key: PictureKey) -> None:
        def done(answer: QImage | Unforeseen) -> None:
            if isinstance(answer, Unforeseen):
                self._runner.messages.bug(answer.error)
                answer = QImage()
            self._keep(key, answer)

        def failed(error: KnownError) -> None:
            self._problems[key] = error
            self._tell(key)

        self._runner.run(self, guarded(lambda: self._image(key)), done, failed, lane="view")

    def _keep(self, key: PictureKey, image: QImage) -> None:
        kept = self._kept[key.kind]
        pixmap = QPixmap.fromImage(image)
        if key.kind is Kind.THUMBNAIL:
            pixmap.setDevicePixelRatio(key.ratio)
        kept[key] = pixmap
        while len(kept) > KEPT[key.kind]:
            kept.popitem(last=False)
        self._tell(key)

    def _tell(self, key: PictureKey) -> None:
        self._fetching.discard(key)
        self.arrived.emit(key)
        self._fetch_next()

    def _image(self, key: PictureKey) -> QImage:
        """Decode in the worker thread, small enough for its place, ready for painting."""
        pixels = self._pixels(key)
        if pixels is None:
            return QImage()
        image = to_qimage(pixels)
        longest = LARGEST.get(key.kind, 0)
        if key.kind is Kind.THUMBNAIL:
            image = _scaled_down(image, THUMBNAIL_SIZE * key.ratio)
        elif longest:
            image = _scaled_down(image, QSize(longest, longest))
        return image.convertToFormat(QImage.Format.Format_RGB32)

    def _pixels(self, key: PictureKey) -> PixelBuffer | None:
        pictures = self._workspace.pictures
        if key.kind is Kind.THUMBNAIL:
            return pictures.thumbnail(PhotoId(key.number))
        if key.kind is Kind.SCREEN:
            return pictures.screen(PhotoId(key.number))
        if key.kind is Kind.FULL:
            return pictures.full(PhotoId(key.number))
        if key.kind is Kind.FACE:
            return pictures.face(RegionId(key.number))
        portrait = self._portrait_of(PersonId(key.number))
        return None if portrait is None else pictures.portrait(portrait)

    def _portrait_of(self, person_id: PersonId) -> PortraitId | None:
        if person_id in self._portraits:
            return self._portraits[person_id]
        portraits = self._workspace.roll.entry(person_id).portraits
        return portraits[0].id if portraits else None


def face_key(region_id: RegionId) -> PictureKey:
    """Return the key of an enlarged face."""
    return PictureKey(Kind.FACE, region_id)


def portrait_key(person_id: PersonId) -> PictureKey:
    """Return the key of a person's portrait."""
    return PictureKey(Kind.PORTRAIT, person_id)


def screen_key(photo_id: PhotoId) -> PictureKey:
    """Return the key of a photo's screen copy."""
    return PictureKey(Kind.SCREEN, photo_id)


def full_key(photo_id: PhotoId) -> PictureKey:
    """Return the key of every pixel of a photo."""
    return PictureKey(Kind.FULL, photo_id)


def _scaled_down(image: QImage, size: QSize) -> QImage:
    if image.width() <= size.width() and image.height() <= size.height():
        return image
    return image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
