"""The people with an account, and the card of the one that is chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from consentdesk.domain.ids import StaffId
from consentdesk.domain.staff import Duty
from consentdesk.ui.badge_delegate import BadgeDelegate
from consentdesk.ui.buttons import button
from consentdesk.ui.labels import words
from consentdesk.ui.reading import Reading
from consentdesk.ui.register.list_and_card import CardSide, PeopleTable, list_and_card
from consentdesk.ui.school.add_staff_form import AddStaffForm
from consentdesk.ui.school.staff_card import StaffCard
from consentdesk.ui.school.staff_entry import StaffEntry, StaffFacts, read_staff
from consentdesk.ui.school.staff_model import BADGE, ENTRY, ROLES, STATE, StaffModel
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import plural, tr


class StaffPage(QWidget):
    """Left everybody with an account, right the one chosen."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._chosen: StaffId | None = None
        self._facts: StaffFacts | None = None
        self.card: StaffCard | None = None
        self.form: AddStaffForm | None = None
        self._reading = Reading(
            self, around.runner, partial(read_staff, around.workspace), self._show
        )
        self.model = StaffModel(self)
        self._rows = QSortFilterProxyModel(self)
        self._rows.setSourceModel(self.model)
        self.table = PeopleTable(tr("People with an account"), self._rows)
        self.table.setItemDelegateForColumn(STATE, BadgeDelegate(around.theme, BADGE, self.table))
        self.count = words(look="muted")
        self.add = button(around.theme, tr("Add somebody"), self._ask, icon="account-plus-outline")
        self._side = CardSide(
            around.theme, tr("Choose a person to see roles, papers and what is missing.")
        )
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)

    @Slot()
    def refresh(self) -> None:
        """Read everybody again."""
        self._reading.again()

    def _lay_out(self) -> None:
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.count, 1)
        row.addWidget(self.add)
        both = list_and_card(self._around.theme, bar, self.table, self._side)
        both.setContentsMargins(0, 12, 0, 0)
        self.setLayout(both)

    def _show(self, facts: StaffFacts) -> None:
        chosen, self._facts = self._chosen, facts
        who = self._around.who()
        self.add.setVisible(who is not None and who.may(Duty.ADMINISTER))
        self.count.setText(_count(facts))
        self.model.show_entries(facts.entries)
        self.table.fit_columns(ROLES)
        self.table.resizeColumnToContents(0)
        self._choose(chosen)

    def _choose(self, staff_id: StaffId | None) -> None:
        for row in range(self._rows.rowCount()):
            place = self._rows.index(row, 0)
            if place.data(ENTRY).member.id == staff_id:
                self.table.setCurrentIndex(place)
                return
        self._show_card(None)

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.isValid():
            self._show_card(now.data(ENTRY))

    def _show_card(self, entry: StaffEntry | None) -> None:
        self._chosen = None if entry is None else entry.member.id
        self.card = None
        if entry is not None and self._facts is not None:
            self.card = StaffCard(self._around, entry, self._facts)
            self.card.changed.connect(self.refresh)
        self._side.show_card(self.card)

    def _ask(self) -> None:
        self.form = AddStaffForm(self._around, self.window())
        self.form.saved.connect(self._added)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    @Slot(object)
    def _added(self, member: object) -> None:
        self.refresh()


def _count(facts: StaffFacts) -> str:
    missing = sum(1 for entry in facts.entries if entry.is_open and entry.lacking)
    told = plural(len(facts.open_now), "{n} account is open.", "{n} accounts are open.")
    if missing:
        told += " " + plural(
            missing,
            "{n} person may not sign off or publish yet.",
            "{n} people may not sign off or publish yet.",
        )
    return told
