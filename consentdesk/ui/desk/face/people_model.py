"""The people a face may be: the look-outs, or whoever on the roll a typed name fits."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person
from consentdesk.services.deciding.desk import Desk, LookOut
from consentdesk.ui.desk.desk_words import person_words
from consentdesk.ui.text import tr

ROW = Qt.ItemDataRole.UserRole

MOST_FOUND = 60
"""Rows shown for a typed name; more than this needs more letters."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list.

    Attributes:
        restricted: is a look-out of this batch.
        care: what the desk must know, such as ``not on: Website, Instagram`` or that the person
            asked not to be in these photos; else empty.
    """

    person: Person
    restricted: bool
    care: str


class PeopleModel(QAbstractListModel):
    """Look-outs while nothing is typed, else everybody whose name has the typed parts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[tuple[str, Person], ...] = ()
        self._look_outs: dict[PersonId, LookOut] = {}
        self._objecting: frozenset[PersonId] = frozenset()
        self._channels = 0
        self._rows: tuple[PersonRow, ...] = ()
        self._typed = ""

    def lay_out(self, desk: Desk) -> None:
        """Take the roll and the look-outs of a batch."""
        self._people = tuple((person_words(p).casefold(), p) for p in desk.people.values())
        self._look_outs = {look_out.person.id: look_out for look_out in desk.look_outs}
        self._objecting = desk.batch.objections
        self._channels = len(desk.channels)
        self.search(self._typed)

    def search(self, typed: str) -> None:
        """Show who fits; every typed word must begin a word of name or class."""
        self._typed = typed
        parts = typed.casefold().split()
        rows = self._found(parts) if parts else [self._row(x.person) for x in self._shown_first()]
        if tuple(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row_at(self, index: QModelIndex | QPersistentModelIndex) -> PersonRow | None:
        """Return the row of an index."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return how many people are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the row, or its words."""
        row = self.row_at(index)
        if row is None:
            return None
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in (person_words(row.person), row.care) if part)
        return None

    def _shown_first(self) -> list[LookOut]:
        """Those only human eyes can find come first."""
        return sorted(self._look_outs.values(), key=lambda look_out: look_out.compared)

    def _found(self, parts: list[str]) -> list[PersonRow]:
        found = [p for text, p in self._people if _fits(text, parts)]
        return [self._row(person) for person in found[:MOST_FOUND]]

    def _row(self, person: Person) -> PersonRow:
        look_out = self._look_outs.get(person.id)
        if look_out is None:
            return PersonRow(person, restricted=False, care="")
        if person.id in self._objecting:
            care = tr("asked not to be in these photos")
        else:
            care = care_words(look_out, self._channels)
        return PersonRow(person, restricted=True, care=care)


def care_words(look_out: LookOut, channels: int) -> str:
    """Return where a look-out may not appear, and how the others limit it.

    `channels` is how many there are.
    """
    parts = []
    if len(look_out.not_on) == channels:
        parts.append(tr("not on any channel"))
    elif look_out.not_on:
        parts.append(tr("not on: {channels}", channels=", ".join(look_out.not_on)))
    parts.extend(tr(limit) for limit in look_out.limits)
    return "; ".join(parts)


def _fits(text: str, parts: list[str]) -> bool:
    words = text.split()
    return all(any(word.startswith(part) for word in words) for part in parts)
