"""Photos that could not be checked: each with its reason, and a way to try again."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from consentdesk.domain.photo import Photo
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look


class UncheckedPhotos(QFrame):
    """A card that is there only while such photos are."""

    def __init__(
        self, theme: Theme, try_again: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._lines: list[QLabel] = []
        self._shown: tuple[Photo, ...] = ()
        self.heading = words(look="heading")
        self.again = button(theme, tr("Try again"), try_again, icon="refresh")
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(self.heading, 1)
        top.addWidget(self.again)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(8)
        self._column.addLayout(top)
        self.hide()

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show these photos with their reasons."""
        if tuple(photos) == self._shown:
            return
        self._shown = tuple(photos)
        for label in self._lines:
            self._column.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._lines = [words(f"{p.details.file_name}: {p.problem}") for p in photos]
        for label in self._lines:
            self._column.addWidget(label)
        self.heading.setText(
            plural(
                len(photos),
                "{n} photo could not be checked; it is held back",
                "{n} photos could not be checked; they are held back",
            )
        )
        self.setVisible(bool(photos))
