"""How recognisable a child is in each published copy of a photo, and what would make it less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.identifiability import PhotoIdentifiability, within
from consentdesk.domain.identifiability_remedies import Remedy, RemedyKind
from consentdesk.domain.ids import ChannelId
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.face.level_scale import LevelScale
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.desk.key_rows import KeyRows, columns
from consentdesk.ui.labels import words
from consentdesk.ui.text import plural, tr
from consentdesk.ui.theme import Theme

BETWEEN = 5


@dataclass(frozen=True, slots=True)
class Copy:
    """The published copy of a photo on one channel, measured.

    Attributes:
        remedies: what would bring it within the channel's limit; empty when it is.
    """

    channel: Channel
    found: PhotoIdentifiability
    remedies: tuple[Remedy, ...] = ()

    @property
    def over(self) -> bool:
        """Whether a child is more recognisable than the channel allows."""
        return not within(self.found.level, self.channel.details.most_identifiable)


class IdentifiablePart(QWidget):
    """A line for each different answer; remedies for the first channel that is over its limit.

    One channel at a time, so that each key means one thing; the next comes when that one is
    settled. `remedy_wanted` carries the `Remedy` and the `ChannelId`.
    """

    remedy_wanted = Signal(object, object)

    def __init__(
        self, theme: Theme, keys: Mapping[RemedyKind, Act], parent: QWidget | None = None
    ) -> None:
        """Make the part; a remedy whose kind has no key in `keys` is not offered."""
        super().__init__(parent)
        self.copies: tuple[Copy, ...] = ()
        self._theme = theme
        self._keys = keys
        self._rows: list[tuple[LevelScale, QLabel, QLabel]] = []
        self._buttons: list[KeyButton] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        self._asked = words("", "strong")
        self._key_rows = KeyRows()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._grid)
        column.addWidget(self._asked)
        column.addWidget(self._key_rows)
        column.addStretch(1)
        self.setAccessibleName(tr("How recognisable a child is"))
        self.show_copies(())

    def show_copies(self, copies: Sequence[Copy]) -> None:
        """Show the copies of one photo, in the order of the channels."""
        self.copies = tuple(copies)
        groups: dict[tuple[str, str, int], list[Copy]] = {}
        for copy in copies:
            limit = copy.channel.details.most_identifiable.step
            groups.setdefault((_level(copy), _facts(copy.found), limit), []).append(copy)
        self._make_rows(len(groups))
        for row, alike in zip(self._rows, groups.values(), strict=True):
            self._show_row(row, alike)
        self._offer(next((copy for copy in copies if copy.over), None))
        self.setVisible(bool(copies))

    def press(self, kind: RemedyKind) -> bool:
        """Choose the remedy of a kind as its key does; False when it is not on offer."""
        act = self._keys.get(kind)
        button = next((button for button in self._buttons if button.act is act), None)
        if button is not None:
            button.click()
        return button is not None

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said, line by line."""
        return tuple(label.text() for _, *labels in self._rows for label in labels)

    def _show_row(self, row: tuple[LevelScale, QLabel, QLabel], alike: Sequence[Copy]) -> None:
        scale, level, facts = row
        first = alike[0]
        names = ", ".join(copy.channel.name for copy in alike)
        scale.show_level(first.found.level, first.channel.details.most_identifiable)
        level.setText(tr("{channels}: {level}", channels=names, level=_level(first)))
        facts.setText(_facts(first.found))

    def _offer(self, copy: Copy | None) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        self._asked.setVisible(copy is not None)
        if copy is not None:
            self._make_buttons(copy)
            self._asked.setText(_what_to_do(copy, bool(self._buttons)))
        self._key_rows.arrange(columns(self._buttons, 2), columns(self._buttons, 1))
        self._key_rows.setVisible(bool(self._buttons))

    def _make_buttons(self, copy: Copy) -> None:
        for remedy in copy.remedies:
            if remedy.kind in self._keys:
                button = KeyButton(self._theme, self._keys[remedy.kind], remedy_words(remedy))
                button.clicked.connect(partial(self._want, remedy, copy.channel.id))
                self._buttons.append(button)

    def _want(self, remedy: Remedy, channel: ChannelId) -> None:
        self.remedy_wanted.emit(remedy, channel)

    def _make_rows(self, count: int) -> None:
        top = Qt.AlignmentFlag.AlignTop
        while len(self._rows) < count:
            row = (LevelScale(self._theme), words(), words("", "muted"))
            row[2].setContentsMargins(0, 0, 0, BETWEEN)
            place = 2 * len(self._rows)
            self._grid.addWidget(row[0], place, 0, 2, 1, top)
            self._grid.addWidget(row[1], place, 1)
            self._grid.addWidget(row[2], place + 1, 1)
            self._rows.append(row)
        while len(self._rows) > count:
            for widget in self._rows.pop():
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()


def remedy_words(remedy: Remedy) -> str:
    """Return what a remedy does, as on its key."""
    many = len(remedy.region_ids)
    if remedy.kind is RemedyKind.SMALLER:
        return tr("Only {n} px", n=remedy.long_edge)
    if remedy.kind is RemedyKind.CROP:
        return plural(many, "Crop the face", "Crop {n} faces")
    if remedy.kind is RemedyKind.COVER:
        return plural(many, "Cover the face", "Cover {n} faces")
    if remedy.kind is RemedyKind.COVER_NAME:
        return tr("Cover the name")
    return tr("Another photo")


def _level(copy: Copy) -> str:
    level = tr(copy.found.level.words)
    return tr("{level}, over its limit", level=level) if copy.over else level


def _facts(found: PhotoIdentifiability) -> str:
    """Return what the level rests on, such as "face 142 px, face-on, alone"."""
    facts = [tr("no face in the copy")]
    if found.region_id is not None:
        facts = [
            tr("face {n} px", n=found.height),
            tr("face-on") if found.face_on else tr("turned aside"),
            tr("alone") if found.alone else tr("among others"),
        ]
    if found.name_visible:
        facts.append(tr("a name can be read"))
    return ", ".join(facts)


def _what_to_do(copy: Copy, any_remedy: bool) -> str:
    name, limit = copy.channel.name, tr(copy.channel.details.most_identifiable.words)
    if any_remedy:
        return tr("{channel}: at most {limit}. What helps:", channel=name, limit=limit)
    return tr("{channel}: at most {limit}. Hold the photo.", channel=name, limit=limit)
