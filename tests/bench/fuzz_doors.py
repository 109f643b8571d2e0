"""Bent bytes at the program's doors, for minutes: each is read or refused, nothing else happens.

Run: ``uv run --with atheris==3.0.0 python -m tests.bench.fuzz_doors --door sheet|photo|archive
[--minutes N] [--seed S]``. With atheris the bytes are bent towards code that was not reached yet;
without, at random. An input of the sheet door is one part of a workbook in an otherwise whole
package, or a text: bent packages alone would only ever try the checksum. Exits 1 after an error
that is no refusal, a crash, an input of more than `LONGEST` seconds or too much memory.
"""

import argparse
import faulthandler
import importlib.util
import io
import random
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

LONGEST = 20
"""Seconds for one input on a busy machine; usual is a hundredth of one."""

_MOST_MEMORY = 3_000
"""Megabytes."""

_TELL = 15
"""Seconds between two lines on the screen."""

_GUIDED = importlib.util.find_spec("atheris") is not None
_DOORS = ("sheet", "photo", "archive")


def _watched_imports() -> object:
    if not _GUIDED:
        return nullcontext()
    import atheris

    return atheris.instrument_imports(
        include=["consentdesk.sheets", "consentdesk.media", "openpyxl.reader", "PIL"]
    )


with _watched_imports():  # type: ignore[attr-defined]
    from consentdesk.domain.errors import KnownError
    from consentdesk.media.intake import gather, sort_out
    from consentdesk.media.thumbnails import prepare
    from consentdesk.media.verify import reveals
    from consentdesk.sheets.read_rows import read_workbook

from tests.bench.fuzz_photos import drawn_seeds, mutated  # noqa: E402
from tests.sheets.written_files import ods, said  # noqa: E402


class Tally:
    """What became of the inputs of one run.

    Attributes:
        kinds: how many were read, and refused by which error.
        faults: the first input that failed at each place of the code.
        slowest: seconds.
    """

    def __init__(self, door: Callable[[bytes], None], faults: Path) -> None:
        self.kinds: Counter[str] = Counter()
        self.faults: dict[str, Path] = {}
        self.slowest = 0.0
        self._door = door
        self._folder = faults
        self._told = time.monotonic()

    def take(self, data: bytes) -> None:
        """Bring one input to the door."""
        began = time.monotonic()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._door(data)
            self.kinds["read"] += 1
        except KnownError as error:
            self.kinds[error.code] += 1
        except Exception as fault:
            self._keep(fault, data)
            if _GUIDED:
                raise  # atheris ends here and says how to bring the input again
        now = time.monotonic()
        self.slowest = max(self.slowest, now - began)
        if now - self._told > _TELL:
            self._told = now
            print(self, flush=True)

    def _keep(self, fault: Exception, data: bytes) -> None:
        self.kinds["FAULT"] += 1
        frame = traceback.extract_tb(fault.__traceback__)[-1]
        place = f"{type(fault).__name__} at {Path(frame.filename).name}:{frame.lineno}"
        if place not in self.faults:
            self.faults[place] = self._folder / f"fault-{len(self.faults)}"
            self.faults[place].write_bytes(data)
            traceback.print_exception(fault)

    def __str__(self) -> str:
        return (
            f"{self.kinds.total()} inputs, slowest {self.slowest:.2f} s, "
            f"{dict(self.kinds)}, faults {self.faults}"
        )


def _photo(data: bytes) -> None:
    with suppress(KnownError):
        reveals(data)
    prepare(data)


def _archive(data: bytes) -> None:
    path = _SCRATCH / "photos.zip"
    path.write_bytes(data)
    for file in sort_out(gather([path])).photos:
        with suppress(KnownError):
            file.read()


def _sheet(data: bytes) -> None:
    which = data[0] % (len(_PARTS) + 1) if data else 0
    if which == len(_PARTS):
        path, content = _SCRATCH / "list.csv", data[1:]
    else:
        path, content = _SCRATCH / "list.xlsx", _package(*_PARTS[which], data[1:])
    path.write_bytes(content)
    read_workbook(path)


