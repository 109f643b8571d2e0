"""Excel workbooks: what cells say, how they look, and what is never run or followed."""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from consentdesk.domain.errors import SheetError
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.sheets.workbook import Cell, Sheet, Workbook
from tests.sheets.written_files import member, with_members, with_shared_texts, xlsx

SHEET = "xl/worksheets/sheet1.xml"


def cells(book: Workbook, sheet: int = 0) -> dict[str, Cell]:
    return {cell.address: cell for row in book.sheets[sheet].rows for cell in row.cells}


def texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in sheet.rows]


def codes(book: Workbook) -> list[tuple[str, str]]:
    return [(remark.code, remark.sheet) for remark in book.remarks]


def changed(path: Path, before: str, after: str, name: str = SHEET) -> Path:
    """Change a sheet as openpyxl never writes it."""
    xml = member(path, name).decode()
    assert before in xml
    return with_members(path, {name: xml.replace(before, after).encode()})


def test_values_come_as_shown(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["name", 12, 12.0, 1.5, True, date(2026, 3, 12), datetime(2026, 3, 12, 9, 30)])
        sheet["A3"] = 1204
        sheet["A3"].number_format = "000000"
        sheet["B3"] = time(9, 30)
        sheet["C3"] = timedelta(hours=36, minutes=5)
        sheet["D3"] = 999999815001.0
        sheet["E3"] = 1e300

    book = read_workbook(xlsx(tmp_path / "a.xlsx", fill))
    assert texts(book.sheets[0]) == [
        ["name", "12", "12", "1.5", "TRUE", "2026-03-12", "2026-03-12"],
        ["001204", "09:30", "36:05", "999999815001", "1e+300", "", ""],
    ]
    rows = book.sheets[0].rows
    assert rows[0].cells[5].value == date(2026, 3, 12)
    assert [row.number for row in rows] == [1, 3]
    assert rows[1].cells[2].address == "C3"
    assert (book.kind, book.encoding, book.delimiter, book.remarks) == ("xlsx", "", "", ())


