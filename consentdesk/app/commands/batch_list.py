"""``consentdesk batch list``: the numbers that the other steps ask for."""

import argparse

from consentdesk.app.commands.shared import answer, workspace_of
from consentdesk.domain.batch_steps import in_hand
from consentdesk.domain.day_in_words import day_in_words
from consentdesk.services.batches import BatchCard


def run_list(given: argparse.Namespace) -> int:
    """Print every batch, newest first, and what is to do in it."""
    with workspace_of(given) as workspace:
        cards = workspace.batches.cards()
    told = {
        "batches": [
            {
                "batch": card.batch.id,
                "event": card.batch.details.event,
                "date": card.batch.details.event_date.isoformat(),
                "photos": card.counts.photos,
                "sentence": in_hand(card.steps),
            }
            for card in cards
        ]
    }
    answer(given, told, lambda: "\n".join(map(_line, cards)) or "There is no batch yet.")
    return 0


def _line(card: BatchCard) -> str:
    details = card.batch.details
    day = day_in_words(details.event_date)
    return f"{card.batch.id:>4}  {details.event}, {day}. {in_hand(card.steps)}"
