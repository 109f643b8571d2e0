"""Measures the product beside the face_recognition library's defaults, on one machine in one run.

    uv run python tests/bench/faces.py [--corpus FOLDER] [--clean FOLDER] [--quick]
        [--rows found,clean,checked,register,waiting,stored] [--markdown] [--json FILE]
        [--write docs/accuracy.md]
    uv run python tests/bench/faces.py --show FILE [--markdown] [--write docs/accuracy.md]

The corpus holds ``truth.json`` and the photos it names, and for comparing ``enrol/<who>/``,
``probe/<who>/`` and ``strangers/``. Each side works in processes of its own, photo by photo in
turn, so that other work on the machine slows both alike. Shares stand with their 95 % interval.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from consentdesk.faces.versions import DETECTOR_VERSION, MATCHER_VERSION
from tests.bench.accuracy_page import write_part
from tests.bench.face_bench import Bench
from tests.bench.face_comparing import checked, register, sheets, waiting
from tests.bench.face_finding import clean, found, stored
from tests.bench.face_photos import CleanPhotos, given_clean, make_clean
from tests.bench.face_table import Row, as_data, as_markdown, as_text, from_data
from tests.bench.face_truth import Corpus

MEASURES: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "found": found,
    "clean": clean,
    "stored": stored,
    "checked": checked,
    "register": register,
    "sheets": sheets,
    "waiting": waiting,
}

PART = "faces"

_ROOT = Path(__file__).resolve().parents[2]
_SHARED = Path(os.environ.get("CONSENTDESK_SHARED", _ROOT.parent / "shared")) / "data"


def main() -> None:
    wanted = _arguments()
    if wanted.show:
        _tell(wanted, json.loads(wanted.show.read_text(encoding="utf-8")))
        return
    if not (wanted.corpus / "truth.json").exists():
        print(f"skipped: no truth.json in {wanted.corpus}")
        return
    begun = time.perf_counter()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        corpus = Corpus(wanted.corpus, wanted.quick)
        bench = Bench(corpus, _clean(wanted, folder), folder, stack)
        rows = []
        for name in wanted.rows:
            print(f"measuring: {name}", file=sys.stderr, flush=True)
            rows += MEASURES[name](bench)
    minutes = (time.perf_counter() - begun) / 60
    print(f"{minutes:.1f} minutes", file=sys.stderr)
    told = {"run": _run(), "rows": as_data(rows)}
    if wanted.json:
        wanted.json.write_text(json.dumps(told, indent=1), encoding="utf-8")
    _tell(wanted, told)


def _tell(wanted: argparse.Namespace, told: dict[str, Any]) -> None:
    """Print the table of a run, and put it into the page that was asked for."""
    rows = from_data(told["rows"])
    print(as_markdown(rows) if wanted.markdown else as_text(rows))
    if wanted.write:
        run = told["run"]
        text = (
            f"`{run['detector']}`, `{run['matcher']}`, Python {run['python']}, {run['system']}, "
            f"{run['cores']} processor cores. Shares stand with their 95 % interval (Wilson) and "
            "counts; a ratio is against the library in the same run."
        )
        write_part(wanted.write, PART, f"{text}\n\n{as_markdown(rows)}")


def _clean(wanted: argparse.Namespace, folder: Path) -> CleanPhotos:
    if "clean" not in wanted.rows:
        return CleanPhotos((), "")
    if wanted.clean:
        return given_clean(wanted.clean)
    return make_clean(_SHARED / "metadata-samples", folder, wanted.quick)


def _run() -> dict[str, object]:
    """Return what the figures hold for."""
    return {
        "detector": DETECTOR_VERSION,
        "matcher": MATCHER_VERSION,
        "python": platform.python_version(),
        "system": platform.system(),
        "cores": os.cpu_count(),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=_SHARED / "faces-dev")
    parser.add_argument("--clean", type=Path, help="folder of 12-megapixel photos without a face")
    parser.add_argument("--quick", action="store_true", help="one scene, a third of the portraits")
    parser.add_argument("--rows", type=_names, default=list(MEASURES), help=",".join(MEASURES))
    parser.add_argument("--markdown", action="store_true", help="print the table for a page")
    parser.add_argument("--json", type=Path, help="also write every figure here")
    parser.add_argument("--write", type=Path, help="put the table into this page")
    parser.add_argument("--show", type=Path, help="print the table of an earlier --json again")
    return parser.parse_args()


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - set(MEASURES):
        raise argparse.ArgumentTypeError(f"no such rows: {', '.join(sorted(unknown))}")
    return names


if __name__ == "__main__":
    main()
