"""Step 2: the program finds the faces; a person can pause it and go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from consentdesk.domain.batch import Mode
from consentdesk.domain.batch_steps import Step
from consentdesk.domain.ids import BatchId
from consentdesk.domain.matching_locks import LockState
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.ui.batch.batch_page import BatchPage
from consentdesk.ui.buttons import button
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import JobKind
from consentdesk.ui.labels import words
from consentdesk.ui.page import Page
from consentdesk.ui.reading import Reading
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard


@dataclass(frozen=True)
class FaceFacts:
    """What finding faces came to so far."""

    card: BatchCard
    lock: LockState
    failed: tuple[Photo, ...]
    faces: int


class FindFacesPage(BatchPage):
    """Progress, result, photos that could not be checked, and the way of working."""

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, batch_id, parent)
        theme = around.theme
        self._reading = Reading(self, around.runner, self._read, self._show_facts)
        self._title = words(look="title")
        self._explained = words(look="muted")
        self.start = button(theme, "", self._start, icon="play", look="primary")
        self.again = button(theme, tr("Look again in every photo"), self._ask_again, icon="refresh")
        self.next = button(
            theme, tr("Go on to Decide"), self._next, icon="arrow-right", look="primary"
        )
        self.progress = JobProgress(around.jobs, theme, tr("Pause"), icon="pause")
        self._mode_sign = QLabel()
        self._mode = words(look="strong")
        self._why = words(look="muted")
        self._failed = QVBoxLayout()
        self._failed_card = QFrame()
        self._lay_out()

    def show_card(self, card: BatchCard) -> None:
        """Watch the job and read the result again."""
        self.progress.watch(self._around.jobs.of(JobKind.FIND_FACES, self._batch_id))
        self._reading.again()

    def _lay_out(self) -> None:
        page = Page(880)
        page.column.setContentsMargins(0, 0, 0, 0)
        page.column.addWidget(self._title)
        page.column.addWidget(self._explained)
        page.column.addWidget(self.progress)
        row = QHBoxLayout()
        row.setSpacing(12)
        for each in (self.start, self.next, self.again):
            row.addWidget(each)
        row.addStretch(1)
        page.column.addLayout(row)
        page.column.addWidget(self._mode_card())
        set_look(self._failed_card, "card")
        self._failed_card.setLayout(self._failed)
        self._failed.setContentsMargins(20, 16, 20, 16)
        page.column.addWidget(self._failed_card)
        page.column.addStretch(1)
        self.column.addWidget(page)
        for hidden in (self.start, self.next, self.again, self._failed_card):
            hidden.hide()

    def _mode_card(self) -> QFrame:
        card = QFrame()
        set_look(card, "card")
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(self._mode)
        text.addWidget(self._why)
        row = QHBoxLayout(card)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addWidget(self._mode_sign, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(text, 1)
        return card

    def _read(self) -> FaceFacts:
        workspace = self._around.workspace
        photos = workspace.review.desk(self._batch_id).photos
        return FaceFacts(
            workspace.batches.card(self._batch_id),
            workspace.batches.matching_lock(self._batch_id),
            tuple(p.photo for p in photos if p.photo.state is PhotoState.FAILED),
            sum(len(p.review.regions) for p in photos),
        )

    def _show_facts(self, facts: FaceFacts) -> None:
        counts = facts.card.counts
        running = self.progress.isVisibleTo(self)
        looked = counts.photos - counts.waiting
        self._title.setText(_headline(running, counts.waiting))
        sentence = "{faces} in {photos} so far." if counts.waiting else "{faces} in {photos}."
        self._explained.setText(
            tr(
                sentence,
                faces=plural(facts.faces, "{n} face found", "{n} faces found"),
                photos=plural(looked, "{n} photo", "{n} photos"),
            )
        )
        self.start.setText(tr("Continue") if looked else tr("Look for faces"))
        self.start.setAccessibleName(self.start.text())
        self.start.setVisible(not running and counts.waiting > 0)
        self.next.setVisible(not running and counts.waiting == 0)
        self.again.setVisible(not running and looked > 0)
        self._show_mode(facts)
        self._show_failed(facts.failed)

    def _show_mode(self, facts: FaceFacts) -> None:
        matching = facts.card.batch.details.mode is Mode.MATCH and facts.lock.open
        sign = "account-search-outline" if matching else "eye-outline"
        self._mode_sign.setPixmap(self._theme.icon(sign, "accent").pixmap(QSize(28, 28)))
        self._mode.setText(
            tr("Match: likely look-outs come first; a person still decides every face.")
            if matching
            else tr("Look: faces are found, a person recognises them. Nothing is compared.")
        )
        self._why.setText(facts.lock.sentence)

    def _show_failed(self, failed: tuple[Photo, ...]) -> None:
        while self._failed.count():
            item = self._failed.takeAt(0)
            label = item.widget() if item is not None else None
            if label is not None:
                label.deleteLater()
        self._failed_card.setVisible(bool(failed))
        if not failed:
            return
        title = plural(
            len(failed),
            "{n} photo could not be checked; it is held back",
            "{n} photos could not be checked; they are held back",
        )
        self._failed.addWidget(words(title, "heading"))
        for photo in failed:
            self._failed.addWidget(words(f"{photo.details.file_name}: {photo.problem}"))

    def _start(self) -> None:
        self._around.jobs.find_faces(self._batch_id)

    def _ask_again(self) -> None:
        self._around.dialogs.confirm(
            self.window(),
            tr("Look for faces again in every photo?"),
            tr("Decisions about faces that are found in the same place stay."),
            tr("Look again"),
            tr("Leave it"),
            self._again,
        )

    def _again(self, agreed: bool) -> None:
        if not agreed:
            return
        by, scanner = self._around.by(), self._around.workspace.scanner
        self._around.runner.run(
            self, lambda: scanner.again(self._batch_id, by), self._waiting_again
        )

    def _waiting_again(self, photos: int) -> None:
        self._start()

    def _next(self) -> None:
        self.go_to.emit(Step.DECIDE)


def _headline(running: bool, waiting: int) -> str:
    if running:
        return tr("Looking for faces")
    if waiting:
        return plural(
            waiting, "{n} photo waits to be looked through", "{n} photos wait to be looked through"
        )
    return tr("Faces were looked for in every photo")
