"""``consentdesk clean``: copies without metadata. No face is checked, and it says so."""

import argparse
from pathlib import Path
from typing import Any

from consentdesk.app.commands.shared import SubParsers, add_json, answer
from consentdesk.domain.errors import KnownError
from consentdesk.media.channel_folder import write_finished
from consentdesk.media.finished_photo import finish
from consentdesk.media.intake import sort_out
from consentdesk.media.source_files import SourceFile, gather
from consentdesk.media.verify import check_finished

NOTICE = "No face was checked: these copies are clean files, not photos cleared to publish."


def add_to(commands: SubParsers) -> None:
    """Add the command."""
    parser = commands.add_parser("clean", help="write copies that carry no metadata")
    parser.add_argument("photos", nargs="+", type=Path, metavar="PHOTO")
    parser.add_argument("--to", required=True, type=Path, metavar="DIR", help="an empty folder")
    parser.add_argument("--long-edge", type=int, default=4096, metavar="N", help="pixels")
    parser.add_argument("--quality", type=int, default=88, metavar="Q", help="1 to 95")
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Write the copies; 1 when a file was refused."""
    given.to.mkdir(parents=True, exist_ok=True)
    files = gather(given.photos)
    plan, places = sort_out(files), {file.name: file.place for file in files}
    results = [
        _listed(places[entry.file_name], entry.code, entry.sentence) for entry in plan.listed
    ]
    results += [_clean(file, given) for file in plan.photos]
    answer(
        given,
        {"notice": NOTICE, "files": results},
        lambda: "\n".join([*(_line(result) for result in results), NOTICE]),
    )
    return 1 if any(result["error"] for result in results) else 0


def _clean(file: SourceFile, given: argparse.Namespace) -> dict[str, Any]:
    try:
        data = file.read()
        finished = finish(data, long_edge=given.long_edge, quality=given.quality)
        size = (finished.width, finished.height)
        written = write_finished(
            given.to,
            _free_name(given.to, Path(file.name).stem),
            finished,
            lambda reread: check_finished(reread, expect_size=size, original=data),
        )
    except KnownError as error:
        return _listed(file.place, error.code, str(error))
    return {"path": file.place, "output": written.path.name, "error": None, "sentence": ""}


def _free_name(folder: Path, stem: str) -> str:
    """Keep the technician's own stem: nothing is published from here."""
    number, name = 1, f"{stem}.jpg"
    while (folder / name).exists():
        number += 1
        name = f"{stem}-{number}.jpg"
    return name


def _listed(name: str, code: str, sentence: str) -> dict[str, Any]:
    return {"path": name, "output": None, "error": code, "sentence": sentence}


def _line(result: dict[str, Any]) -> str:
    return f"{result['path']}: {result['output'] or result['sentence']}"
