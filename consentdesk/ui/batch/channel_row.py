"""One channel on the Publish page: its share, its folder, what was refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.copy_sizes import DOTS_PER_INCH, paper_of
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.preflight import ChannelForecast
from consentdesk.ui.batch.verdict_bar import VerdictCounts
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import Sign, words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.photo_grid import PhotoGrid, Shown
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme, set_look
from consentdesk.ui.thumbnails import Thumbnails

EDGE = 80
A_ROW = 7
"""Pictures that surely fit in one row."""

REASONS = 3
"""Reasons of held photos that are told; the desk tells them all."""


@dataclass(frozen=True)
class ChannelOutcome:
    """How publishing stands for one channel.

    Attributes:
        published: copies of the last sign-off, written, re-read and in the folder.
        refused: photos whose copy was refused, each with its sentence.
        problem: what is wrong with the folder, or None.
    """

    coming: ChannelForecast
    published: int
    refused: tuple[tuple[PhotoId, str], ...]
    problem: str | None


class ChannelRow(QFrame):
    """Shows a `ChannelOutcome`; `photo_asked` carries a refused photo to look at again.

    `pack_asked` carries the channel whose copies are to be handed to a web editor.
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
        self.grids: list[PhotoGrid] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addLayout(self._top(packable=outcome.published > 0))
        column.addWidget(VerdictCounts(theme, outcome.coming))
        for sentence in _held_words(outcome.coming):
            column.addWidget(words(sentence, "muted"))
        for icon, role, sentence in _sentences(outcome):
            column.addLayout(self._line(icon, role, sentence))
        for sentence in dict.fromkeys(said for _, said in outcome.refused):
            photos = [photo for photo, said in outcome.refused if said == sentence]
            column.addLayout(self._refused(sentence, photos))
            column.addWidget(self._pictures(sentence, photos, thumbnails))

    def _top(self, *, packable: bool) -> RowOrColumn:
        details = self._channel.details
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(words(details.name, "heading"))
        text.addWidget(words(str(details.folder), "muted"))
        acts = QHBoxLayout()
        acts.setSpacing(16)
        if packable:
            pack = button(
                self._theme,
                tr("Pack for the web editor…"),
                partial(self.pack_asked.emit, self._channel),
                icon="content-save-outline",
            )
            pack.setAccessibleName(tr("Pack of {name} for the web editor", name=details.name))
            acts.addWidget(pack)
        show = button(self._theme, tr("Open folder"), self._ask, icon="folder-open-outline")
        show.setAccessibleName(tr("Open folder of {name}", name=details.name))
        acts.addWidget(show)
        acts.addStretch()
        row = RowOrColumn(self._theme)
        row.setSpacing(16)
        row.addLayout(text, 1)
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
        grid = PhotoGrid(thumbnails, self._theme, name, EDGE, opens=True)
        grid.photos.show_photos(
            [Shown(photo, tr("Refused photo {n}", n=n)) for n, photo in enumerate(photos, 1)]
        )
        grid.opened.connect(lambda place: self.photo_asked.emit(photos[place]))
        grid.setFixedHeight((1 if len(photos) <= A_ROW else 2) * (EDGE + 8) + 4)
        self.grids.append(grid)
        return grid

    def _ask(self) -> None:
        self.folder_asked.emit(Path(self._channel.details.folder))


def _held_words(coming: ChannelForecast) -> list[str]:
    told = coming.held_because[:REASONS]
    lines = [
        plural(reason.photos, "{n} held: {why}", "{n} held: {why}", why=reason.text)
        for reason in told
    ]
    more = len(coming.held_because) - len(told)
    if more:
        lines.append(plural(more, "and {n} more reason", "and {n} more reasons"))
    return lines


def _sentences(outcome: ChannelOutcome) -> list[tuple[str, str, str]]:
    lines = []
    coming = outcome.coming
    if outcome.problem:
        lines.append(("alert", "open", outcome.problem))
    if outcome.published or outcome.refused:
        text = tr(
            "{published} published and re-read, {refused} refused.",
            published=outcome.published,
            refused=len(outcome.refused),
        )
        good = not outcome.refused
        lines.append(("check-circle" if good else "alert", "cleared" if good else "open", text))
    if coming.less_sharp:
        lines.append(("information", "accent", _less_sharp_words(coming)))
    if coming.left:
        text = plural(coming.left, "{n} copy to publish", "{n} copies to publish")
        if coming.first_name is not None:
            text = tr("{copies}, from {name}", copies=text, name=coming.first_name)
        lines.append(("circle-outline", "accent", text))
    elif not outcome.published and not outcome.refused:
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
