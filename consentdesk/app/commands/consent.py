"""``consentdesk consent``: the consent workbook, in and out."""

import argparse
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
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import SheetImportId
from consentdesk.sheets.read_rows import fingerprint


def add_to(commands: SubParsers) -> None:
    """Add the command."""
    consent = add_command(
        commands,
        "consent",
        "the consent workbook",
        "consent template consent.xlsx",
        "consent import consent.xlsx --dry-run",
        "consent import consent.xlsx",
    )
    kinds = consent.add_subparsers(required=True, metavar="WHAT")
    bring = add_command(kinds, "import", "bring in answers")
    bring.add_argument("sheet", type=Path, metavar="SHEET", help="Excel, OpenDocument or text")
    bring.add_argument("--dry-run", action="store_true", help="show, change nothing")
    bring.add_argument("--answers", type=Path, metavar="FILE.json", help="answers to questions")
    bring.add_argument(
        "--confirm-loosening", action="store_true", help="accept that restrictions are lifted"
    )
    add_second_person(bring)
    add_json(bring)
    add_workspace(bring)
    bring.set_defaults(run=run_import)
    listed = add_command(kinds, "imports", "the sheets that were brought in")
    add_json(listed)
    add_workspace(listed)
    listed.set_defaults(run=run_imports)
    back = add_command(kinds, "undo", "take a whole import back")
    back.add_argument("number", type=int, metavar="N", help="as `consent imports` lists it")
    back.add_argument("--dry-run", action="store_true", help="show, change nothing")
    add_second_person(back)
    back.add_argument(
        "--evidence",
        default="",
        metavar="WORDS",
        help="what the end of a protection that the sheet states rests on; names nobody",
    )
    add_json(back)
    add_workspace(back)
    back.set_defaults(run=run_undo)
    holds = add_command(kinds, "validity", "how long a yes holds")
    holds.add_argument("purpose", nargs="?", help="such as web; none: tell all")
    holds.add_argument("months", nargs="?", help="how many, or `leaving`")
    add_json(holds)
    add_workspace(holds)
    holds.set_defaults(run=run_validity)
    blank = add_command(kinds, "template", "write the blank workbook")
    blank.add_argument("sheet", type=Path, metavar="SHEET", help="file to write")
    blank.add_argument("--empty", action="store_true", help="without the names on the roll")
    add_json(blank)
    add_workspace(blank)
    blank.set_defaults(run=run_template)


def add_second_person(parser: argparse.ArgumentParser) -> None:
    """Let the command say who agreed to what becomes less strict."""
    parser.add_argument(
        "--second-person", default="", metavar="NAME", help="account of the second person"
    )
    parser.add_argument(
        "--many", action="store_true", help="state that so many permissions become less strict"
    )


def run_import(given: argparse.Namespace) -> int:
    """Propose, print, and unless it is a dry run commit; 1 when a cell needs attention."""
    settled = settled_in(given.answers) if given.answers else {}
    if given.dry_run:
        # Trying answers out changes nothing, so they need not say yet which file they are about.
        settled.setdefault("sha256", fingerprint(given.sheet))
    with workspace_of(given) as workspace:
        proposal = workspace.consent.propose(given.sheet, settled)
        told = workspace.consent.as_json(proposal)
        if not given.dry_run:
            workspace.consent.commit(
                proposal,
                given.sheet,
                who(given),
                confirm_loosening=given.confirm_loosening,
                second_person=given.second_person,
                many_confirmed=given.many,
            )
    answer(given, told, lambda: _text(told, committed=not given.dry_run))
    return 1 if any(message["level"] == "error" for message in told["messages"]) else 0


def run_imports(given: argparse.Namespace) -> int:
    """List what was brought in, newest first."""
    with workspace_of(given) as workspace:
        names = {source.id: source.name for source in workspace.consent.sources()}
        told = [
            {
                "number": each.id,
                "file": each.details.file_name,
                "source": names[each.details.source_id],
                "as_of": each.details.as_of,
                "at": each.at,
                "by": each.details.by,
                "undone_by": each.undone_by,
            }
            for each in workspace.consent.imports()
        ]
    lines = [
        f"{e['number']}: {e['file']} by {e['by']}{', undone' if e['undone_by'] else ''}"
        for e in told
    ]
    answer(given, {"imports": told}, lambda: "\n".join(lines) or "Nothing was brought in yet.")
    return 0


def run_undo(given: argparse.Namespace) -> int:
    """Take an import back, or show what that would change."""
    number = SheetImportId(given.number)
    with workspace_of(given) as workspace:
        changes = workspace.consent.what_undoing_changes(number)
        if not given.dry_run:
            changes = workspace.consent.undo(
                number,
                who(given),
                second_person=given.second_person,
                many_confirmed=given.many,
                seen=changes,
                evidence=given.evidence,
            )
    told = {
        kind: [{"key": key, "purpose": purpose} for key, purpose in getattr(changes, kind)]
        for kind in ("tightened", "loosened")
    }
    done = "Nothing was changed (dry run)." if given.dry_run else "Undone."
    counts = ", ".join(f"{len(pairs)} {kind}" for kind, pairs in told.items())
    answer(given, told, lambda: f"{counts}. {done}")
    return 0


def run_validity(given: argparse.Namespace) -> int:
    """Tell or set how many months a yes holds."""
    with workspace_of(given) as workspace:
        if given.purpose:
            months = None if given.months in {None, "leaving"} else _number(given.months)
            workspace.consent.set_validity(given.purpose, months, who(given))
        told = dict(workspace.consent.validity().months)
    lines = [f"{purpose}: {months} months" for purpose, months in sorted(told.items())]
    always = "A yes holds until the child leaves."
    answer(given, told, lambda: "\n".join(lines) or always)
    return 0


def run_template(given: argparse.Namespace) -> int:
    """Write the workbook with drop-downs."""
    with workspace_of(given) as workspace:
        workspace.consent.write_template(given.sheet, with_roll=not given.empty)
    answer(given, {"written": str(given.sheet)}, lambda: f"Written: {given.sheet}")
    return 0


def _text(told: dict[str, Any], *, committed: bool) -> str:
    lines = [f"{len(told['pupils'])} people in the sheet."]
    lines += [f"  {m['level']}: {m['sheet']} {m['cell']} {m['text']}" for m in told["messages"]]
    lines += [f"  asked: {q['text']} ({q['key']}, {q['count']})" for q in told["questions"]]
    lines += [
        f"  {name}: {len(entries) if isinstance(entries, list) else entries}"
        for name, entries in told["changes"].items()
    ]
    lines.append("Brought in." if committed else "Nothing was changed (dry run).")
    return "\n".join(lines)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Refused(f"“{text}” is no number of months.", "Give a number, or `leaving`.")
    return int(text)
