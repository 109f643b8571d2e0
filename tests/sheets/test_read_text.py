"""Text files in every encoding and with every mark between columns that offices produce."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.errors import SheetError
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.sheets.workbook import Workbook

LINES = [["Name", "Note", "Web"], ["Zoë O’Rourke", "two\nlines", "Y"], ["Bell, Temi", "", "N"]]


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def joined(lines: list[list[str]], mark: str) -> str:
    return "".join(mark.join(f'"{text}"' for text in line) + "\r\n" for line in lines)


def texts(book: Workbook) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in book.sheets[0].rows]


def codes(book: Workbook) -> list[str]:
    return [remark.code for remark in book.remarks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_usual_encodings_and_marks(tmp_path: Path, encoding: str, mark: str) -> None:
    book = read_workbook(write(tmp_path / "roll.csv", joined(LINES, mark), encoding))
    assert texts(book) == LINES
    assert book.sheets[0].name == "roll"
    known = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}
    assert (book.kind, book.delimiter) == ("text", mark)
    assert book.encoding == known.get(encoding, encoding)
    assert book.remarks == ()
    assert book.saved_on == date.fromtimestamp((tmp_path / "roll.csv").stat().st_mtime)


def test_utf_16_big_endian_with_its_mark(tmp_path: Path) -> None:
    book = read_workbook(write(tmp_path / "a.csv", "\ufeff" + joined(LINES, ";"), "utf-16-be"))
    assert (texts(book), book.encoding) == (LINES, "utf-16-be")


def test_windows_1252_is_a_guess_and_said_to_be_one(tmp_path: Path) -> None:
    book = read_workbook(write(tmp_path / "a.csv", joined(LINES, ";"), "cp1252"))
    assert (texts(book), book.encoding) == (LINES, "cp1252")
    assert codes(book) == ["encoding_guessed"]
    assert not book.remarks[0].blocks


def test_what_somebody_says_corrects_the_guess(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "Zoë;a,b\r\nJosé;e,f\r\n", "mac-roman")
    assert texts(read_workbook(path))[0] != ["Zoë", "a,b"]
    book = read_workbook(path, encoding="mac_roman", delimiter=";")
    assert texts(book)[0] == ["Zoë", "a,b"]
    assert (book.encoding, book.delimiter, book.remarks) == ("mac-roman", ";", ())
    assert texts(read_workbook(path, encoding="mac-roman", delimiter=","))[0] == ["Zoë;a", "b"]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"encoding": "klingon"}, "not known"),
        ({"encoding": "rot13"}, "not known"),
        ({"encoding": "utf-7"}, "not known"),
        ({"encoding": "utf-8"}, "cannot be read as utf-8"),
        ({"delimiter": "x"}, "not known"),
        ({"delimiter": ",;"}, "not known"),
    ],
)
def test_corrections_that_make_no_sense(tmp_path: Path, asked: dict[str, str], words: str) -> None:
    path = write(tmp_path / "a.csv", "Zoë;b\r\n", "cp1252")
    with pytest.raises(SheetError, match=words):
        read_workbook(path, **asked)


@pytest.mark.parametrize("said", ["sep=;", '"sep=;"', "SEP=;"])
def test_a_first_line_may_say_the_mark(tmp_path: Path, said: str) -> None:
    path = write(tmp_path / "a.csv", f"{said}\r\na,b;c\r\nd,e;f\r\n", "utf-8-sig")
    book = read_workbook(path)
    assert (texts(book), book.delimiter) == ([["a,b", "c"], ["d,e", "f"]], ";")
    assert book.sheets[0].rows[0].cells[0].address == "A1"
    assert texts(read_workbook(path, delimiter=",")) == [["a", "b;c"], ["d", "e;f"]]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ('"a, b, c";d\n"Haddon, Max";Yes\n', ";"),
        ("Where, if at all, may we use photos;Name\nYes;Max\nNo;Mia\n", ";"),
        ("Parental Consent List\nPrinted: 04/09/2026, 08:41\n\nName;Web\nMax;Y\nMia;N\n", ";"),
        ("ID,Name,Uses\n1,Max,Website;Newsletter;X;\n2,Mia,Website;\n", ","),
        ("Surname, Forename\tWeb\nHaddon, Max\tY\nHaddon, Mia\tN\n", "\t"),
        ("Name\nMax\nMia\n", ","),
        ('Name;Note\nMax;"one\n, two,\n, three"\nMia;\n', ";"),
    ],
)
def test_the_mark_is_the_one_that_makes_a_table(tmp_path: Path, text: str, mark: str) -> None:
    assert read_workbook(write(tmp_path / "a.csv", text)).delimiter == mark


def test_short_lines_are_filled_up_and_empty_ones_counted(tmp_path: Path) -> None:
    book = read_workbook(write(tmp_path / "a.csv", "a,b,c,,,\n\n,,,\nd\n"))
    assert texts(book) == [["a", "b", "c"], ["d", "", ""]]
    assert [row.number for row in book.sheets[0].rows] == [1, 4]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_ends_of_lines(tmp_path: Path, end: str) -> None:
    book = read_workbook(write(tmp_path / "a.csv", f"a,b{end}c,d"))
    assert texts(book) == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-1", "@SUM(A1)", '=HYPERLINK("http://a")'])
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    quoted = text.replace('"', '""')
    cell = read_workbook(write(tmp_path / "a.csv", f'"{quoted}",b\n')).sheets[0].rows[0].cells[0]
    assert (cell.text, cell.value, cell.error) == (text, text, False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_zero_bytes_are_refused_by_row(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "a.csv", "name,web\n" * 6 + "Max,\x00\nMia,Y\n", encoding)
    with pytest.raises(SheetError, match=r"Row 7 of a\.csv holds zero bytes"):
        read_workbook(path)


@pytest.mark.parametrize("rest", ["\n", "\nMia,Y,N\n" * 3, "\nMia,Y,N" * 20_000])
def test_an_open_quotation_mark_never_swallows_the_rest(tmp_path: Path, rest: str) -> None:
    path = write(tmp_path / "a.csv", 'Name,Web,Press\nTom,Y,Y\nMax,"Y,N' + rest)
    with pytest.raises(SheetError, match=r"quotation mark in row 3 of a\.csv"):
        read_workbook(path)


def test_lines_swallowed_between_two_marks_block(tmp_path: Path) -> None:
    text = 'Name,Web,Press\n"Tom,Y,Y\nMia,N,N\nEve,N,N\n"Bo" Smith,Y,Y\nAda,Y,N\nIan,Y,N\n'
    book = read_workbook(write(tmp_path / "a.csv", text))
    (remark,) = book.remarks
    assert (remark.code, remark.sheet, remark.cell, remark.blocks) == (
        *("lines_in_one_cell", "a", "A2", True),
    )


def test_an_ordinary_note_of_several_lines_blocks_nothing(tmp_path: Path) -> None:
    text = 'Name,Web,Note\nTom,Y,"ask mum,\nor dad"\nMia,N,\n'
    assert read_workbook(write(tmp_path / "a.csv", text)).remarks == ()


SPOILED = [
    "Zoë",
    "Świątek",
    "O’Rourke",
    "Łukasz",
    "Ștefan",
    "Șerban Țurcanu",
    "Иван",
    "Nguyễn",
    "محمد",
]


@pytest.mark.parametrize("name", SPOILED)
@pytest.mark.parametrize("wrong", ["cp1252", "latin-1"])
def test_wrongly_read_letters_block(tmp_path: Path, name: str, wrong: str) -> None:
    spoiled = "".join(_wrongly_read(byte, wrong) for byte in name.encode())
    text = f"Web,Name\nY,Max\nY,{spoiled}\nN,{spoiled}\n"
    book = read_workbook(write(tmp_path / "a.csv", text))
    (remark,) = book.remarks
    assert (remark.code, remark.sheet, remark.cell, remark.blocks) == ("mojibake", "a", "B3", True)
    assert "2 cells in column B" in remark.text
    assert spoiled not in remark.text


def _wrongly_read(byte: int, wrong: str) -> str:
    """Windows leaves bytes that its own table does not know as they are."""
    try:
        return bytes([byte]).decode(wrong)
    except UnicodeDecodeError:
        return chr(byte)


def test_replaced_letters_block(tmp_path: Path) -> None:
    book = read_workbook(write(tmp_path / "a.csv", "Name,Web\nZo\ufffd,Y\n"))
    assert [(r.code, r.cell, r.blocks) for r in book.remarks] == [("mojibake", "A2", True)]


def test_a_text_read_in_the_wrong_way_on_purpose_blocks(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", joined(LINES, ","))
    assert codes(read_workbook(path, encoding="cp1252")) == ["mojibake"]


@pytest.mark.parametrize(
    "name",
    [
        *("Zoë", "Świątek", "O’Rourke", "JOSÉ’S", "ANDRÉ”", "Ångström", "Ægir", "São", "ÇELİK"),
        *("Ștefan", "Иван", "Nguyễn Thị Á", "محمد", "Größe – 5", "Ñandú", "Français…", "✓", "√"),
    ],
)
def test_right_letters_block_nothing(tmp_path: Path, name: str) -> None:
    assert read_workbook(write(tmp_path / "a.csv", f"Name,Web\n{name},Y\n")).remarks == ()


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r\ufeff\ufffd"), max_size=12)


@given(table=st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_any_table_is_read_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]
) -> None:
    lines = [["a", "b", "c"], *table]
    quoted = [[text.replace('"', '""') for text in line] for line in lines]
    path = write(tmp_path_factory.mktemp("any") / "a.csv", joined(quoted, ","))
    read = texts(read_workbook(path, encoding="utf-8", delimiter=","))
    assert read == [line for line in lines if "".join(line).strip()]
