"""``consentdesk roll``: pupils, classes, leavers and their portraits."""

import argparse
from pathlib import Path

from consentdesk.app.commands.shared import (
    SubParsers,
    add_json,
    add_workspace,
    answer,
    who,
    workspace_of,
)


def add_to(commands: SubParsers) -> None:
    """Add the command."""
    roll = commands.add_parser("roll", help="the people on the school's roll")
    kinds = roll.add_subparsers(required=True, metavar="WHAT")
    bring = kinds.add_parser("import", help="bring in a roll sheet")
    bring.add_argument("sheet", type=Path)
    bring.add_argument("--portraits", type=Path, metavar="DIR", help="files named by UPN")
    add_json(bring)
    add_workspace(bring)
    bring.set_defaults(run=run_import)


def run_import(given: argparse.Namespace) -> int:
    """Bring in a roll sheet and portraits; 1 when a row or a portrait was left out."""
    with workspace_of(given) as workspace:
        receipt = workspace.consent.import_roll(given.sheet, who(given))
        told = {"added": receipt.added, "changed": receipt.changed}
        left_out = [message.text for message in receipt.messages if message.level != "info"]
        if given.portraits:
            portraits = workspace.consent.attach_portraits(given.portraits, who(given))
            told["portraits"] = portraits.attached
            left_out += [f"{name}: nobody on the roll" for name in portraits.unmatched]
            left_out += [f"{name}: {sentence}" for name, sentence in portraits.failed]
    answer(
        given,
        {**told, "left_out": left_out},
        lambda: "\n".join(
            [", ".join(f"{count} {what}" for what, count in told.items()), *left_out]
        ),
    )
    return 1 if left_out else 0
