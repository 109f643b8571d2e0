"""Four photos decided for two channels, and which of them lies in whose folder, told by pixels."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from consentdesk.domain.errors import NotAPhoto
from consentdesk.domain.face import Region
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.pixels import Box
from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.media.open_photo import open_photo
from tests.small_workspace import SmallSchool, photo_bytes, write_photo

SMALL, CLOSE = (60, 80), (150, 200)

WHO: Mapping[str, tuple[tuple[str, tuple[int, int]], ...]] = {
    "ada": (("Ada", SMALL),),
    "bo": (("Bo", CLOSE),),
    "group": (("Ada", SMALL), ("Bo", SMALL), ("Cy", SMALL), ("Ms Dee", SMALL)),
    "stall": (),
}
"""Each photo, by its short name: who is in it and how large, pixels."""

ALL = frozenset(WHO)
WITHOUT_BO = ALL - {"bo", "group"}

_GRID = (6, 8)
"""Rows and columns of plain colour that `photo_bytes` draws by its seed."""

_ALIKE = 12.0
"""Mean difference of colours up to which a copy is of that photo; others lie about 60 apart."""

Grid = NDArray[np.float64]


@dataclass
class SummerFair:
    """The photos of a batch, decided by a preparer as if everybody might be shown."""

    school: SmallSchool
    photos: dict[str, PhotoId] = field(default_factory=dict)
    faces: dict[str, tuple[Region, ...]] = field(default_factory=dict)

    def shown(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return whose pixels lie in the folders of website and newsletter.

        Every file counts, hidden ones too; one that shows none of the photos fails the test, and
        so does a photo that is there twice or a copy that nobody recorded as published.
        """
        files = self.school.published_files()
        assert set(files) == {_path(file) for file in self.recorded(ReleasedState.PUBLISHED)}
        return self._in(self.school.website.details.folder), self._in(
            self.school.newsletter.details.folder
        )

    def recorded(self, state: ReleasedState, photo: str = "") -> list[ReleasedFile]:
        """Return the copies on record in this state, of one photo or of all."""
        return [
            file
            for file in self.school.workspace.publisher.published(self.school.batch_id)
            if file.state is state and (not photo or file.photo_id == self.photos[photo])
        ]

    def look_again_and_sign(self) -> None:
        """Look at every photo that is decided once more, and sign off what may go."""
        for photo in self.photos.values():
            if not self.school.workspace.review.photo(photo).review.undecided:
                self.school.finish(photo)
        self.school.sign()

    def vault_file(self, photo: str) -> Path:
        """Return the encrypted original of a photo."""
        library = self.school.workspace.library
        key = library.run(lambda u: u.photos.get(self.photos[photo])).details.original
        (path,) = (self.school.folder / "workspace").rglob(key)
        return path

    def _in(self, folder: Path) -> frozenset[str]:
        there = [shown_in(path.read_bytes()) for path in folder.rglob("*") if path.is_file()]
        assert len(there) == len(set(there)), "a photo is there twice"
        return frozenset(there)


def hold_fair(
    school: SmallSchool, folder: Path, decide: Callable[[SummerFair], None] | None = None
) -> SummerFair:
    """Bring the photos in and decide them; `decide` settles the faces instead, if given."""
    fair = SummerFair(school)
    files = [write_photo(folder / f"IMG_{n}.JPG", n) for n in range(len(WHO))]
    for name, photo in zip(WHO, school.bring_in(*files), strict=True):
        fair.photos[name] = photo.id
        fair.faces[name] = school.mark_faces(photo.id, _places(name))
    if decide is None:
        name_everybody(fair)
    else:
        decide(fair)
    return fair


def name_everybody(fair: SummerFair, *, but: str = "") -> None:
    """Say who everybody is; the one named `but` stays undecided in the group."""
    for photo, people in WHO.items():
        for face, (name, _) in zip(fair.faces[photo], people, strict=True):
            if (photo, name) != ("group", but):
                fair.school.name_face(face, name)


def shown_in(file: bytes) -> str:
    """Return the short name of the photo whose pixels a finished file shows.

    Raises:
        NotAPhoto: it shows none of them.
    """
    seen = _grid(file)
    for name, drawn in _DRAWN.items():
        if float(np.abs(seen - drawn).mean()) <= _ALIKE:
            return name
    raise NotAPhoto("The file shows none of the photos.", "Look at it.")


def before_call(
    monkeypatch: pytest.MonkeyPatch, place: object, name: str, happens: Callable[[int], None]
) -> None:
    """Let something happen before each call of a function; it is told the call's number."""
    really, calls = getattr(place, name), []

    def meanwhile(*given: object, **more: object) -> object:
        calls.append(name)
        happens(len(calls))
        return really(*given, **more)

    monkeypatch.setattr(place, name, meanwhile)


def _places(name: str) -> list[Box]:
    return [Box(20 + 160 * n, 120, *size) for n, (_, size) in enumerate(WHO[name])]


def _grid(file: bytes) -> Grid:
    """Return the colour in the middle of each field, 0 to 255."""
    pixels = open_photo(file)
    rows = np.frombuffer(pixels.data, np.uint8).reshape(pixels.height, pixels.stride)
    picture = rows[:, : 3 * pixels.width].reshape(pixels.height, pixels.width, 3)
    down, across = ((np.arange(n) + 0.5) / n for n in _GRID)
    return picture[(down * pixels.height).astype(int)][
        :, (across * pixels.width).astype(int)
    ].astype(float)


_DRAWN = {name: _grid(photo_bytes(number)) for number, name in enumerate(WHO)}


def _path(file: ReleasedFile) -> Path:
    return Path(file.folder) / file.file_name
