"""How a published copy stands, as shape, word and colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from consentdesk.services.looking_after.published_copies import DUE, PublishedCopy, Standing
from consentdesk.services.looking_after.take_down import WITHIN_HOURS
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Badge

if TYPE_CHECKING:
    from consentdesk.services.looking_after.still_there import FolderCheck
    from consentdesk.services.looking_after.take_down import TakeDownReceipt


def standing_badge(standing: Standing) -> Badge:
    """Return how a standing is shown."""
    return {
        Standing.TAKE_DOWN: Badge("close-octagon", tr("Take down"), "held"),
        Standing.REMOVE_THERE: Badge("account-remove-outline", tr("Remove there too"), "held"),
        Standing.LOOK_AGAIN: Badge("help-rhombus", tr("Look again"), "open"),
        Standing.MAY_STAY: Badge("check-circle", tr("May stay"), "cleared"),
        Standing.GONE: Badge("folder-question-outline", tr("Not in the folder"), "muted"),
        Standing.TAKEN_DOWN: Badge("archive-check-outline", tr("Taken down"), "muted"),
    }[standing]


def due_sentence(copies: Sequence[PublishedCopy]) -> str:
    """Say calmly how much there is to do; empty when nothing is."""
    standings = [copy.standing for copy in copies]
    counted = (
        (
            Standing.TAKE_DOWN,
            "{n} copy may not stay in its folder.",
            "{n} copies may not stay in their folders.",
        ),
        (
            Standing.REMOVE_THERE,
            "{n} copy may still be shown on an account: look there.",
            "{n} copies may still be shown on accounts: look there.",
        ),
        (
            Standing.LOOK_AGAIN,
            "{n} copy needs another look: its photo is not decided any more.",
            "{n} copies need another look: their photos are not decided any more.",
        ),
    )
    said = [plural(n, one, many) for each, one, many in counted if (n := standings.count(each))]
    if not DUE.isdisjoint(standings):
        rule = tr("School policies ask for removal within {hours} hours.", hours=WITHIN_HOURS)
        said.append(rule)
    return " ".join(said)


def taken_down_sentence(receipt: TakeDownReceipt) -> str:
    """Say what a take-down did."""
    done = len(receipt.removed) + len(receipt.not_there)
    said = [
        plural(done, "{n} file is gone from its folder.", "{n} files are gone from their folders.")
    ]
    if done:
        said.append(tr("Now look at the accounts: what was posted must be removed there, too."))
    if receipt.left:
        n = len(receipt.left)
        said.append(plural(n, "{n} copy still waits; see why.", "{n} copies still wait; see why."))
    return " ".join(said)


def checked_sentence(found: FolderCheck) -> str:
    """Say what "Still there?" found."""
    counts: tuple[tuple[Sequence[object], str, str], ...] = (
        (found.gone, "{n} is not there any more", "{n} are not there any more"),
        (found.changed, "{n} was changed by somebody", "{n} were changed by somebody"),
        (found.back, "{n} is there again", "{n} are there again"),
        (
            found.unreleased,
            "{n} was never released and has to be taken down",
            "{n} were never released and have to be taken down",
        ),
        (found.other_names, "{n} lies there under another name", "{n} lie there under other names"),
        (found.away, "{n} folder cannot be looked into", "{n} folders cannot be looked into"),
    )
    said = [
        plural(
            found.same, "{n} copy is as it was put there", "{n} copies are as they were put there"
        )
    ]
    said += [plural(len(those), one, many) for those, one, many in counts if those]
    return ", ".join(said) + "."
