"""Long work on batches: one place owns it, the pages only watch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from consentdesk.domain.errors import Cancelled, KnownError
from consentdesk.domain.ids import BatchId, ChannelId, ImportId, PersonId, ReleasedFileId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.ui.runner import Runner

if TYPE_CHECKING:
    from consentdesk.services.packing.pack_plan import PackOrder
    from consentdesk.services.packing.print_sheets import PrintOrder
    from consentdesk.services.workspace import Workspace


class JobKind(StrEnum):
    """What is being done."""

    BRING_IN = "bring_in"
    FIND_FACES = "find_faces"
    COMPARE_AGAIN = "compare_again"
    PUBLISH = "publish"
    CHECK_COPIES = "check_copies"
    TAKE_DOWN = "take_down"
    ENROL = "enrol"
    JUDGE = "judge"
    DELETE_DUE = "delete_due"
    BACK_UP = "back_up"
    PACK = "pack"


class JobState(StrEnum):
    """How a job stands."""

    RUNNING = "running"
    STOPPING = "stopping"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class Job:
    """One long piece of work.

    Attributes:
        batch_id: None for work that belongs to the school, such as on portraits or a backup.
        result: the receipt of the service, once there is one.
        error: why it failed.
    """

    def __init__(self, kind: JobKind, batch_id: BatchId | None) -> None:
        self.kind = kind
        self.batch_id = batch_id
        self.progress = Progress()
        self.token = CancelToken()
        self.state = JobState.RUNNING
        self.result: Any = None
        self.error: KnownError | None = None

    @property
    def running(self) -> bool:
        """Whether it has not ended yet."""
        return self.state in {JobState.RUNNING, JobState.STOPPING}

    def end(self, result: Any) -> None:
        """Take the receipt; a receipt that says it is unfinished was stopped."""
        self.result = result
        finished = getattr(result, "finished", True) and not self.token.cancelled
        self.state = JobState.DONE if finished else JobState.STOPPED

    def fail(self, error: KnownError) -> None:
        """Take the reason why it ended without a receipt."""
        stopped = isinstance(error, Cancelled)
        self.error = None if stopped else error
        self.state = JobState.STOPPED if stopped else JobState.FAILED


class Arrivals:
    """Tells the scan whether photos may still arrive.

    After the end of bringing in it says yes once more, so that a photo that arrived between
    the scan's last look and that end is seen.
    """

    def __init__(self, bringing_in: Job | None) -> None:
        self._bringing_in = bringing_in
        self._ended = bringing_in is None

    def going_on(self) -> bool:
        """Whether to look once more."""
        if self._ended or self._bringing_in is None:
            return False
        self._ended = not self._bringing_in.running
        return True


class Jobs(QObject):
    """Starts, stops and remembers long work; at most one of a kind for each batch."""

    started = Signal(object)
    ended = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        runner: Runner,
        by: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._runner = runner
        self._by = by
        self._jobs: dict[tuple[JobKind, BatchId | None], Job] = {}

    def of(self, kind: JobKind, batch_id: BatchId | None) -> Job | None:
        """Return the job that runs, or the last one that ended since the program started."""
        return self._jobs.get((kind, batch_id))

    def is_running(self, kind: JobKind, batch_id: BatchId | None) -> bool:
        """Whether such a job is under way."""
        job = self.of(kind, batch_id)
        return job is not None and job.running

    @property
    def running(self) -> tuple[Job, ...]:
        """Everything under way."""
        return tuple(job for job in self._jobs.values() if job.running)

    def bring_in(self, batch_id: BatchId, sources: Sequence[Path]) -> Job:
        """Bring photos into a batch and look for faces in them as they come."""
        job = self.bring_in_only(batch_id, sources)
        self.find_faces(batch_id)
        return job

    def bring_in_only(
        self,
        batch_id: BatchId,
        sources: Sequence[Path],
        still_arriving: Callable[[], bool] = lambda: False,
    ) -> Job:
        """Bring photos in without looking for faces yet, as long as a device still copies."""
        chosen, by = tuple(sources), self._by()
        service = self._workspace.importer

        def work(job: Job) -> Any:
            return service.bring_in(batch_id, chosen, by, job.progress, job.token, still_arriving)

        return self._start(JobKind.BRING_IN, batch_id, work)

    def continue_bringing_in(self, batch_id: BatchId, import_id: ImportId) -> Job:
        """Go on with bringing in that was stopped or cut off."""
        by, service = self._by(), self._workspace.importer

        def work(job: Job) -> Any:
            return service.resume(import_id, by, job.progress, job.token)

        job = self._start(JobKind.BRING_IN, batch_id, work)
        self.find_faces(batch_id)
        return job

    def find_faces(self, batch_id: BatchId, before: Callable[[], None] = lambda: None) -> Job:
        """Look for faces in the photos that still wait, and in those that are arriving.

        `before` runs first in the job's thread.
        """
        by, service = self._by(), self._workspace.scanner
        coming = Arrivals(self.of(JobKind.BRING_IN, batch_id))

        def work(job: Job) -> Any:
            before()
            return service.run(batch_id, by, job.progress, job.token, coming.going_on)

        return self._start(JobKind.FIND_FACES, batch_id, work)

    def compare_again(self, batch_id: BatchId) -> Job:
        """Compare the faces that were found with the register as it is now."""
        by, service = self._by(), self._workspace.scanner

        def work(job: Job) -> Any:
            return service.compare_again(batch_id, by, job.progress, job.token)

        return self._start(JobKind.COMPARE_AGAIN, batch_id, work)

    def publish(self, batch_id: BatchId) -> Job:
        """Write what is signed off and not yet published."""
        by, service = self._by(), self._workspace.publisher

        def work(job: Job) -> Any:
            return service.run(batch_id, by, job.progress, job.token)

        return self._start(JobKind.PUBLISH, batch_id, work)

    def check_copies(self) -> Job:
        """Look into every folder for the copies that went out."""
        by, service = self._by(), self._workspace.take_down

        def work(job: Job) -> Any:
            return service.check(by, job.progress, job.token)

        return self._start(JobKind.CHECK_COPIES, None, work)

    def take_down(self, ids: Sequence[ReleasedFileId]) -> Job:
        """Remove published copies from their folders."""
        by, service, chosen = self._by(), self._workspace.take_down, tuple(ids)

        def work(job: Job) -> Any:
            return service.take_down(chosen, by, job.progress, job.token)

        return self._start(JobKind.TAKE_DOWN, None, work)

    def enrol(self, person_id: PersonId | None = None) -> Job:
        """Learn the portraits of pupils with a biometric permission, or of this one only."""
        by, service = self._by(), self._workspace.enrolment

        def work(job: Job) -> Any:
            return service.enrol(by, job.progress, job.token, person_id)

        return self._start(JobKind.ENROL, None, work)

    def judge_portraits(self) -> Job:
        """Look at the portraits whose quality is not known yet; nothing is learnt from them."""
        by, service = self._by(), self._workspace.enrolment

        def work(job: Job) -> Any:
            return service.judge(by, job.progress, job.token)

        return self._start(JobKind.JUDGE, None, work)

    def delete_due(self) -> Job:
        """Delete what the school keeps no longer."""
        by, service = self._by(), self._workspace.retention
        return self._start(JobKind.DELETE_DUE, None, lambda job: service.run(by, job.token))

    def back_up(self, target: Path, passphrase: str) -> Job:
        """Write a backup into a folder and read it again."""
        by, service = self._by(), self._workspace.backups

        def work(job: Job) -> Any:
            return service.make(target, passphrase, by, job.progress, job.token)

        return self._start(JobKind.BACK_UP, None, work)

    def pack(self, order: PackOrder, path: Path) -> Job:
        """Make a pack for the web editor."""
        by, service = self._by(), self._workspace.web_packs

        def work(job: Job) -> Any:
            return service.make(order, path, by, job.progress, job.token)

        return self._start(JobKind.PACK, order.batch_id, work)

    def contact_sheet(self, batch_id: BatchId, channel_id: ChannelId, path: Path) -> Job:
        """Save the published photos of a channel small on paper."""
        by, service = self._by(), self._workspace.web_packs

        def work(job: Job) -> Any:
            return service.save_contact_sheet(
                batch_id, channel_id, path, by, job.progress, job.token
            )

        return self._start(JobKind.PACK, batch_id, work)

    def prints(self, order: PrintOrder, path: Path) -> Job:
        """Save the sheets to print of the published photos of a channel."""
        by, service = self._by(), self._workspace.print_sheets

        def work(job: Job) -> Any:
            return service.make(order, path, by, job.progress, job.token)

        return self._start(JobKind.PACK, order.batch_id, work)

    def stop(self, job: Job) -> None:
        """Ask a job to stop after the item in hand."""
        if job.state is JobState.RUNNING:
            job.state = JobState.STOPPING
            job.token.cancel()

    def stop_all(self) -> None:
        """Ask everything to stop."""
        for job in self.running:
            self.stop(job)

    def _start(self, kind: JobKind, batch_id: BatchId | None, work: Callable[[Job], Any]) -> Job:
        under_way = self.of(kind, batch_id)
        if under_way is not None and under_way.running:
            return under_way
        job = Job(kind, batch_id)
        self._jobs[kind, batch_id] = job

        def failed(error: KnownError) -> None:
            job.fail(error)
            if job.error is not None:
                self._runner.messages.problem(job.error)

        def ended() -> None:
            if job.running:
                job.state = JobState.FAILED
            self.ended.emit(job)

        self._runner.run(self, lambda: work(job), job.end, failed, always=ended, lane="long")
        self.started.emit(job)
        return job
