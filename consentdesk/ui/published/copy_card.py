"""The card beside the list: one copy with its picture, why it may not stay, what is left to do."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.release import ReleasedState
from consentdesk.services.looking_after.published_copies import Standing
from consentdesk.ui.badge_label import BadgeLabel
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.large_text import ColumnWidth
from consentdesk.ui.published.elsewhere_words import left_elsewhere
from consentdesk.ui.published.folder_words import breakable, end_of
from consentdesk.ui.published.standing_words import standing_badge
from consentdesk.ui.text import moment_words, plural, tr
from consentdesk.ui.theme import Badge, Theme, set_look
from consentdesk.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from consentdesk.domain.ids import PhotoId
    from consentdesk.services.looking_after.published_copies import PublishedCopy

WIDE = 320
PICTURE = QSize(280, 190)
_NOTHING = Badge("image-outline", "", "accent")


class CopyCard(QFrame):
    """Shows one copy; of several chosen ones only how many they are."""

    folder_asked = Signal(object)

    def __init__(self, theme: Theme, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "card")
        ColumnWidth(theme, self, WIDE)
        self._thumbnails = thumbnails
        self._folder: Path | None = None
        self._photo_id: PhotoId | None = None
        self._picture = QLabel()
        self._picture.setAccessibleName(tr("Photo"))
        self._picture.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._badge = BadgeLabel(theme, _NOTHING)
        self._title = words(look="strong")
        self._gone = BadgeLabel(theme, Badge("check-circle", tr("Gone from its folder"), "cleared"))
        self._reasons = words()
        self._left = words(look="strong")
        self._elsewhere = words()
        self._people = words()
        self._where = words(look="muted")
        self.show_folder = button(
            theme, tr("Show folder"), self._ask_folder, icon="folder-open-outline"
        )
        self._foot = _row_of_its_height(self.show_folder)
        self._words = (self._reasons, self._left, self._elsewhere, self._people, self._where)
        column = _CardColumn(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(self._picture)
        column.addWidget(self._badge)
        column.addWidget(self._gone)
        column.addWidget(self._title)
        for part in self._words:
            column.addWidget(part)
        column.addWidget(self._foot)
        column.addStretch(1)
        thumbnails.arrived.connect(self._arrived)
        self.show_copies(())

    def show_copies(self, copies: tuple[PublishedCopy, ...]) -> None:
        """Show the chosen copy; of several what holds for them."""
        one = copies[0] if len(copies) == 1 else None
        for part in (self._picture, self._badge, self._gone, self._foot):
            part.setVisible(one is not None)
        self._folder = None if one is None else one.folder
        self._photo_id = None if one is None else one.photo_id
        _say(self._reasons, _lines(reason for copy in copies for reason in copy.reasons))
        elsewhere = left_elsewhere(copies)
        _say(self._elsewhere, _lines(f"•\u00a0{each}" for each in elsewhere))
        _say(self._left, "" if elsewhere else _lines(copy.left for copy in copies))
        if one is None:
            self._show_several(copies)
            return
        self._badge.show_badge(standing_badge(one.standing))
        gone = one.state is ReleasedState.TAKEN_DOWN
        self._gone.setVisible(gone and one.standing is Standing.REMOVE_THERE)
        self._title.setText(breakable(one.file_name))
        _say(self._people, _people_words(one))
        _say(self._where, _where_words(one))
        self._where.setToolTip(str(one.folder))
        self._show_picture()

    def _show_several(self, copies: tuple[PublishedCopy, ...]) -> None:
        many = plural(len(copies), "{n} copy is chosen.", "{n} copies are chosen.")
        self._title.setText(many if copies else tr("No copy is chosen."))
        _say(self._people, "")
        _say(self._where, _lines(copy.channel.name for copy in copies))
        self._where.setToolTip("")

    @Slot(object)
    def _arrived(self, photo_id: PhotoId) -> None:
        if photo_id == self._photo_id:
            self._show_picture()

    def _show_picture(self) -> None:
        picture = None if self._photo_id is None else self._thumbnails.get(self._photo_id)
        self._picture.setVisible(picture is not None)
        if picture is not None:
            ratio = self.devicePixelRatioF()
            fitted = picture.scaled(
                PICTURE * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            fitted.setDevicePixelRatio(ratio)
            self._picture.setPixmap(fitted)

    def _ask_folder(self) -> None:
        if self._folder is not None:
            self.folder_asked.emit(self._folder)


class _CardColumn(QVBoxLayout):
    """Reckons with the width of the card, however wide the room is that it stands in.

    Qt asks a layout itself, not the widget that has it.
    """

    def __init__(self, card: QWidget) -> None:
        super().__init__(card)
        self._card = card

    def heightForWidth(self, width: int) -> int:
        """Return how high the words are in the card."""
        margins = self.contentsMargins()
        widest = self._card.maximumWidth() - margins.left() - margins.right()
        return super().heightForWidth(min(width, widest))


def _row_of_its_height(button: QPushButton) -> QWidget:
    """Keep a large button from being squeezed by the words above it."""
    row = QWidget()
    row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(button)
    layout.addStretch(1)
    return row


def _lines(said: Iterable[str]) -> str:
    """Return each sentence once, on a line of its own."""
    return "\n".join(dict.fromkeys(filter(None, said)))


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _people_words(copy: PublishedCopy) -> str:
    names = ", ".join(person.name for person in copy.people)
    return tr("In the photo: {names}", names=names) if names else ""


def _where_words(copy: PublishedCopy) -> str:
    said = [tr("{channel}, {event}", channel=copy.channel.name, event=copy.event)]
    if copy.published_at is not None:
        said.append(tr("Went out: {moment}", moment=moment_words(copy.published_at)))
    said.append(breakable(end_of(copy.folder)))
    return "\n".join(said)
