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
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.services.workspace import Workspace


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
    """Bring in a roll sheet and portraits; 1 when a row was left out or a portrait is no good."""
    with workspace_of(given) as workspace:
        receipt = workspace.consent.import_roll(given.sheet, who(given))
        told = {"added": receipt.added, "changed": receipt.changed}
        problems: list[dict[str, str]] = []
        left_out = [message.text for message in receipt.messages if message.level != "info"]
        if given.portraits:
            portraits = workspace.consent.attach_portraits(given.portraits, who(given))
            told["portraits"] = portraits.attached
            left_out += [f"{name}: nobody on the roll" for name in portraits.unmatched]
            left_out += [f"{name}: {sentence}" for name, sentence in portraits.failed]
            problems = _judged(workspace, who(given))
    counts = ", ".join(f"{count} {what}" for what, count in told.items())
    answer(
        given,
        {**told, "left_out": left_out, "portrait_problems": problems},
        lambda: "\n".join([counts, *left_out, *(f"{p['key']}: {p['problem']}" for p in problems)]),
    )
    return 1 if left_out or problems else 0


def _judged(workspace: Workspace, by: str) -> list[dict[str, str]]:
    """Return what is wrong with the portraits nobody judged yet, by UPN or key."""
    receipt = workspace.enrolment.judge(by, Progress(), CancelToken())
    keys = {entry.person.id: entry.person.details.key for entry in workspace.roll.entries()}
    return [{"key": keys[person], "problem": text} for person, text in receipt.problems]
