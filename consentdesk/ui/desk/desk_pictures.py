"""Pictures of the desk: kept while they are near, fetched before they are needed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from consentdesk.domain.errors import KnownError
from consentdesk.domain.face import Region
from consentdesk.domain.ids import PersonId, PhotoId, PortraitId, RegionId, VaultKey
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.photo.photo_pixels import with_halves
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


class PictureKey(NamedTuple):
    """Names a picture; a tuple, for the grid looks up dozens of them at each step of scrolling.

    Attributes:
        number: of the photo, the region or (for a portrait) the person.
        ratio: device pixels for one view pixel; thumbnails are kept per ratio.
    """

    kind: Kind
    number: int
    ratio: float = 1.0


KEPT = {
    Kind.THUMBNAIL: 600,
    Kind.SCREEN: 4,
    Kind.FULL: 1,
    Kind.FACE: 160,
    Kind.PORTRAIT: 200,
}
"""Pictures kept: about 20, 105, 65, 60 and 50 MB at most, with their halves."""

THUMBNAIL_SIZE = QSize(104, 78)
LARGEST = {Kind.FACE: 480, Kind.PORTRAIT: 320}
"""Longest side kept, pixels; larger than any place they are shown in at ratio 1.5."""

AT_ONCE = 3
AT_ONCE_UNHURRIED = 2
"""One thread stays free for what is needed now."""


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What came from the worker thread; `face` tells which picture of a face it is.

    `finest_first` is the image, and its halves where it is shown at any size.
    """

    finest_first: tuple[QImage, ...]
    face: VaultKey | None = None


_Kept = OrderedDict[PictureKey, tuple[QPixmap, ...]]


