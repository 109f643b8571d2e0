"""Search and filters above the table of people."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.ids import ChannelId
from consentdesk.ui.labels import short_words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme


class PeopleBar(QWidget):
    """Narrows the table by name, class and status."""

    narrowed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search a name"))
        self.search.setAccessibleName(tr("Search a name"))
        self.search.setToolTip(tr("Search a name (Ctrl+F)"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(150)
        self.search.addAction(
            theme.icon("magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.class_name = _choice(tr("Class"))
        self.channel = _choice(tr("Channel"))
        self.status = _choice(tr("Status"))
        self.status.addItem(tr("Any status"), "")
        self.status.addItem(tr("May appear"), "yes")
        self.status.addItem(tr("With limits"), "limited")
        self.status.addItem(tr("May not appear"), "no")
        self.count = short_words(look="muted")
        self.show_choices((), ())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        for each in (self.class_name, self.channel, self.status, self.count):
            row.addWidget(each)
        self.search.textChanged.connect(self.narrowed)
        for choice in (self.class_name, self.channel, self.status):
            choice.currentIndexChanged.connect(self.narrowed)

    def show_choices(self, classes: Sequence[str], channels: Sequence[Channel]) -> None:
        """Offer these classes and channels; what was chosen stays chosen."""
        _refill(self.class_name, tr("All classes"), [(name, name) for name in classes])
        _refill(self.channel, tr("All channels"), [(c.name, c.id) for c in channels])

    def show_count(self, count: int) -> None:
        """Say how many people are left."""
        self.count.setText(plural(count, "{n} person", "{n} people"))

    @property
    def chosen_channel(self) -> ChannelId | None:
        """The channel that is filtered by."""
        chosen = self.channel.currentData()
        return ChannelId(chosen) if chosen else None


def _choice(name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made


def _refill(box: QComboBox, everything: str, choices: Sequence[tuple[str, object]]) -> None:
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, "")
    for word, value in choices:
        box.addItem(word, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
