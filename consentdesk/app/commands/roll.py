"""``consentdesk roll``: pupils, classes, leavers and portraits in, the whole register out."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from consentdesk.app.commands.shared import (
    SubParsers,
    add_command,
    add_json,
    add_workspace,
    answer,
    settled_in,
    who,
    workspace_of,
)
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.services.register.register_export import CONFIDENTIAL
from consentdesk.services.roll_sheets.roll_json import roll_as_json
from consentdesk.services.workspace import Workspace


def add_to(commands: SubParsers) -> None:
    """Add the command."""
    roll = add_command(
        commands,
        "roll",
        "the people on the school's roll",
        "roll import roll.xlsx --dry-run",
        "roll import roll.xlsx --portraits portraits",
        "roll rename-class 3A 4A",
    )
    kinds = roll.add_subparsers(required=True, metavar="WHAT")
    bring = add_command(kinds, "import", "bring in a roll sheet")
    bring.add_argument("sheet", type=Path, metavar="SHEET", help="Excel, OpenDocument or text")
    bring.add_argument("--portraits", type=Path, metavar="DIR", help="files named by UPN")
    bring.add_argument("--dry-run", action="store_true", help="show, change nothing")
    bring.add_argument("--answers", type=Path, metavar="FILE.json", help="answers to questions")
    bring.add_argument(
        "--missing-left-on",
        type=date.fromisoformat,
        metavar="DAY",
        help="whoever is missing is no longer here from this day, as 2026-09-01",
    )
    bring.add_argument("--many", action="store_true", help="state that so many really left")
    add_json(bring)
    add_workspace(bring)
    bring.set_defaults(run=run_import)
    rename = add_command(kinds, "rename-class", "call a class otherwise, everywhere")
    rename.add_argument("old", help="class as it is called now")
    rename.add_argument("new", help="class as it will be called")
    add_json(rename)
    add_workspace(rename)
    rename.set_defaults(run=run_rename)
    out = add_command(kinds, "export", "write the whole register as a workbook; confidential")
    out.add_argument("sheet", type=Path, metavar="SHEET", help="file to write; not encrypted")
    add_json(out)
    add_workspace(out)
    out.set_defaults(run=run_export)


def run_import(given: argparse.Namespace) -> int:
    """Propose, and unless it is a dry run commit; 1 when a row or a portrait is no good."""
    settled = settled_in(given.answers) if given.answers else {}
    problems: list[dict[str, str]] = []
    with workspace_of(given) as workspace:
        proposal = workspace.consent.propose_roll(given.sheet, settled)
        told: dict[str, Any] = {**roll_as_json(proposal), "left": 0}
        if not given.dry_run:
            told["left"] = workspace.consent.commit_roll(
                proposal,
                given.sheet,
                who(given),
                missing_left_on=given.missing_left_on,
                many=given.many,
            ).left
            if given.portraits:
                _attach(workspace, given, told)
                problems = _judged(workspace, who(given))
    told["portrait_problems"] = problems
    answer(given, told, lambda: _text(told, committed=not given.dry_run))
    return 1 if told["left_out"] or problems else 0


def run_rename(given: argparse.Namespace) -> int:
    """Rename a class on the roll and in every batch."""
    with workspace_of(given) as workspace:
        people = workspace.years.rename_class(given.old, given.new, who(given))
    told = {"renamed": given.new, "people": people}
    answer(given, told, lambda: f"{given.old} is now called {given.new}; {people} people.")
    return 0


def run_export(given: argparse.Namespace) -> int:
    """Write the register: everybody with permissions and reasons, and all answers."""
    with workspace_of(given) as workspace:
        receipt = workspace.register_export.write(given.sheet, who(given))
    told = {"written": str(given.sheet), "people": receipt.people, "answers": receipt.answers}
    answer(
        given,
        told,
        lambda: "\n".join(
            [f"{receipt.people} people, {receipt.answers} answers: {given.sheet}", CONFIDENTIAL]
        ),
    )
    return 0


def _attach(workspace: Workspace, given: argparse.Namespace, told: dict[str, Any]) -> None:
    """Attach the portraits of a folder; note how many, and the files that are no good."""
    receipt = workspace.consent.attach_portraits(given.portraits, who(given))
    told["portraits"] = receipt.attached
    told["left_out"] += [f"{name}: nobody on the roll" for name in receipt.unmatched]
    told["left_out"] += [f"{name}: {sentence}" for name, sentence in receipt.failed]


def _text(told: dict[str, Any], *, committed: bool) -> str:
    counts = ("added", "changed", "unchanged", "left", "portraits")
    lines = [", ".join(f"{told[what]} {what}" for what in counts if what in told)]
    lines += [f"  {move['from']} -> {move['to']}: {move['people']}" for move in told["moves"]]
    if told["missing"]:
        lines.append(f"  {len(told['missing'])} on the roll are not in the sheet")
    messages = [m for m in told["messages"] if m["level"] != "error"]
    lines += [f"  {m['level']}: {m['sheet']} {m['cell']} {m['text']}" for m in messages]
    lines += told["left_out"]
    lines += [f"  asked: {q['text']} ({q['key']}, {q['count']})" for q in told["questions"]]
    lines += [f"{p['key']}: {p['problem']}" for p in told["portrait_problems"]]
    return "\n".join(
        [*lines, "Put on the roll." if committed else "Nothing was changed (dry run)."]
    )


def _judged(workspace: Workspace, by: str) -> list[dict[str, str]]:
    """Return what is wrong with the portraits nobody judged yet, by UPN or key."""
    receipt = workspace.enrolment.judge(by, Progress(), CancelToken())
    keys = {entry.person.id: entry.person.details.key for entry in workspace.roll.entries()}
    return [{"key": keys[person], "problem": text} for person, text in receipt.problems]
