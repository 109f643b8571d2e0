"""Broken files by the thousand: each becomes a verified copy or a refusal, and nothing else.

Run: ``python -m tests.bench.fuzz_photos [--count N] [--first N] [--samples DIR]``. Photos of every
kind, drawn on the spot with a telltale in their metadata, and the files of DIR are bent at random
(the same number always bends alike). Each goes through ``clean`` and ``verify`` in a guarded
process. Exits 1 after a crash, a leak, a file left half done, or an input that took too long.
"""

import argparse
import multiprocessing
import random
import resource
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from PIL import Image, PngImagePlugin

from consentdesk.app.commands.clean import copy_clean
from consentdesk.domain.errors import KnownError
from consentdesk.domain.photo import CameraDevice
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.media.ipad_camera import photograph
from consentdesk.media.source_files import SourceFile
from consentdesk.media.verify import reveals
from tests.bench.gain_map import heic_with_gain_map

TELLTALE = b"TELLTALE-7Q5X"
LONGEST = 20.0
"""Seconds for one input on a busy machine; usual is a hundredth of one."""

_LARGEST_SEED = 400_000
_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input.

    Attributes:
        number: of the input; `mutated` makes it again from it.
        kind: "published", "refused", "crash", "leak" or "partial".
        text: code of a refusal, or what went wrong.
        seconds: it took.
    """

    number: int
    kind: str
    text: str
    seconds: float


def drawn_seeds() -> list[bytes]:
    """Return small photos of every format, with the telltale in each hiding place."""
    generator = np.random.default_rng(5)
    grain = generator.integers(0, 255, (24, 32, 3), dtype=np.uint8)
    return seeds_of_picture(Image.fromarray(grain).resize((96, 72), Image.Resampling.BICUBIC))


def seeds_of_picture(image: Image.Image) -> list[bytes]:
    """Return a picture in every format, with the telltale in each hiding place."""
    pixels = PixelBuffer(image.width, image.height, image.tobytes(), 3 * image.width)
    device = CameraDevice("Apple", "iPad", TELLTALE.decode())
    seeds = [
        photograph(
            pixels,
            kind=kind,
            orientation=turn,
            taken_at=datetime(2024, 6, 14, 10, 0),
            device=device,
            location=(51.5, -0.1),
        )
        for kind in ("jpeg", "heic")
        for turn in (1, 6)
    ]
    return [*seeds, *_saved_seeds(image)]


def _saved_seeds(image: Image.Image) -> Iterator[bytes]:
    exif = Image.Exif()
    exif[271], exif[274] = TELLTALE.decode(), 8
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", TELLTALE.decode())
    text.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{TELLTALE.decode()}</x:xmpmeta>", zip=True)
    said = {"exif": exif, "xmp": b"<x:xmpmeta>" + TELLTALE + b"</x:xmpmeta>"}
    more = {"save_all": True, "append_images": [image.rotate(180)]}
    yield _saved(image, "PNG", pnginfo=text, exif=exif) + TELLTALE
    yield _saved(image, "PNG", pnginfo=text, **more)
    yield _saved(image, "JPEG", comment=TELLTALE, progressive=True, **said) + TELLTALE
    yield _saved(image, "MPO", exif=exif, **more)
    yield _saved(image, "WEBP", **said)
    yield _saved(image, "WEBP", lossless=True, **said, **more)
    yield _saved(image, "AVIF", **said)
    yield heic_with_gain_map(image, exif.tobytes())
    yield _saved(image, "GIF", comment=TELLTALE, **more)
    for compression in ("raw", "tiff_lzw", "tiff_adobe_deflate", "jpeg", "packbits"):
        yield _saved(image, "TIFF", exif=exif, compression=compression)
    for mode in ("1", "L", "LA", "P", "RGBA", "I;16"):
        yield _saved(
            image.convert("L" if mode == "I;16" else "RGB").convert(mode), "PNG", exif=exif
        )
    for mode in ("1", "L", "P", "RGBA", "CMYK", "F", "I"):
        yield _saved(image.convert("L" if mode in "FI" else "RGB").convert(mode), "TIFF", exif=exif)
    yield _saved(image.convert("CMYK"), "JPEG", exif=exif)


def _saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def mutated(seeds: Sequence[bytes], number: int, places: Sequence[int] = (1, 1, 2, 3, 6)) -> bytes:
    """Return the input of a number: one seed, bent in one of these numbers of places."""
    chance = random.Random(number)
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice(places)):
        chance.choice(_BENDS)(data, chance, seeds)
    return bytes(data)


def _place(data: bytearray, chance: random.Random) -> int:
    """Return where to bend: half of the time near the start, where the headers are."""
    return chance.randrange(min(len(data), 600) if chance.random() < 0.5 else len(data))


def _flip(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    for _ in range(chance.choice((1, 4, 30)) if data else 0):
        data[_place(data, chance)] ^= 1 << chance.randrange(8)


def _number(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    if data:
        at, size = _place(data, chance), chance.choice((1, 2, 4))
        value = chance.choice(_NUMBERS) & ((1 << (8 * size)) - 1)
        data[at : at + size] = value.to_bytes(size, chance.choice(("big", "little")))


def _cut(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    if data:
        at = _place(data, chance)
        del data[at : at + chance.choice((1, 7, 200, len(data)))]


def _repeat(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    if data:
        at = _place(data, chance)
        part = data[at : at + chance.choice((2, 16, 300))]
        data[at:at] = part * chance.choice((1, 3, 40))


def _noise(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    if data:
        at = _place(data, chance)
        data[at : at + chance.choice((0, 8))] = chance.randbytes(chance.choice((1, 8, 64)))


def _splice(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    other = chance.choice(seeds)
    at, start = (_place(data, chance) if data else 0), chance.randrange(len(other))
    data[at : at + chance.choice((0, 200, len(data)))] = other[
        start : start + chance.choice((80, 4000))
    ]


_BENDS: tuple[Callable[[bytearray, random.Random, Sequence[bytes]], None], ...] = (
    *(_flip, _flip, _number, _number, _number, _cut, _repeat, _noise, _splice),
)


def judge(data: bytes, number: int, folder: Path) -> Outcome:
    """Clean and verify one input in an empty folder, which is empty again afterwards."""
    started = time.perf_counter()
    try:
        kind, text = _cleaned(data, folder)
        reveals(data)
    except Exception as fault:
        kind, text = "crash", repr(fault)[:200]
    left = [*folder.iterdir()]
    for file in left:
        file.unlink()
    if len(left) != (kind == "published"):
        kind, text = "partial", f"{kind}: {len(left)} files stand in the folder"
    return Outcome(number, kind, text, time.perf_counter() - started)


def _cleaned(data: bytes, folder: Path) -> tuple[str, str]:
    source = SourceFile("input.jpg", len(data), lambda: data)
    try:
        written = copy_clean(source, folder, long_edge=1600, quality=85)
    except KnownError as error:
        return "refused", error.code
    copy = written.path.read_bytes()
    if TELLTALE in copy or b"Exif" in copy or reveals(copy, data):
        return "leak", ", ".join(finding.code for finding in reveals(copy, data))
    return "published", ""


def run_inputs(seeds: Sequence[bytes], numbers: range) -> Iterator[Outcome]:
    """Judge inputs in this process."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number in numbers:
            yield judge(mutated(seeds, number), number, Path(folder))