def test_days_of_the_1904_system(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        book.active["A1"] = date(2026, 3, 12)

    book = read_workbook(xlsx(tmp_path / "a.xlsx", fill))
    assert cells(book)["A1"].value == date(2026, 3, 12)


def test_struck_hidden_and_commented_cells_are_told(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["plain", "struck", "partly", "column", "noted", "narrow"])
        sheet.append(["hidden row"])
        sheet.append(["flat row"])
        sheet["B1"].font = Font(strike=True)
        sheet["C1"] = CellRichText("Yes", TextBlock(InlineFont(strike=True), "No"))
        sheet.column_dimensions["D"].hidden = True
        sheet.column_dimensions["F"].width = 77
        sheet["E1"].comment = Comment("ask", "office")
        sheet["C9"].comment = Comment("below the table", "office")
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[3].height = 77
        book.create_sheet("LAC").append(["x"])
        book["LAC"].sheet_state = "veryHidden"

    path = changed(xlsx(tmp_path / "a.xlsx", fill), 'width="77"', 'width="0"')
    book = read_workbook(changed(path, 'ht="77"', 'ht="0"'))
    first, second = book.sheets
    top = first.rows[0].cells
    assert [cell.struck for cell in top] == [False, True, True, False, False, False]
    assert [cell.hidden for cell in top] == [False, False, False, True, False, True]
    assert [cell.comment for cell in top] == ["", "", "", "", "ask", ""]
    assert top[2].text == "YesNo"
    assert [row.cells[0].hidden for row in first.rows] == [False, True, True, False]
    assert cells(book)["C9"].comment == "below the table"
    assert (first.hidden, second.hidden) == (False, True)


def test_a_struck_part_within_the_cell_itself(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", lambda book: book.active.append([1]))
    struck = "<is><r><rPr><strike/></rPr><t>Yes</t></r><r><t>No</t></r></is>"
    not_struck = '<is><r><rPr><strike val="0"/></rPr><t>Yes_x000D_</t></r></is>'
    inline = (
        f'<c r="A1" t="inlineStr">{struck}</c><c r="B1" t="inlineStr">{not_struck}</c>'
        '<c t="inlineStr"><is><t>no place</t></is></c>'
    )
    found = cells(read_workbook(changed(path, '<c r="A1" t="n"><v>1</v></c>', inline)))
    assert (found["A1"].text, found["A1"].struck) == ("YesNo", True)
    assert (found["B1"].text, found["B1"].struck) == ("Yes\r", False)
    assert found["C1"].text == "no place"


SHARED = (
    "<si><t>Zoë</t></si><si><r><t>Yes</t></r><r><rPr><strike/></rPr><t> No</t></r>"
    "<rPh sb='0' eb='1'><t>aid</t></rPh></si><si/>"
)


def test_texts_that_cells_share(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", lambda book: book.active.append(["x"]))
    line = "".join(f'<c t="s"><v>{number}</v></c>' for number in (0, 1, 2, 0))
    found = cells(read_workbook(with_shared_texts(path, SHARED, f"<row>{line}</row>")))
    assert [(cell.text, cell.struck) for cell in found.values()] == [
        *(("Zoë", False), ("Yes No", True), ("", False), ("Zoë", False))
    ]


@pytest.mark.parametrize("number", ["3", "-1", "x"])
def test_texts_that_are_not_there(tmp_path: Path, number: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", lambda book: book.active.append(["x"]))
    with_shared_texts(path, SHARED, f'<row><c t="s"><v>{number}</v></c></row>')
    with pytest.raises(SheetError, match="damaged"):
        read_workbook(path)


def test_rows_hidden_by_a_filter(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for text in ("head", "shown", "filtered out"):
            book.active.append([text])
        book.active.auto_filter.ref = "A1:A3"
        book.active.auto_filter.add_filter_column(0, ["shown"])
        book.active.row_dimensions[3].hidden = True

    book = read_workbook(xlsx(tmp_path / "a.xlsx", fill))
    assert [row.cells[0].hidden for row in book.sheets[0].rows] == [False, False, True]


def test_fills(tmp_path: Path) -> None:
    fills = {
        "A1": PatternFill("solid", fgColor="FFFF0000"),
        "B1": PatternFill("solid", fgColor="FFFFFFFF"),
        "C1": PatternFill("solid", fgColor=Color(theme=5)),
        "D1": PatternFill("solid", fgColor=Color(theme=0)),
        "E1": PatternFill("solid", fgColor=Color(theme=0, tint=-0.5)),
        "F1": PatternFill("solid", fgColor=Color(indexed=10)),
        "G1": PatternFill("darkUp", fgColor=Color(indexed=64), bgColor="FF00FF00"),
        "H1": openpyxl.styles.GradientFill(stop=("FFFFFF", "00FF00")),
        "I1": PatternFill("solid", fgColor=Color(indexed=64), bgColor=Color(indexed=65)),
        "J1": PatternFill(),
    }

    def fill(book: openpyxl.Workbook) -> None:
        for address, look in fills.items():
            book.active[address].fill = look
        book.active["J1"] = "end"

    found = cells(read_workbook(xlsx(tmp_path / "a.xlsx", fill)))
    assert {address: cell.fill for address, cell in found.items()} == {
        "A1": "#FF0000",
        "B1": "",
        "C1": "#C0504D",
        "D1": "",
        "E1": "#808080",
        "F1": "#FF0000",
        "G1": "#00FF00",
        "H1": "#00FF00",
        "I1": "#808080",
        "J1": "",
    }


def test_merged_cells_say_what_lies_over_them(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["Photos", "", "", "end"])
        book.active.append(["Web", "Press", "", ""])
        book.active.merge_cells("A1:C1")
        book.active.merge_cells("D1:D2")

    found = cells(read_workbook(xlsx(tmp_path / "a.xlsx", fill)))
    covered = {address: cell.covered_by for address, cell in found.items() if cell.covered_by}
    assert covered == {"B1": "A1", "C1": "A1", "D2": "D1"}


def test_a_text_under_a_merged_cell_is_read_and_told(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["Yes", "No"])

    path = xlsx(tmp_path / "a.xlsx", fill)
    changed(path, "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
    found = cells(read_workbook(path))
    assert (found["B1"].text, found["B1"].covered_by) == ("No", "A1")


def test_a_formula_counts_as_its_last_result_and_is_never_calculated(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", lambda book: book.active.append(["head", "=1+1"]))
    found = cells(read_workbook(path))
    assert (found["B1"].text, found["B1"].error) == ("=1+1", True)
    formula = (
        "<f>1+1</f><v></v>" if b"<f>1+1</f><v></v>" in member(path, SHEET) else "<f>1+1</f><v />"
    )
    changed(path, formula, "<f>1+1</f><v>3</v>")
    found = cells(read_workbook(path))
    assert (found["B1"].text, found["B1"].value, found["B1"].error) == ("3", 3, False)


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!"])
def test_calculation_errors(tmp_path: Path, error: str) -> None:
    path = xlsx(tmp_path / "a.xlsx", lambda book: book.active.append([1, "#REF! typed"]))
    broken = f'<c r="A1" t="e"><f>#REF!A1</f><v>{error}</v></c>'
    found = cells(read_workbook(changed(path, '<c r="A1" t="n"><v>1</v></c>', broken)))
    assert (found["A1"].text, found["A1"].error) == (error, True)
    assert not found["B1"].error


def test_a_formula_whose_result_is_no_text_is_blank(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", lambda book: book.active.append([1, 2]))
    empty = '<c r="A1" t="str"><f>IF(1,"")</f><v></v></c>'
    found = cells(read_workbook(changed(path, '<c r="A1" t="n"><v>1</v></c>', empty)))
    assert (found["A1"].text, found["A1"].error) == ("", False)


def test_a_day_that_no_calendar_has_is_an_error(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"] = 10**9
        book.active["A1"].number_format = "dd/mm/yyyy"

    found = cells(read_workbook(xlsx(tmp_path / "a.xlsx", fill)))
    assert (found["A1"].text, found["A1"].error) == ("1000000000", True)


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-1", "@SUM(A1)", '=HYPERLINK("http://a")'])
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["A1"].value = text
        book.active["A1"].data_type = "s"

    cell = cells(read_workbook(xlsx(tmp_path / "a.xlsx", fill)))["A1"]
    assert (cell.text, cell.value, cell.error) == (text, text, False)


def test_what_is_not_seen_is_announced(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet.append(["x"])
        sheet["A1"].comment = Comment("a comment is no tick box", "office")
        red = PatternFill("solid", bgColor="FF0000")
        sheet.conditional_formatting.add("A1:A9", CellIsRule("equal", ['"N"'], fill=red))

    path = xlsx(tmp_path / "a.xlsx", fill)
    assert codes(read_workbook(path)) == [("rule_colours_unseen", "Sheet")]
    vml = next(name for name in _names(path) if name.endswith(".vml"))
    shapes = member(path, vml).replace(
        b"</xml>", b'<x:ClientData xmlns:x="urn:x" ObjectType="Checkbox"/></xml>'
    )
    with_members(
        path,
        {vml: shapes, "xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<a/>"},
    )
    assert codes(read_workbook(path)) == [
        ("macros_not_run", ""),
        ("links_not_followed", ""),
        ("rule_colours_unseen", "Sheet"),
        ("controls_unseen", "Sheet"),
    ]


def test_tick_boxes_of_newer_excel(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", lambda book: book.active.append(["x"]))
    control = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/ctrlProp"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{control}" Target="../ctrlProps/ctrlProp1.xml"/>'
        "</Relationships>"
    )
    with_members(path, {"xl/worksheets/_rels/sheet1.xml.rels": relations.encode()})
    assert codes(read_workbook(path)) == [("controls_unseen", "Sheet")]


def test_rule_colours_in_the_newer_form(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", lambda book: book.active.append(["x"]))
    newer = (
        '</sheetData><extLst><ext xmlns:x14="http://schemas.microsoft.com/office/'
        'spreadsheetml/2009/9/main" uri="{x}"><x14:conditionalFormattings>'
        "<x14:conditionalFormatting/></x14:conditionalFormattings></ext></extLst>"
    )
    assert codes(read_workbook(changed(path, "</sheetData>", newer))) == [
        ("rule_colours_unseen", "Sheet")
    ]


def test_the_day_it_was_saved(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["x"])

    path = xlsx(tmp_path / "a.xlsx", fill)
    core = member(path, "docProps/core.xml").decode()
    end = core.index("</dcterms:modified>")
    start = core.rindex(">", 0, end) + 1
    stamped = f"{core[:start]}2026-09-04T07:41:00Z{core[end:]}"
    with_members(path, {"docProps/core.xml": stamped.encode()})
    assert read_workbook(path).saved_on == date(2026, 9, 4)
    with_members(path, {"docProps/core.xml": b"<broken"})
    assert read_workbook(path).saved_on == date.fromtimestamp(path.stat().st_mtime)


def test_rows_are_equally_long_and_count_only_what_says_something(tmp_path: Path) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["a", "b"])
        book.active.append(["a", None, " "])
        book.active["XFD1"].fill = PatternFill("solid", fgColor="FF0000")

    sheet = read_workbook(xlsx(tmp_path / "a.xlsx", fill)).sheets[0]
    assert [len(row.cells) for row in sheet.rows] == [2, 2]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<row r="2"', '<row r="1"'),
        ('<c r="B1"', '<c r="A1"'),
        ("<v>1</v>", "<v>one</v>"),
        ('t="n"', 't="n" s="999"'),
        ("</sheetData>", "<broken>"),
    ],
)
def test_sheets_that_contradict_themselves_are_refused(
    tmp_path: Path, before: str, after: str
) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["a", "b", 1])
        book.active.append(["c"])

    path = changed(xlsx(tmp_path / "a.xlsx", fill), before, after)
    with pytest.raises(SheetError, match="damaged"):
        read_workbook(path)


def test_a_workbook_of_charts_only(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", lambda book: book.active.append(["a"]))
    changed(path, '/worksheet"', '/chartsheet"', "xl/_rels/workbook.xml.rels")
    with pytest.raises(SheetError, match="damaged"):
        read_workbook(path)


def _names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return package.namelist()
