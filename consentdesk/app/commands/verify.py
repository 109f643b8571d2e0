"""``consentdesk verify``: what files still reveal beside their picture."""

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from consentdesk.app.commands.shared import SubParsers, add_command, add_json, answer
from consentdesk.domain.errors import KnownError
from consentdesk.media.archive_findings import archive_findings
from consentdesk.media.finding import Finding
from consentdesk.media.source_files import SourceFile, gather
from consentdesk.media.verify import reveals


def add_to(commands: SubParsers) -> None:
    """Add the command."""
    parser = add_command(
        commands,
        "verify",
        "tell what files still give away",
        "verify website",
        "verify IMG_0001.JPG pack.zip",
    )
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="files, folders or zips"
    )
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Print what each file, folder or zip reveals; 1 when anything does."""
    archives = (_verify_archive(path) for path in given.files)
    results = [told for told in archives if told["reveals"]]
    results += [_verify(file) for file in gather(given.files)]
    answer(given, {"files": results}, lambda: "\n".join(_text(result) for result in results))
    return 1 if any(result["reveals"] for result in results) else 0


def _verify(file: SourceFile) -> dict[str, Any]:
    try:
        findings = reveals(file.read())
    except KnownError as error:
        told = [{"code": error.code, "where": "", "text": str(error)}]
    else:
        told = _told(findings)
    return {"path": file.place, "reveals": told}


def _verify_archive(path: Path) -> dict[str, Any]:
    """Tell what a zip says of itself; its files are told of one by one."""
    return {"path": str(path), "reveals": _told(archive_findings(path))}


def _told(findings: Iterable[Finding]) -> list[dict[str, str]]:
    return [{"code": f.code, "where": f.where, "text": f.text} for f in findings]


def _text(result: dict[str, Any]) -> str:
    if not result["reveals"]:
        return f"{result['path']}: nothing beside the picture"
    told = [entry["text"] for entry in result["reveals"] if not entry["where"]]
    places = [f"  {e['where']}: {e['text']}" for e in result["reveals"] if e["where"]]
    return "\n".join([f"{result['path']}: {' '.join(told) or 'reveals'}", *places])
