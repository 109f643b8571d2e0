"""``consentdesk channel``: who answers for each account, and the head's approval."""

import argparse
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from consentdesk.app.commands.shared import (
    LONG_EDGE,
    SubParsers,
    add_act,
    add_command,
    answer,
    long_edge,
    signed_in,
    who,
    workspace_of,
)
from consentdesk.domain.channel import Channel, ChannelDetails, ChannelStanding
from consentdesk.domain.copy_sizes import WEBSITE, is_more_than_shown
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import ChannelId
from consentdesk.services.workspace import Workspace


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    channel = add_command(
        commands,
        "channel",
        "accounts: new ones, who answers, approval",
        "channel list",
        'channel add "School website" --folder website --purpose web --long-edge 1600',
        'channel approve "School website" --review-on 2027-07-20 --manager "Ann Office"',
    )
    acts = channel.add_subparsers(required=True, metavar="ACT")
    add_act(acts, "list", "every channel, and why it is closed", run_list)
    new = add_act(acts, "add", "add a channel; it is closed until it is approved", run_add)
    new.add_argument("channel", help="its name")
    new.add_argument(
        "--folder", type=Path, required=True, metavar="DIR", help="of its own, for finished photos"
    )
    new.add_argument(
        "--purpose",
        dest="purposes",
        action="append",
        required=True,
        metavar="WORD",
        help="what people must have agreed to, such as web or display; once for each",
    )
    new.add_argument("--long-edge", type=long_edge, default=WEBSITE, metavar="N", help=LONG_EDGE)
    approve = add_act(acts, "approve", "the head approves a channel until a day", run_approve)
    approve.add_argument("channel", help="its name")
    approve.add_argument("--handle", help="how the account is known")
    approve.add_argument("--audience", help="who can see it")
    approve.add_argument(
        "--manager",
        dest="managers",
        action="append",
        metavar="NAME",
        help="once for each; two at least",
    )
    approve.add_argument("--risk-assessed-by", metavar="NAME", help="who looked at the dangers")
    approve.add_argument(
        "--risk-assessed-on", type=date.fromisoformat, metavar="DAY", help="and when"
    )
    approve.add_argument(
        "--review-on",
        type=date.fromisoformat,
        metavar="DAY",
        required=True,
        help="last day it may be used",
    )


def run_list(given: argparse.Namespace) -> int:
    """Print the channels; 1 when one is closed."""
    with workspace_of(given) as workspace:
        closed = workspace.channels.closed()
        told = [_told(channel, closed) for channel in workspace.channels.all()]
    lines = [f"{one['name']}: {one['closed_because'] or 'open'}" for one in told]
    answer(given, {"channels": told}, lambda: "\n".join(lines) or "There is no channel.")
    return 1 if any(one["closed_because"] for one in told) else 0


def run_add(given: argparse.Namespace) -> int:
    """Add a channel, and say what it lacks."""
    details = ChannelDetails(
        name=given.channel,
        purposes=tuple(dict.fromkeys(given.purposes)),
        folder=given.folder.absolute(),
        long_edge=given.long_edge,
    )
    with workspace_of(given) as workspace:
        added = workspace.channels.add(details, who(given))
        told = _told(added, workspace.channels.closed())
    lines = [f"{added.name} is added.", told["closed_because"]]
    if is_more_than_shown(given.long_edge, details.purposes):
        lines.append("Copies as large as for paper show more of each child than a screen needs.")
    answer(given, told, lambda: " ".join(filter(None, lines)))
    return 0


def run_approve(given: argparse.Namespace) -> int:
    """Approve a channel; what is not given stays as it is. 1 when it is closed all the same."""
    with workspace_of(given) as workspace:
        head = signed_in(given)
        channel = channel_named(workspace, given.channel)
        standing = channel.details.standing
        standing = ChannelStanding(
            handle=_other(given.handle, standing.handle),
            audience=_other(given.audience, standing.audience),
            managers=tuple(_other(given.managers, standing.managers)),
            risk_assessed_by=_other(given.risk_assessed_by, standing.risk_assessed_by),
            risk_assessed_on=_other(given.risk_assessed_on, standing.risk_assessed_on),
            approved_by=head.name,
            approved_on=date.today(),
            review_on=given.review_on,
        )
        approved = replace(channel, details=replace(channel.details, standing=standing))
        workspace.channels.change(approved, head.name)
        told = _told(approved, workspace.channels.closed())
    answer(given, told, lambda: told["closed_because"] or f"{approved.name} is approved.")
    return 1 if told["closed_because"] else 0


def _other(given: Any, before: Any) -> Any:
    return before if given is None else given


def channel_named(workspace: Workspace, name: str) -> Channel:
    """Return the channel of this name, capitals aside.

    Raises:
        Refused: there is none.
    """
    for channel in workspace.channels.all():
        if channel.name.casefold() == name.casefold():
            return channel
    raise Refused("There is no channel of this name.", "See consentdesk channel list.")


def _told(channel: Channel, closed: Mapping[ChannelId, str]) -> dict[str, Any]:
    return {
        "name": channel.name,
        "purposes": channel.details.purposes,
        "folder": str(channel.details.folder),
        "long_edge": channel.details.long_edge,
        "alone_purposes": channel.details.alone_purposes,
        "closed_because": closed.get(channel.id, ""),
        **asdict(channel.details.standing),
    }
