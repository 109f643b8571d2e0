"""The portraits of a pupil: how good each is, adding, removing, enrolling."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import Job, JobKind
from consentdesk.ui.labels import words
from consentdesk.ui.register.look_alikes_part import LookAlikesPart
from consentdesk.ui.register.portrait_row import PortraitRow
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.register.portrait_register import PupilPortraits

PICTURES = "*.jpg *.jpeg *.png *.heic *.heif *.webp *.tif *.tiff"


class PortraitsPart(QWidget):
    """Shows what there is and what to do about it.

    Without `shows_progress` somebody else shows how far enrolling is.
    """

    changed = Signal()

    def __init__(
        self,
        around: Surroundings,
        pupil: PupilPortraits,
        parent: QWidget | None = None,
        *,
        shows_progress: bool = True,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self.pupil = pupil
        theme = around.theme
        self.rows = tuple(
            PortraitRow(around, portrait, pupil.today, enrolled=portrait.id in pupil.enrolled)
            for portrait in reversed(pupil.portraits)
        )
        self.look_alikes = LookAlikesPart(around, pupil)
        self.add = button(theme, tr("Add a portrait"), self._ask_file, icon="plus")
        self.enrol = button(
            theme, tr("Enrol now"), self._enrol, icon="account-box-outline", look="primary"
        )
        self.enrol.setVisible(bool(pupil.to_enrol))
        self.progress = JobProgress(around.jobs, theme, tr("Stop")) if shows_progress else None
        self._lay_out()
        self._watch(around.jobs.of(JobKind.ENROL, None))
        for row in self.rows:
            row.changed.connect(self.changed)
        around.jobs.started.connect(self._job_changed)
        around.jobs.ended.connect(self._job_changed)

    @property
    def standing(self) -> str:
        """Say what faces are compared with, or why with nothing."""
        pupil = self.pupil
        number = sum(1 for portrait in pupil.portraits if portrait.id in pupil.enrolled)
        if number:
            return plural(number, "Compared with {n} portrait.", "Compared with {n} portraits.")
        if not pupil.lock.open:
            return tr("Found by human eyes only. {why}", why=pupil.lock.sentence)
        return tr("Not compared with any portrait yet.")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(words(self.standing, "strong"))
        if self.pupil.advice:
            column.addWidget(words(self.pupil.advice))
        column.addWidget(self.look_alikes)
        for row in self.rows:
            column.addWidget(row)
        if self.progress is not None:
            column.addWidget(self.progress)
        column.addWidget(self.enrol)
        column.addWidget(self.add)

    def _watch(self, job: Job | None) -> None:
        self.enrol.setEnabled(job is None or not job.running)
        if self.progress is not None:
            self.progress.watch(job)

    def _ask_file(self) -> None:
        kinds = tr("Pictures ({patterns})", patterns=PICTURES)
        title = tr("A picture of {name} alone", name=self.pupil.person.name)
        self._around.dialogs.choose_file(self.window(), title, kinds, self._add)

    def _add(self, file: Path | None) -> None:
        if file is None:
            return
        portraits, by = self._around.workspace.portraits, self._around.by()
        person_id = self.pupil.person.id
        self.add.setEnabled(False)
        self._around.runner.run(
            self,
            lambda: portraits.add(person_id, file, by),
            self._done,
            always=lambda: self.add.setEnabled(True),
            lane="long",
        )

    def _enrol(self) -> None:
        self._around.jobs.enrol(self.pupil.person.id)

    @Slot(object)
    def _job_changed(self, job: Job) -> None:
        if job.kind is not JobKind.ENROL:
            return
        self._watch(job)
        if not job.running:
            self.changed.emit()

    @Slot(object)
    def _done(self, result: object) -> None:
        self.changed.emit()
