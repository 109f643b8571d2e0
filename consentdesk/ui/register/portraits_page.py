"""Every pupil's portraits at a glance, to be worked through from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.ids import PersonId
from consentdesk.domain.portraits import PortraitNeed
from consentdesk.ui.badge_delegate import BadgeDelegate
from consentdesk.ui.buttons import button
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import Job, JobKind
from consentdesk.ui.note import Note
from consentdesk.ui.register.list_and_card import CardSide, PeopleTable, list_and_card
from consentdesk.ui.register.portraits_bar import PortraitsBar
from consentdesk.ui.register.portraits_model import (
    BADGE,
    PUPIL,
    STATE,
    TO_DO,
    PortraitsFilter,
    PortraitsModel,
)
from consentdesk.ui.register.pupil_portraits_card import PupilPortraitsCard
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.register.portrait_register import PupilPortraits

_KINDS = (JobKind.JUDGE, JobKind.ENROL)


class PortraitsPage(QWidget):
    """Left the pupils, right the portraits of the one chosen."""

    changed = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._chosen: PersonId | None = None
        self.card: PupilPortraitsCard | None = None
        theme = around.theme
        self.summary = Note(theme, "note")
        self.judge = button(theme, tr("Check portraits"), self._judge, icon="image-search-outline")
        self.enrol = button(theme, tr("Enrol portraits"), self._enrol, icon="account-box-outline")
        self.progress = JobProgress(around.jobs, theme, tr("Stop"))
        self.bar = PortraitsBar(theme)
        self.model = PortraitsModel(self)
        self.filter = PortraitsFilter(self)
        self.filter.setSourceModel(self.model)
        self.table = PeopleTable(tr("Portraits of the pupils"), self.filter)
        self.table.setItemDelegateForColumn(STATE, BadgeDelegate(theme, BADGE, self.table))
        self._side = CardSide(around.theme, tr("Choose a pupil to see the portraits."))
        self._lay_out()
        self.bar.narrowed.connect(self._narrow)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        around.jobs.started.connect(self._job_changed)
        around.jobs.ended.connect(self._job_changed)
        search = QShortcut(QKeySequence("Ctrl+F"), self)
        search.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        search.activated.connect(self.bar.search.setFocus)

    def show_pupils(self, pupils: Mapping[PersonId, PupilPortraits]) -> None:
        """Show these pupils; whoever was chosen stays chosen."""
        chosen = self._chosen
        self.model.show_pupils(tuple(pupils.values()))
        classes = {pupil.person.details.class_name for pupil in pupils.values()}
        self.bar.show_classes(sorted(classes - {""}))
        self._summarise(tuple(pupils.values()))
        self._allow()
        self.table.fit_columns(TO_DO)
        self._narrow()
        self._choose(chosen)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.summary, 1)
        top.addWidget(self.judge)
        top.addWidget(self.enrol)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.progress)
        column.addLayout(list_and_card(self._around.theme, self.bar, self.table, self._side), 1)

    def _summarise(self, pupils: tuple[PupilPortraits, ...]) -> None:
        needs = [pupil.need for pupil in pupils if pupil.matters]
        needed, unchecked = needs.count(PortraitNeed.NEEDED), needs.count(PortraitNeed.UNCHECKED)
        parts = []
        if needed:
            parts.append(
                plural(
                    needed,
                    "{n} pupil needs a better portrait.",
                    "{n} pupils need better portraits.",
                )
            )
        if unchecked:
            parts.append(
                plural(
                    unchecked,
                    "The portraits of {n} pupil are not checked yet.",
                    "The portraits of {n} pupils are not checked yet.",
                )
            )
        if parts:
            self.summary.say(" ".join(parts), "problem")
        else:
            self.summary.say(tr("Nobody needs a new portrait."), "info")

    def _allow(self) -> None:
        """Offer enrolling where a lock is open; else say why not."""
        jobs = self._around.jobs
        pupils = self.model.pupils
        waiting = any(pupil.to_enrol for pupil in pupils)
        closed = next((p.lock.sentence for p in pupils if not p.lock.open), "")
        self.judge.setEnabled(not jobs.is_running(JobKind.JUDGE, None))
        self.enrol.setEnabled(waiting and not jobs.is_running(JobKind.ENROL, None))
        why = tr("Every portrait that may be compared is enrolled.")
        open_ = any(pupil.lock.open for pupil in pupils)
        self.enrol.setToolTip(self.enrol.text() if waiting else why if open_ else closed)
        running = [job for kind in _KINDS if (job := jobs.of(kind, None)) and job.running]
        self.progress.watch(running[0] if running else None)

    @Slot()
    def _narrow(self) -> None:
        bar = self.bar
        self.filter.narrow(
            bar.search.text(), bar.class_name.currentData() or "", bar.need.currentData()
        )
        bar.show_count(self.filter.rowCount())

    def _choose(self, person_id: PersonId | None) -> None:
        for row in range(self.filter.rowCount()):
            place = self.filter.index(row, 0)
            if place.data(PUPIL).person.id == person_id:
                self.table.setCurrentIndex(place)
                return
        self._show_card(next((p for p in self.model.pupils if p.person.id == person_id), None))

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid():
            self._show_card(now.data(PUPIL))

    def _show_card(self, pupil: PupilPortraits | None) -> None:
        self._chosen = None if pupil is None else pupil.person.id
        self.card = None
        if pupil is not None:
            self.card = PupilPortraitsCard(self._around, pupil)
            self.card.changed.connect(self.changed)
        self._side.show_card(self.card)

    def _judge(self) -> None:
        self._around.jobs.judge_portraits()

    def _enrol(self) -> None:
        self._around.jobs.enrol()

    @Slot(object)
    def _job_changed(self, job: Job) -> None:
        if job.kind not in _KINDS:
            return
        self._allow()
        if not job.running:
            self.changed.emit()
