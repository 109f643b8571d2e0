"""``consentdesk audit``: is the trail as it was written, and a copy of it for governors.

Nothing printed names a pupil.
"""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from consentdesk.app.commands.shared import (
    SubParsers,
    add_command,
    add_json,
    add_workspace,
    answer,
    who,
    workspace_of,
)
from consentdesk.services.auditing.audit_trail import AuditReport, Voucher, Vouching, moment

_MOST_NAMED = 5
"""Lines with an earlier moment that are named on the screen; all stand in the JSON."""


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    audit = add_command(
        commands,
        "audit",
        "who did what: check the trail, save a copy",
        "audit verify",
        "audit verify --record record-of-sports-day.pdf",
        "audit export --to trail.xlsx --from 2026-09-01",
    )
    acts = audit.add_subparsers(required=True, metavar="ACT")
    verify = add_command(acts, "verify", "is the trail as it was written?")
    verify.add_argument(
        "--record",
        nargs="+",
        action="extend",
        type=Path,
        default=[],
        metavar="FILE",
        help="clearance records that somebody kept (JSON or PDF)",
    )
    export = add_command(acts, "export", "a copy for governors, without pupils' names")
    export.add_argument("--to", type=Path, required=True, help="file to write: .xlsx or .csv")
    export.add_argument(
        "--from", dest="since", type=date.fromisoformat, metavar="DAY", help="first day"
    )
    export.add_argument("--until", type=date.fromisoformat, metavar="DAY", help="last day")
    for parser, run in ((verify, run_verify), (export, run_export)):
        add_json(parser)
        add_workspace(parser)
        parser.set_defaults(run=run)


def run_verify(given: argparse.Namespace) -> int:
    """Check the trail; 1 when something was changed, or a clearance record is gone."""
    with workspace_of(given) as workspace:
        report = workspace.audit_trail.verify(given.record)
    answer(given, _told(report), lambda: "\n".join(_lines(report)))
    return 1 if report.findings or report.missing else 0


def run_export(given: argparse.Namespace) -> int:
    """Write the copy for governors."""
    with workspace_of(given) as workspace:
        count = workspace.audit_export.write(given.to, who(given), given.since, given.until)
    told = {"lines": count, "file": str(given.to)}
    answer(given, told, lambda: f"{count} lines written, without pupils' names.")
    return 0


def _told(report: AuditReport) -> dict[str, Any]:
    return {
        "whole": not report.findings,
        "holds_up_to": report.holds_up_to,
        "last_at": None if report.last_at is None else report.last_at.isoformat(),
        "chained": None if report.head is None else report.head.chained,
        "covered_up_to": report.covered_up_to,
        "findings": [
            {
                "line": one.line,
                "at": None if one.at is None else one.at.isoformat(),
                "sentence": one.sentence,
                "expected": one.expected,
            }
            for one in report.findings
        ],
        "records": [
            {
                "record": voucher.record.name,
                "outside": voucher.record.outside,
                "line": voucher.record.head.line,
                "vouching": voucher.vouching.value,
            }
            for voucher in report.vouchers
        ],
        "missing": [
            {"line": one.line, "at": one.at.isoformat(), "sentence": one.sentence}
            for one in report.missing
        ],
        "clock_set_back": [
            {"line": one.line, "at": one.at.isoformat(), "before": one.before.isoformat()}
            for one in report.set_back
        ],
    }


def _lines(report: AuditReport) -> Iterator[str]:
    if report.findings:
        yield f"The audit trail was changed. The first line in question is {_first(report)}."
        yield from (f"  {one.sentence}" for one in report.findings)
    elif report.head is None or report.last_at is None:
        yield "The audit trail has no lines yet."
    else:
        yield (
            f"The audit trail is whole: {report.holds_up_to} lines, the last of "
            f"{moment(report.last_at)} with the hash {report.head.chained}."
        )
    yield from (f"  {_vouched(voucher)}" for voucher in report.vouchers)
    if not report.findings and report.covered_up_to < report.holds_up_to:
        yield (
            f"From line {report.covered_up_to + 1} on no clearance record vouches yet; there is "
            "the chain alone."
        )
    yield from (f"Missing: {one.sentence}" for one in report.missing)
    yield from _clock(report)


def _first(report: AuditReport) -> str:
    first = report.findings[0]
    return f"{first.line}, of {moment(first.at)}" if first.at is not None else str(first.line)


def _vouched(voucher: Voucher) -> str:
    name, line = voucher.record.name, voucher.record.head.line
    if voucher.record.outside:
        name = f"{name}, kept outside"
    said = {
        Vouching.AGREES: f"vouches for the lines 1 to {line}.",
        Vouching.DIFFERS: f"has another hash for line {line}.",
        Vouching.BEYOND: f"was made after line {line}, which is not there.",
        Vouching.NOT_REACHED: f"can vouch for nothing: the chain breaks before line {line}.",
    }
    return f"{name}: {said[voucher.vouching]}"


def _clock(report: AuditReport) -> Iterator[str]:
    if not report.set_back:
        return
    yield (
        f"Remark: the computer's clock was set back {len(report.set_back)} times. That is no "
        "sign of tampering."
    )
    for one in report.set_back[:_MOST_NAMED]:
        yield f"  Line {one.line} is of {moment(one.at)}, the line before of {moment(one.before)}."
