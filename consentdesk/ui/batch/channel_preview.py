"""What one channel would receive: the number large, the photos below it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.ids import PhotoId
from consentdesk.domain.preflight import ChannelForecast
from consentdesk.ui.batch.photo_rows import PhotoRows
from consentdesk.ui.batch.verdict_bar import VerdictCounts
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.photo_grid import Shown
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look
from consentdesk.ui.thumbnails import Thumbnails

EDGE = 80


class ChannelPreview(QFrame):
    """One channel in the preview of a sign-off; `opened` carries the place of a photo."""

    opened = Signal(int)

    def __init__(
        self,
        theme: Theme,
        coming: ChannelForecast,
        photos: Sequence[PhotoId],
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_look(self, "card")
        channel = coming.channel
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(short_words(str(len(photos)), "number"))
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(words(channel.name, "heading"))
        names.addWidget(words(_what(coming), "muted"))
        top.addLayout(names, 1)
        column.addLayout(top)
        column.addWidget(VerdictCounts(theme, coming))
        if photos:
            self.grid = PhotoRows(
                thumbnails, theme, tr("Photos for {channel}", channel=channel.name), EDGE
            )
            self.grid.opened.connect(self.opened)
            self.grid.photos.show_photos(
                [Shown(photo, tr("Photo {n}", n=number)) for number, photo in enumerate(photos, 1)]
            )
            column.addWidget(self.grid)
        column.addStretch(1)


def _what(coming: ChannelForecast) -> str:
    if coming.closed:
        return tr(coming.closed)
    photos = coming.cleared + coming.held + coming.open
    return plural(photos, "of {n} photo", "of {n} photos")
