"""One header, several meanings: where each tab is a consent of its own, keys name the tab, too.

A workbook with the tabs "Website" and "Facebook", each with a column "Consent", asks two things.
A tab for each class asks one.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from consentdesk.services.consent.column_roles import Role
from consentdesk.services.consent.purpose_words import asks_for
from consentdesk.services.consent.question_book import QuestionBook
from consentdesk.services.consent.replies import TablesByTab, tables_by_tab
from consentdesk.services.consent.table_finding import find_tables
from consentdesk.services.consent.tables import Table
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.sheets.workbook import Sheet, Workbook


def find_by_tab(workbook: Workbook, book: QuestionBook, known: Sequence[str]) -> TablesByTab:
    """Return the tables of each tab, with the tab in the keys of headers that differ by tab."""
    tables = tables_by_tab(workbook, book, known)
    if not _on_several_tabs(tables, _nameless(tables)):
        return tables
    unsettled = tables_by_tab(workbook, book.without_columns(), known)
    differing = _on_several_tabs(unsettled, _open(unsettled))
    if not differing:
        return tables
    return {s.name: _of_tab(s, differing, book, known) for s in workbook.sheets}


def _nameless(tables: TablesByTab) -> dict[str, set[str]]:
    """Return by tab the keys of headers that name no place a photo may go to."""
    return {
        tab: {
            c.key for t in found for c in t.columns if c.header and not asks_for(c.header).purposes
        }
        for tab, found in tables.items()
    }


def _open(tables: TablesByTab) -> dict[str, set[str]]:
    """Return by tab the keys of columns with answers to nobody knows what."""
    return {
        tab: {
            c.key for t in found for c in t.of_role(Role.ASKS) if c.header and not c.guess.purposes
        }
        for tab, found in tables.items()
    }


def _on_several_tabs(tables: TablesByTab, keys: Mapping[str, Collection[str]]) -> set[str]:
    tabs: dict[str, list[str]] = defaultdict(list)
    for tab, several in keys.items():
        for key in several:
            tabs[key].append(tab)
    classes = {tab for tab, found in tables.items() if any(t.class_in_name for t in found)}
    return {key for key, where in tabs.items() if len(where) > 1 and not classes >= set(where)}


def _of_tab(
    sheet: Sheet, differing: Collection[str], book: QuestionBook, known: Sequence[str]
) -> tuple[Table, ...]:
    names = {key: f"{plain(sheet.name)}!{key}" for key in differing}
    tables = find_tables(sheet, book.with_columns(names), known)
    return tuple(_renamed(table, names) for table in tables)


def _renamed(table: Table, names: Mapping[str, str]) -> Table:
    columns = tuple(
        replace(
            column,
            key=names.get(column.key, column.key),
            belongs_to=names.get(column.belongs_to, column.belongs_to),
        )
        for column in table.columns
    )
    return replace(table, columns=columns)
