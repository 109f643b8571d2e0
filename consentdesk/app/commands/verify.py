"""``consentdesk verify``: what files still reveal beside their picture."""

import argparse
from pathlib import Path
from typing import Any

from consentdesk.app.commands.shared import SubParsers, add_json, answer
from consentdesk.domain.errors import KnownError
from consentdesk.media.source_files import SourceFile, gather
from consentdesk.media.verify import reveals


def add_to(commands: SubParsers) -> None:
    """Add the command."""
    parser = commands.add_parser("verify", help="tell what files still give away")
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    add_json(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Print what each file, folder or zip reveals; 1 when anything does."""
    results = [_verify(file) for file in gather(given.files)]
    answer(given, {"files": results}, lambda: "\n".join(_text(result) for result in results))
    return 1 if any(result["reveals"] for result in results) else 0


def _verify(file: SourceFile) -> dict[str, Any]:
    try:
        findings = reveals(file.read())
    except KnownError as error:
        told = [{"code": error.code, "where": "", "text": str(error)}]
    else:
        told = [{"code": f.code, "where": f.where, "text": f.text} for f in findings]
    return {"path": file.place, "reveals": told}


def _text(result: dict[str, Any]) -> str:
    if not result["reveals"]:
        return f"{result['path']}: nothing beside the picture"
    told = [f"  {entry['where']}: {entry['text']}" for entry in result["reveals"]]
    return "\n".join([f"{result['path']}: reveals", *told])
