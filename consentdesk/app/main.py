"""Start of the program: the window without arguments, else one command.

Spawned workers import this module again, so nothing heavy is imported at its top.
"""

import argparse
import json
import multiprocessing
import sys
from collections.abc import Sequence
from pathlib import Path

from consentdesk import __version__
from consentdesk.app.freed_pictures import give_freed_pictures_back
from consentdesk.domain.errors import KnownError, Refused
from consentdesk.no_core_dumps import leave_no_core_dumps

DONE, REFUSED, USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return 0 done, 1 refused or found something, 2 wrong usage."""
    multiprocessing.freeze_support()
    leave_no_core_dumps()
    give_freed_pictures_back()
    from consentdesk.app.commands import add_commands

    parser = argparse.ArgumentParser(
        prog="consentdesk",
        description="Checks school photos face by face before anything is published.",
    )
    parser.add_argument("--version", action="version", version=f"consentdesk {__version__}")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--workspace", type=Path, help="folder of the workspace")
    which.add_argument("--school", metavar="NAME", help="a further school on this computer")
    parser.set_defaults(run=_window)
    add_commands(parser.add_subparsers(title="commands", metavar="COMMAND"))
    given = parser.parse_args(arguments)
    try:
        if given.school:
            given.workspace = _workspace_of(given)
        result: int = given.run(given)
    except KnownError as error:
        return _say(error, as_json=getattr(given, "json", False))
    except KeyboardInterrupt:
        print("Stopped. What was finished is kept.", file=sys.stderr)
        return REFUSED
    return result


def _workspace_of(given: argparse.Namespace) -> Path:
    from consentdesk.app.places import school_workspace

    if given.workspace is not None:
        raise Refused("A school and a folder are both named.", "Name one of them.")
    return school_workspace(given.school)


def _say(error: KnownError, *, as_json: bool) -> int:
    if as_json:
        told = {"code": error.code, "sentence": error.sentence, "next_step": error.next_step}
        print(json.dumps({"error": told}))
    else:
        print(f"{error.sentence}\n{error.next_step}", file=sys.stderr)
    return REFUSED


def _window(given: argparse.Namespace) -> int:
    from consentdesk.app.window import show_window

    return show_window(given.workspace)


if __name__ == "__main__":
    sys.exit(main())
