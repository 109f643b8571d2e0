"""``consentdesk staff``: accounts, their roles, and what each has read, attended and signed.

Passwords are typed unseen or stand in the environment, never on the command line.
"""

import argparse
from datetime import date
from typing import Any

from consentdesk.app.commands.asking import chosen
from consentdesk.app.commands.shared import (
    APPROVER_VARIABLE,
    PASSWORD_VARIABLE,
    SubParsers,
    add_act,
    add_command,
    answer,
    password_of,
    signed_in,
    who,
    workspace_of,
)
from consentdesk.domain.errors import Refused
from consentdesk.domain.staff import Paper, PaperKind, Role, StaffMember
from consentdesk.services.names.person_names import tidy_name
from consentdesk.services.workspace import Workspace

NEW_VARIABLE = "CONSENTDESK_NEW_PASSWORD"


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    staff = add_command(
        commands,
        "staff",
        "accounts, roles, training and signatures",
        'staff begin "Hal Head" --role head',
        'staff add "Ann Office" --role preparer --by "Hal Head"',
        'staff paper "Ann Office" training --by "Hal Head"',
    )
    acts = staff.add_subparsers(required=True, metavar="ACT")
    add_act(acts, "list", "everybody with an account, and what each lacks", run_list)
    for name, about, run in (
        ("begin", "open the first account", run_begin),
        ("add", "open an account", run_add),
        ("roles", "give other roles", run_roles),
    ):
        act = _named(acts, name, about, run)
        act.add_argument(
            *("--role", "-r"),
            dest="roles",
            action="append",
            type=Role,
            choices=tuple(Role),
            required=True,
            help="once for each role",
        )
    left = _named(acts, "left", "close an account", run_left)
    left.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="first day closed")
    _named(acts, "came-back", "open an account again", run_came_back)
    paper = _named(acts, "paper", "record what somebody read, attended or signed", run_paper)
    paper.add_argument("kind", type=PaperKind, choices=tuple(PaperKind), help="what it is")
    paper.add_argument("--on", type=date.fromisoformat, metavar="DAY", help="when; else today")
    paper.add_argument("--signed-with", default="", metavar="NAME", help="who signed besides")
    add_act(acts, "password", "change your own password", run_password)
    let_in = _named(acts, "let-in", "two leaders give a colleague a new password", run_let_in)
    let_in.add_argument(
        "--leader", dest="leaders", action="append", required=True, metavar="NAME", help="twice"
    )


def _named(acts: SubParsers, name: str, about: str, run: Any) -> argparse.ArgumentParser:
    parser = add_act(acts, name, about, run)
    parser.add_argument("name", help="first and last name")
    return parser


def run_list(given: argparse.Namespace) -> int:
    """Print the accounts; 1 when an open one lacks something."""
    with workspace_of(given) as workspace:
        lacking = {member.id: workspace.staff.lacking(member) for member in workspace.staff.all()}
        members, open_now = workspace.staff.all(), workspace.staff.open_now()
    told = {"staff": [{**_told(member), "lacks": lacking[member.id]} for member in members]}
    lines = [
        "\n".join([_line(member), *(f"    {sentence}" for sentence in lacking[member.id])])
        for member in members
    ]
    answer(given, told, lambda: "\n".join(lines) or "Nobody has an account yet.")
    return 1 if any(lacking[member.id] for member in open_now) else 0


def run_begin(given: argparse.Namespace) -> int:
    """Open the first account."""
    with workspace_of(given, signs_in=False) as workspace:
        new = chosen(f"Password for {given.name}", NEW_VARIABLE)
        first = workspace.staff.begin(given.name, new, given.roles)
        member = _member(workspace, first.name)
    return _answer(given, member)


def run_add(given: argparse.Namespace) -> int:
    """Open an account."""
    with workspace_of(given) as workspace:
        by = signed_in(given)
        new = chosen(f"Password for {given.name}", NEW_VARIABLE)
        member = workspace.staff.add(given.name, new, given.roles, by)
    return _answer(given, member)


