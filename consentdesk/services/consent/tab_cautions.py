"""Tabs that may not be what they seem: hidden ones, old ones, and hidden rows and columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from consentdesk.services.consent.column_roles import Role
from consentdesk.services.consent.question_book import Matter, QuestionBook, choices
from consentdesk.services.consent.questions import Example, QuestionKind
from consentdesk.services.consent.tables import Column, Table
from consentdesk.services.sheet_words.import_messages import Level, Message
from consentdesk.services.sheet_words.plain_words import plain, tidy
from consentdesk.sheets.row_cells import may_hide
from consentdesk.sheets.workbook import Row

_OLD = re.compile(
    r"\bold\b|\barchived?\b|\bprevious\b|\blast year\b|\bbackup\b|\bcopy\b|\bdo not use\b"
)
_CHOICES = choices(
    ("read", "Read it like the others"),
    ("only_no", "Let only what restricts count"),
    ("leave_out", "Leave it out"),
)


@dataclass(frozen=True, slots=True)
class TakenTab:
    """How a tab and what is hidden in it count: ``read``, ``only_no`` or ``leave_out``."""

    tab: str
    hidden: str
    school: Column | None = None
    ours: str | None = None

    @property
    def read(self) -> bool:
        """Whether the tab is read at all."""
        return self.tab != "leave_out"

    def of_other_school(self, row: Row) -> bool:
        """Whether the row is another school's."""
        if self.school is None or self.ours is None:
            return False
        return plain(row.cells[self.school.index].text) != plain(self.ours)

    def leaves_out(self, row: Row) -> bool:
        """Whether a person settled that this hidden row does not count."""
        return self.hidden == "leave_out" and _hidden(row)

    def only_no(self, row: Row) -> bool:
        """Whether only what restricts in this row counts."""
        hidden = self.hidden == "only_no" and _hidden(row)
        return self.tab == "only_no" or hidden or (self.school is not None and self.ours is None)


def take_tab(table: Table, book: QuestionBook, messages: list[Message]) -> TakenTab:
    """Return how a tab counts, asking about what is hidden or looks old."""
    tab = "read"
    example = Example(f"{table.name}!A1", table.name)
    if table.sheet.hidden:
        text = "This sheet is hidden; until you say more, only what restricts counts."
        messages.append(Message(table.name, "", Level.WARNING, "sheet_hidden", text))
        tab = book.ask(_tab_matter(table.name, "is hidden"), example) or "only_no"
    elif _OLD.search(plain(table.name)):
        text = "This sheet looks like an old one; until you say more, only what restricts counts."
        messages.append(Message(table.name, "", Level.WARNING, "sheet_old", text))
        tab = book.ask(_tab_matter(table.name, "looks like an old one"), example) or "only_no"
    school, ours = _take_school(table, book)
    return TakenTab(tab, _take_hidden(table, book, messages), school, ours)


def _take_school(table: Table, book: QuestionBook) -> tuple[Column | None, str | None]:
    """Ask which school is ours where a column names several; a trust exports all of them."""
    for column in table.of_role(Role.SCHOOL):
        texts = table.texts(column)
        names = list(dict.fromkeys(tidy(text) for text in texts if plain(text)))
        if len({plain(name) for name in names}) > 1:
            examples = [Example(f"{table.name}!{column.letter}1", name) for name in names]
            return column, book.ask(_school_matter(column, names), *examples)
    return None, None


def _take_hidden(table: Table, book: QuestionBook, messages: list[Message]) -> str:
    rows = [row for row in table.rows if may_hide(row.cells)]
    cells = [c for row in rows for c in row.cells if c.hidden and not c.empty]
    if not cells or table.sheet.hidden:
        return "read"
    text = "Some rows or columns are hidden; until you say more, only what restricts counts."
    messages.append(Message(table.name, cells[0].address, Level.WARNING, "cells_hidden", text))
    hidden = [row for row in rows if _hidden(row)]
    examples = [Example(f"{table.name}!{row.cells[0].address}", "") for row in hidden]
    matter = Matter(
        f"hidden:{table.name}",
        QuestionKind.SHEET,
        f"On “{table.name}” some rows or columns are hidden. How should they count?",
        _CHOICES,
        assumed="only_no",
    )
    return book.ask(matter, *examples) or "only_no"


def _school_matter(column: Column, names: Sequence[str]) -> Matter:
    return Matter(
        f"school:{column.key}",
        QuestionKind.SCHOOL,
        "This sheet holds rows of several schools. Which one is yours?",
        choices(*((name, name) for name in names)),
    )


def _hidden(row: Row) -> bool:
    return any(cell.hidden and not cell.empty for cell in row.cells)


def _tab_matter(name: str, why: str) -> Matter:
    return Matter(
        f"sheet:{name}",
        QuestionKind.SHEET,
        f"The sheet “{name}” {why}. How should it count?",
        _CHOICES,
        assumed="only_no",
    )
