"""One channel as a card."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from consentdesk.domain.channel import Channel, ChannelDetails, FileType
from consentdesk.domain.copy_sizes import DISPLAY, DOTS_PER_INCH, paper_of
from consentdesk.domain.event_kind import EVENT_WORDS, EventKind
from consentdesk.domain.identifiability import Identifiability
from consentdesk.domain.ids import ChannelId
from consentdesk.ui.badge_label import BadgeLabel
from consentdesk.ui.buttons import button
from consentdesk.ui.channels.level_picture import LevelPicture
from consentdesk.ui.channels.who_answers import approval_words
from consentdesk.ui.labels import words
from consentdesk.ui.note import Note
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Badge, Theme, set_look


class ChannelCard(QFrame):
    """Name, what was agreed to, folder, size, limit, who answers; what keeps it closed."""

    change_asked = Signal(object)
    folder_asked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        channel: Channel,
        purposes: Mapping[str, str],
        problem: str | None,
        closed: str,
        parent: QWidget | None = None,
    ) -> None:
        """`problem` is what is wrong with the folder, `closed` why nothing may go there."""
        super().__init__(parent)
        set_look(self, "card")
        self._channel = channel
        details = channel.details
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(words(details.name, "heading"), 1)
        top.addWidget(BadgeLabel(theme, _state(closed)))
        column.addLayout(top)
        column.addWidget(Note(theme, "problem", _closed_words(details, closed)))
        agreed = ", ".join(purposes.get(p, p) for p in details.purposes)
        column.addWidget(words(tr("Agreed to: {purposes}", purposes=agreed)))
        alone = ", ".join(purposes.get(p, p) for p in details.alone_purposes)
        if alone:
            column.addWidget(words(tr("Alone in a picture, also: {purposes}", purposes=alone)))
        column.addWidget(words(str(details.folder), "muted"))
        column.addWidget(words(_files(details), "muted"))
        column.addLayout(_limit(theme, details.most_identifiable))
        for sentence in _who_answers(details):
            column.addWidget(words(sentence, "muted"))
        column.addWidget(Note(theme, "problem", problem or ""))
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.change = button(theme, tr("Change"), self._ask_change, icon="pencil-outline")
        self.change.setAccessibleName(tr("Change {name}", name=details.name))
        show = button(theme, tr("Show folder"), self._ask_folder, icon="folder-open-outline")
        show.setAccessibleName(tr("Show folder of {name}", name=details.name))
        show.setEnabled(problem is None)
        row.addWidget(self.change)
        row.addWidget(show)
        row.addStretch(1)
        column.addLayout(row)

    @property
    def channel_id(self) -> ChannelId:
        """Which channel it shows."""
        return self._channel.id

    def _ask_change(self) -> None:
        self.change_asked.emit(self._channel)

    def _ask_folder(self) -> None:
        self.folder_asked.emit(self._channel.details.folder)


def _limit(theme: Theme, level: Identifiability) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(LevelPicture(theme, level))
    row.addWidget(words(limit_words(level), "muted"), 1)
    return row


def _files(details: ChannelDetails) -> str:
    """Return size, type and greatest size of the files."""
    said = [tr("Longest side {edge} px", edge=details.long_edge)]
    sheet = paper_of(details.long_edge)
    if sheet and DISPLAY in details.purposes:
        said.append(tr("fills {sheet} at {dots} dpi", sheet=sheet, dots=DOTS_PER_INCH))
    if details.file_type is FileType.PNG:
        said.append(tr("PNG"))
    else:
        said.append(tr("JPEG of quality {quality}", quality=details.quality))
    if details.most_kilobytes is not None:
        said.append(tr("no larger than {most} kB", most=details.most_kilobytes))
    return ", ".join(said)


def _who_answers(details: ChannelDetails) -> list[str]:
    """Return whose account it is, who looks after it, the approval, and what it takes."""
    standing = details.standing
    account = ", ".join(filter(None, (standing.handle, standing.audience)))
    said = [account] if account else []
    if standing.managers:
        said.append(tr("Looked after by {names}", names=" and ".join(standing.managers)))
    said.append(approval_words(standing))
    kinds = [tr(EVENT_WORDS[kind]) for kind in EventKind if kind in details.takes]
    if kinds:
        said.append(tr("Takes: {kinds}", kinds=", ".join(kinds)))
    return said


def _closed_words(details: ChannelDetails, why: str) -> str:
    """Return what keeps a channel closed and how it is mended; empty when it is open."""
    if not why:
        return ""
    if not details.is_open:
        return tr("{why} To open it, press Change and tick Open.", why=tr(why))
    return tr("{why} To mend it, press Change and go to Who answers for it.", why=tr(why))


def limit_words(level: Identifiability) -> str:
    """Return how recognisable a child may be on a channel."""
    if level is Identifiability.PORTRAIT:
        return tr("No limit to how recognisable a child is")
    return tr("Limit here: a child is {level}", level=tr(level.words))


def _state(closed: str) -> Badge:
    if not closed:
        return Badge("check-circle", tr("Open"), "cleared")
    return Badge("close-octagon", tr("Closed"), "held")
