"""Cells made on demand behave like the tuple of cells they stand for."""

import pickle

import pytest

from consentdesk.sheets.row_cells import Extra, Look, RawRow, RowCells, finished_sheet
from consentdesk.sheets.workbook import Cell, Row

RAW = RawRow(
    3,
    ("Zoë", None, 1204),
    (Look(), Look(struck=True, fill="#FF0000"), Look(digits=6)),
    extras={1: Extra(comment="ask")},
)
CELLS = (
    Cell("A3", "Zoë", "Zoë"),
    Cell("B3", comment="ask", fill="#FF0000"),
    Cell("C3", "001204", 1204, hidden=True),
    Cell("D3"),
)


def test_they_are_the_cells() -> None:
    cells = RowCells(RAW, 4, frozenset({2}))
    assert cells == CELLS
    assert CELLS == cells  # noqa: SIM300 - the other way round is another question
    assert Row(3, cells) == Row(3, CELLS)
    assert hash(cells) == hash(CELLS)
    assert repr(cells) == repr(CELLS)
    assert (len(cells), list(cells)) == (4, list(CELLS))
    assert (cells[0], cells[-1], cells[1:3]) == (CELLS[0], CELLS[-1], CELLS[1:3])
    assert pickle.loads(pickle.dumps(cells)) == cells
    with pytest.raises(IndexError):
        cells[4]
    assert cells != CELLS[:3]
    assert cells != "ABCD"


def test_the_width_ends_with_the_last_text_or_comment() -> None:
    rows = [
        RawRow(1, ("a", " ")),
        RawRow(2, (), extras={4: Extra(comment="no")}),
        RawRow(3, (" ",), extras={9: Extra(covered_by="A1")}),
    ]
    sheet = finished_sheet("a.xlsx", "Consent", False, rows)
    assert [(row.number, len(row.cells)) for row in sheet.rows] == [(1, 5), (2, 5)]
