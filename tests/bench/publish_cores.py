"""How much faster a release is rendered by two workers than by one, through the whole service.

Run: ``python -m tests.bench.publish_cores [--photos N] [--kind heic|jpeg]``. A small school
publishes the same photos of 12 megapixels to one channel at 1600 pixels, in turn with one worker
and with two, as often as `_TURNS` says; the best of each is told. Uses real worker processes.
"""

import argparse
import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from consentdesk.faces.pool import FacePool
from consentdesk.services.workspace import assemble
from tests.bench.publish_speed import own_photos
from tests.small_workspace import APPROVER, QUICK, SmallSchool, make_school, threads

_TURNS = 2
_EDGE = 1600


def write_photos(folder: Path, kind: str, count: int) -> list[Path]:
    """Write one photo many times; a number behind its end makes each a file of its own."""
    (data,) = (photo for name, photo in own_photos().items() if name.endswith(kind))
    folder.mkdir()
    paths = []
    for number in range(count):
        path = folder / f"IMG_{number:04}.{kind}"
        path.write_bytes(data + (12).to_bytes(4, "big") + b"free" + number.to_bytes(4, "big"))
        paths.append(path)
    return paths


def ready_to_publish(folder: Path, photos: list[Path], workers: int) -> SmallSchool:
    """Return a school whose photos, without a face, are signed off for one channel."""
    school = make_school(folder)
    before = school.workspace
    for pool in before.pools:
        pool.close()
    school.workspace = assemble(
        before.folder,
        before.library,
        school.clock,
        face_pool=FacePool(1, threads),
        import_pool=FacePool(1, threads),
        finishing_pool=FacePool(workers),
        hashing=QUICK,
    )
    details = school.website.details
    school.workspace.channels.change(
        replace(school.website, details=replace(details, long_edge=_EDGE)), APPROVER
    )
    school.bring_in(*photos)
    for photo in school.photos():
        school.mark_faces(photo.id, [])
        school.finish(photo.id)
    school.sign()
    return school


def seconds_to_publish(folder: Path, photos: list[Path], workers: int) -> float:
    """Return how long the release takes, the start of the workers included."""
    school = ready_to_publish(folder, photos, workers)
    try:
        began = time.perf_counter()
        receipt = school.publish()
        took = time.perf_counter() - began
        assert all(result.published == len(photos) for result in receipt.results)
        return took
    finally:
        school.workspace.close()


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, default=16)
    parser.add_argument("--kind", choices=("heic", "jpeg"), default="heic")
    args = parser.parse_args()
    best = {1: float("inf"), 2: float("inf")}
    with TemporaryDirectory() as made:
        folder = Path(made)
        photos = write_photos(folder / "in", args.kind, args.photos)
        for turn in range(_TURNS):
            for workers in best:
                took = seconds_to_publish(folder / f"{turn}-{workers}", photos, workers)
                best[workers] = min(best[workers], took)
                print(f"{workers} worker(s): {took:6.2f} s", flush=True)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"two against one: x {best[1] / best[2]:.2f}  (load {load:.1f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
