"""``consentdesk backup``: one encrypted file of the whole workspace: make, check, restore."""

import argparse
from pathlib import Path
from typing import Any

from consentdesk.app.commands.asking import asked, chosen
from consentdesk.app.commands.shared import (
    SubParsers,
    add_act,
    add_command,
    answer,
    who,
    workspace_of,
)
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.store.backup_check import CheckedBackup, check_backup
from consentdesk.store.backup_restore import restore_backup

VARIABLE = "CONSENTDESK_BACKUP_PASSPHRASE"
_QUESTION = "Passphrase of the backup"


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    backup = add_command(
        commands,
        "backup",
        "one encrypted file of the whole workspace",
        "backup make --to backups",
        "backup check backups/ConsentDesk.backup",
    )
    acts = backup.add_subparsers(required=True, metavar="ACT")
    make = add_act(acts, "make", "write a backup and read it again in full", run_make)
    make.add_argument(
        "--to",
        type=Path,
        required=True,
        metavar="FILE|FOLDER",
        help="file to write, or the folder for it",
    )
    add_act(acts, "age", "how old the last backup is", run_age)
    check = add_act(acts, "check", "compare every byte, decrypt every picture", run_check)
    check.add_argument("file", type=Path, metavar="FILE", help="the backup")
    restore = add_act(acts, "restore", "make a workspace of a backup", run_restore)
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup")
    restore.add_argument("--to", type=Path, required=True, metavar="NEWFOLDER", help="new or empty")


def run_make(given: argparse.Namespace) -> int:
    """Write a backup of the workspace."""
    passphrase = chosen(f"{_QUESTION}, to be chosen", VARIABLE)
    with workspace_of(given) as workspace:
        file, checked = workspace.backups.make(
            given.to, passphrase, who(given), Progress(), CancelToken()
        )
    answer(
        given,
        {"file": str(file), **_told(checked)},
        lambda: f"{file.name}: {_line(checked)}\nKeep its passphrase apart from it.",
    )
    return 0


def run_age(given: argparse.Namespace) -> int:
    """Tell how old the last backup is; 1 when there is none."""
    with workspace_of(given) as workspace:
        age = workspace.backups.age()
    answer(given, {"made_at": age.made_at, "days": age.days}, lambda: age.sentence)
    return 0 if age.made_at else 1


def run_check(given: argparse.Namespace) -> int:
    """Check a backup; no workspace is needed."""
    passphrase = asked(_QUESTION, VARIABLE)
    checked = check_backup(given.file, passphrase, Progress(), CancelToken())
    answer(given, _told(checked), lambda: _line(checked))
    return 0


def run_restore(given: argparse.Namespace) -> int:
    """Restore a backup into a folder of its own."""
    passphrase = asked(_QUESTION, VARIABLE)
    checked = restore_backup(
        given.file, passphrase, given.to, who(given), Progress(), CancelToken()
    )
    answer(
        given,
        {"folder": str(given.to), **_told(checked)},
        lambda: f"Restored. {_line(checked)}\nThe workspace opens by the backup's passphrase.",
    )
    return 0


def _told(checked: CheckedBackup) -> dict[str, Any]:
    return {
        "made_at": checked.made_at,
        "pictures": checked.pictures,
        "bytes": checked.bytes,
        "checked": True,
    }


def _line(checked: CheckedBackup) -> str:
    return (
        f"Made on {checked.made_at:%d %B %Y, %H:%M}; checked: every database page, "
        f"{checked.pictures} pictures."
    )
