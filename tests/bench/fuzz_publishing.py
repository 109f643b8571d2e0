"""Broken files through the whole service, batch by batch, with the real workers and face engine.

Run: ``python -m tests.bench.fuzz_publishing [--files N] [--batch N] [--seed N] [--samples DIR]``.
Photos of drawn heads in every format, with a telltale in their metadata, and the smaller files of
DIR are bent as `fuzz_photos` does it, half of them in one place only, so that more are read; a
tenth stay whole. Each batch goes through a process of its own, see `broken_batch`. Exits 1 after
any fault.
"""

import argparse
import multiprocessing
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

from consentdesk.faces.pool import FacePool
from tests.bench.broken_batch import Account, run_broken_batch
from tests.bench.fuzz_photos import mutated, seeds_in, seeds_of_picture

LONGEST_BATCH = 1800.0
"""Seconds; then the program hangs."""

WHOLE = 10
"""Every tenth file is not bent."""

_PLACES = ((1, 1, 2, 3, 6), (1,))


def files_of(
    seeds: Sequence[bytes], seed: int, numbers: range, whole: int = WHOLE
) -> dict[str, bytes]:
    """Return the files of these numbers by name; the same seed and number always make the same."""
    return {
        f"IMG_{number:06}.JPG": seeds[number // whole % len(seeds)]
        if number % whole == 0
        else mutated(seeds, seed * 1_000_000 + number, _PLACES[number % 2])
        for number in numbers
    }


def real_workers() -> tuple[FacePool, FacePool, FacePool]:
    """Return what the program itself has, one process each."""
    return FacePool(1), FacePool(1), FacePool(1)


def face_seeds(samples: Path | None) -> list[bytes]:
    """Return seeds of a picture in which the face engine finds three faces, and the samples."""
    from tests.faces import odd_pictures

    drawn = seeds_of_picture(odd_pictures.group(odd_pictures.SMALL, odd_pictures.SMALL_THREE))
    return drawn + seeds_in(samples)


def _lane(files: Mapping[str, bytes], seed: int, answer: Connection) -> None:
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        try:
            account = run_broken_batch(Path(folder), files, seed, real_workers)
        except Exception:
            account = Account(files=len(files), faults=[f"crash: {traceback.format_exc()}"])
    answer.send(account)


def run_guarded(files: Mapping[str, bytes], seed: int) -> Account:
    """Take a batch through another process; one that kills it or hangs is a fault, too."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    lane = context.Process(target=_lane, args=(files, seed, theirs))
    lane.start()
    theirs.close()
    account = Account(files=len(files), faults=["crash: the process did not end"])
    try:
        if ours.poll(LONGEST_BATCH):
            account = ours.recv()
    except EOFError:
        account.faults = ["crash: the process was killed"]
    if lane.is_alive():
        lane.join(30)
        lane.terminate()
    lane.join()
    return account


def main() -> int:
    """Take batches through and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--samples", type=Path)
    given = parser.parse_args()
    seeds, together = face_seeds(given.samples), Account()
    for first in range(0, given.files, given.batch):
        numbers = range(first, min(first + given.batch, given.files))
        began = time.perf_counter()
        account = run_guarded(files_of(seeds, given.seed, numbers), given.seed)
        together.add(account)
        print(f"files {first} to {numbers[-1]}: {_line(account)}", end=" ")
        print(f"in {time.perf_counter() - began:.0f} s", flush=True)
        for fault in account.faults:
            print(f"   {fault}", flush=True)
    print(f"together, of {len(seeds)} seeds: {_line(together)}")
    for what in ("listed", "failed", "refused", "unforeseen"):
        print(f"{what}: {dict(getattr(together, what))}")
    return 1 if together.faults else 0


def _line(account: Account) -> str:
    return (
        f"{account.files} files, {account.listed.total()} listed, {account.photos} photos,"
        f" {account.failed.total()} not searched, {account.kept_back} kept back,"
        f" {account.decided} copies cleared, {account.published} published,"
        f" {account.refused.total()} refused, {len(account.faults)} faults"
    )


if __name__ == "__main__":
    sys.exit(main())
