"""``consentdesk school``: what the school settled about itself."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from consentdesk.app.commands.shared import (
    SubParsers,
    add_command,
    add_json,
    add_workspace,
    answer,
    signed_in,
    workspace_of,
)
from consentdesk.domain.errors import Refused
from consentdesk.domain.school_profile import SchoolProfile


def _yes_or_no(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError(text)
    return text == "yes"


_READ_AS: Mapping[str, Callable[[str], Any]] = {
    "name": str,
    "policy_version": str,
    "policy_approved_by": str,
    "policy_approved_on": date.fromisoformat,
    "policy_review_on": date.fromisoformat,
    "notice_version": str,
    "notice_given_on": date.fromisoformat,
    "school_year_ends": str,
    "head_per_event": _yes_or_no,
    "sign_off_hours": int,
    "originals_days": int,
    "idle_minutes": int,
    "backup_days": int,
}
_ABOUT: Mapping[str, str] = {
    "name": "of the school, as it stands on its papers",
    "policy_version": "what everybody marks as read",
    "policy_approved_by": "who approved the policy",
    "policy_approved_on": "and when",
    "policy_review_on": "day by which it is looked at again",
    "notice_version": "of what families were told about photos",
    "notice_given_on": "and when they were told",
    "school_year_ends": "month and day, such as 09-30: papers run out then",
    "head_per_event": "whether the head agrees to photos of each event",
    "sign_off_hours": "hours for which a second signature holds",
    "originals_days": "days for which photos are kept after publishing",
    "idle_minutes": "minutes without a key until the window locks",
    "backup_days": "days after which an old backup is mentioned",
}
_SHOWN_AS = {date.fromisoformat: "DAY", _yes_or_no: "yes|no", int: "N", str: "TEXT"}


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    school = add_command(
        commands,
        "school",
        "the school's policy, hours and days",
        "school show",
        "school set --policy-version 3 --policy-review-on 2027-09-01",
    )
    acts = school.add_subparsers(required=True, metavar="ACT")
    show = add_command(acts, "show", "what is settled")
    change = add_command(acts, "set", "settle something; the rest stays as it is")
    for field, read in _READ_AS.items():
        change.add_argument(_option(field), type=read, metavar=_SHOWN_AS[read], help=_ABOUT[field])
    change.add_argument(
        "--document",
        dest="documents",
        action="append",
        metavar="TEXT",
        help="a further policy this one belongs to; once for each, in the place of the earlier",
    )
    for parser, run in ((show, run_show), (change, run_set)):
        add_json(parser)
        add_workspace(parser)
        parser.set_defaults(run=run)


def run_show(given: argparse.Namespace) -> int:
    """Print what is settled; 1 when the policy should have been looked at again."""
    with workspace_of(given) as workspace:
        profile, overdue = workspace.school.profile(), workspace.school.policy_overdue()
    _answer(given, profile, overdue)
    return 1 if overdue else 0


def run_set(given: argparse.Namespace) -> int:
    """Settle what is given."""
    fields = (*_READ_AS, "documents")
    changes = {name: getattr(given, name) for name in fields if getattr(given, name) is not None}
    if not changes:
        raise Refused("Nothing to settle is given.", "See consentdesk school set --help.")
    if "documents" in changes:
        changes["documents"] = tuple(changes["documents"])
    with workspace_of(given) as workspace:
        profile = replace(workspace.school.profile(), **changes)
        workspace.school.settle(profile, signed_in(given))
        overdue = workspace.school.policy_overdue()
    _answer(given, profile, overdue)
    return 0


def _option(field: str) -> str:
    return "--" + field.replace("_", "-")


def _answer(given: argparse.Namespace, profile: SchoolProfile, overdue: bool) -> None:
    told = {**asdict(profile), "review_due": profile.review_due(), "review_overdue": overdue}
    answer(given, told, lambda: "\n".join(_line(name, value) for name, value in told.items()))


def _line(name: str, value: object) -> str:
    if isinstance(value, bool):
        shown = "yes" if value else "no"
    elif isinstance(value, tuple):
        shown = ", ".join(map(str, value))
    else:
        shown = "" if value is None else str(value)
    return f"{name.replace('_', ' '):20} {shown or '-'}"
