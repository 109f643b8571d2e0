"""Every batch as a card, newest first; an invitation while there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from consentdesk.ui.buttons import button
from consentdesk.ui.empty_state import EmptyState
from consentdesk.ui.home.batch_card import BatchCard
from consentdesk.ui.home.school_notes import SchoolNotes
from consentdesk.ui.labels import words
from consentdesk.ui.large_text import LARGE
from consentdesk.ui.page import Page
from consentdesk.ui.reading import Reading
from consentdesk.ui.screens import OnePage
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard as BatchFacts


class HomeScreen(OnePage):
    """The place the program opens with."""

    opened = Signal(object)
    new_batch_asked = Signal()
    consent_sheet_asked = Signal()
    school_asked = Signal(str)

    def __init__(
        self,
        around: Surroundings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._theme = around.theme
        self._reading = Reading(self, around.runner, around.workspace.batches.cards, self._show)
        self._cards = QGridLayout()
        self._cards.setSpacing(16)
        self.notes = SchoolNotes(around)
        self.notes.school_asked.connect(self.school_asked)
        self.addWidget(QWidget())
        self._empty = self._make_empty()
        self._list = self._make_list()
        self.addWidget(self._empty)
        self.addWidget(self._list)
        self._facts: tuple[BatchFacts, ...] = ()
        around.jobs.ended.connect(self._job_ended)
        around.theme.changed.connect(self._dressed)

    @property
    def cards_shown(self) -> int:
        """How many batches are shown."""
        return self._cards.count() if self.currentWidget() is self._list else 0

    @property
    def first_card(self) -> BatchCard | None:
        """The card of the newest batch."""
        item = self._cards.itemAt(0)
        card = item.widget() if item is not None else None
        return card if isinstance(card, BatchCard) else None

    def refresh(self) -> None:
        """Read the batches again, and what the school should look at."""
        self.notes.refresh()
        self._around.runner.run(self, self._around.workspace.batches.cards, self._show, lane="view")

    def _make_empty(self) -> EmptyState:
        new = button(
            self._theme, tr("New batch"), self.new_batch_asked.emit, icon="plus", look="primary"
        )
        sheet = button(
            self._theme,
            tr("Bring in the consent sheet"),
            self.consent_sheet_asked.emit,
            icon="file-table-outline",
        )
        return EmptyState(
            self._theme,
            "image-multiple-outline",
            tr("Photos of an event, checked face by face"),
            (
                tr("Bring in the consent sheet once, so that the program knows who may appear."),
                tr("Bring in the photos of an event; every face in them is found for you."),
                tr("Decide each face, have a second person sign off, and publish clean copies."),
            ),
            (new, sheet),
        )

    def _make_list(self) -> Page:
        page = Page()
        top = QHBoxLayout()
        top.addWidget(words(tr("Batches"), "title"), 1)
        top.addWidget(
            button(
                self._theme,
                tr("New batch"),
                self.new_batch_asked.emit,
                icon="plus",
                look="primary",
                key="Ctrl+N",
            )
        )
        page.column.addLayout(top)
        page.column.addWidget(self.notes)
        page.column.addLayout(self._cards)
        page.column.addStretch(1)
        return page

    def _show(self, facts: tuple[BatchFacts, ...]) -> None:
        self._facts = facts
        columns = 1 if self._theme.appearance.text_percent >= LARGE else 2
        for column in range(2):
            self._cards.setColumnStretch(column, int(column < columns))
        while self._cards.count():
            item = self._cards.takeAt(0)
            card = item.widget() if item is not None else None
            if card is not None:
                card.hide()
                card.deleteLater()
        for place, each in enumerate(facts):
            made = BatchCard(self._theme, self._around.thumbnails, each)
            made.opened.connect(self.opened)
            self._cards.addWidget(made, *divmod(place, columns))
        self.setCurrentWidget(self._list if facts else self._empty)

    @Slot()
    def _dressed(self) -> None:
        """Lay the cards out for the size of text."""
        if self.currentWidget() is self._list:
            self._show(self._facts)

    @Slot(object)
    def _job_ended(self, job: object) -> None:
        if self.isVisible():
            self.refresh()
