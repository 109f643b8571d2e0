"""Filters above the list of published copies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from consentdesk.domain.ids import ChannelId
from consentdesk.ui.labels import short_words
from consentdesk.ui.published.copies_model import Wanted
from consentdesk.ui.register.people_bar import choice, refill
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.looking_after.published_copies import PublishedCopy


class CopiesBar(QWidget):
    """Narrows the list by what there is to do and by channel."""

    narrowed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted = choice(tr("What is to be done"))
        self.wanted.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.channel = choice(tr("Channel"))
        self.count = short_words(look="muted")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for wanted, word in (
            (Wanted.DUE, tr("To take down")),
            (Wanted.LOOK_AGAIN, tr("To look at again")),
            (Wanted.NOT_AS_WAS, tr("Missing or changed")),
            (Wanted.ALL, tr("All copies")),
        ):
            self.wanted.addItem(word, wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for each in (self.wanted, self.channel, self.count):
            row.addWidget(each)
        row.addStretch(1)
        for box in (self.wanted, self.channel):
            box.currentIndexChanged.connect(self.narrowed)

    @property
    def chosen(self) -> tuple[Wanted, ChannelId | None]:
        """What the list is to be narrowed to."""
        channel = self.channel.currentData()
        return Wanted(self.wanted.currentData()), ChannelId(channel) if channel else None

    def show_choices(self, copies: Sequence[PublishedCopy]) -> None:
        """Offer the channels of these copies; what was chosen stays chosen."""
        channels = {copy.channel.id: copy.channel.name for copy in copies}
        refill(self.channel, tr("All channels"), [(n, c) for c, n in sorted(channels.items())])

    def choose(self, wanted: Wanted) -> None:
        """Narrow the list to what is wanted."""
        self.wanted.setCurrentIndex(self.wanted.findData(wanted))

    @property
    def nothing_words(self) -> str:
        """What stands in place of the list when nothing is left by the filters."""
        return {
            Wanted.DUE: tr("Nothing has to be taken down."),
            Wanted.LOOK_AGAIN: tr("Nothing has to be looked at again."),
            Wanted.NOT_AS_WAS: tr("Nothing is missing or changed, as far as was checked."),
            Wanted.ALL: tr("No copy has gone out."),
        }[self.chosen[0]]

    def show_count(self, count: int) -> None:
        """Say how many copies are left."""
        self.count.setText(plural(count, "{n} copy", "{n} copies"))
