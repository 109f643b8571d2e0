"""How long a finished photo takes, against Pillow's own decode, resize and encode.

Run: ``python tests/bench/publish_speed.py [PHOTO ...]``; without photos it paints one of
12 megapixels and photographs it as JPEG and as HEIC. Exits 1 when a photo takes more than
1.25 times what Pillow takes for the bare steps.
"""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

from consentdesk.domain.pixels import PixelBuffer
from consentdesk.media.finished_photo import finish
from consentdesk.media.ipad_camera import photograph
from consentdesk.media.open_photo import Device
from consentdesk.media.thumbnails import prepare
from consentdesk.media.verify import check_finished

ALLOWED = 1.25


def bare_pillow(data: bytes, long_edge: int) -> bytes:
    """Decode, resize and encode as a careful Pillow user would, without our other duties."""
    image = Image.open(BytesIO(data))
    share = long_edge / max(image.size)
    size = (round(image.width * share), round(image.height * share))
    resized = image.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    out = BytesIO()
    resized.save(out, "JPEG", quality=85, progressive=True)
    return out.getvalue()


def best_of(times: int, work: Callable[[], object]) -> float:
    """Return the shortest of several runs in milliseconds."""
    shortest = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - started)
    return shortest * 1000


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
    taken, device = datetime(2024, 6, 14, 10, 0), Device("Apple", "iPad", "TEST")
    return {
        f"painted.{kind}": photograph(
            pixels, kind=kind, taken_at=taken, device=device, location=(51.5, -0.1)
        )
        for kind in ("jpeg", "heic")
    }


def measure(name: str, data: bytes, long_edge: int) -> bool:
    """Print one line; return whether the photo keeps to the allowance."""
    bare = best_of(5, lambda: bare_pillow(data, long_edge))
    ours = best_of(5, lambda: finish(data, long_edge=long_edge))
    done = finish(data, long_edge=long_edge)
    size = (done.width, done.height)
    check = best_of(3, lambda: check_finished(done.jpeg, expect_size=size, original=data))
    small = best_of(3, lambda: prepare(data))
    print(
        f"{name:24} {long_edge:5} px  Pillow {bare:6.0f} ms  finish {ours:6.0f} ms"
        f"  x{ours / bare:4.2f}  verify {check:4.0f} ms  prepare {small:5.0f} ms"
    )
    return ours <= ALLOWED * bare


def main() -> int:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("photos", nargs="*", type=Path)
    given = parser.parse_args().photos
    pillow_heif.register_heif_opener()
    photos = {path.name: path.read_bytes() for path in given} or own_photos()
    kept = [
        measure(name, data, long_edge)
        for name, data in photos.items()
        for long_edge in (1080, 1600, 2048)
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
