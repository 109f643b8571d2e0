"""Step 2: the program finds the faces; a person can pause it and go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.ids import BatchId
from consentdesk.ui.batch.batch_page import BatchPage
from consentdesk.ui.batch.face_facts import FaceFacts, LatestFirst, read_face_facts
from consentdesk.ui.batch.found_numbers import FoundNumbers
from consentdesk.ui.batch.looked_at import LookedAt
from consentdesk.ui.batch.search_stages import SearchStages
from consentdesk.ui.batch.unchecked_photos import UncheckedPhotos
from consentdesk.ui.buttons import button
from consentdesk.ui.job_progress import JobProgress
from consentdesk.ui.jobs import Job, JobKind
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.page import Page
from consentdesk.ui.reading import Reading
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard

SIGN = 28


class FindFacesPage(BatchPage):
    """Both stages with the photos looked at last, what came of it, and what can be asked for."""

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, batch_id, parent)
        theme = around.theme
        self._reading = Reading(self, around.runner, self._read, self._show_facts)
        self._latest = LatestFirst()
        self._facts: FaceFacts | None = None
        self._title = words(look="title")
        self.start = button(theme, "", self._start, icon="play", look="primary")
        self.next = button(
            theme, tr("Go on to Decide"), self._next, icon="arrow-right", look="primary"
        )
        self.begin = button(theme, tr("Begin deciding"), self._next, icon="arrow-right")
        self.stages = SearchStages(around.jobs, theme)
        self.looked_at = LookedAt(around.thumbnails, theme)
        self.numbers = FoundNumbers()
        self.comparing = JobProgress(around.jobs, theme, tr("Stop"))
        self.unchecked = UncheckedPhotos(theme, self._try_again)
        self.thorough = button(
            theme, tr("Look thoroughly"), self._ask_thorough, icon="magnify-scan"
        )
        self.again = button(
            theme,
            tr("Look again"),
            self._ask_again,
            icon="refresh",
            tip=tr("Look again in every photo, as usual"),
        )
        self.compare = button(
            theme, tr("Compare again"), self._compare_again, icon="account-sync-outline"
        )
        self._mode_sign = Sign(self._theme, SIGN)
        self._mode = words(look="strong")
        self._why = words(look="muted")
        self._search_card = QFrame()
        self._again_card = QFrame()
        self._lay_out()
        around.jobs.ended.connect(self._job_ended)

    def show_card(self, card: BatchCard) -> None:
        """Watch the jobs and read the result again."""
        jobs = self._around.jobs
        self.stages.watch(jobs.of(JobKind.FIND_FACES, self._batch_id))
        self.comparing.watch(jobs.of(JobKind.COMPARE_AGAIN, self._batch_id))
        self._reading.again()

    def _lay_out(self) -> None:
        page = Page(880)
        page.column.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        for each in (self.begin, self.next):
            head.addWidget(each)
        self.stages.row.addWidget(self.start)
        page.column.addLayout(head)
        page.column.addWidget(self._filled_search_card())
        page.column.addWidget(self.comparing)
        page.column.addWidget(self.unchecked)
        page.column.addWidget(self._mode_card())
        page.column.addWidget(self._filled_again_card())
        page.column.addStretch(1)
        self.column.addWidget(page)
        for hidden in (self.start, self.next, self.begin, self._search_card, self._again_card):
            hidden.hide()

    def _filled_search_card(self) -> QFrame:
        set_look(self._search_card, "card")
        column = QVBoxLayout(self._search_card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(16)
        for part in (self.stages, self.looked_at, self.numbers):
            column.addWidget(part)
        return self._search_card

    def _mode_card(self) -> QFrame:
        row, card = _card_row()
        row.addWidget(self._mode_sign, alignment=Qt.AlignmentFlag.AlignTop)
        row.addLayout(_two_lines(self._mode, self._why), 1)
        row.addWidget(self.compare)
        return card

    def _filled_again_card(self) -> QFrame:
        row, self._again_card = _card_row(self._again_card)
        sign = Sign(self._theme, SIGN, "magnify-scan")
        row.addWidget(sign, alignment=Qt.AlignmentFlag.AlignTop)
        what = words(tr("A thorough look finds a few more small faces."), "strong")
        costs = words(
            tr("It takes about 4 times as long as the usual one. Decisions stay."), "muted"
        )
        row.addLayout(_two_lines(what, costs), 1)
        row.addWidget(self.again)
        row.addWidget(self.thorough)
        return self._again_card

    def _read(self) -> FaceFacts:
        return read_face_facts(self._around.workspace, self._batch_id)

    def _show_facts(self, facts: FaceFacts) -> None:
        self._facts = facts
        waiting = len(facts.photos) - facts.whole_done
        begun = facts.near_done > 0
        running = self.stages.running
        comparing = self._around.jobs.is_running(JobKind.COMPARE_AGAIN, self._batch_id)
        idle = not running and not comparing
        self._title.setText(_headline(running, waiting, begun))
        self.stages.show_facts(facts)
        self.stages.setVisible(running or waiting > 0)
        self.looked_at.show_photos(self._latest.put_in_order(facts.photos))
        self.numbers.show_facts(facts)
        self.numbers.setVisible(begun)
        self._search_card.setVisible(running or bool(facts.photos))
        self.start.setText(tr("Continue") if begun else tr("Look for faces"))
        self.start.setAccessibleName(self.start.text())
        self.start.setToolTip(self.start.text())
        self._show_start(idle and waiting > 0)
        self.next.setVisible(idle and not waiting)
        self.begin.setVisible(begun and (running or waiting > 0))
        self._again_card.setVisible(idle and begun and not waiting)
        self.unchecked.show_photos(facts.failed)
        self.unchecked.again.setEnabled(idle)
        self._show_mode(facts, ready=idle and begun and not waiting)

    def _show_start(self, offered: bool) -> None:
        """Show it or not; the keyboard goes along between it and Pause."""
        pressed = self.start.hasFocus()
        paused = self.stages.hasFocus() or self.stages.pause.hasFocus()
        if pressed and not offered and self.stages.running:
            self.stages.pause.setFocus()
        self.start.setVisible(offered)
        if paused and offered:
            self.start.setFocus()

    def _show_mode(self, facts: FaceFacts, *, ready: bool) -> None:
        sign = "account-search-outline" if facts.matching else "eye-outline"
        self._mode_sign.show_sign(sign, "accent")
        self._mode.setText(
            tr("Match: likely look-outs come first; a person still decides every face.")
            if facts.matching
            else tr("Look: faces are found, a person recognises them. Nothing is compared.")
        )
        change = tr("Did the register or a portrait change? Compare again; no photo is searched.")
        offered = facts.matching and ready
        self.compare.setVisible(offered)
        self._why.setText(f"{facts.lock.sentence} {change}" if offered else facts.lock.sentence)

    def _start(self) -> None:
        self._around.jobs.find_faces(self._batch_id)

    def _compare_again(self) -> None:
        self._around.jobs.compare_again(self._batch_id)

    def _ask_thorough(self) -> None:
        self._around.dialogs.confirm(
            self.window(),
            tr("Look through every photo thoroughly?"),
            tr("It takes about 4 times as long as usual. You can pause it. Decisions stay."),
            tr("Look thoroughly"),
            tr("Leave it"),
            self._look_thoroughly,
        )

    def _look_thoroughly(self, agreed: bool) -> None:
        by, scanner = self._around.by(), self._around.workspace.scanner
        if agreed:
            self._around.runner.run(
                self, lambda: scanner.thoroughly_all(self._batch_id, by), self._waiting_again
            )

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
        by, scanner = self._around.by(), self._around.workspace.scanner
        if agreed:
            self._around.runner.run(
                self, lambda: scanner.again(self._batch_id, by), self._waiting_again
            )

    def _try_again(self) -> None:
        by, scanner = self._around.by(), self._around.workspace.scanner
        self._around.runner.run(
            self,
            lambda: scanner.again(self._batch_id, by, failed_only=True),
            self._waiting_again,
        )

    def _waiting_again(self, photos: int) -> None:
        self._start()

    @Slot(object)
    def _job_ended(self, job: Job) -> None:
        """Say what a new comparison came to."""
        if job.batch_id == self._batch_id and job.kind is JobKind.COMPARE_AGAIN and job.result:
            self._around.runner.messages.info(
                plural(
                    job.result.suggestions,
                    "Compared again: {n} face looks like somebody.",
                    "Compared again: {n} faces look like somebody.",
                )
            )

    def _next(self) -> None:
        self.go_to.emit(Step.DECIDE)


def _headline(running: bool, waiting: int, begun: bool) -> str:
    if running:
        return tr("Looking for faces")
    if waiting and begun:
        return plural(
            waiting,
            "Paused: {n} photo is not looked through yet",
            "Paused: {n} photos are not looked through yet",
        )
    if waiting:
        return plural(
            waiting, "{n} photo waits to be looked through", "{n} photos wait to be looked through"
        )
    return tr("Faces were looked for in every photo")


def _card_row(card: QFrame | None = None) -> tuple[QHBoxLayout, QFrame]:
    frame = card or QFrame()
    set_look(frame, "card")
    row = QHBoxLayout(frame)
    row.setContentsMargins(20, 16, 20, 16)
    row.setSpacing(16)
    return row, frame


def _two_lines(first: QLabel, second: QLabel) -> QVBoxLayout:
    text = QVBoxLayout()
    text.setSpacing(2)
    text.addWidget(first)
    text.addWidget(second)
    return text
