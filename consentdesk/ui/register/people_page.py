"""The table of people, and the card of the one that is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from consentdesk.domain.channel import Channel
from consentdesk.domain.ids import PersonId
from consentdesk.ui.badge_delegate import BadgeDelegate
from consentdesk.ui.register.list_and_card import CardSide, PeopleTable, list_and_card
from consentdesk.ui.register.people_bar import PeopleBar
from consentdesk.ui.register.people_model import BADGE, ENTRY, FIXED, PeopleFilter, PeopleModel
from consentdesk.ui.register.person_card import PersonCard
from consentdesk.ui.register.validity_form import ValidityForm
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.register.portrait_register import PupilPortraits
    from consentdesk.services.roll_sheets.roll import RegisterEntry
    from consentdesk.services.workspace import Workspace


@dataclass(frozen=True)
class PeopleFacts:
    """Everybody, every channel, the words of all purposes, and the portraits of the pupils."""

    entries: tuple[RegisterEntry, ...]
    channels: tuple[Channel, ...]
    purposes: Mapping[str, str]
    portraits: Mapping[PersonId, PupilPortraits]


def read_people(workspace: Workspace) -> PeopleFacts:
    """Read what the page shows; blocks."""
    channels = workspace.channels
    return PeopleFacts(
        workspace.roll.entries(),
        channels.all(),
        dict(channels.purposes()),
        workspace.portrait_register.pupils(),
    )


class PeoplePage(QWidget):
    """Left the people, right the one chosen; `changed` asks for reading everybody again."""

    changed = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._chosen: PersonId | None = None
        self._purposes: Mapping[str, str] = {}
        self._portraits: Mapping[PersonId, PupilPortraits] = {}
        self.card: PersonCard | None = None
        self.validity_form: ValidityForm | None = None
        self.bar = PeopleBar(around.theme)
        self.model = PeopleModel(self)
        self.filter = PeopleFilter(self)
        self.filter.setSourceModel(self.model)
        self.table = PeopleTable(tr("People of the school"), self.filter)
        self.table.horizontalHeader().setMinimumSectionSize(96)
        self._side = CardSide(around.theme, tr("Choose a person to see permissions and answers."))
        row = list_and_card(self._around.theme, self.bar, self.table, self._side)
        row.setContentsMargins(0, 12, 0, 0)
        self.setLayout(row)
        self.bar.narrowed.connect(self._narrow)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        search = QShortcut(QKeySequence("Ctrl+F"), self)
        search.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        search.activated.connect(self.bar.search.setFocus)

    @Slot()
    def show_facts(self, facts: PeopleFacts) -> None:
        """Show these people; whoever was chosen stays chosen."""
        chosen = self._chosen
        self._purposes, self._portraits = facts.purposes, facts.portraits
        self.model.show_people(facts.entries, facts.channels)
        classes = sorted({e.person.details.class_name for e in facts.entries} - {""})
        self.bar.show_choices(classes, facts.channels)
        for column in range(FIXED, self.model.columnCount()):
            delegate = BadgeDelegate(self._around.theme, BADGE, self.table)
            self.table.setItemDelegateForColumn(column, delegate)
        self.table.fit_columns()
        self._narrow()
        self._choose(chosen)

    @Slot()
    def ask_validity(self) -> None:
        """Ask how long a yes holds, by purpose."""
        self.validity_form = ValidityForm(self._around, self.window())
        self.validity_form.finished.connect(self.validity_form.deleteLater)
        self.validity_form.open()

    @Slot()
    def _narrow(self) -> None:
        bar = self.bar
        self.filter.narrow(
            bar.search.text(),
            bar.class_name.currentData() or "",
            bar.chosen_channel,
            bar.chosen_status,
        )
        bar.show_count(self.filter.rowCount())

    def _choose(self, person_id: PersonId | None) -> None:
        for row in range(self.filter.rowCount()):
            place = self.filter.index(row, 0)
            if place.data(ENTRY).person.id == person_id:
                self.table.setCurrentIndex(place)
                return
        self._show_card(None)

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid():
            self._show_card(now.data(ENTRY))

    def _show_card(self, entry: RegisterEntry | None) -> None:
        self._chosen = None if entry is None else entry.person.id
        self.card = None
        if entry is not None:
            self.card = PersonCard(
                self._around,
                entry,
                self.model.channels,
                self._purposes,
                self._portraits.get(entry.person.id),
            )
            self.card.changed.connect(self.changed)
        self._side.show_card(self.card)
