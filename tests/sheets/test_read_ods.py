"""OpenDocument sheets: nothing that matters is lost against Excel workbooks."""

from datetime import date
from pathlib import Path

import pytest

from consentdesk.domain.errors import SheetError, SheetLocked
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.sheets.workbook import Cell, Workbook
from tests.sheets.written_files import ods, row, said, table


def cells(book: Workbook, sheet: int = 0) -> dict[str, Cell]:
    return {cell.address: cell for row in book.sheets[sheet].rows for cell in row.cells}


def typed(kind: str, text: str = "", **values: str) -> str:
    stored = " ".join(f'office:{name}-value="{value}"' for name, value in values.items())
    return (
        f'<table:table-cell office:value-type="{kind}" {stored.replace("plain-", "")}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def test_values_come_as_shown(tmp_path: Path) -> None:
    line = row(
        said("name"),
        typed("float", "12", plain="12"),
        typed("float", "1.5", plain="1.5"),
        typed("float", "001204", plain="1204"),
        typed("boolean", "TRUE", boolean="true"),
        typed("date", "12/03/26", date="2026-03-12"),
        typed("date", "12/03/26 09:30", date="2026-03-12T09:30:00"),
        typed("time", "09:30", time="PT09H30M00S"),
        typed("date", "odd", date="2026-13-12"),
    )
    book = read_workbook(ods(tmp_path / "a.ods", table(line)))
    found = list(book.sheets[0].rows[0].cells)
    assert [cell.text for cell in found] == [
        *("name", "12", "1.5", "001204", "TRUE", "2026-03-12", "2026-03-12", "09:30", "odd"),
    ]
    assert [cell.value for cell in found][1:6] == [12, 1.5, 1204, True, date(2026, 3, 12)]
    assert [cell.error for cell in found] == [False] * 8 + [True]
    assert (book.kind, book.saved_on, book.remarks) == ("ods", date(2026, 9, 4), ())


def test_the_name_of_the_file_does_not_matter(tmp_path: Path) -> None:
    assert read_workbook(ods(tmp_path / "a.xlsx", table(row(said("x"))))).kind == "ods"


def test_text_in_pieces(tmp_path: Path) -> None:
    pieces = "<text:p>Zoë<text:s text:c='2'/>B<text:tab/>C<text:line-break/>D</text:p>"
    cell = (
        f'<table:table-cell office:value-type="string">{pieces}'
        "<text:p>E <text:span>F</text:span> G</text:p></table:table-cell>"
    )
    book = read_workbook(ods(tmp_path / "a.ods", table(row(cell))))
    assert cells(book)["A1"].text == "Zoë  B\tC\nD\nE F G"


def style(name: str, part: str, parent: str = "") -> str:
    based = f'style:parent-style-name="{parent}"' if parent else ""
    return f'<style:style style:name="{name}" {based}><style:{part}/></style:style>'


STYLES = "".join(
    (
        style("red", 'table-cell-properties fo:background-color="#ff0000"'),
        style("white", 'table-cell-properties fo:background-color="#ffffff"'),
        style("clear", 'table-cell-properties fo:background-color="transparent"', "red"),
        style("struck", 'text-properties style:text-line-through-style="solid"'),
        style("not", 'text-properties style:text-line-through-style="none"', "struck"),
        style("heir", "paragraph-properties", "Refused"),
        style("circle", "paragraph-properties", "circle"),
        style("flat", 'table-row-properties style:row-height="0.00cm"'),
        style("narrow", 'table-column-properties style:column-width="0in"'),
        style("gone", 'table-properties table:display="false"'),
    )
)
COMMON = style("Crossed", 'text-properties style:text-line-through-type="single"') + style(
    "Refused", 'table-cell-properties fo:background-color="#ffcc00"', "Crossed"
)


def test_struck_and_coloured_cells(tmp_path: Path) -> None:
    names = ("red", "white", "clear", "struck", "not", "heir", "circle", "unknown")
    styled = [said("x", f'table:style-name="{name}"') for name in names]
    part = said('<text:span text:style-name="struck">Yes</text:span> No')
    book = read_workbook(ods(tmp_path / "a.ods", table(row(*styled, part)), STYLES, COMMON))
    found = list(book.sheets[0].rows[0].cells)
    assert [cell.fill for cell in found] == ["#FF0000", "", "", "", "", "#FFCC00", "", "", ""]
    assert [cell.struck for cell in found] == [
        *(False, False, False, True, False, True, False, False, True)
    ]


def test_style_of_a_row_and_of_a_column(tmp_path: Path) -> None:
    columns = '<table:table-column/><table:table-column table:default-cell-style-name="red"/>'
    rows = (
        row(said("a"), said("b"), said("c")),
        row(said("d"), attributes='table:default-cell-style-name="struck"'),
    )
    book = read_workbook(ods(tmp_path / "a.ods", table(*rows, columns=columns), STYLES))
    found = cells(book)
    assert [found[a].fill for a in ("A1", "B1", "C1")] == ["", "#FF0000", ""]
    assert found["A2"].struck


def test_hidden_rows_columns_and_sheets(tmp_path: Path) -> None:
    columns = (
        '<table:table-column/><table:table-column table:visibility="collapse" '
        'table:number-columns-repeated="2"/><table:table-column table:style-name="narrow"/>'
        '<table:table-column table:number-columns-repeated="16000"/>'
    )
    rows = (
        row(*map(said, "abcde")),
        row(said("a"), attributes='table:visibility="collapse"'),
        row(said("a"), attributes='table:visibility="filter"'),
        row(said("a"), attributes='table:style-name="flat"'),
    )
    tables = table(*rows, columns=columns) + table(
        row(said("x")), attributes='table:style-name="gone"', name="LAC"
    )
    book = read_workbook(ods(tmp_path / "a.ods", tables, STYLES))
    top = book.sheets[0].rows[0].cells
    assert [cell.hidden for cell in top] == [False, True, True, True, False]
    assert [row.cells[0].hidden for row in book.sheets[0].rows] == [False, True, True, True]
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [
        ("Consent", False),
        ("LAC", True),
    ]


def test_comments_and_merged_cells(tmp_path: Path) -> None:
    note = (
        "<office:annotation><dc:date>2026-01-01</dc:date>"
        "<text:p>ask</text:p><text:p>mum</text:p></office:annotation>"
    )
    covered = said("No").replace("table-cell", "covered-table-cell")
    rows = (
        row(said("Yes", 'table:number-columns-spanned="2"', note), covered, said("end")),
        row(),
        row(f"<table:table-cell>{note}</table:table-cell>"),
    )
    found = cells(read_workbook(ods(tmp_path / "a.ods", table(*rows))))
    assert (found["A1"].text, found["A1"].comment) == ("Yes", "ask\nmum")
    assert (found["B1"].text, found["B1"].covered_by) == ("No", "A1")
    assert (found["A3"].text, found["A3"].comment) == ("", "ask\nmum")
    assert "A2" not in found


def test_what_repeats(tmp_path: Path) -> None:
    rows = (
        row(said("x", 'table:number-columns-repeated="2"'), said("y")),
        row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes='table:number-rows-repeated="3"',
        ),
        row(said("z"), attributes='table:number-rows-repeated="2"'),
        row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes='table:number-rows-repeated="1048570"',
        ),
    )
    sheet = read_workbook(ods(tmp_path / "a.ods", table(*rows))).sheets[0]
    assert [(row.number, [cell.text for cell in row.cells]) for row in sheet.rows] == [
        (1, ["x", "x", "y"]),
        (5, ["z", "", ""]),
        (6, ["z", "", ""]),
    ]


