"""What several commands share: the workspace they work in and the way they answer."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from consentdesk.app.commands.asking import asked, chosen
from consentdesk.app.places import default_workspace
from consentdesk.app.wiring import PASSPHRASE_VARIABLE, open_workspace
from consentdesk.domain.copy_sizes import PRINTED, long_edge_of
from consentdesk.domain.errors import PassphraseNeeded, PassphraseToChoose, Refused
from consentdesk.domain.staff import SignedIn
from consentdesk.faces.memory_budget import every_worker
from consentdesk.services.workspace import Workspace

Run: TypeAlias = Callable[[argparse.Namespace], int]
"""Does what was asked and returns the exit status."""

PASSWORD_VARIABLE = "CONSENTDESK_PASSWORD"
APPROVER_VARIABLE = "CONSENTDESK_APPROVER_PASSWORD"

LONG_EDGE = f"pixels, or {', '.join(PRINTED)} to print it that large"
"""Help on a longest side."""

_ANSWERS = "docs/consent-sheets.md"

SubParsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def long_edge(said: str) -> int:
    """Return the pixels of a longest side, given as a number or as a sheet of paper.

    Raises:
        ArgumentTypeError: it is neither.
    """
    try:
        return long_edge_of(said)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{said!r} is none: give {LONG_EDGE}") from error


def add_command(
    commands: SubParsers, name: str, about: str, *examples: str
) -> argparse.ArgumentParser:
    """Add a command or one of its acts, whose own help says what the list of all says.

    `examples` are shown below its help, each without the name of the program.
    """
    shown = "\n".join(f"  consentdesk {example}" for example in examples)
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:].rstrip('.?')}.",
        epilog=f"for example:\n{shown}" if examples else None,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    return parser


def add_json(parser: argparse.ArgumentParser) -> None:
    """Let the command answer in JSON."""
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """Let the command say which workspace and who works."""
    parser.add_argument(
        "--workspace",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="folder of the workspace; else the usual one",
    )
    parser.add_argument(
        "--by",
        metavar="NAME",
        default=None,
        help="who does it: your account's name (without accounts yet: your log-in name)",
    )
    parser.set_defaults(signed_in=None)


def add_act(acts: SubParsers, name: str, about: str, run: Run) -> argparse.ArgumentParser:
    """Add one thing that a command can do in a workspace; it answers in JSON where asked."""
    parser = add_command(acts, name, about)
    add_json(parser)
    add_workspace(parser)
    parser.set_defaults(run=run)
    return parser


@contextmanager
def workspace_of(given: argparse.Namespace, *, signs_in: bool = True) -> Iterator[Workspace]:
    """Open the workspace a command names, and close it at the end; no window wants a core.

    Once the school has accounts, whoever gives the command signs in; commands that prove by
    themselves who is there do without.

    Raises:
        Refused: name and password do not go together, or the account is closed; or there is no
            way to the passphrase or into the folder.
    """
    workspace = _opened(given.workspace or default_workspace())
    try:
        if signs_in and not workspace.staff.nobody_yet():
            name, password = who(given), password_of(who(given), PASSWORD_VARIABLE)
            given.signed_in = workspace.staff.sign_in(name, password)
            given.by = given.signed_in.name
        yield workspace
    finally:
        workspace.close()


def _opened(folder: Path) -> Workspace:
    """Open a workspace; where no keychain keeps its key, ask for the passphrase."""
    try:
        return open_workspace(folder, face_workers=every_worker())
    except PassphraseToChoose:
        phrase = chosen("Passphrase of the new workspace", PASSPHRASE_VARIABLE)
    except PassphraseNeeded:
        phrase = asked("Passphrase of the workspace", PASSPHRASE_VARIABLE)
    except OSError as error:
        raise Refused(
            "The workspace cannot be opened there.", "Name a folder that you may write to."
        ) from error
    return open_workspace(folder, phrase, face_workers=every_worker())


def who(given: argparse.Namespace) -> str:
    """Return who gives the command."""
    return given.by or getpass.getuser()


def signed_in(given: argparse.Namespace) -> SignedIn:
    """Return the account that gives the command.

    Raises:
        Refused: the school has no accounts yet.
    """
    account: SignedIn | None = given.signed_in
    if account is None:
        raise Refused(
            "This school has no accounts yet.", "Open the first one with consentdesk staff begin."
        )
    return account


def password_of(name: str, variable: str) -> str:
    """Return somebody's password: from the environment, else typed unseen.

    Raises:
        Refused: there is neither.
    """
    told = os.environ.get(variable)
    if told is not None:
        return told
    if not sys.stdin.isatty():
        raise Refused(
            f"The password of {name} is needed.", f"Give it in {variable}, or use a terminal."
        )
    return getpass.getpass(f"Password of {name}: ")


def answer(given: argparse.Namespace, told: Mapping[str, Any], lines: Callable[[], str]) -> None:
    """Print the answer as JSON when asked for, else as text."""
    if given.json:
        json.dump(told, sys.stdout, ensure_ascii=False, default=str)
        print()
    else:
        print(lines())


def json_object_in(path: Path, described_in: str) -> dict[str, Any]:
    """Read a file that holds one JSON object.

    Raises:
        Refused: it cannot be read, or holds something else; `described_in` says what it is like.
    """
    next_step = f"Write it as {described_in} says."
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise Refused(f"{path.name} cannot be read as JSON.", next_step) from error
    if not isinstance(told, dict):
        raise Refused(f"{path.name} is not one object.", next_step)
    return told


def settled_in(path: Path) -> dict[str, str]:
    """Read a file with answers to the questions that a sheet raises.

    Raises:
        Refused: it cannot be read, or is not one object of texts.
    """
    told = json_object_in(path, _ANSWERS)
    if not all(isinstance(value, str) for value in told.values()):
        raise Refused(
            f"{path.name} is not one object of questions and answers.",
            f"Write it as {_ANSWERS} says.",
        )
    return told
