"""Step 4: a second person looks at what would be published and signs it off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import BatchId, ChannelId, PhotoId
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.domain.preflight import ChannelForecast, PreflightReport
from consentdesk.domain.release import SignOff
from consentdesk.ui.batch.batch_page import BatchPage
from consentdesk.ui.batch.channel_preview import ChannelPreview
from consentdesk.ui.batch.covered_question import CoveredQuestion
from consentdesk.ui.batch.large_photo import LargePhoto, Publication
from consentdesk.ui.batch.verdict_bar import side_by_side
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import short_words, words
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.photo_grid import PhotoGrid, Shown
from consentdesk.ui.reading import Reading
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import moment_words, plural, tr
from consentdesk.ui.theme import set_look
from consentdesk.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard
    from consentdesk.services.sign_off import SignOffPreview

COVERED_EDGE = 168
COVERED_A_ROW = 5


class SignOffPage(BatchPage):
    """Preview by channel, covered photos as they will look, and the second signature."""

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, batch_id, parent)
        self._reading = Reading(self, around.runner, self._read, self._show_read)
        self._preview: SignOffPreview | None = None
        self._channels: tuple[ChannelForecast, ...] = ()
        self.approver = QLineEdit()
        self.approver.setPlaceholderText(tr("First and last name"))
        self.approver.setAccessibleName(tr("Name of the second person"))
        self.sign = button(
            around.theme, tr("Sign off"), self._sign, icon="signature-freehand", look="primary"
        )
        self.next = button(
            around.theme, tr("Go on to Publish"), self._next, icon="arrow-right", look="primary"
        )
        self.standing = Note(around.theme, "info", buttons=(self.next,))
        self.refusal = Note(around.theme, "problem")
        self.covered_seen = QCheckBox()
        self._preparers = words(look="muted")
        self._signing = self._signing_card()
        self._page: Page | None = None
        self.large: LargePhoto | None = None
        self.approver.returnPressed.connect(self._sign)

    def show_card(self, card: BatchCard) -> None:
        """Read the preview again."""
        self._reading.again()

    def _read(self) -> tuple[SignOffPreview, PreflightReport]:
        workspace = self._around.workspace
        return workspace.sign_off.preview(self._batch_id), workspace.preflight.run(self._batch_id)

    def _show_read(self, read: tuple[SignOffPreview, PreflightReport]) -> None:
        preview, report = read
        if (preview, report.channels) == (self._preview, self._channels):
            return
        self._preview = preview
        self._channels = report.channels
        self._say_standing(preview)
        self.refusal.say(preview.refusal or "", "problem")
        self._preparers.setText(
            tr(
                "Prepared by {names}. Somebody else must sign off.",
                names=", ".join(preview.preparers),
            )
            if preview.preparers
            else tr("Somebody who decided nothing in this batch must sign off.")
        )
        self._signing.setVisible(preview.standing is None and preview.refusal is None)
        self._lay_out(preview)

    def _say_standing(self, preview: SignOffPreview) -> None:
        signed, last = preview.standing, preview.last
        self.next.setVisible(signed is not None)
        if signed is not None:
            self.standing.say(_signed_words(signed), "info")
        elif last is not None:
            text = tr(
                "{signed} It no longer holds, because something changed after it.",
                signed=_signed_words(last),
            )
            self.standing.say(text, "problem")
        else:
            self.standing.say("", "info")

    def _lay_out(self, preview: SignOffPreview) -> None:
        page = Page(1040)
        self.covered_seen = QCheckBox()
        page.column.setContentsMargins(0, 0, 8, 0)
        page.column.addWidget(words(tr("What would be published"), "title"))
        page.column.addWidget(words(side_by_side(self._channels, preview.held)))
        page.column.addWidget(words(_kept_back(preview), "muted"))
        page.column.addWidget(
            words(tr("Click a photo to see it large, exactly as it would be published."), "muted")
        )
        for note in (self.standing, self.refusal):
            page.column.addWidget(note)
        grid = QGridLayout()
        grid.setSpacing(16)
        for place, coming in enumerate(self._channels):
            channel = coming.channel
            photos = preview.cleared.get(channel.id, ())
            made = ChannelPreview(
                self._theme, coming, photos, self._as_published(channel.id, preview)
            )
            shown = [Publication(photo, channel) for photo in photos]
            made.opened.connect(partial(self._open_large, shown))
            grid.addWidget(made, place // 2, place % 2)
        page.column.addLayout(grid)
        if preview.covered:
            page.column.addWidget(self._covered_card(preview))
        page.column.addWidget(self._signing)
        page.column.addStretch(1)
        old, self._page = self._page, page
        self.column.addWidget(page)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _covered_card(self, preview: SignOffPreview) -> QFrame:
        card = QFrame()
        set_look(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(words(tr("Look at these one by one"), "heading"))
        column.addWidget(
            words(
                tr("A face in them is covered or cropped away. This is how they would look."),
                "muted",
            )
        )
        grid = PhotoGrid(
            self._as_published(None, preview),
            self._theme,
            tr("Photos with covered or cropped faces"),
            COVERED_EDGE,
            opens=True,
        )
        channels = {channel.id: channel for channel, _ in preview.per_channel}
        shown = [
            Publication(photo, channels[channel_id])
            for photo in preview.covered
            if (channel_id := _first_channel(preview, photo)) is not None
        ]
        grid.opened.connect(partial(self._open_large, shown))
        grid.photos.show_photos(
            [
                Shown(photo, tr("Covered photo {n}", n=number))
                for number, photo in enumerate(preview.covered, 1)
            ]
        )
        rows = 1 if len(shown) <= COVERED_A_ROW else 2
        grid.setFixedHeight(rows * (COVERED_EDGE + 8) + 4)
        column.addWidget(grid)
        if preview.standing is None:
            question = CoveredQuestion(self._theme, len(preview.covered))
            self.covered_seen = question.tick
            column.addWidget(question)
        return card

    def _open_large(self, photos: Sequence[Publication], at: int) -> None:
        self.large = LargePhoto(self._around, photos, at, self.window())
        self.large.finished.connect(self.large.deleteLater)
        self.large.open()

    def _as_published(self, channel_id: ChannelId | None, preview: SignOffPreview) -> Thumbnails:
        """Return thumbnails with covers drawn in; photos without covers are not rendered."""
        pictures, covered = self._around.workspace.pictures, frozenset(preview.covered)

        def load(photo_id: PhotoId) -> PixelBuffer:
            channel = channel_id or _first_channel(preview, photo_id)
            if photo_id not in covered or channel is None:
                return pictures.thumbnail(photo_id)
            return pictures.as_published(photo_id, channel)

        return Thumbnails(load, self._around.runner, self)

    def _signing_card(self) -> QFrame:
        card = QFrame()
        set_look(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(words(tr("Second person"), "heading"))
        column.addWidget(self._preparers)
        row = QHBoxLayout()
        row.setSpacing(12)
        label = short_words(tr("&Name"))
        label.setBuddy(self.approver)
        row.addWidget(label)
        row.addWidget(self.approver, 1)
        row.addWidget(self.sign)
        column.addLayout(row)
        return card

    def _sign(self) -> None:
        seen = self._preview
        if seen is None:
            return
        approver, by = self.approver.text(), self._around.by()
        covered = frozenset(seen.covered if self.covered_seen.isChecked() else ())
        desk = self._around.workspace.sign_off
        self.sign.setEnabled(False)
        self._around.runner.run(
            self,
            lambda: desk.sign(self._batch_id, approver, by, seen, covered),
            self._signed,
            self._refused,
        )

    def _signed(self, signed: SignOff) -> None:
        self.sign.setEnabled(True)
        self.approver.clear()
        self.changed.emit()

    def _refused(self, error: KnownError) -> None:
        self.sign.setEnabled(True)
        self.refusal.say(f"{error.sentence} {error.next_step}", "problem")
        if self._page is not None:
            self._page.ensureWidgetVisible(self.refusal)
        self.changed.emit()

    def _next(self) -> None:
        self.go_to.emit(Step.PUBLISH)


def _first_channel(preview: SignOffPreview, photo_id: PhotoId) -> ChannelId | None:
    for channel_id, photos in preview.cleared.items():
        if photo_id in photos:
            return channel_id
    return next((channel.id for channel, _ in preview.per_channel), None)


def _signed_words(signed: SignOff) -> str:
    return tr(
        "Signed off by {name} on {moment}: {copies}.",
        name=signed.approver,
        moment=moment_words(signed.at),
        copies=plural(len(signed.clearances), "{n} copy", "{n} copies"),
    )


def _kept_back(preview: SignOffPreview) -> str:
    held = plural(preview.held, "{n} photo is held", "{n} photos are held")
    still_open = plural(preview.open, "{n} still needs a decision", "{n} still need a decision")
    parts = [words for words, n in ((held, preview.held), (still_open, preview.open)) if n]
    return tr("{kept}. They stay here.", kept=", ".join(parts))
