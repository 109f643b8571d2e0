"""``consentdesk consent``: the consent workbook, in and out."""

import argparse
from pathlib import Path
from typing import Any

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
    consent = commands.add_parser("consent", help="the consent workbook")
    kinds = consent.add_subparsers(required=True, metavar="WHAT")
    bring = kinds.add_parser("import", help="bring in answers")
    bring.add_argument("sheet", type=Path)
    bring.add_argument("--dry-run", action="store_true", help="show, change nothing")
    bring.add_argument(
        "--confirm-loosening", action="store_true", help="accept that restrictions are lifted"
    )
    add_json(bring)
    add_workspace(bring)
    bring.set_defaults(run=run_import)
    blank = kinds.add_parser("template", help="write the blank workbook")
    blank.add_argument("sheet", type=Path)
    blank.add_argument("--empty", action="store_true", help="without the names on the roll")
    add_json(blank)
    add_workspace(blank)
    blank.set_defaults(run=run_template)


def run_import(given: argparse.Namespace) -> int:
    """Propose, print, and unless it is a dry run commit; 1 when a cell needs attention."""
    with workspace_of(given) as workspace:
        proposal = workspace.consent.propose(given.sheet)
        told = workspace.consent.as_json(proposal)
        if not given.dry_run:
            workspace.consent.commit(
                proposal, given.sheet, who(given), confirm_loosening=given.confirm_loosening
            )
    answer(given, told, lambda: _text(told, committed=not given.dry_run))
    return 1 if any(message["level"] == "error" for message in told["messages"]) else 0


def run_template(given: argparse.Namespace) -> int:
    """Write the workbook with drop-downs."""
    with workspace_of(given) as workspace:
        workspace.consent.write_template(given.sheet, with_roll=not given.empty)
    answer(given, {"written": str(given.sheet)}, lambda: f"Written: {given.sheet}")
    return 0


def _text(told: dict[str, Any], *, committed: bool) -> str:
    lines = [f"{len(told['pupils'])} people in the sheet."]
    lines += [f"  {m['level']}: {m['sheet']} {m['cell']} {m['text']}" for m in told["messages"]]
    lines += [
        f"  {name}: {len(entries) if isinstance(entries, list) else entries}"
        for name, entries in told["changes"].items()
    ]
    lines.append("Brought in." if committed else "Nothing was changed (dry run).")
    return "\n".join(lines)
