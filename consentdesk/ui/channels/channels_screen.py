"""Every channel as a card; add and change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.ids import ChannelId
from consentdesk.domain.photo import SchoolDevice
from consentdesk.domain.preflight import AtChannel, Elsewhere
from consentdesk.ui.buttons import button
from consentdesk.ui.channels.channel_card import ChannelCard
from consentdesk.ui.channels.channel_form import ChannelForm
from consentdesk.ui.channels.devices_card import DevicesCard
from consentdesk.ui.empty_state import EmptyState
from consentdesk.ui.into_view import go_on_at
from consentdesk.ui.labels import words
from consentdesk.ui.page import Page
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

COLUMNS = 2


@dataclass(frozen=True)
class ChannelFacts:
    """Channels, what is wrong with their folders, why some are closed; purposes, staff, devices."""

    channels: tuple[tuple[Channel, str | None], ...]
    closed: Mapping[ChannelId, str]
    purposes: Mapping[str, str]
    staff: tuple[str, ...]
    devices: tuple[SchoolDevice, ...]


class ChannelsScreen(QStackedWidget):
    """Where photos may go, and which devices they may come from."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._purposes: Mapping[str, str] = {}
        self._staff: tuple[str, ...] = ()
        self._led_to: AtChannel | Elsewhere | None = None
        self.form: ChannelForm | None = None
        self.cards: list[ChannelCard] = []
        self._cards = QGridLayout()
        self._cards.setSpacing(16)
        self._empty = self._make_empty()
        self._title = words(tr("Channels"), "title")
        self._new = button(
            around.theme, tr("New channel"), self._ask_new, icon="plus", look="primary"
        )
        self.devices = DevicesCard(around)
        self.devices.changed.connect(self.refresh)
        self.addWidget(QWidget())
        self.addWidget(self._make_page())

    @Slot()
    def refresh(self) -> None:
        """Read the channels again."""
        self._led_to = None
        self._around.runner.run(self, self._read, self._show, lane="view")

    def lead_to(self, place: AtChannel | Elsewhere) -> None:
        """Give the keys to what changes one channel, or adds a device.

        Where that stands is known only when the reading that is under way is shown.
        """
        self._led_to = place

    def _read(self) -> ChannelFacts:
        workspace = self._around.workspace
        channels = workspace.channels
        return ChannelFacts(
            tuple((channel, channels.folder_problem(channel)) for channel in channels.all()),
            channels.closed(),
            dict(channels.purposes()),
            tuple(member.name for member in workspace.staff.open_now()),
            workspace.batches.school_devices(),
        )

    def _make_empty(self) -> EmptyState:
        add = button(
            self._around.theme, tr("New channel"), self._ask_new, icon="plus", look="primary"
        )
        return EmptyState(
            self._around.theme,
            "bullhorn-outline",
            tr("No channels yet"),
            (
                tr("A channel is one account or outlet: the website, the newsletter, one account."),
                tr("Each has a folder, and what people must have agreed to."),
            ),
            (add,),
        )

    def _make_page(self) -> Page:
        page = Page()
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._new)
        page.column.addLayout(top)
        page.column.addLayout(self._cards)
        page.column.addWidget(self._empty, 1)
        page.column.addWidget(self.devices)
        page.column.addStretch(0)
        for column in range(COLUMNS):
            self._cards.setColumnStretch(column, 1)
        return page

    def _show(self, facts: ChannelFacts) -> None:
        self._purposes, self._staff = facts.purposes, facts.staff
        place = self._led_to or self._in_hand()
        while self._cards.count():
            item = self._cards.takeAt(0)
            card = item.widget() if item is not None else None
            if card is not None:
                card.hide()
                card.deleteLater()
        self.cards = []
        for at, (channel, problem) in enumerate(facts.channels):
            closed = facts.closed.get(channel.id, "")
            made = ChannelCard(self._around.theme, channel, facts.purposes, problem, closed)
            made.change_asked.connect(self._ask_change)
            made.folder_asked.connect(self._show_folder)
            self._cards.addWidget(made, at // COLUMNS, at % COLUMNS)
            self.cards.append(made)
        some = bool(facts.channels)
        for each in (self._title, self._new):
            each.setVisible(some)
        self._empty.setVisible(not some)
        self.devices.show_devices(facts.devices)
        self.setCurrentIndex(1)
        self._led_to = None
        self._go_on_at(place)

    def _in_hand(self) -> AtChannel | None:
        """Return the channel whose card has the keys; its card is about to be made anew."""
        keys = self.window().focusWidget()
        ids = (card.channel_id for card in self.cards if keys and card.isAncestorOf(keys))
        return next((AtChannel(channel_id) for channel_id in ids), None)

    def _go_on_at(self, place: AtChannel | Elsewhere | None) -> None:
        """Give the keys to the button that belongs to a place; a channel may be gone meanwhile."""
        if place is Elsewhere.DEVICES:
            go_on_at(self.devices.add, self.devices)
        elif isinstance(place, AtChannel):
            for card in self.cards:
                if card.channel_id == place.channel_id:
                    go_on_at(card.change, card)

    def _ask_new(self) -> None:
        self._open_form(None)

    @Slot(object)
    def _ask_change(self, channel: Channel) -> None:
        self._open_form(channel)

    def _open_form(self, channel: Channel | None) -> None:
        self.form = ChannelForm(self._around, self._purposes, self._staff, channel, self.window())
        self.form.saved.connect(self._saved)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    @Slot()
    def _saved(self) -> None:
        self.refresh()

    @Slot(object)
    def _show_folder(self, folder: Path) -> None:
        self._around.dialogs.show_folder(folder)
