"""What several commands share: the workspace they work in and the way they answer."""

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from consentdesk.app.places import default_workspace
from consentdesk.app.wiring import open_workspace
from consentdesk.domain.errors import Refused
from consentdesk.faces.memory_budget import every_worker
from consentdesk.services.workspace import Workspace

SubParsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let the command answer in JSON."""
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """Let the command say which workspace and who works."""
    parser.add_argument(
        "--workspace", type=Path, default=argparse.SUPPRESS, help="folder of the workspace"
    )
    parser.add_argument("--by", default=None, help="who does it (default: your log-in name)")


@contextmanager
def workspace_of(given: argparse.Namespace) -> Iterator[Workspace]:
    """Open the workspace a command names, and close it at the end; no window wants a core."""
    folder = given.workspace or default_workspace()
    workspace = open_workspace(folder, face_workers=every_worker())
    try:
        yield workspace
    finally:
        workspace.close()


def who(given: argparse.Namespace) -> str:
    """Return who gives the command."""
    return given.by or getpass.getuser()


def answer(given: argparse.Namespace, told: Mapping[str, Any], lines: Callable[[], str]) -> None:
    """Print the answer as JSON when asked for, else as text."""
    if given.json:
        json.dump(told, sys.stdout, ensure_ascii=False, default=str)
        print()
    else:
        print(lines())


def settled_in(path: Path) -> dict[str, str]:
    """Read a file with answers to the questions that a sheet raises.

    Raises:
        Refused: it cannot be read, or is not one object of texts.
    """
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Refused(
            f"{path.name} cannot be read as JSON.", "Write it as docs/consent-sheets.md says."
        ) from error
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        raise Refused(
            f"{path.name} is not one object of questions and answers.",
            "Write it as docs/consent-sheets.md says.",
        )
    return told
