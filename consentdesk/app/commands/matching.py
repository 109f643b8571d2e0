"""``consentdesk matching``: whether faces may be compared, and an objection to it.

Nothing printed names a pupil.
"""

import argparse

from consentdesk.app.commands.shared import (
    SubParsers,
    add_command,
    add_json,
    add_workspace,
    answer,
    who,
    workspace_of,
)
from consentdesk.domain.errors import Refused


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    matching = add_command(
        commands,
        "matching",
        "may faces be compared; objections to it",
        "matching status",
        "matching object A999999826001",
    )
    acts = matching.add_subparsers(required=True, metavar="ACT")
    status = add_command(acts, "status", "whether the school's decision holds today")
    against = add_command(acts, "object", "record a parent's or child's objection, at once")
    against.add_argument("key", metavar="KEY", help="what identifies the person, such as the UPN")
    for parser, run in ((status, run_status), (against, run_object)):
        add_json(parser)
        add_workspace(parser)
        parser.set_defaults(run=run)


def run_status(given: argparse.Namespace) -> int:
    """Tell whether faces may be compared; 1 when they may not."""
    with workspace_of(given) as workspace:
        lock, record = workspace.matching.lock(), workspace.matching.school_record()
    told = {
        "open": lock.open,
        "sentence": lock.sentence,
        "dpia_reference": record and record.dpia_reference,
        "jurisdiction": record and record.jurisdiction,
        "notice_version": record and record.notice_version,
        "valid_until": record and record.valid_until,
        "open_batches": record and record.open_batches,
    }
    answer(given, told, lambda: lock.sentence)
    return 0 if lock.open else 1


def run_object(given: argparse.Namespace) -> int:
    """Record the objection; what the person was compared by is destroyed before this answers."""
    with workspace_of(given) as workspace:
        people = [e.person for e in workspace.roll.entries() if e.person.details.key == given.key]
        if not people:
            raise Refused("Nobody on the roll has this key.", "Look the person up in the register.")
        destroyed = workspace.matching.withdraw(people[0].id, who(given))
    answer(
        given,
        {"destroyed": destroyed},
        lambda: f"Recorded; {destroyed} face vectors are destroyed.",
    )
    return 0
