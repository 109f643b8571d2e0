"""``consentdesk clean``: copies without metadata. No face is checked, and it says so."""

import argparse
import re
from pathlib import Path, PurePosixPath
from typing import Any

from consentdesk.app.commands.shared import (
    LONG_EDGE,
    SubParsers,
    add_command,
    add_json,
    answer,
    long_edge,
)
from consentdesk.domain.errors import KnownError
from consentdesk.media.channel_folder import WrittenFile, write_finished
from consentdesk.media.finished_photo import finish
from consentdesk.media.intake import sort_out
from consentdesk.media.source_files import SourceFile, gather
from consentdesk.media.verify import check_finished

_ODD = re.compile(r'[\x00-\x1f\x7f/:*?"<>|\ud800-\udfff]')
_LONGEST_STEM = 150
"""Bytes; most disks take names of 255."""

NOTICE = "No face was checked: these copies are clean files, not photos cleared to publish."


def add_to(commands: SubParsers) -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "clean",
        "write copies that carry no metadata",
        "clean IMG_0001.HEIC --to clean --long-edge 1600",
    )
    parser.add_argument(
        "photos", nargs="+", type=Path, metavar="PHOTO", help="photos, folders or zips"
    )
    parser.add_argument("--to", required=True, type=Path, metavar="DIR", help="an empty folder")
    parser.add_argument("--long-edge", type=long_edge, default=4096, metavar="N", help=LONG_EDGE)
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
        written = copy_clean(file, given.to, long_edge=given.long_edge, quality=given.quality)
    except KnownError as error:
        return _listed(file.place, error.code, str(error))
    return {"path": file.place, "output": written.path.name, "error": None, "sentence": ""}


def copy_clean(file: SourceFile, folder: Path, *, long_edge: int, quality: int) -> WrittenFile:
    """Write a verified copy of one photo into a folder, without covers and without decisions.

    Raises:
        KnownError: the photo is refused, the folder takes no files, or the copy was not clean;
            the folder is then as it was.
    """
    data = file.read()
    finished = finish(data, long_edge=long_edge, quality=quality)
    size = (finished.width, finished.height)
    return write_finished(
        folder,
        _free_name(folder, _plain_stem(file.name)),
        finished,
        lambda reread: check_finished(reread, expect_size=size, original=data),
    )


def _plain_stem(name: str) -> str:
    """Keep the technician's own stem, for nothing is published from here, but no odd sign of it.

    The names in an archive are whatever its maker wrote: folders upwards, backslashes, a kilobyte.
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    plain = _ODD.sub("_", PurePosixPath(last).stem).strip(". ")
    return plain.encode()[:_LONGEST_STEM].decode("utf-8", "ignore") or "photo"


def _free_name(folder: Path, stem: str) -> str:
    number, name = 1, f"{stem}.jpg"
    while (folder / name).exists():
        number += 1
        name = f"{stem}-{number}.jpg"
    return name


def _listed(name: str, code: str, sentence: str) -> dict[str, Any]:
    return {"path": name, "output": None, "error": code, "sentence": sentence}


def _line(result: dict[str, Any]) -> str:
    return f"{result['path']}: {result['output'] or result['sentence']}"
