"""Files beside the photos: those listed with a reason, and photos set aside."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo import ListedFile, Photo
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import line, words
from consentdesk.ui.page import Page
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme, set_look

WIDTH = 340


class AsideList(QFrame):
    """Every file that is not (yet) a photo to check, with the sentence why."""

    taking_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._theme = theme
        self._seen: tuple[tuple[ListedFile, ...], tuple[Photo, ...]] | None = None
        self._page: Page | None = None
        self.setFixedWidth(WIDTH)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(1, 1, 1, 1)

    def show_files(self, listed: Sequence[ListedFile], set_aside: Sequence[Photo]) -> None:
        """Show these; an empty list hides itself."""
        now = (tuple(listed), tuple(set_aside))
        self.setVisible(any(now))
        if now == self._seen:
            return
        self._seen = now
        page = self._fresh_page()
        if set_aside:
            page.column.addWidget(words(tr("Set aside until senior leadership says why"), "strong"))
            for photo in set_aside:
                self._add_set_aside(page.column, photo)
        if set_aside and listed:
            page.column.addWidget(line())
        if listed:
            page.column.addWidget(words(tr("Listed, not brought in as photos"), "strong"))
            for file in listed:
                self._add(page.column, file.file_name, file.sentence)
        page.column.addStretch(1)

    def _fresh_page(self) -> Page:
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
        self._page = Page()
        self._page.column.setContentsMargins(16, 16, 16, 16)
        self._page.column.setSpacing(8)
        self._outer.addWidget(self._page)
        return self._page

    def _add(self, column: QVBoxLayout, name: str, sentence: str) -> None:
        column.addWidget(words(name))
        column.addWidget(words(sentence, "muted"))
        column.addSpacing(4)

    def _add_set_aside(self, column: QVBoxLayout, photo: Photo) -> None:
        self._add(column, photo.details.file_name, photo.problem)
        row = QHBoxLayout()
        take = button(
            self._theme,
            tr("Take it, with a reason"),
            lambda: self._take(photo.id),
            icon="check",
            tip=tr("Take {name} into the batch", name=photo.details.file_name),
        )
        take.setAccessibleName(tr("Take {name}, with a reason", name=photo.details.file_name))
        row.addWidget(take)
        row.addStretch(1)
        column.addLayout(row)

    def _take(self, photo_id: PhotoId) -> None:
        self.taking_asked.emit(photo_id)
