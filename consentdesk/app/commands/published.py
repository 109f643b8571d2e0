"""``consentdesk published``: copies that went out, whether they are there, taking them down.

Nothing printed says who is in a copy or why somebody may not appear.
"""

import argparse
from pathlib import Path
from typing import Any

from consentdesk.app.commands.shared import (
    SubParsers,
    add_act,
    add_command,
    answer,
    who,
    workspace_of,
)
from consentdesk.domain.day_in_words import day_in_words
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, ReleasedFileId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.services.looking_after.published_copies import DUE, PublishedCopy
from consentdesk.services.looking_after.take_down import WITHIN_HOURS
from consentdesk.services.publishing.waiting_copies import WaitingFolder


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    published = add_command(
        commands,
        "published",
        "copies that went out; take-down",
        "published list --due",
        "published take-down --due",
        "published check",
    )
    acts = published.add_subparsers(required=True, metavar="ACT")
    shown = add_act(acts, "list", "how every copy stands now", run_list)
    shown.add_argument("--batch", type=int, help="number of the batch")
    shown.add_argument("--due", action="store_true", help="only what may not stay")
    add_act(acts, "check", "look into the folders: still there?", run_check)
    down = add_act(acts, "take-down", "remove copies from their folders", run_take_down)
    down.add_argument("copies", nargs="*", type=int, metavar="N", help="numbers of copies")
    down.add_argument("--due", action="store_true", help="all that may not stay")
    lost = add_act(
        acts, "folder-gone", "record that a folder which copies wait for is gone", run_lost
    )
    lost.add_argument("folder", type=Path, help="as in the list")
    lost.add_argument("--reason", required=True, help="what became of it; no names")
    gone = add_act(acts, "removed-there", "record what a person removed on an account", run_removed)
    gone.add_argument("copies", nargs="+", type=int, metavar="N", help="numbers of copies")
    gone.add_argument("--note", default="", help="where and when; no names")


def run_list(given: argparse.Namespace) -> int:
    """Print the copies; 1 when one of them may not stay, or waits for a folder."""
    batch_id = None if given.batch is None else BatchId(given.batch)
    with workspace_of(given) as workspace:
        copies = workspace.take_down.copies(batch_id)
        waiting = workspace.publisher.waiting_folders()
    shown = [copy for copy in copies if not given.due or copy.standing in DUE]
    due = sum(copy.standing in DUE for copy in copies)
    told = {
        "due": due,
        "within_hours": WITHIN_HOURS,
        "copies": [_told(copy) for copy in shown],
        "waiting": [_waiting_told(each) for each in waiting],
    }
    lines = [*map(_line, shown), f"{due} to take down.", *map(_waiting_line, waiting)]
    answer(given, told, lambda: "\n".join(lines))
    return 1 if due or waiting else 0


def run_check(given: argparse.Namespace) -> int:
    """Look into the folders; 1 when a copy is not as it was put there."""
    with workspace_of(given) as workspace:
        found = workspace.take_down.check(who(given), Progress(), CancelToken())
    told = {
        "same": found.same,
        "changed": found.changed,
        "gone": found.gone,
        "back": found.back,
        "unreleased": found.unreleased,
        "other_names": [{"copy": copy, "names": names} for copy, names in found.other_names],
        "away": [str(folder) for folder in found.away],
    }
    counts = {name: len(those) for name, those in told.items() if isinstance(those, list | tuple)}
    answer(
        given,
        told,
        lambda: (
            f"{found.same} as they were published; "
            + ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
        ),
    )
    return 1 if any(counts.values()) else 0


def run_take_down(given: argparse.Namespace) -> int:
    """Remove copies from their folders; 1 when one stays due."""
    with workspace_of(given) as workspace:
        ids = [ReleasedFileId(number) for number in given.copies]
        if given.due:
            ids += [copy.id for copy in workspace.take_down.due()]
        elif not ids:
            raise Refused("No copy is named.", "Give numbers of copies, or --due.")
        receipt = workspace.take_down.take_down(ids, who(given))
        packed = [c for c in workspace.take_down.copies() if c.id in ids and c.handed_on]
    elsewhere = [(copy.id, each.sentence) for copy in packed for each in copy.handed_on]
    told = {
        "removed": receipt.removed,
        "not_there": receipt.not_there,
        "left": [{"copy": copy, "sentence": sentence} for copy, sentence in receipt.left],
        "handed_on": [{"copy": copy, "sentence": sentence} for copy, sentence in elsewhere],
    }
    lines = [
        f"{len(receipt.removed)} removed and read as gone, "
        f"{len(receipt.not_there)} were not there, {len(receipt.left)} left.",
        *(f"  {copy}: {sentence}" for copy, sentence in (*receipt.left, *elsewhere)),
        "What was posted on an account must be removed there by a person.",
    ]
    answer(given, told, lambda: "\n".join(lines))
    return 1 if receipt.left else 0


def run_lost(given: argparse.Namespace) -> int:
    """Record that a folder is gone for good; its copies wait no longer."""
    with workspace_of(given) as workspace:
        ids = workspace.publisher.give_up_folder(given.folder, given.reason, who(given))
    answer(given, {"given_up": ids}, lambda: f"{len(ids)} wait no longer.")
    return 0


def run_removed(given: argparse.Namespace) -> int:
    """Record that a person removed copies on an account."""
    ids = [ReleasedFileId(number) for number in given.copies]
    with workspace_of(given) as workspace:
        workspace.take_down.confirm_elsewhere(ids, who(given), given.note)
    answer(given, {"confirmed": ids}, lambda: f"{len(ids)} recorded.")
    return 0


def _told(copy: PublishedCopy) -> dict[str, Any]:
    return {
        "copy": copy.id,
        "batch": copy.batch_id,
        "photo": copy.photo_id,
        "channel": copy.channel.name,
        "event": copy.event,
        "file": str(copy.path),
        "published_at": copy.published_at,
        "state": copy.state.value,
        "standing": copy.standing.value,
        "reasons": copy.reasons,
        "left": copy.left,
        "handed_on": [{"day": each.day, "editor": each.editor} for each in copy.handed_on],
    }


def _waiting_told(waiting: WaitingFolder) -> dict[str, Any]:
    return {
        "channel": waiting.channel.name,
        "folder": str(waiting.folder),
        "copies": waiting.copies,
        "since": waiting.since,
    }


def _waiting_line(waiting: WaitingFolder) -> str:
    since = day_in_words(waiting.since.astimezone().date())
    return (
        f"{len(waiting.copies)} interrupted for {waiting.channel.name}, signed off from {since}: "
        f"the folder does not answer: {waiting.folder}"
    )


def _line(copy: PublishedCopy) -> str:
    return f"{copy.id:5} {copy.standing.value:12} {copy.channel.name}: {copy.path}"