def run_roles(given: argparse.Namespace) -> int:
    """Give other roles in the place of the earlier ones."""
    with workspace_of(given) as workspace:
        one = _member(workspace, given.name)
        member = workspace.staff.set_roles(one.id, given.roles, signed_in(given))
    return _answer(given, member)


def run_left(given: argparse.Namespace) -> int:
    """Close an account, today unless another day is given; names channels left with too few."""
    on = given.on or date.today()
    with workspace_of(given) as workspace:
        one = _member(workspace, given.name)
        member = workspace.staff.leaves(one.id, on, signed_in(given))
        short = workspace.channels.short_of_managers(on)
    lines = [_line(member), *(f"    {name}: two people have to look after it" for name in short)]
    told = {**_told(member), "short_of_managers": short}
    answer(given, told, lambda: "\n".join(lines))
    return 0


def run_came_back(given: argparse.Namespace) -> int:
    """Open an account again."""
    with workspace_of(given) as workspace:
        one = _member(workspace, given.name)
        member = workspace.staff.leaves(one.id, None, signed_in(given))
    return _answer(given, member)


def run_paper(given: argparse.Namespace) -> int:
    """Record that somebody read the policy, was trained, or signed the user agreement."""
    with workspace_of(given) as workspace:
        one, by, on = _member(workspace, given.name), signed_in(given), given.on or date.today()
        profile = workspace.school.profile()
        version = profile.policy_version if given.kind is PaperKind.POLICY else ""
        if given.kind is PaperKind.POLICY and not version:
            raise Refused(
                "The school has not entered its policy yet.",
                "Enter it with consentdesk school set --policy-version.",
            )
        paper = Paper(given.kind, on, profile.runs_out(on), version, given.signed_with)
        member = workspace.staff.record(one.id, paper, by)
    return _answer(given, member)


def run_password(given: argparse.Namespace) -> int:
    """Change one's own password."""
    with workspace_of(given, signs_in=False) as workspace:
        member = _member(workspace, who(given))
        old = password_of(member.name, PASSWORD_VARIABLE)
        new = chosen(f"New password for {member.name}", NEW_VARIABLE)
        workspace.staff.change_password(member.name, old, new)
    return _answer(given, member)


def run_let_in(given: argparse.Namespace) -> int:
    """Give a colleague a new password; both leaders prove themselves."""
    if len(given.leaders) != 2:
        raise Refused("Two leaders have to agree to this.", "Give --leader twice.")
    with workspace_of(given, signs_in=False) as workspace:
        member = _member(workspace, given.name)
        one, other = (
            workspace.staff.prove(leader, password_of(leader, variable))
            for leader, variable in zip(
                given.leaders, (PASSWORD_VARIABLE, APPROVER_VARIABLE), strict=True
            )
        )
        new = chosen(f"New password for {member.name}", NEW_VARIABLE)
        workspace.staff.let_in(member.id, new, one, other)
    return _answer(given, member)


def _member(workspace: Workspace, name: str) -> StaffMember:
    tidy = tidy_name(name).casefold()
    for member in workspace.staff.all():
        if member.name.casefold() == tidy:
            return member
    raise Refused("Nobody of this name has an account.", "See consentdesk staff list.")


def _answer(given: argparse.Namespace, member: StaffMember) -> int:
    answer(given, _told(member), lambda: _line(member))
    return 0


def _told(member: StaffMember) -> dict[str, Any]:
    return {
        "name": member.name,
        "roles": sorted(role.value for role in member.roles),
        "granted_by": member.granted_by,
        "granted_on": member.granted_on,
        "left_on": member.left_on,
        "papers": [
            {
                "kind": paper.kind.value,
                "on": paper.on,
                "expires_on": paper.expires_on,
                "version": paper.version,
                "signed_with": paper.signed_with,
            }
            for paper in member.papers
        ],
    }


def _line(member: StaffMember) -> str:
    roles = ", ".join(sorted(role.value for role in member.roles))
    closed = "" if member.left_on is None else f"; closed from {member.left_on}"
    return f"{member.name}: {roles}{closed}"
