"""A job under way: what it does, how far it is, how long it will take, and how to stop it."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.jobs import Job, Jobs, JobState
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.text import time_left, tr
from consentdesk.ui.theme import Theme, set_look

POLL_MS = 100


class JobProgress(QFrame):
    """Watches one job by polling its counters; hides itself when the job has ended."""

    def __init__(
        self,
        jobs: Jobs,
        theme: Theme,
        stop_label: str,
        parent: QWidget | None = None,
        *,
        icon: str = "stop",
    ) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._jobs = jobs
        self._theme = theme
        self._job: Job | None = None
        self._stage = words(look="strong")
        self._left = short_words(look="muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.stop_button = button(theme, stop_label, self._stop, icon=icon)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)
        self._lay_out()
        self.hide()
        jobs.ended.connect(self._ended)

    def watch(self, job: Job | None) -> None:
        """Show this job while it runs; None or an ended job shows nothing."""
        self._job = job if job is not None and job.running else None
        self.setVisible(self._job is not None)
        if self._job is None:
            self._timer.stop()
            return
        self._timer.start()
        self._poll()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._stage, 1)
        top.addWidget(self._left)
        below = QHBoxLayout()
        below.setSpacing(16)
        below.addWidget(self._bar, 1)
        below.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(below)

    @Slot()
    def _poll(self) -> None:
        if self._job is None:
            return
        now = self._job.progress.snapshot()
        stopping = self._job.state is JobState.STOPPING
        stage = tr("Finishing the photo in hand") if stopping else now.stage or tr("Starting")
        if now.total:
            counted = tr("{stage}: {done} of {total}", stage=stage, done=now.done, total=now.total)
        else:
            counted = tr("{stage} …", stage=stage)
        self._stage.setText(counted)
        self._left.setText("" if stopping else time_left(now.seconds_left))
        # 0 of 0 is a bar that runs to and fro
        self._bar.setRange(0, now.total or int(self._theme.still))
        self._bar.setValue(min(now.done, now.total))
        self._bar.setAccessibleName(counted)
        self.stop_button.setEnabled(not stopping)

    @Slot(object)
    def _ended(self, job: Job) -> None:
        if job is self._job:
            self.watch(None)

    def _stop(self) -> None:
        if self._job is not None:
            self._jobs.stop(self._job)
            self._poll()
