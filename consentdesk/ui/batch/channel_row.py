"""One channel on the Publish page: its share, its folder, what was refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.copy_sizes import DOTS_PER_INCH, paper_of
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.preflight import ChannelForecast
from consentdesk.ui.badge_label import BadgeLabel
from consentdesk.ui.batch.photo_rows import PhotoRows
from consentdesk.ui.batch.verdict_bar import VerdictCounts
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import Sign, short_words, words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.photo_grid import PhotoGrid, Shown
from consentdesk.ui.published.folder_words import breakable
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Badge, Theme, set_look
from consentdesk.ui.thumbnails import Thumbnails

EDGE = 80


@dataclass(frozen=True)
class ChannelOutcome:
    """How publishing stands for one channel.

    Attributes:
        published: copies of the last sign-off, written, re-read and in the folder.
        refused: photos whose copy was refused, each with its sentence.
        waits_for: why what is left cannot go there now, such as a folder that is away; it says
            nothing against a photo. None when nothing keeps it back.
    """

    coming: ChannelForecast
    published: int
    refused: tuple[tuple[PhotoId, str], ...]
    waits_for: str | None


class ChannelRow(QFrame):
    """Shows a `ChannelOutcome`; `photo_asked` carries a refused photo to look at again.

    `pack_asked` carries the channel whose copies are to be handed to a web editor or printed.
    """

    folder_asked = Signal(object)
    pack_asked = Signal(object)
    photo_asked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        outcome: ChannelOutcome,
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_look(self, "card")
        self._theme = theme
        self._channel = outcome.coming.channel
        self.badges = [BadgeLabel(theme, badge) for badge in _badges(outcome)]
        self.grids: list[PhotoGrid] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addLayout(self._top(packable=outcome.published > 0))
        column.addWidget(words(_folder_words(outcome.coming), "muted"))
        for icon, role, sentence in _sentences(outcome):
            column.addLayout(self._line(icon, role, sentence))
        column.addWidget(VerdictCounts(theme, outcome.coming))
        for sentence in dict.fromkeys(said for _, said in outcome.refused):
            photos = [photo for photo, said in outcome.refused if said == sentence]
            column.addLayout(self._refused(sentence, photos))
            column.addWidget(self._pictures(sentence, photos, thumbnails))

    def _top(self, *, packable: bool) -> RowOrColumn:
        details = self._channel.details
        said = RowOrColumn(self._theme)
        said.setSpacing(8)
        said.addWidget(short_words(details.name, "heading"))
        for badge in self.badges:
            said.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        said.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(16)
        if packable:
            pack = button(
                self._theme,
                tr("Pack or prints…"),
                partial(self.pack_asked.emit, self._channel),
                icon="content-save-outline",
            )
            pack.setAccessibleName(tr("Pack or prints of {name}", name=details.name))
            acts.addWidget(pack)
        show = button(self._theme, tr("Open folder"), self._ask, icon="folder-open-outline")
        show.setAccessibleName(tr("Open folder of {name}", name=details.name))
        acts.addWidget(show)
        acts.addStretch()
        row = RowOrColumn(self._theme)
        row.setSpacing(16)
        row.addLayout(said, 1)
        row.addLayout(acts)
        return row

    def _line(self, icon: str, role: str, sentence: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Sign(self._theme, 18, icon, role))
        row.addWidget(words(sentence), 1)
        return row

    def _refused(self, sentence: str, photos: Sequence[PhotoId]) -> QHBoxLayout:
        row = self._line("close-octagon", "held", tr("Refused: {sentence}", sentence=sentence))
        again = button(
            self._theme,
            tr("Look at it again"),
            partial(self.photo_asked.emit, photos[0]),
            icon="image-search-outline",
        )
        row.addWidget(again)
        return row

    def _pictures(
        self, sentence: str, photos: Sequence[PhotoId], thumbnails: Thumbnails
    ) -> PhotoGrid:
        name = tr("Refused for {channel}: {why}", channel=self._channel.name, why=sentence)
        grid = PhotoRows(thumbnails, self._theme, name, EDGE)
        grid.photos.show_photos(
            [Shown(photo, tr("Refused photo {n}", n=n)) for n, photo in enumerate(photos, 1)]
        )
        grid.opened.connect(lambda place: self.photo_asked.emit(photos[place]))
        self.grids.append(grid)
        return grid

    def _ask(self) -> None:
        self.folder_asked.emit(Path(self._channel.details.folder))


def _badges(outcome: ChannelOutcome) -> list[Badge]:
    """Tell at a glance how many copies went out, wait, are still to come and were refused."""
    out, left, refused = outcome.published, outcome.coming.left, len(outcome.refused)
    to_come = Badge("circle-outline", tr("{n} to publish", n=left), "accent")
    if outcome.waits_for is not None:
        to_come = Badge("alert", plural(left, "{n} waits", "{n} wait"), "open")
    counted = (
        (out, Badge("check-circle", tr("{n} published", n=out), "cleared")),
        (left, to_come),
        (refused, Badge("close-octagon", tr("{n} refused", n=refused), "held")),
    )
    return [badge for n, badge in counted if n]


def _folder_words(coming: ChannelForecast) -> str:
    folder = breakable(str(coming.channel.details.folder))
    if coming.first_name is None:
        return folder
    first = breakable(coming.first_name)
    return tr("{folder}, starting with {name}", folder=folder, name=first)


def _sentences(outcome: ChannelOutcome) -> list[tuple[str, str, str]]:
    lines = []
    coming = outcome.coming
    if outcome.waits_for:
        lines.append(("alert", "open", outcome.waits_for))
    if coming.less_sharp:
        lines.append(("information", "accent", _less_sharp_words(coming)))
    if not (coming.left or outcome.published or outcome.refused):
        lines.append(("minus-circle-outline", "muted", _nothing(coming)))
    return lines


def _less_sharp_words(coming: ChannelForecast) -> str:
    return plural(
        coming.less_sharp,
        "{n} photo has fewer pixels than {sheet} at {dots} dpi; printed that large it is less "
        "sharp.",
        "{n} photos have fewer pixels than {sheet} at {dots} dpi; printed that large they are less "
        "sharp.",
        sheet=paper_of(coming.channel.details.long_edge),
        dots=DOTS_PER_INCH,
    )


def _nothing(coming: ChannelForecast) -> str:
    if coming.closed:
        return tr(coming.closed)
    return tr("Nothing is signed off for it.")
