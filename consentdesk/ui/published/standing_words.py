"""How a published copy stands, as shape, word and colour."""

from __future__ import annotations

from collections.abc import Sequence

from consentdesk.services.looking_after.published_copies import DUE, PublishedCopy, Standing
from consentdesk.services.looking_after.take_down import WITHIN_HOURS
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Badge


def standing_badge(standing: Standing) -> Badge:
    """Return how a standing is shown."""
    return {
        Standing.TAKE_DOWN: Badge("close-octagon", tr("Take down"), "held"),
        Standing.REMOVE_THERE: Badge("account-remove-outline", tr("Remove elsewhere"), "held"),
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
            "{n} copy may still be seen elsewhere: on an account, on paper, with a web editor.",
            "{n} copies may still be seen elsewhere: on accounts, on paper, with a web editor.",
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
