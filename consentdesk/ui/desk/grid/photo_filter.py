"""Which photos the grid shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from consentdesk.domain.channel import Channel
from consentdesk.domain.ids import ChannelId
from consentdesk.domain.verdict import Outcome
from consentdesk.ui.desk.grid.standing import Standing
from consentdesk.ui.text import tr


class Show(StrEnum):
    """What a photo must be like to be shown."""

    ALL = "all"
    TO_DECIDE = "to_decide"
    FLAGGED = "flagged"
    HELD = "held"
    WAITING = "waiting"
    CLEARED = "cleared"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter; `channel` is given for photos that are cleared for it."""

    show: Show = Show.ALL
    channel: ChannelId | None = None

    def takes(self, standing: Standing, *, changed: bool) -> bool:
        """Whether a photo is shown; `changed` tells whether it did since it was last open."""
        if self.show is Show.CLEARED:
            return self.channel in standing.cleared_for
        return {
            Show.ALL: True,
            Show.TO_DECIDE: standing.needs_person,
            Show.FLAGGED: standing.flagged,
            Show.HELD: standing.status is Outcome.HELD,
            Show.WAITING: standing.waits,
            Show.CHANGED: changed,
        }[self.show]


ALL_PHOTOS = Filter()


@dataclass(frozen=True, slots=True)
class FilterLine:
    """A filter with its words and a sentence that explains it."""

    wanted: Filter
    words: str
    tip: str


def filter_lines(channels: Sequence[Channel]) -> tuple[FilterLine, ...]:
    """Return the filters of a desk with these channels, in the order of the list."""
    return (
        FilterLine(ALL_PHOTOS, tr("All photos"), tr("Every photo of this batch.")),
        FilterLine(
            Filter(Show.TO_DECIDE),
            tr("To decide"),
            tr("Photos in which something is left to decide or to look at."),
        ),
        FilterLine(
            Filter(Show.FLAGGED),
            tr("Flagged"),
            tr("Photos with an undecided face that looks like somebody on the look-out list."),
        ),
        FilterLine(
            Filter(Show.HELD), tr("Held"), tr("Photos that may not go to any channel as they are.")
        ),
        FilterLine(
            Filter(Show.WAITING),
            tr("Waiting for an answer"),
            tr("Photos that wait for the Head or a second opinion."),
        ),
        *(_cleared_for(channel) for channel in channels),
        FilterLine(
            Filter(Show.CHANGED),
            tr("Changed since I looked"),
            tr(
                "Photos whose decisions or answers are not as you left them: changed since you "
                "last had them open, or since this batch was laid on the desk. What you do in the "
                "open photo itself does not count."
            ),
        ),
    )


def _cleared_for(channel: Channel) -> FilterLine:
    return FilterLine(
        Filter(Show.CLEARED, channel.id),
        tr("Cleared for {channel}", channel=channel.name),
        tr("Photos that are checked and may go to {channel} now.", channel=channel.name),
    )
