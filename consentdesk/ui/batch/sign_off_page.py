"""Step 4: a second person looks at what would be published and signs it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QVBoxLayout,
    QWidget,
)

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import BatchId, ChannelId, PhotoId
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.domain.preflight import ChannelForecast, Elsewhere, PreflightReport
from consentdesk.domain.release import SignOff
from consentdesk.ui.batch.batch_page import BatchPage
from consentdesk.ui.batch.channel_preview import ChannelPreview
from consentdesk.ui.batch.covered_question import CoveredQuestion
from consentdesk.ui.batch.event_agreement import EventAgreementCard, HeadsWord, read_heads_word
from consentdesk.ui.batch.large_photo import LargePhoto, Publication
from consentdesk.ui.batch.photo_rows import PhotoRows
from consentdesk.ui.batch.signers import Signer, read_signers
from consentdesk.ui.batch.signing_card import SigningCard
from consentdesk.ui.batch.verdict_bar import kept_back
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.large_text import RowOrColumn
from consentdesk.ui.note import Note
from consentdesk.ui.page import Page
from consentdesk.ui.photo_grid import Shown
from consentdesk.ui.reading import Reading
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import moment_words, plural, tr
from consentdesk.ui.theme import set_look
from consentdesk.ui.thumbnails import Thumbnails

if TYPE_CHECKING:
    from consentdesk.services.batches import BatchCard
    from consentdesk.services.publishing.sign_off import SignOffPreview

COVERED_EDGE = 168
ABREAST = 2
"""Channels beside one another."""


@dataclass(frozen=True)
class _Facts:
    preview: SignOffPreview
    report: PreflightReport
    signers: tuple[Signer, ...]
    heads_word: HeadsWord


class SignOffPage(BatchPage):
    """Preview by channel, covered photos as they will look, and the second signature."""

    def __init__(
        self, around: Surroundings, batch_id: BatchId, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, batch_id, parent)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._reading = Reading(self, around.runner, self._read, self._show_read)
        self._preview: SignOffPreview | None = None
        self._channels: tuple[ChannelForecast, ...] = ()
        self.signing = SigningCard(around)
        self.heads_word = EventAgreementCard(around, batch_id)
        self.next = button(
            around.theme, tr("Go on to Publish"), self._next, icon="arrow-right", look="primary"
        )
        self._just_signed = False
        self.standing = Note(around.theme, "info", buttons=(self.next,))
        self.refusal = Note(around.theme, "problem")
        self.covered_seen = QCheckBox()
        self._page: Page | None = None
        self.large: LargePhoto | None = None
        self.signing.sign_asked.connect(self._sign)
        self.signing.school_asked.connect(partial(self.place_asked.emit, Elsewhere.STAFF))
        self.heads_word.agreed.connect(self.changed)

    def show_card(self, card: BatchCard) -> None:
        """Read the preview again."""
        self._reading.again()

    def _read(self) -> _Facts:
        workspace = self._around.workspace
        preview = workspace.sign_off.preview(self._batch_id)
        return _Facts(
            preview,
            workspace.preflight.run(self._batch_id),
            read_signers(workspace, preview),
            read_heads_word(workspace, self._batch_id),
        )

    def _show_read(self, facts: _Facts) -> None:
        preview, report = facts.preview, facts.report
        self.signing.show_signers(facts.signers, preview.preparers)
        self.heads_word.show_word(facts.heads_word)
        self._say_standing(preview, report)
        if (preview, report.channels) == (self._preview, self._channels):
            return
        self._preview = preview
        self._channels = report.channels
        self.refusal.say(preview.refusal or "", "problem")
        self._lay_out(preview)
        self.signing.setVisible(preview.standing is None and preview.refusal is None)
        if self._just_signed and preview.standing is not None:
            self._just_signed = False
            self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_standing(self, preview: SignOffPreview, report: PreflightReport) -> None:
        signed, last = preview.standing, preview.last
        self.next.setVisible(signed is not None)
        if signed is not None:
            left = _left(report.channels)
            self.standing.say(_signed_words(signed, _out_words(left, signed)), "info")
            self.next.setText(tr("Go on to Publish") if left else tr("See what is published"))
            self.next.setAccessibleName(self.next.text())
        elif last is not None:
            why = next(rule.sentence for rule in report.rules if rule.code == "sign_off")
            self.standing.say(f"{_signed_words(last)} {tr(why)}", "problem")
        else:
            self.standing.say("", "info")

    def _lay_out(self, preview: SignOffPreview) -> None:
        page = Page(1104)
        self.covered_seen = QCheckBox()
        page.column.setContentsMargins(32, 20, 32, 24)
        page.column.addWidget(words(_title(preview, self._channels), "title"))
        large = tr("Click a photo to see it large, exactly as it would be published.")
        about = f"{kept_back(preview.held, preview.open)} {large}".strip()
        page.column.addWidget(words(about, "muted"))
        for note in (self.standing, self.refusal):
            page.column.addWidget(note)
        for first in range(0, len(self._channels), ABREAST):
            pair = self._channels[first : first + ABREAST]
            row = RowOrColumn(self._theme)
            row.setSpacing(16)
            for coming in pair:
                row.addWidget(self._channel_preview(preview, coming), 1)
            if len(pair) < ABREAST:
                row.addStretch(1)
            page.column.addLayout(row)
        if preview.covered:
            page.column.addWidget(self._covered_card(preview))
        page.column.addWidget(self.heads_word)
        page.column.addWidget(self.signing)
        page.column.addStretch(1)
        old, self._page = self._page, page
        self.column.addWidget(page)
        if old is not None:
            old.hide()
            old.deleteLater()

    def _channel_preview(self, preview: SignOffPreview, coming: ChannelForecast) -> ChannelPreview:
        channel = coming.channel
        photos = preview.cleared.get(channel.id, ())
        as_published = self._as_published(channel.id, preview)
        made = ChannelPreview(self._theme, coming, photos, as_published)
        shown = [Publication(photo, channel) for photo in photos]
        made.opened.connect(partial(self._open_large, shown))
        return made

    def _covered_card(self, preview: SignOffPreview) -> QFrame:
        card = QFrame()
        set_look(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(words(tr("Look at these one by one"), "heading"))
        column.addWidget(
            words(
                tr(
                    "A face in them is covered, made a mosaic or cropped away. "
                    "This is how they would look."
                ),
                "muted",
            )
        )
        grid = PhotoRows(
            self._as_published(None, preview),
            self._theme,
            tr("Photos with covered, mosaic or cropped faces"),
            COVERED_EDGE,
        )
        channels = {channel.id: channel for channel, _ in preview.per_channel}
        shown = [
            Publication(photo, channels[_first_channel(preview, photo)])
            for photo in preview.covered
        ]
        grid.opened.connect(partial(self._open_large, shown))
        grid.photos.show_photos(
            [
                Shown(photo, tr("Covered photo {n}", n=number))
                for number, photo in enumerate(preview.covered, 1)
            ]
        )
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
            if photo_id not in covered:
                return pictures.thumbnail(photo_id)
            channel = channel_id or _first_channel(preview, photo_id)
            return pictures.as_published(photo_id, channel)

        return Thumbnails(load, self._around.runner, self)

    def _sign(self) -> None:
        seen = self._preview
        if seen is None:
            return
        given, by = self.signing.signature, self._around.by()
        covered = frozenset(seen.covered if self.covered_seen.isChecked() else ())
        workspace, batch_id = self._around.workspace, self._batch_id

        def work() -> SignOff:
            approver = workspace.staff.prove(given.name, given.password)
            return workspace.sign_off.sign(
                batch_id, approver, by, seen, covered, given.alone_because
            )

        self._around.runner.run(
            self, work, self._signed, self._refused, always=self.signing.be_ready
        )

    def _signed(self, signed: SignOff) -> None:
        self.signing.forget()
        self._just_signed = True
        self.changed.emit()

    def _refused(self, error: KnownError) -> None:
        self.signing.say_refusal(error)
        self.changed.emit()

    def _next(self) -> None:
        self.go_to.emit(Step.PUBLISH)


def _first_channel(preview: SignOffPreview, photo_id: PhotoId) -> ChannelId:
    """Return the first channel that a photo goes to; each that is covered goes somewhere."""
    return next(channel for channel, photos in preview.cleared.items() if photo_id in photos)


def _signed_words(signed: SignOff, out: str = "") -> str:
    copies = plural(len(signed.clearances), "{n} copy", "{n} copies")
    return tr(
        "Signed off by {name} on {moment}: {copies}.",
        name=signed.approver,
        moment=moment_words(signed.at),
        copies=", ".join(filter(None, (copies, out))),
    )


def _title(preview: SignOffPreview, channels: Sequence[ChannelForecast]) -> str:
    if preview.standing is None:
        return tr("What would be published")
    return (
        tr("Signed off, not published yet") if _left(channels) else tr("Signed off and published")
    )


def _left(channels: Sequence[ChannelForecast]) -> int:
    return sum(channel.left for channel in channels)


def _out_words(left: int, signed: SignOff) -> str:
    if not left:
        return tr("all published")
    if left == len(signed.clearances):
        return tr("none published yet")
    return tr("{n} not published yet", n=left)
