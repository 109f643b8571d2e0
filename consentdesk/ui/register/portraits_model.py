"""The pupils' portraits as a table to work through, and what the filters leave of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from consentdesk.domain.portraits import PortraitNeed, portrait_advice
from consentdesk.ui.register.people_search import is_found, searched_by
from consentdesk.ui.register.portrait_words import need_badge
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.register.portrait_register import PupilPortraits

Index = QModelIndex | QPersistentModelIndex
PUPIL = Qt.ItemDataRole.UserRole
BADGE = Qt.ItemDataRole.UserRole + 1
NAME, CLASS, STATE, COMPARED, TO_DO = range(5)

TO_DO_FIRST, LOOK_ALIKES, EVERYBODY = "to_do", "look_alikes", "everybody"
"""Filters beside those that name one `PortraitNeed`."""

_ORDER = tuple(PortraitNeed)
_WORDS = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}


class PortraitsModel(QAbstractTableModel):
    """Name, class, state, number, first thing to do; the most pressing first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pupils: tuple[PupilPortraits, ...] = ()

    def show_pupils(self, pupils: Sequence[PupilPortraits]) -> None:
        """Show these pupils."""
        self.beginResetModel()
        self.pupils = tuple(sorted(pupils, key=lambda pupil: _ORDER.index(pupil.need)))
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of pupils."""
        return 0 if parent is not None and parent.isValid() else len(self.pupils)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else TO_DO + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the name of a column."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (tr("Name"), tr("Class"), tr("State"), tr("Compared"), tr("What to do"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, badge or the pupil."""
        pupil = self.pupils[index.row()]
        if role == PUPIL:
            return pupil
        if role == BADGE:
            return need_badge(pupil.need)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(_to_do(pupil))
        return self._text(pupil, index.column()) if role in _WORDS else None

    def _text(self, pupil: PupilPortraits, column: int) -> str:
        details = pupil.person.details
        if column == NAME:
            return f"{details.last_name}, {details.first_name}".strip(", ")
        if column == CLASS:
            return details.class_name
        if column == STATE:
            return need_badge(pupil.need).word
        if column == COMPARED:
            return _number_words(pupil)
        return next(iter(_to_do(pupil)), "")


class PortraitsFilter(QSortFilterProxyModel):
    """Leaves the pupils that fit name, class and need."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self._class = ""
        self._need = TO_DO_FIRST
        self.setSortCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setSortLocaleAware(True)

    def narrow(self, name: str, class_name: str, need: str) -> None:
        """Leave these; an empty word leaves everybody who fits the rest."""
        self.beginFilterChange()
        self._name, self._class, self._need = name, class_name, need
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Tell whether a pupil is left."""
        model = self.sourceModel()
        if not isinstance(model, PortraitsModel):
            return False
        pupil = model.pupils[source_row]
        details = pupil.person.details
        if not is_found(self._name, searched_by(details)):
            return False
        if self._class and details.class_name != self._class:
            return False
        return _fits(pupil, self._need)


def _fits(pupil: PupilPortraits, need: str) -> bool:
    if need == EVERYBODY:
        return True
    if need == LOOK_ALIKES:
        return bool(pupil.look_alikes)
    if need == TO_DO_FIRST:
        return pupil.matters and pupil.need is not PortraitNeed.NOTHING
    return pupil.matters and pupil.need.value == need


def _number_words(pupil: PupilPortraits) -> str:
    number = len(pupil.portraits)
    if not number:
        return tr("None")
    if not pupil.lock.open:
        return tr("{n}, by eye", n=number)
    compared = sum(1 for portrait in pupil.portraits if portrait.id in pupil.enrolled)
    return tr("{compared} of {n}", compared=compared, n=number)


def _to_do(pupil: PupilPortraits) -> tuple[str, ...]:
    """Return every sentence once: about the number, then about each portrait."""
    look_alikes = (
        tr("Looks like {name}: compare both portraits.", name=other.person.name)
        for other in pupil.look_alikes
    )
    about_each = (s for p in pupil.portraits for s in portrait_advice(p, pupil.today))
    return tuple(dict.fromkeys(s for s in (*about_each, pupil.advice, *look_alikes) if s))
