"""What became of the copies of a clearance record after it was made, told without a name.

From the audit trail comes what was done; why a copy may not stay is what speaks against it today,
in the words of the published copies: they never say why a child is kept out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from consentdesk import __version__
from consentdesk.domain.audit import AuditRow
from consentdesk.domain.ids import BatchId, ReleasedFileId
from consentdesk.domain.release import ClearanceRecord
from consentdesk.media.since_page import LaterEvent, SinceThen
from consentdesk.services.looking_after.published_copies import (
    DUE,
    PublishedCopies,
    PublishedCopy,
    Standing,
)
from consentdesk.services.program_name import PROGRAM
from consentdesk.store.unit_of_work import UnitOfWork

SETTLED = "Nothing speaks against it any more."

_TAKEN_DOWN = {
    "copy_taken_down": "Taken down",
    "copy_removed_elsewhere": "Removed where it was posted",
}
_WORDS = {
    **_TAKEN_DOWN,
    "copy_replaced": "Replaced by a newer copy",
    "copy_found_gone": "Found gone from its folder",
    "copy_found_again": "Found in its folder again",
}
_TO_DO = {
    Standing.TAKE_DOWN: "Still to be taken down",
    Standing.REMOVE_THERE: "Still to be removed where it was posted",
}


@dataclass(frozen=True, slots=True)
class _Recorded:
    """A copy as the record lists it."""

    sha256: str
    channel: str


def since_then(
    u: UnitOfWork,
    copies: PublishedCopies,
    record: ClearanceRecord,
    facts: Mapping[str, Any],
    now: datetime,
) -> SinceThen:
    """Return what happened since the record was made, oldest first, then what is still to be done.

    Args:
        facts: of the record, as its JSON tells them.
    """
    batch_id, today = BatchId(facts["batch_id"]), now.astimezone().date()
    recorded = _recorded(u, record, facts)
    standing = {copy.id: copy for copy in copies.in_batch(u, batch_id)}
    subjects = {f"published copy {copy_id}": copy_id for copy_id in recorded}
    done = [
        _done(row, recorded[subjects[row.subject]], standing.get(subjects[row.subject]))
        for row in u.audit.telling(_WORDS)
        if row.subject in subjects and row.number > facts["audit"]["line"]
    ]
    to_do = [
        LaterEvent(today, each.sha256, each.channel, _TO_DO[copy.standing], copy.reasons, True)
        for copy_id, each in recorded.items()
        if (copy := standing.get(copy_id)) is not None and copy.standing in DUE
    ]
    return SinceThen(
        batch_id,
        record.sign_off_id,
        record.made_at,
        today,
        (*done, *to_do),
        f"{PROGRAM} {__version__}",
    )


def _recorded(
    u: UnitOfWork, record: ClearanceRecord, facts: Mapping[str, Any]
) -> Mapping[ReleasedFileId, _Recorded]:
    """Return the copies that the record lists, by their numbers.

    Two channels may hold the same bytes under the same name, and a record has channels without
    their numbers: it lists those that something was signed off for, in the order of these.
    """
    signed = u.releases.sign_off(record.sign_off_id)
    channels = sorted({clearance.channel_id for clearance in signed.clearances})
    told = dict(zip(channels, facts["channels"], strict=True))
    listed = {
        (channel, file["file_name"], file["sha256"])
        for channel, its in told.items()
        for file in its["files"]
    }
    return {
        file.id: _Recorded(file.sha256, told[file.channel_id]["name"])
        for file in u.releases.files(sign_off_id=signed.id)
        if (file.channel_id, file.file_name, file.sha256) in listed
    }


def _done(row: AuditRow, each: _Recorded, copy: PublishedCopy | None) -> LaterEvent:
    takes_down = row.what in _TAKEN_DOWN
    why = ((copy.reasons if copy else ()) or (SETTLED,)) if takes_down else ()
    day = row.at.astimezone().date()
    return LaterEvent(day, each.sha256, each.channel, _WORDS[row.what], why, takes_down)
