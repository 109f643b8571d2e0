"""Before publishing: every rule that will be asked, answered beforehand and all at once.

It changes nothing and promises nothing: publishing asks its own rules again for each copy.
"""

from collections.abc import Mapping
from dataclasses import replace

from consentdesk.domain.batch import Batch
from consentdesk.domain.ids import BatchId, ChannelId
from consentdesk.domain.preflight import (
    AtChannel,
    ChannelForecast,
    PreflightReport,
    RuleResult,
    RuleState,
)
from consentdesk.domain.release import Clearance
from consentdesk.domain.verdict import Outcome
from consentdesk.services.deciding.desk import already_published, photos_on_desk, standing_sign_off
from consentdesk.services.looking_after.published_copies import DUE
from consentdesk.services.looking_after.take_down import TakeDown
from consentdesk.services.names.person_names import tidy_name
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.publishing.channel_forecast import forecast, room_problem
from consentdesk.services.publishing.channels import Channels
from consentdesk.services.publishing.file_names import PatternRefused, free_name
from consentdesk.services.publishing.release_rules import rules_of
from consentdesk.services.publishing.rule_facts import RuleFacts
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

Problems = Mapping[ChannelId, RuleResult | None]
"""What is wrong with the folder of each channel that something goes to."""


class Preflight:
    """The look at everything before photos of one workspace are published."""

    def __init__(
        self,
        library: Library,
        register: RegisterReader,
        channels: Channels,
        take_down: TakeDown,
    ) -> None:
        self._library = library
        self._register = register
        self._channels = channels
        self._take_down = take_down

    def run(self, batch_id: BatchId, by: str = "") -> PreflightReport:
        """Answer every rule for a batch as it stands now; nothing is written anywhere.

        `by` is who is going to publish; without a name nobody's duties and papers are asked for.
        """
        due = sum(1 for copy in self._take_down.copies(batch_id) if copy.standing in DUE)
        facts = self._library.run(lambda u: self._read(u, batch_id, due, by))
        coming = _forecasts(facts)
        # Not in the librarian's thread: a network folder may take its time.
        problems = {c.channel.id: self._folder_problem(c) for c in coming if c.left}
        return PreflightReport(
            rules=(*rules_of(facts), *_folders(problems)),
            channels=tuple(self._named(facts.batch, c, problems) for c in coming),
            held=facts.with_status(Outcome.HELD),
            open=facts.with_status(Outcome.NEEDS_DECISION),
            standing=facts.standing,
            last=facts.last,
        )

    def _read(self, u: UnitOfWork, batch_id: BatchId, due: int, by: str) -> RuleFacts:
        batch, register = u.batches.get(batch_id), self._register.read(u)
        now = self._register.now()
        standing = standing_sign_off(u, batch, register.version, now)
        left = frozenset[Clearance]()
        if standing is not None:
            left = frozenset(standing.clearances) - already_published(u, batch_id, standing)
        return RuleFacts(
            batch=batch,
            register=register,
            photos=photos_on_desk(u, batch, register),
            answers=u.register.answers(),
            hands=u.review.hands(batch_id) - {PROGRAM},
            standing=standing,
            last=u.releases.last_sign_off(batch_id),
            left=left,
            due=due,
            profile=u.staff.profile(),
            devices=frozenset(u.batches.school_devices()),
            publisher=u.staff.named(tidy_name(by)),
            now=now,
        )

    def _folder_problem(self, coming: ChannelForecast) -> RuleResult | None:
        problem = self._channels.folder_problem(coming.channel)
        if problem is None:
            return room_problem(coming)
        sentence, _, next_step = problem.partition(". ")
        text = f"{coming.channel.name}: {sentence}."
        mend_at = AtChannel(coming.channel.id)
        return RuleResult("folder", RuleState.WARN, text, next_step, mend_at)

    def _named(self, batch: Batch, coming: ChannelForecast, problems: Problems) -> ChannelForecast:
        if problems.get(coming.channel.id, _NOTHING_GOES_THERE) is not None:
            return coming
        try:
            name = self._library.run(lambda u: free_name(u, batch, coming.channel))
        except PatternRefused:
            return coming
        return replace(coming, first_name=name)


_NOTHING_GOES_THERE = RuleResult("folder", RuleState.OK, "Nothing goes to this channel.")


def _forecasts(facts: RuleFacts) -> tuple[ChannelForecast, ...]:
    signed = () if facts.standing is None else facts.standing.clearances
    return tuple(
        forecast(
            c,
            facts.photos,
            facts.left,
            sum(1 for s in signed if s.channel_id == c.id),
            facts.register.closed.get(c.id, ""),
        )
        for c in facts.register.channels
    )


def _folders(problems: Problems) -> tuple[RuleResult, ...]:
    """Warn of channels that cannot be filled; stop only when none can, the others go on."""
    found = tuple(problem for problem in problems.values() if problem is not None)
    if found and len(found) == len(problems):
        return tuple(replace(problem, state=RuleState.STOP) for problem in found)
    if found or not problems:
        return found
    text = "Every channel's folder is there, accepts files and has room for them."
    return (RuleResult("folders", RuleState.OK, text),)