def _package(parts: Mapping[str, bytes], part: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, whole in parts.items():
            package.writestr(name, content if name == part else whole)
    return out.getvalue()


def _parts(path: Path) -> list[tuple[Mapping[str, bytes], str]]:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return [(parts, name) for name in parts]


def _excel() -> Path:
    book = Workbook()
    page = book.active
    page.append(["Pupil", "Class", "Website", "Day"])
    page.append(["Ada Okorowa", "3A", "Yes", 45_000])
    page.append(["Bo Lindqvister", "3A", True, "=1+1"])
    page["A2"].font, page["B2"].fill = Font(strike=True), PatternFill("solid", "FFFF0000")
    page["C2"].comment, page["D2"].number_format = Comment("asked", "office"), "dd/mm/yyyy"
    page.merge_cells("A5:B6")
    page.column_dimensions["D"].hidden = page.row_dimensions[3].hidden = True
    book.save(_SCRATCH / "seed.xlsx")
    return _SCRATCH / "seed.xlsx"


def _open_document() -> Path:
    cells = said("Pupil") + said("Website", 'table:number-columns-repeated="2"')
    rows = f'<table:table-row table:number-rows-repeated="3">{cells}</table:table-row>'
    return ods(_SCRATCH / "seed.ods", f'<table:table table:name="3A">{rows}</table:table>')


def _zipped_photo() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("IMG_1.JPG", drawn_seeds()[0][:2_000])
        archive.writestr("a/IMG_2.JPG", b"\xff\xd8\xff")
    return out.getvalue()


_SCRATCH = Path(tempfile.mkdtemp(prefix="fuzz-doors-"))
_PARTS = _parts(_excel()) + _parts(_open_document())


def seeds_of(door: str) -> list[bytes]:
    """Return whole inputs of a door, to be bent."""
    if door == "photo":
        return drawn_seeds()
    if door == "archive":
        return [_zipped_photo()]
    parts = [bytes([at]) + whole[name] for at, (whole, name) in enumerate(_PARTS)]
    text = bytes([len(parts)]) + b'Pupil,Class\r\n"Ada, O\'K",3A\r\n'
    return [*parts, text, text[:1] + text[1:].decode().encode("utf-16")]


def door_of(door: str) -> Callable[[bytes], None]:
    """Return what an input is brought to."""
    return {"photo": _photo, "archive": _archive, "sheet": _sheet}[door]


def bend_at_random(tally: Tally, seeds: Sequence[bytes], minutes: float, seed: int) -> None:
    """Bring inputs that `mutated` makes, for so long."""
    until, number = time.monotonic() + 60 * minutes, seed * 1_000_000_000
    while time.monotonic() < until:
        faulthandler.dump_traceback_later(LONGEST, exit=True)
        tally.take(mutated(seeds, number))
        number += 1
    faulthandler.cancel_dump_traceback_later()


def bend_guided(tally: Tally, seeds: Sequence[bytes], minutes: float, seed: int) -> None:
    """Bring inputs that atheris makes, until the time is up or one fails; ends the program."""
    import atheris

    corpus = _SCRATCH / "corpus"
    corpus.mkdir()
    for number, data in enumerate(seeds):
        (corpus / f"{number:03d}").write_bytes(data)
    limits = (
        f"-max_total_time={round(60 * minutes)} -timeout={LONGEST} -max_len=100000 -len_control=0"
    )
    memory = f"-rss_limit_mb={_MOST_MEMORY} -artifact_prefix={_SCRATCH}/ -seed={seed}"
    atheris.Setup([sys.argv[0], str(corpus), *limits.split(), *memory.split()], tally.take)
    atheris.Fuzz()


def main() -> int:
    """Bend bytes at one door and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--door", choices=_DOORS, required=True)
    parser.add_argument("--minutes", type=float, default=6.0)
    parser.add_argument("--seed", type=int, default=random.randrange(1, 1_000))
    given = parser.parse_args()
    print(f"door {given.door}, seed {given.seed}, guided {_GUIDED}, files in {_SCRATCH}")
    tally = Tally(door_of(given.door), _SCRATCH)
    bend = bend_guided if _GUIDED else bend_at_random
    try:
        bend(tally, seeds_of(given.door), given.minutes, given.seed)
    finally:
        print(tally, flush=True)
    return 1 if tally.faults or tally.slowest > LONGEST else 0


if __name__ == "__main__":
    sys.exit(main())
