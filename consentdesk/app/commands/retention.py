"""``consentdesk retention``: what is kept no longer, before and after it is deleted."""

import argparse
from datetime import date, timedelta
from typing import Any

from consentdesk.app.commands.shared import (
    SubParsers,
    add_act,
    add_command,
    answer,
    who,
    workspace_of,
)
from consentdesk.domain.ids import BatchId
from consentdesk.domain.retention import BatchKeeping, KeptPhoto
from consentdesk.services.looking_after.retention import RetiredBatch

_FRIDAY = 4


def add_to(commands: SubParsers) -> None:
    """Add the command and what it can do."""
    retention = add_command(
        commands,
        "retention",
        "what is kept no longer; deletion",
        "retention preview",
        "retention run",
    )
    acts = retention.add_subparsers(required=True, metavar="ACT")
    shown = add_act(acts, "preview", "what will be deleted, by default until Friday", run_preview)
    shown.add_argument(
        "--until", type=date.fromisoformat, default=None, metavar="DAY", help="such as 2026-06-26"
    )
    add_act(acts, "run", "delete what is due today, and prove it", run_run)
    retire = add_act(acts, "retire", "delete the photos of a batch on purpose", run_retire)
    retire.add_argument("batch", type=int, metavar="N", help="number of the batch")


def run_preview(given: argparse.Namespace) -> int:
    """Print what will be deleted."""
    until = given.until or _next_friday(date.today())
    with workspace_of(given) as workspace:
        found = workspace.retention.preview(until)
    told = {
        "until": found.until,
        "days": found.days,
        "photos": found.photos,
        "batches": [_told(batch) for batch in found.batches],
        "never_published": [_told(batch) for batch in found.never_published],
        "portraits": found.besides.portraits,
        "vectors": found.besides.vectors,
        "old_copies": found.backups,
        "leavers_with_answers": found.besides.leavers,
        "leavers_published": found.besides.leavers_published,
    }
    answer(given, told, lambda: "\n".join(found.sentences))
    return 0


def run_run(given: argparse.Namespace) -> int:
    """Delete what is due today; 1 when a picture could not be removed."""
    with workspace_of(given) as workspace:
        receipt = workspace.retention.run(who(given))
    told = {
        "photos": receipt.photos,
        "proven": receipt.proven,
        "batches": [_receipt(batch) for batch in receipt.batches],
        "portraits": receipt.portraits,
        "vectors": receipt.vectors,
        "old_copies": receipt.backups,
    }
    lines = [
        *(_line(batch) for batch in receipt.batches),
        f"{receipt.photos} originals, {receipt.portraits} portraits, {receipt.vectors} face "
        f"vectors and {receipt.backups} old copies of the database deleted.",
    ]
    answer(given, told, lambda: "\n".join(lines))
    return 0 if receipt.proven else 1


def run_retire(given: argparse.Namespace) -> int:
    """Delete the pictures of one batch on purpose; 1 when one could not be removed."""
    with workspace_of(given) as workspace:
        retired = workspace.retention.retire(BatchId(given.batch), who(given))
    answer(given, _receipt(retired), lambda: _line(retired))
    return 1 if retired.left else 0


def _next_friday(day: date) -> date:
    return day + timedelta(days=(_FRIDAY - day.weekday()) % 7)


def _told(batch: BatchKeeping) -> dict[str, Any]:
    return {
        "batch": batch.batch_id,
        "event": batch.event,
        "event_date": batch.event_date,
        "due": batch.due,
        "photos": batch.going,
        "kept": [_kept(photo) for photo in batch.kept],
    }


def _receipt(batch: RetiredBatch) -> dict[str, Any]:
    return {
        "batch": batch.batch_id,
        "fingerprints": batch.fingerprints,
        "pictures": batch.pictures,
        "left": batch.left,
        "kept": [_kept(photo) for photo in batch.kept],
    }


def _kept(photo: KeptPhoto) -> dict[str, Any]:
    return {"photo": photo.photo_id, "why": photo.why.value, "sentence": photo.sentence}


def _line(batch: RetiredBatch) -> str:
    gone = "looked for again and not there" if not batch.left else f"{batch.left} still there"
    return (
        f"Batch {batch.batch_id}: {len(batch.fingerprints)} originals, {batch.pictures} pictures "
        f"removed, {gone}; {len(batch.kept)} photos kept longer."
    )
