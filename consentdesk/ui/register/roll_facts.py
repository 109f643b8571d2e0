"""What a roll sheet would change, in numbers and in names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from consentdesk.ui.labels import short_words, words
from consentdesk.ui.text import day_words, plural, tr
from consentdesk.ui.theme import set_look

if TYPE_CHECKING:
    from consentdesk.domain.people import PersonDetails
    from consentdesk.services.roll_sheets.roll_proposal import RollChange, RollProposal

SHOWN_AT_MOST = 100
_NAMED_AT_MOST = 5
_CLASS_FIELDS = {"class_name", "year_group"}
_WORDS = {
    "key": "identifying number",
    "first_name": "first name",
    "last_name": "last name",
    "class_name": "class",
    "admission_number": "admission number",
    "left_on": "leaving day",
    "date_of_birth": "date of birth",
    "year_group": "year",
    "legal_first_name": "legal name",
    "legal_last_name": "legal name",
    "former_upns": "former UPN",
}
_WITH_VALUES = ("class_name", "first_name", "last_name")


class RollFacts(QWidget):
    """Moves between classes, who is new, who changes in what; `numbers` stand apart."""

    def __init__(self, proposal: RollProposal, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.numbers = _numbers(proposal)
        self._add(tr("From class to class"), _move_lines(proposal))
        self._add(tr("New on the roll"), map(_person_words, proposal.new))
        self._add(tr("Changes"), map(change_words, filter(_beyond_class, proposal.changed)))

    def _add(self, title: str, lines: Iterable[str]) -> None:
        listed = list(lines)
        if listed:
            self._column.addWidget(words(title, "heading"))
            self._column.addWidget(words("\n".join(listed[:SHOWN_AT_MOST])))
            self._add_more(listed)

    def _add_more(self, everything: Sequence[object]) -> None:
        more = len(everything) - SHOWN_AT_MOST
        if more > 0:
            self._column.addWidget(words(tr("… and {n} more", n=more), "muted"))


def _move_lines(proposal: RollProposal) -> Iterator[str]:
    """Say how many go where; who, when they are few."""
    for move in proposal.moves:
        old, new = move.old or tr("no class"), move.new or tr("no class")
        many = plural(move.count, "{n} pupil", "{n} pupils")
        names = [
            change.details.full_name
            for change in proposal.changed
            if (change.person.details.class_name, change.details.class_name) == (move.old, move.new)
        ]
        named = f" ({', '.join(names)})" if move.count <= _NAMED_AT_MOST else ""
        yield f"{old} → {new}: {many}{named}"


def _beyond_class(change: RollChange) -> bool:
    """Whether more changes than the class, which the moves have told already."""
    return "class_name" not in change.fields or not set(change.fields) <= _CLASS_FIELDS


def change_words(change: RollChange) -> str:
    """Say in what a person changes; of a legal name only that it does."""
    was, now = change.person.details, change.details
    told = []
    for field in change.fields:
        if field == "left_on":
            day = now.left_on
            told.append(tr("leaves on {day}", day=day_words(day)) if day else tr("is back"))
        elif field in _WITH_VALUES:
            before = getattr(was, field) or tr("none")
            told.append(f"{tr(_WORDS[field])} {before} → {getattr(now, field)}")
        else:
            told.append(tr(_WORDS[field]))
    return f"{_person_words(was)}: {', '.join(dict.fromkeys(told))}"


def _person_words(details: PersonDetails) -> str:
    return ", ".join(filter(None, (details.full_name, details.class_name)))


def _numbers(proposal: RollProposal) -> QWidget:
    whole = QWidget()
    grid = QGridLayout(whole)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(12)
    moved = sum(move.count for move in proposal.moves)
    for place, (count, word) in enumerate(
        (
            (len(proposal.new), tr("new")),
            (len(proposal.changed), tr("changed")),
            (moved, tr("change class")),
            (len(proposal.leavers), tr("leave")),
            (len(proposal.missing), tr("not in the sheet")),
            (proposal.unchanged, tr("unchanged")),
        )
    ):
        card = QFrame()
        set_look(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 8, 14, 8)
        column.setSpacing(0)
        column.addWidget(short_words(str(count), "number"))
        column.addWidget(short_words(word, "muted"))
        grid.addWidget(card, 0, place)
    return whole
