"""``consentdesk batch record``: what a clearance record says, and what happened since."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

from consentdesk.app.commands.shared import answer, who, workspace_of
from consentdesk.domain.day_in_words import day_in_words
from consentdesk.domain.ids import BatchId
from consentdesk.media.record_page import DIGITS
from consentdesk.media.since_page import NOTHING, SinceThen


def run_record(given: argparse.Namespace) -> int:
    """Tell what the newest clearance record says, and write its page where asked."""
    with workspace_of(given) as workspace:
        records = workspace.clearance_records
        record = records.latest(BatchId(given.batch), who(given))
        if given.to:
            if given.to.suffix.casefold() == ".json":
                records.save_facts(record, given.to)
            else:
                records.save_page(record, given.to, who(given))
        facts, since = json.loads(records.facts(record)), records.since(record)
    answer(given, facts, lambda: "\n".join([_record_text(facts), *_since_lines(since)]))
    return 0


def _since_lines(since: SinceThen) -> Iterator[str]:
    if since.nothing_came_down:
        yield f"{NOTHING} (Up to {day_in_words(since.on)})"
    for event in since.events:
        file = f"{event.sha256[:DIGITS]}, {event.channel}"
        why = f" ({' '.join(event.why)})" if event.why else ""
        yield f"  {day_in_words(event.day)}: {file}: {event.what}{why}"


def _record_text(facts: dict[str, Any]) -> str:
    lines = [f"Batch {facts['batch_id']}, sign-off {facts['sign_off_id']} by {facts['signed_by']}"]
    for channel in facts["channels"]:
        refused = sum(each["copies"] for each in channel["refused"])
        lines.append(
            f"  {channel['name']}: {channel['cleared']} signed off, "
            f"{len(channel['files'])} published, {refused} not"
        )
    audit = facts["audit"]
    return "\n".join([*lines, f"Audit trail up to line {audit['line']}: {audit['chained']}"])
