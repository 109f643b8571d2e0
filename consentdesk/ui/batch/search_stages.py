"""Near faces of the whole batch first, then the small ones: how far each of them is."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from consentdesk.ui.batch.face_facts import FaceFacts
from consentdesk.ui.buttons import button
from consentdesk.ui.jobs import Job, Jobs, JobState
from consentdesk.ui.labels import Sign, short_words
from consentdesk.ui.text import time_left, tr
from consentdesk.ui.theme import Theme

POLL_MS = 100
SIGN = 20


@dataclass(frozen=True, slots=True)
class StageCount:
    """How far one stage is; all of it is done when `done` reaches `total`."""

    name: str
    done: int
    total: int


class SearchStages(QWidget):
    """One line for each stage; the one at work has a bar and says how long it will take.

    Attributes:
        row: the line below them; what starts or pauses the work stands at its end.
    """

    def __init__(self, jobs: Jobs, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        # the keyboard waits here while nothing can be pressed; else it would leave the page
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(tr("How far looking for faces is"))
        self._job: Job | None = None
        self.rows = (_StageRow(theme), _StageRow(theme))
        self.words_below = short_words(look="muted")
        self.row = QHBoxLayout()
        self.pause = button(
            theme,
            tr("Pause"),
            self._pause,
            icon="pause",
            tip=tr("Stops after the photo in hand; it goes on where it stopped, also tomorrow"),
        )
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)
        self._lay_out()
        jobs.ended.connect(self._ended)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(3, 1)
        for number, row in enumerate(self.rows):
            for place, part in enumerate((row.sign, row.name, row.count, row.bar)):
                grid.addWidget(part, number, place, Qt.AlignmentFlag.AlignVCenter)
        self.row.setSpacing(12)
        self.row.addWidget(self.words_below)
        self.row.addStretch(1)
        self.row.addWidget(self.pause)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addLayout(self.row)

    @property
    def running(self) -> bool:
        """Whether a search is under way."""
        return self._job is not None

    def watch(self, job: Job | None) -> None:
        """Follow this job while it runs."""
        self._job = job if job is not None and job.running else None
        self.pause.setVisible(self.running)
        if self._job is None:
            self._timer.stop()
        else:
            self._timer.start()
        self._poll()

    def show_facts(self, facts: FaceFacts) -> None:
        """Show how far the batch is, whether a search is under way or not."""
        total = len(facts.photos)
        small = tr("Thorough look") if facts.thorough else tr("Small faces")
        self.rows[0].show_count(StageCount(tr("Near faces"), facts.near_done, total))
        self.rows[1].show_count(StageCount(small, facts.whole_done, total))
        self._poll()

    @Slot()
    def _poll(self) -> None:
        """Say which stage is at work, and for how long."""
        job = self._job
        at_work = next((row for row in self.rows if not row.done), None)
        left = ""
        if job is not None and job.state is JobState.RUNNING:
            left = time_left(job.progress.snapshot().seconds_left)
        for row in self.rows:
            row.show_work(job is not None and row is at_work)
        sentence = self._sentence(at_work)
        lasts = f"{left[:1].upper()}{left[1:]}." if left else ""
        self.words_below.setText(f"{lasts} {sentence}".strip())
        self.setAccessibleDescription(self.words_below.text())
        stopping = job is not None and job.state is JobState.STOPPING
        if stopping and self.pause.hasFocus():
            self.setFocus()
        self.pause.setEnabled(not stopping)

    def _sentence(self, at_work: "_StageRow | None") -> str:
        begun = self.rows[0].any_done
        if self._job is None:
            return tr("It goes on where it stopped, also tomorrow.") if begun else ""
        if self._job.state is JobState.STOPPING:
            return tr("Finishing the photo in hand …")
        if at_work is None:
            stage = self._job.progress.snapshot().stage
            return tr("{stage} …", stage=stage) if stage else ""
        return tr("You can begin to decide meanwhile.") if begun else ""

    @Slot(object)
    def _ended(self, job: Job) -> None:
        if job is self._job:
            self.watch(None)

    def _pause(self) -> None:
        if self._job is not None:
            self._jobs.stop(self._job)
            self._poll()


class _StageRow:
    """The parts of one line."""

    def __init__(self, theme: Theme) -> None:
        self._count = StageCount("", 0, 0)
        self.sign = Sign(theme, SIGN)
        self.name = short_words(look="strong")
        self.count = short_words()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)

    @property
    def done(self) -> bool:
        """Whether nothing is left of this stage."""
        return self._count.done >= self._count.total

    @property
    def any_done(self) -> bool:
        """Whether a photo went through this stage."""
        return self._count.done > 0

    def show_count(self, count: StageCount) -> None:
        """Show how far the stage is."""
        self._count = count
        self.name.setText(count.name)
        counted = tr("{done} of {total} photos", done=count.done, total=count.total)
        self.count.setText(counted)
        self.bar.setRange(0, max(1, count.total))
        self.bar.setValue(count.done)
        self.bar.setAccessibleName(f"{count.name}: {counted}")

    def show_work(self, at_work: bool) -> None:
        """Show whether this stage is at work now."""
        icon, role = ("check-circle", "cleared") if self.done else ("circle-outline", "muted")
        if at_work:
            icon, role = "progress-clock", "accent"
        self.sign.show_sign(icon, role)