class DeskPictures(QObject):
    """Hands out pictures that are there and says when the others have come.

    `arrived` names a picture that came, or that will not, or that is another one from now on.
    """

    arrived = Signal(object)

    def __init__(self, workspace: Workspace, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._kept: dict[Kind, OrderedDict[PictureKey, tuple[QPixmap, ...]]] = {
            k: OrderedDict() for k in Kind
        }
        self._problems: dict[PictureKey, KnownError] = {}
        self._waiting: dict[PictureKey, Urgency] = {}
        self._fetching: set[PictureKey] = set()
        self._thrown_away: set[PictureKey] = set()
        self._portraits: dict[PersonId, PortraitId] = {}
        self._faces: dict[RegionId, VaultKey] = {}
        self._shown_as: dict[RegionId, VaultKey] = {}

    def know_portraits(self, portraits: dict[PersonId, PortraitId]) -> None:
        """Take the portraits that came with the desk, in place of those that came before.

        The picture of a person with another portrait, or with none any more, is fetched anew.
        """
        before, self._portraits = self._portraits, portraits
        for person_id in before.keys() | portraits.keys():
            if before.get(person_id) != portraits.get(person_id):
                self._renew(portrait_key(person_id))

    def know_faces(self, regions: Iterable[Region]) -> None:
        """Take faces as they stand on the desk; one with another picture is fetched anew."""
        known = {region.id: region.picture for region in regions}
        shown = {face: self._shown_as[face] for face in self._shown_as.keys() & known.keys()}
        before = {face: self._faces[face] for face in self._faces.keys() & known.keys()} | shown
        self._faces |= known
        for face, _ in before.items() - known.items():
            self._renew(face_key(face))

    def face_shown_as(self, region_id: RegionId) -> VaultKey | None:
        """Return which picture of a face was fetched last; None while there is none to show."""
        return self._shown_as.get(region_id)

    def picture(self, key: PictureKey) -> QPixmap | None:
        """Return a picture that is there; a null one for a person without a portrait."""
        return next(iter(self._there(key)), None)

    def with_halves(self, key: PictureKey) -> tuple[QPixmap, ...]:
        """Return the picture of a photo with its halves, finest first; nothing if none is there."""
        return tuple(pixmap for pixmap in self._there(key) if not pixmap.isNull())

    def _there(self, key: PictureKey) -> tuple[QPixmap, ...]:
        kept = self._kept[key.kind]
        if key in kept:
            kept.move_to_end(key)
        return kept.get(key, ())

    def problem(self, key: PictureKey) -> KnownError | None:
        """Return why a picture cannot be shown, if it cannot."""
        return self._problems.get(key)

    def settled(self, key: PictureKey) -> bool:
        """Whether the picture is there, or is known not to come."""
        return key in self._kept[key.kind] or key in self._problems

    def want(self, key: PictureKey, urgency: Urgency = Urgency.NOW) -> None:
        """Fetch a picture unless it is there or under way."""
        under_way = key in self._fetching and key not in self._thrown_away
        if self.settled(key) or under_way:
            return
        self._waiting[key] = min(urgency, self._waiting.get(key, urgency))
        self._fetch_next()

    def forget_waiting(self, kind: Kind, but: Iterable[PictureKey]) -> None:
        """Drop the wishes for pictures of a kind that nobody looks at any more."""
        wanted = set(but)
        for key in [k for k in self._waiting if k.kind is kind and k not in wanted]:
            del self._waiting[key]

    def forget(self, key: PictureKey) -> None:
        """Fetch a picture anew when it is wanted again: it is another one now.

        One that is under way is thrown away when it comes.
        """
        self._kept[key.kind].pop(key, None)
        self._problems.pop(key, None)
        if key in self._fetching:
            self._thrown_away.add(key)
        if key.kind is Kind.FACE:
            self._shown_as.pop(RegionId(key.number), None)

    def forget_photo(self, entry: PhotoOnDesk) -> None:
        """Drop every picture of a photo and of its faces, for it was deleted.

        A portrait may have been cut from it: those are fetched anew.
        """
        faces = {region.id for region in entry.review.regions}

        def shows_it(key: PictureKey) -> bool:
            if key.kind is Kind.PORTRAIT:
                return False
            return key.number in faces if key.kind is Kind.FACE else key.number == entry.photo.id

        kept = [key for pictures in self._kept.values() for key in pictures]
        for key in {*kept, *self._problems, *self._waiting, *self._fetching}:
            if shows_it(key):
                self.forget(key)
                self._waiting.pop(key, None)
                self.arrived.emit(key)
            elif key.kind is Kind.PORTRAIT:
                self._renew(key)

    def forget_problems(self) -> None:
        """Try again what could not be shown."""
        self._problems.clear()

    def _renew(self, key: PictureKey) -> None:
        """Fetch a picture anew, if anybody may be looking at it; until it comes none is there."""
        looked_at = self.settled(key) or key in self._fetching
        self.forget(key)
        if looked_at:
            self.want(key, Urgency.VISIBLE)
        self.arrived.emit(key)

    def _fetch_next(self) -> None:
        while len(self._fetching) < AT_ONCE:
            ready = [k for k in self._waiting if k not in self._fetching]
            if not ready:
                return
            key = min(ready, key=self._waiting.__getitem__)
            hurried = self._waiting[key] is Urgency.NOW
            if not hurried and len(self._fetching) >= AT_ONCE_UNHURRIED:
                return
            del self._waiting[key]
            self._fetching.add(key)
            self._fetch(key)

    def _fetch(self, key: PictureKey) -> None:
        def done(answer: _Fetched | Unforeseen) -> None:
            if isinstance(answer, Unforeseen):
                self._runner.messages.bug(answer.error)
                answer = _Fetched((QImage(),))
            if key not in self._thrown_away:
                self._keep(key, answer)
            self._tell(key)

        def failed(error: KnownError) -> None:
            if key not in self._thrown_away:
                self._problems[key] = error
            self._tell(key)

        self._runner.run(self, guarded(lambda: self._fetched(key)), done, failed, lane="view")

    def _keep(self, key: PictureKey, fetched: _Fetched) -> None:
        kept = self._kept[key.kind]
        pixmaps = tuple(map(QPixmap.fromImage, fetched.finest_first))
        if key.kind is Kind.THUMBNAIL:
            pixmaps[0].setDevicePixelRatio(key.ratio)
        kept[key] = pixmaps
        if fetched.face is not None:
            self._shown_as[RegionId(key.number)] = fetched.face
        while len(kept) > KEPT[key.kind]:
            kept.popitem(last=False)

    def _tell(self, key: PictureKey) -> None:
        self._fetching.discard(key)
        self._thrown_away.discard(key)
        self.arrived.emit(key)
        self._fetch_next()

    def _fetched(self, key: PictureKey) -> _Fetched:
        """Decode in the worker thread."""
        pictures = self._workspace.pictures
        if key.kind is Kind.FACE:
            face = pictures.face(RegionId(key.number))
            return _Fetched((_image(key, face.pixels),), face.key)
        if key.kind is Kind.PORTRAIT:
            portrait = self._portrait_of(PersonId(key.number))
            if portrait is None:
                return _Fetched((QImage(),))
            return _Fetched((_image(key, pictures.portrait(portrait)),))
        photo = {
            Kind.THUMBNAIL: pictures.thumbnail,
            Kind.SCREEN: pictures.screen,
            Kind.FULL: pictures.full,
        }[key.kind]
        image = _image(key, photo(PhotoId(key.number)))
        return _Fetched((image,) if key.kind is Kind.THUMBNAIL else with_halves(image))

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


def _image(key: PictureKey, pixels: PixelBuffer) -> QImage:
    """Return a picture small enough for its place, ready for painting."""
    image = to_qimage(pixels)
    longest = LARGEST.get(key.kind, 0)
    if key.kind is Kind.THUMBNAIL:
        image = _scaled_down(image, THUMBNAIL_SIZE * key.ratio)
    elif longest:
        image = _scaled_down(image, QSize(longest, longest))
    return image.convertToFormat(QImage.Format.Format_RGB32)


def _scaled_down(image: QImage, size: QSize) -> QImage:
    if image.width() <= size.width() and image.height() <= size.height():
        return image
    return image.scaled(
        size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
