"""Photos the bench makes for itself: without faces, with twenty, stored sideways and as HEIC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from consentdesk.demo.line_ups import ScenePlan
from consentdesk.demo.scenes import compose_scene
from consentdesk.demo.school import plan_school
from consentdesk.demo.sports_day import IPADS
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.media.cutout import scale_pixels
from consentdesk.media.ipad_camera import photograph
from consentdesk.media.open_photo import open_photo

EDGE = 4032
NO_FACES = (
    "d009-test2.heic",
    "d010-arrow.heic",
    "d011-pug.heic",
    "d014-Apple_iPhone_4.jpg",
    "d015-IMG_20180725_163423-tiny.jpg",
)
"""Photographs without a human face among the shared sample files; looked at one by one."""

_DRAWN = (("field", 11), ("wall", 12), ("hall", 13))


@dataclass(frozen=True)
class CleanPhotos:
    """Photos of 12 megapixels without a face, and where they come from."""

    paths: tuple[str, ...]
    origin: str


def given_clean(folder: Path) -> CleanPhotos:
    """Return the pictures of a folder that somebody vouches for."""
    names = {".jpg", ".jpeg", ".png"}
    paths = tuple(str(p) for p in sorted(folder.iterdir()) if p.suffix.lower() in names)
    return CleanPhotos(paths, f"{len(paths)} of {folder.name}")


def make_clean(samples: Path, into: Path, quick: bool) -> CleanPhotos:
    """Write drawn places without people, and the real photos where they are at hand."""
    there = [samples / name for name in NO_FACES if (samples / name).exists()]
    drawn = _DRAWN
    if quick:
        there, drawn = there[:1], _DRAWN[:1]
    paths = []
    for pixels in [*_photographs(there), *_places(drawn)]:
        path = into / f"clean_{len(paths)}.jpg"
        path.write_bytes(taken(pixels))
        paths.append(str(path))
    origin = f"{len(there)} photographs, {len(drawn)} drawn places"
    return CleanPhotos(tuple(paths), origin if there else f"{origin}; no sample photographs here")


def _photographs(paths: list[Path]) -> Iterator[PixelBuffer]:
    for path in paths:
        pixels = open_photo(path.read_bytes())
        scale = EDGE / max(pixels.width, pixels.height)
        yield pixels if scale <= 1 else _enlarged(pixels, scale)


def _enlarged(pixels: PixelBuffer, scale: float) -> PixelBuffer:
    size = (round(pixels.width * scale), round(pixels.height * scale))
    data = scale_pixels(bytes(pixels.data), (pixels.width, pixels.height), 3, size)
    return PixelBuffer(*size, data, 3 * size[0])


def _places(drawn: tuple[tuple[str, int], ...]) -> Iterator[PixelBuffer]:
    for place, seed in drawn:
        yield compose_scene(ScenePlan("nobody", place, seed, ())).pixels


def twenty_faces(into: Path, count: int) -> list[str]:
    """Write 12-megapixel photos of twenty drawn people each; return their paths."""
    photos = plan_school(2026).photos
    everybody = next(p.scene for p in photos if len(p.scene.players) >= 20)
    paths = []
    for seed in range(count):
        plan = ScenePlan("group", "field", seed, everybody.players[-20:])
        path = into / f"twenty_{seed}.jpg"
        path.write_bytes(taken(compose_scene(plan).pixels))
        paths.append(str(path))
    return paths


def stored_ways(source: str, into: Path) -> dict[str, str]:
    """Write the photo upright, turned four ways with the tag that says so, and as HEIC."""
    pixels = open_photo(Path(source).read_bytes())
    paths = {}
    for name, kind, orientation in _WAYS:
        path = into / f"stored_{name.replace(' ', '_')}.{kind}"
        path.write_bytes(taken(pixels, kind, orientation))
        paths[name] = str(path)
    return paths


_Kind = Literal["jpeg", "heic"]
_WAYS: tuple[tuple[str, _Kind, int], ...] = (
    ("upright", "jpeg", 1),
    ("on its head", "jpeg", 3),
    ("sideways", "jpeg", 6),
    ("sideways, other way", "jpeg", 8),
    ("HEIC", "heic", 1),
    ("HEIC sideways", "heic", 6),
)


def taken(pixels: PixelBuffer, kind: _Kind = "jpeg", orientation: int = 1) -> bytes:
    """Return the file of an iPad, hardly compressed, so that only the way of storing differs."""
    return photograph(
        pixels,
        kind=kind,
        taken_at=datetime(2026, 10, 2, 9, 30),
        device=IPADS[0],
        location=None,
        orientation=orientation,
        quality=95,
    )
