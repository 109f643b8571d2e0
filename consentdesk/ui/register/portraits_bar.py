"""Search and filters above the table of portraits."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from consentdesk.domain.portraits import PortraitNeed
from consentdesk.ui.labels import short_words
from consentdesk.ui.register.people_bar import choice, refill, search_field
from consentdesk.ui.register.portraits_model import EVERYBODY, LOOK_ALIKES, TO_DO_FIRST
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme

WIDEST_NEED = 13
"""Characters of the longest choice."""


class PortraitsBar(QWidget):
    """Narrows the table by name, class and what is needed."""

    narrowed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search: QLineEdit = search_field(theme)
        self.class_name: QComboBox = choice(tr("Class"))
        self.need: QComboBox = choice(tr("What is needed"))
        for word, need in (
            (tr("Anything to do"), TO_DO_FIRST),
            (tr("New one needed"), PortraitNeed.NEEDED.value),
            (tr("Not checked"), PortraitNeed.UNCHECKED.value),
            (tr("Could be better"), PortraitNeed.MORE.value),
            (tr("Look alike"), LOOK_ALIKES),
            (tr("Everybody"), EVERYBODY),
        ):
            self.need.addItem(word, need)
        self.need.setMinimumContentsLength(WIDEST_NEED)
        self.count = short_words(look="muted")
        self.show_classes(())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        for each in (self.class_name, self.need, self.count):
            row.addWidget(each)
        self.search.textChanged.connect(self.narrowed)
        for box in (self.class_name, self.need):
            box.currentIndexChanged.connect(self.narrowed)

    def show_classes(self, classes: Sequence[str]) -> None:
        """Offer these classes; what was chosen stays chosen."""
        refill(self.class_name, tr("All classes"), [(name, name) for name in classes])

    def show_count(self, count: int) -> None:
        """Say how many pupils are left."""
        self.count.setText(plural(count, "{n} pupil", "{n} pupils"))
