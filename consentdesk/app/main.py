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


class Unforeseen(KnownError):
    """An error that is a fault of the program."""

    code = "unforeseen"


_BELOW_HELP = """\
Without a command the window opens. Each command has a help of its own:
  consentdesk batch --help            its acts
  consentdesk batch new --help        one of them
They all stand in docs/command-line.md.

exit status:
  0  done
  1  refused, or something was found that a person has to see to
  2  wrong usage
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; return 0 done, 1 refused or found something, 2 wrong usage."""
    multiprocessing.freeze_support()
    leave_no_core_dumps()
    give_freed_pictures_back()
    from consentdesk.app.commands import add_commands

    parser = argparse.ArgumentParser(
        prog="consentdesk",
        description="Checks school photos face by face before anything is published.",
        epilog=_BELOW_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"consentdesk {__version__}")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--workspace", type=Path, metavar="DIR", help="folder of the workspace; else the usual one"
    )
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
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        return _say(_unforeseen(error), as_json=getattr(given, "json", False))
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


def _unforeseen(error: Exception) -> KnownError:
    """Say where an error happened and not what it says: its message may quote a name."""
    from consentdesk.app.logs import where_in_the_program

    return Unforeseen(
        "Something went wrong that the program did not foresee.",
        f"Try again; if it stays so, pass this on: {where_in_the_program(error)}",
    )


def _window(given: argparse.Namespace) -> int:
    from consentdesk.app.window import show_window

    return show_window(given.workspace)


if __name__ == "__main__":
    sys.exit(main())