@pytest.mark.parametrize(
    "line",
    [
        row(said("x"), attributes='table:number-rows-repeated="100001"'),
        row(said("x"), attributes='table:number-rows-repeated="1000000000000"'),
        row(said("x", 'table:number-columns-repeated="257"')),
        row(said("x", 'table:number-columns-repeated="999999999999"')),
        row(
            said("x", 'table:number-columns-repeated="200"'),
            attributes='table:number-rows-repeated="90000"',
        ),
    ],
)
def test_too_much_is_refused_before_it_is_unfolded(tmp_path: Path, line: str) -> None:
    with pytest.raises(SheetError, match="more rows or columns"):
        read_workbook(ods(tmp_path / "a.ods", table(line)))


def test_errors_and_formulas(tmp_path: Path) -> None:
    formula = 'table:formula="of:=[.A1]"'
    line = row(
        said("#REF!", f'{formula} calcext:value-type="error"'),
        said("Err:502", formula),
        f"<table:table-cell {formula}/>",
        said("", formula),
        said("Yes", formula),
        said("#REF! typed"),
    )
    found = list(read_workbook(ods(tmp_path / "a.ods", table(line))).sheets[0].rows[0].cells)
    assert [cell.error for cell in found] == [True, True, True, False, False, False]
    assert [cell.text for cell in found] == [
        *("#REF!", "Err:502", "of:=[.A1]", "", "Yes", "#REF! typed")
    ]


def test_what_is_not_seen_is_announced(tmp_path: Path) -> None:
    form = "<office:forms><form:form><form:properties/><form:checkbox/></form:form></office:forms>"
    rules = (
        "<calcext:conditional-formats><calcext:conditional-format/></calcext:conditional-formats>"
    )
    tables = table(row(said("x")), columns=form) + table(row(said("x")), rules, name="Two")
    book = read_workbook(ods(tmp_path / "a.ods", tables, extra={"Basic/script-lc.xml": "<a/>"}))
    assert [(remark.code, remark.sheet) for remark in book.remarks] == [
        ("controls_unseen", "Consent"),
        ("rule_colours_unseen", "Two"),
        ("macros_not_run", ""),
    ]


def test_styles_with_conditions_are_announced(tmp_path: Path) -> None:
    styles = '<style:style style:name="a"><style:map style:condition="x"/></style:style>'
    book = read_workbook(ods(tmp_path / "a.ods", table(row(said("x"))), styles))
    assert [(remark.code, remark.sheet) for remark in book.remarks] == [("rule_colours_unseen", "")]


@pytest.mark.parametrize(
    "extra",
    [
        {"META-INF/manifest.xml": "<a><manifest:encryption-data/></a>"},
        {"encrypted-package": "x"},
    ],
)
def test_password_protected(tmp_path: Path, extra: dict[str, str]) -> None:
    with pytest.raises(SheetLocked, match="password"):
        read_workbook(ods(tmp_path / "a.ods", table(row(said("x"))), extra=extra))


@pytest.mark.parametrize(
    "tables",
    [
        "",
        "<broken>",
        table(table(row(said("x")))),
        table(row(said("x", "table:number-columns-repeated='x'"))),
    ],
)
def test_damaged(tmp_path: Path, tables: str) -> None:
    with pytest.raises(SheetError, match="damaged"):
        read_workbook(ods(tmp_path / "a.ods", tables))


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    cell = cells(read_workbook(ods(tmp_path / "a.ods", table(row(said("=1+1"))))))["A1"]
    assert (cell.text, cell.value, cell.error) == ("=1+1", "=1+1", False)
