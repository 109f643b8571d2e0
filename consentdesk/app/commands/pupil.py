"""``consentdesk pupil``: everything about one person in a folder; erasing one person."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from consentdesk.app.commands.shared import (
    APPROVER_VARIABLE,
    PASSWORD_VARIABLE,
    SubParsers,
    add_act,
    add_command,
    answer,
    password_of,
    who,
    workspace_of,
)


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    pupil = add_command(
        commands,
        "pupil",
        "what is on record of one person; erasure",
        "pupil export A999999826001 --to request",
        'pupil erase A999999826001 --second-person "Hal Head"',
    )
    acts = pupil.add_subparsers(required=True, metavar="ACT")
    export = _act(acts, "export", "write everything about one person into a folder", run_export)
    export.add_argument("--to", type=Path, required=True, metavar="FOLDER", help="new or empty")
    erase = _act(acts, "erase", "remove one person for good; two people do it", run_erase)
    erase.add_argument("--second-person", required=True, metavar="NAME", help="who agrees")
    erase.add_argument(
        "--retire-photos", action="store_true", help="delete the photos with this person, too"
    )
    _act(acts, "erased", "when the person with this key was erased", run_erased)


def _act(acts: SubParsers, name: str, about: str, run: Any) -> argparse.ArgumentParser:
    parser = add_act(acts, name, about, run)
    parser.add_argument("key", metavar="KEY", help="what identifies the person, such as the UPN")
    return parser


def run_export(given: argparse.Namespace) -> int:
    """Write the folder; 1 when a photo could only be told of."""
    with workspace_of(given) as workspace:
        written = workspace.subject_access.export(given.key, given.to, who(given))
    lines = [
        f"{written.answers} answers, {written.portraits} portraits, {written.photos} photos, "
        f"{written.copies} published copies written to {written.folder}.",
        "Look at every picture before the folder is handed over.",
    ]
    if written.not_shown:
        lines.insert(1, f"{written.not_shown} of the photos are told of without a picture.")
    answer(given, asdict(written), lambda: "\n".join(lines))
    return 1 if written.not_shown else 0


def run_erase(given: argparse.Namespace) -> int:
    """Erase a person; both people give their passwords."""
    with workspace_of(given) as workspace:
        by = workspace.staff.prove(who(given), password_of(who(given), PASSWORD_VARIABLE))
        second = given.second_person
        other = workspace.staff.prove(second, password_of(second, APPROVER_VARIABLE))
        receipt = workspace.erasure.erase(
            given.key, by, other, retire_photos_too=given.retire_photos
        )
    lines = [
        f"Erased: 1 person, {receipt.answers} answers, {receipt.portraits} portraits, "
        f"{receipt.vectors} face vectors.",
        f"{receipt.photos} photos named the person; {receipt.retired} were deleted, in the others "
        "the faces need a decision again.",
        f"Receipt: {receipt.fingerprint}",
        "Backups outside the program still hold the person until they are replaced.",
    ]
    answer(given, asdict(receipt), lambda: "\n".join(lines))
    return 0


def run_erased(given: argparse.Namespace) -> int:
    """Tell when a person was erased; 1 when nobody with this key was."""
    with workspace_of(given) as workspace:
        day = workspace.erasure.erased_on(given.key)
    answer(
        given,
        {"erased_on": day},
        lambda: "Nobody with this key was erased." if day is None else f"Erased on {day:%d/%m/%Y}.",
    )
    return 1 if day is None else 0
