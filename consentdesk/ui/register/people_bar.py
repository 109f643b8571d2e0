"""Search and filters above the table of people."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.ids import ChannelId
from consentdesk.ui.labels import short_words
from consentdesk.ui.register.people_model import PeopleStatus
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme


class PeopleBar(QWidget):
    """Narrows the table by name or number, class, channel and status."""

    narrowed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = search_field(theme)
        self.class_name = choice(tr("Class"))
        self.channel = choice(tr("Channel"))
        self.status = choice(tr("Status"))
        self.status.addItem(tr("Any status"), "")
        for status, word in _status_words():
            self.status.addItem(word, status)
        self.count = short_words(look="muted")
        self.show_choices((), ())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        for each in (self.class_name, self.channel, self.status, self.count):
            row.addWidget(each)
        self.search.textChanged.connect(self.narrowed)
        for box in (self.class_name, self.channel, self.status):
            box.currentIndexChanged.connect(self.narrowed)

    def show_choices(self, classes: Sequence[str], channels: Sequence[Channel]) -> None:
        """Offer these classes and channels; what was chosen stays chosen."""
        refill(self.class_name, tr("All classes"), [(name, name) for name in classes])
        refill(self.channel, tr("All channels"), [(c.name, c.id) for c in channels])

    def show_count(self, count: int) -> None:
        """Say how many people are left."""
        self.count.setText(plural(count, "{n} person", "{n} people"))

    @property
    def chosen_channel(self) -> ChannelId | None:
        """The channel that is filtered by."""
        chosen = self.channel.currentData()
        return ChannelId(chosen) if chosen else None

    @property
    def chosen_status(self) -> PeopleStatus | None:
        """The status that is filtered by."""
        chosen = self.status.currentData()
        return PeopleStatus(chosen) if chosen else None


def _status_words() -> tuple[tuple[PeopleStatus, str], ...]:
    return (
        (PeopleStatus.YES, tr("May appear")),
        (PeopleStatus.LIMITED, tr("With limits")),
        (PeopleStatus.NO, tr("May not appear")),
        (PeopleStatus.SOON, tr("Runs out soon")),
        (PeopleStatus.WAITS, tr("Waits for an answer")),
        (PeopleStatus.UNREADABLE, tr("Not readable")),
    )


def search_field(theme: Theme) -> QLineEdit:
    """Return the field in which people are searched."""
    name = tr("Search name, class or number")
    made = QLineEdit()
    made.setPlaceholderText(tr("Name, class, number"))
    made.setAccessibleName(name)
    made.setToolTip(tr("{name} (Ctrl+F)", name=name))
    made.setClearButtonEnabled(True)
    made.setMinimumWidth(150)
    made.addAction(theme.icon("magnify", "muted"), QLineEdit.ActionPosition.LeadingPosition)
    return made


def choice(name: str) -> QComboBox:
    """Return an empty list to choose from."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made


def refill(box: QComboBox, everything: str, choices: Sequence[tuple[str, object]]) -> None:
    """Offer everything and these choices; what was chosen stays chosen."""
    chosen = box.currentData()
    box.blockSignals(True)
    box.clear()
    box.addItem(everything, "")
    for word, value in choices:
        box.addItem(word, value)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    box.blockSignals(False)
