"""How long a verified photo takes, against the bare decode, resize and encode, on one core.

Run: ``python tests/bench/publish_speed.py [PHOTO ...]``; without photos it paints one of
12 megapixels and photographs it as JPEG and as HEIC. Exits 1 when a photo of 1600 pixels takes
more than `MOST_OF_BARE` times what pillow-heif and Pillow take for the bare steps.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

from consentdesk.domain.photo import CameraDevice
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.faces.worker import near_faces
from consentdesk.media.finished_photo import FinishedPhoto, finish
from consentdesk.media.ipad_camera import photograph
from consentdesk.media.photo_kind import HEAD_BYTES, kind_of
from consentdesk.media.verify import check_finished

MOST_OF_BARE = {"heic": 1.3, "jpeg": 0.5}
"""Judged at 1600 pixels. An iPad's JPEG can then be decoded at half its size, and the whole work
with its verification takes at most half of what decoding every pixel leads to."""

_JUDGED, _EDGES = 1600, (1080, 1600, 2048)
_RUNS = 7


def best_in_turn(*works: Callable[[], object]) -> list[float]:
    """Return the shortest of several runs of each, in milliseconds.

    They take turns, so that a busy machine is busy for all of them.
    """
    shortest = [float("inf")] * len(works)
    for _ in range(_RUNS):
        for number, work in enumerate(works):
            started = time.perf_counter()
            work()
            shortest[number] = min(shortest[number], time.perf_counter() - started)
    return [1000 * seconds for seconds in shortest]


def painted() -> PixelBuffer:
    """A landscape of soft colours with grain, 4032 x 3024."""
    down, across = np.mgrid[0:3024, 0:4032]
    planes = (across / 16, down / 12, 128 + 90 * np.sin((across + down) / 90))
    grain = np.random.default_rng(3).normal(0, 3, (3024, 4032, 1))
    picture = np.clip(np.stack(planes, axis=-1) + grain, 0, 255).astype(np.uint8)
    return PixelBuffer(4032, 3024, picture.tobytes(), 3 * 4032)


def own_photos() -> dict[str, bytes]:
    """Photograph the painting in both formats of an iPad."""
    pixels = painted()
    taken, device = datetime(2024, 6, 14, 10, 0), CameraDevice("Apple", "iPad", "TEST")
    return {
        f"painted.{kind}": photograph(
            pixels, kind=kind, taken_at=taken, device=device, location=(51.5, -0.1)
        )
        for kind in ("jpeg", "heic")
    }


def verified(data: bytes, long_edge: int) -> FinishedPhoto:
    """Finish a photo and verify it, as publishing does between reading and writing."""
    finished = finish(data, long_edge=long_edge)
    size = (finished.width, finished.height)
    check_finished(finished.content, expect_size=size, original=data)
    return finished


def looked_over(data: bytes, long_edge: int) -> None:
    """Finish and verify a photo, and let the face finder look over it, as publishing does."""
    near_faces(verified(data, long_edge).content)


def bare_heif(data: bytes, long_edge: int) -> bytes:
    """Decode with pillow-heif, resize and encode: no colours, no turning, no check."""
    image = pillow_heif.open_heif(data).to_pillow()
    return _small_jpeg(image, long_edge)


def bare_pillow(data: bytes, long_edge: int) -> bytes:
    """Decode every pixel of a JPEG, resize and encode."""
    return _small_jpeg(Image.open(BytesIO(data)), long_edge)


def _small_jpeg(image: Image.Image, long_edge: int) -> bytes:
    share = long_edge / max(image.size)
    size = (round(image.width * share), round(image.height * share))
    resized = image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    out = BytesIO()
    resized.save(out, "JPEG", quality=85, progressive=True)
    return out.getvalue()


def measure(name: str, data: bytes, long_edge: int) -> float:
    """Print one line; return how many times what the bare steps take we take."""
    bare = bare_heif if kind_of(data[:HEAD_BYTES]) == "heic" else bare_pillow
    theirs, ours, whole = best_in_turn(
        lambda: bare(data, long_edge),
        lambda: verified(data, long_edge),
        lambda: looked_over(data, long_edge),
    )
    print(
        f"{name:24} {long_edge:5} px  bare {theirs:6.0f} ms  verified {ours:6.0f} ms"
        f"  x {ours / theirs:4.2f}, looked over for faces {whole:6.0f} ms  x {whole / theirs:4.2f}"
    )
    return ours / theirs


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="*", type=Path)
    given = parser.parse_args().photos
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    photos = {path.name: path.read_bytes() for path in given} or own_photos()
    kept = []
    for name, data in photos.items():
        most = MOST_OF_BARE[kind_of(data[:HEAD_BYTES]) or ""]
        ratios = {long_edge: measure(name, data, long_edge) for long_edge in _EDGES}
        kept.append(ratios[_JUDGED] <= most)
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
