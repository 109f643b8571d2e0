"""The folder of one channel filled: first every copy made ready, then all names at once."""

from collections.abc import Generator
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from consentdesk.domain.channel import Channel
from consentdesk.domain.errors import (
    Cancelled,
    DiskFull,
    KnownError,
    Refused,
    VerificationFailed,
)
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import Clearance, ReleasedState, SignOff
from consentdesk.media.folder_faults import ShareAway
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.deciding.desk import already_published
from consentdesk.services.publishing.away_shares import Patience, Wait, went_away
from consentdesk.services.publishing.channel_places import refuse_shared
from consentdesk.services.publishing.copy_making import (
    CopyMaking,
    FaceChecks,
    HiddenFile,
    ReadyCopy,
    RenderedCopy,
    WrittenCopy,
    clear_away,
    drop_empty_event_folders,
)
from consentdesk.services.publishing.copy_naming import CopyNaming
from consentdesk.services.publishing.finishing_crew import FinishingCrew, worked_ahead
from consentdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class ChannelResult:
    """What happened for one channel.

    Attributes:
        published: copies written and verified in this run.
        already_there: copies that an earlier run of the same sign-off had finished.
        refused: photos that were not published, each with its sentence.
        finished: False when the person stopped it.
    """

    channel: Channel
    folder: Path
    published: int = 0
    already_there: int = 0
    refused: tuple[tuple[PhotoId, str], ...] = ()
    finished: bool = True


@dataclass(frozen=True, slots=True)
class PublishingRun:
    """One run over all channels.

    Attributes:
        by: who publishes.
        failed: photos of which a copy failed its check; no other copy of them goes out.
    """

    signed: SignOff
    by: str
    progress: Progress
    cancel: CancelToken
    failed: set[PhotoId] = field(default_factory=set)

    def wanted(self, channel: Channel) -> tuple[Clearance, ...]:
        """Return what was released for a channel."""
        return tuple(c for c in self.signed.clearances if c.channel_id == channel.id)


@dataclass(slots=True)
class _Filling:
    """How far one channel is.

    Attributes:
        left: not written yet.
        written: hidden in the folder, and being verified.
        ready: verified.
    """

    channel: Channel
    left: list[Clearance] = field(default_factory=list)
    written: list[WrittenCopy] = field(default_factory=list)
    ready: list[ReadyCopy] = field(default_factory=list)
    published: int = 0
    already_there: int = 0
    refused: list[tuple[PhotoId, str]] = field(default_factory=list)
    finished: bool = True

    @property
    def hidden(self) -> tuple[HiddenFile, ...]:
        """Everything that lies hidden in the folder."""
        return (*self.ready, *(copy.file for copy in self.written))

    @property
    def result(self) -> ChannelResult:
        return ChannelResult(
            self.channel,
            self.channel.details.folder,
            self.published,
            self.already_there,
            tuple(self.refused),
            self.finished,
        )