def _lane(seeds: Sequence[bytes], numbers: range, answers: Connection) -> None:
    for outcome in run_inputs(seeds, numbers):
        answers.send(outcome)
    answers.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def run_guarded(seeds: Sequence[bytes], numbers: range) -> Iterator[Outcome | int]:
    """Judge inputs in another process; one that kills it or hangs is an outcome like any other.

    Yields:
        outcomes, and at the end of each process the most memory it held, in kilobytes.
    """
    while numbers:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        lane = multiprocessing.Process(target=_lane, args=(seeds, numbers, theirs))
        lane.start()
        theirs.close()
        done, fault = yield from _listen(ours, numbers, lane)
        if fault:
            yield Outcome(numbers[done], "crash", fault, LONGEST)
            done += 1
        numbers = numbers[done:]


def _listen(
    ours: Connection, numbers: range, lane: multiprocessing.Process
) -> Iterator[Outcome | int]:
    done = 0
    try:
        while ours.poll(3 * LONGEST):
            answer = ours.recv()
            yield answer
            done += isinstance(answer, Outcome)
        fault = "did not end"
    except EOFError:
        fault = "" if done == len(numbers) else "killed the process"
    if lane.is_alive() and fault == "did not end":
        lane.terminate()
    lane.join()
    return done, fault


def seeds_in(folder: Path | None) -> list[bytes]:
    """Return the smaller files of a folder."""
    files = sorted(folder.iterdir()) if folder else []
    return [file.read_bytes() for file in files if 0 < file.stat().st_size <= _LARGEST_SEED]


def main() -> int:
    """Judge many inputs and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--samples", type=Path)
    given = parser.parse_args()
    seeds = drawn_seeds() + seeds_in(given.samples)
    kinds, refusals, peak = Counter(), Counter(), 0
    slowest = Outcome(0, "", "", 0.0)
    for answer in run_guarded(seeds, range(given.first, given.first + given.count)):
        if isinstance(answer, int):
            peak = max(peak, answer)
            continue
        kinds[answer.kind] += 1
        refusals[answer.text] += answer.kind == "refused"
        slowest = max(slowest, answer, key=lambda outcome: outcome.seconds)
        if answer.kind not in ("published", "refused") or answer.seconds > LONGEST:
            print(f"input {answer.number}: {answer.kind} {answer.text} {answer.seconds:.1f} s")
    print(f"{given.count} inputs of {len(seeds)} seeds: {dict(kinds)}; refused: {dict(+refusals)}")
    print(f"slowest {slowest.seconds:.2f} s (input {slowest.number}), at most {peak // 1000} MB")
    bad = kinds["crash"] + kinds["leak"] + kinds["partial"]
    return 1 if bad or slowest.seconds > LONGEST else 0


if __name__ == "__main__":
    sys.exit(main())