class ChannelRelease:
    """Fills the folders of one workspace's channels."""

    def __init__(self, acting: Acting, checks: FaceChecks, crew: FinishingCrew, wait: Wait) -> None:
        self._library = acting.library
        self._crew = crew
        self._making = CopyMaking(acting, checks, crew)
        self._naming = CopyNaming(acting)
        self._wait = wait

    def fill(self, channel: Channel, run: PublishingRun) -> ChannelResult:
        """Publish one channel's share of a run, all of its copies in the same moment.

        A copy that fails is refused and the others go on. When the person stops it before the
        names are given, when the disk is full, when the folder stays away or has become another
        channel's, no copy gets one.
        """
        filling, patience = self._begin(channel, run), Patience(run.cancel, self._wait)
        try:
            if self._all_ready(filling, run, patience) and self._has_its_place(filling, run):
                self._name(filling, run, patience)
        finally:
            clear_away(filling.hidden)
        return filling.result

    def _begin(self, channel: Channel, run: PublishingRun) -> _Filling:
        signed, filling = run.signed, _Filling(channel)
        done = self._library.run(lambda u: already_published(u, signed.batch_id, signed))
        for clearance in run.wanted(channel):
            if clearance in done:
                filling.already_there += 1
                run.progress.step()
            else:
                filling.left.append(clearance)
        return filling

    def _all_ready(self, filling: _Filling, run: PublishingRun, patience: Patience) -> bool:
        """Make every copy ready that can be; False when none may get its name."""
        if not self._has_its_place(filling, run):
            return False
        try:
            self._make_ready(filling, run, patience)
        except Cancelled:
            filling.finished = False
            self._take_back(filling)
        except DiskFull as error:
            self._give_up(filling, run, none_was_published(error))
        except ShareAway:
            left = len(filling.hidden) + len(filling.left)
            self._give_up(filling, run, went_away(filling.already_there, left))
        else:
            return True
        return False

    def _has_its_place(self, filling: _Filling, run: PublishingRun) -> bool:
        """Whether the folder is this channel's alone; else nothing stays in it."""
        channels = self._library.run(lambda u: u.channels.all())
        try:
            refuse_shared(filling.channel, channels)
        except Refused as error:
            self._give_up(filling, run, error)
            return False
        return True

    def _make_ready(self, filling: _Filling, run: PublishingRun, patience: Patience) -> None:
        """Write one copy after the other, while later ones are rendered and earlier verified."""
        written = self._written(filling, run, patience)
        checked = worked_ahead(self._making.verify, written, self._crew.at_once)
        with closing(written), closing(checked):
            for copy, verifying in checked:
                self._settle(filling, run, copy, verifying)
                run.progress.step()
        run.cancel.raise_if_cancelled()

    def _written(
        self, filling: _Filling, run: PublishingRun, patience: Patience
    ) -> Generator[WrittenCopy, None, None]:
        coming = worked_ahead(
            lambda clearance: self._rendered(filling.channel, run, clearance),
            tuple(filling.left),
            self._crew.at_once,
        )
        with closing(coming):
            for clearance, rendering in coming:
                run.cancel.raise_if_cancelled()
                copy = self._write_one(filling, run, clearance, rendering, patience)
                filling.left.remove(clearance)
                if copy is None:
                    run.progress.step()
                else:
                    filling.written.append(copy)
                    yield copy

    def _rendered(self, channel: Channel, run: PublishingRun, clearance: Clearance) -> RenderedCopy:
        if clearance.photo_id in run.failed:
            raise Refused(
                "Another copy of this photo failed its check.", "Look at the photo again."
            )
        return self._making.render(channel, run.signed, clearance)

    def _write_one(
        self,
        filling: _Filling,
        run: PublishingRun,
        clearance: Clearance,
        rendering: "Future[RenderedCopy]",
        patience: Patience,
    ) -> WrittenCopy | None:
        try:
            copy = self._making.write(rendering.result(), patience)
        except (Cancelled, DiskFull):
            raise
        except ShareAway:
            run.cancel.raise_if_cancelled()
            raise
        except KnownError as error:
            self._refuse(filling, run, clearance.photo_id, error)
            return None
        if copy is None:
            filling.already_there += 1
        return copy

    def _settle(
        self,
        filling: _Filling,
        run: PublishingRun,
        copy: WrittenCopy,
        verifying: "Future[ReadyCopy]",
    ) -> None:
        try:
            ready = verifying.result()
        except Cancelled:
            raise
        except KnownError as error:
            filling.written.remove(copy)
            self._making.refuse(copy, error)
            self._refuse(filling, run, copy.rendered.clearance.photo_id, error)
        else:
            filling.written.remove(copy)
            filling.ready.append(ready)

    def _name(self, filling: _Filling, run: PublishingRun, patience: Patience) -> None:
        outcome = self._naming.give_names(run.signed, run.by, filling.ready, patience)
        filling.published = len(outcome.named)
        filling.refused += outcome.refused
        drop_empty_event_folders(filling.channel, filling.ready)
        filling.ready = list(outcome.unnamed)
        problem = outcome.problem
        if isinstance(problem, ShareAway):
            filling.finished = not run.cancel.cancelled
            there = filling.already_there + filling.published
            problem = went_away(there, len(outcome.unnamed))
        filling.refused += [(copy.intended.photo_id, str(problem)) for copy in outcome.unnamed]

    def _give_up(self, filling: _Filling, run: PublishingRun, error: KnownError) -> None:
        """Take back what is ready and refuse all of the channel that is not out."""
        hidden = [file.intended.photo_id for file in filling.hidden]
        self._take_back(filling)
        for photo_id in (*hidden, *(clearance.photo_id for clearance in filling.left)):
            self._refuse(filling, run, photo_id, error)
        run.progress.step(len(filling.left))

    def _take_back(self, filling: _Filling) -> None:
        self._making.take_back(filling.channel, filling.hidden)
        filling.ready, filling.written = [], []

    def _refuse(
        self, filling: _Filling, run: PublishingRun, photo_id: PhotoId, error: KnownError
    ) -> None:
        if isinstance(error, VerificationFailed):
            run.failed.add(photo_id)
        problem = str(error)
        filling.refused.append((photo_id, problem))
        self._library.run(
            lambda u: _note_refusal(u, filling.channel, run.signed, photo_id, problem)
        )


def none_was_published(full: DiskFull) -> DiskFull:
    """Return what is told when a disk was full before all copies of a channel were ready."""
    return DiskFull(f"{full.sentence} No new copy was published on this channel.", full.next_step)


def _note_refusal(
    u: UnitOfWork, channel: Channel, signed: SignOff, photo_id: PhotoId, problem: str
) -> None:
    """Keep why a photo was refused before a file was written; once, however often it is tried."""
    known = u.releases.files(sign_off_id=signed.id, photo_id=photo_id, channel_id=channel.id)
    if any(f.state is not ReleasedState.REFUSED or f.problem == problem for f in known):
        return
    folder = str(channel.details.folder)
    noted = u.releases.intend(signed.id, photo_id, channel.id, folder, "")
    u.releases.set_state(noted.id, ReleasedState.REFUSED, problem=problem)
