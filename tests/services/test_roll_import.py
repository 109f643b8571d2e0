"""The roll and its portraits: people are added and changed, never mixed up or removed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from consentdesk.domain.errors import FileUnreadable, NotAPhoto
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.services.roll_import import attach_portraits, import_roll
from consentdesk.services.roll_rows import read_roll_rows
from consentdesk.services.upn import check_letter
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.sheets.write_rows import SheetContent, write_workbook
from consentdesk.store.library import Library
from consentdesk.store.open_library import create_library
from consentdesk.store.unit_of_work import UnitOfWork

TODAY = date(2026, 11, 21)
HEADER = ("UPN", "Admission number", "First name", "Last name", "Class", "Left on")
TEMI, MAX, MIA = (check_letter(r) + r for r in ("999000000001", "999000000002", "999000000003"))
TEMPORARY = check_letter("99900000001A") + "99900000001A"
ROWS = (
    (TEMI, "0001", "Temi", "Bell", "3 Oak", ""),
    (MAX, "0002", "Max", "Haddon", "4 Elm", ""),
    ("", "S1", "Ada", "Reid", "Staff", ""),
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = create_library(tmp_path / "library", bytes(range(32)))
    yield opened
    opened.close()


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "roll.xlsx"


def write(path: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    write_workbook(path, [SheetContent("Roll", HEADER, tuple(rows))])
    return path


def people(library: Library) -> Mapping[str, PersonDetails]:
    return {p.details.key: p.details for p in library.run(lambda u: u.people.all())}


def codes(path: Path) -> list[str]:
    return sorted(message.code for message in read_roll_rows(read_workbook(path)).messages)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("A" + TEMI[1:], "0001", "Temi", "Bell", "", ""), "upn_wrong"),
        (("", "", "Temi", "Bell", "3 Oak", ""), "no_identifier"),
        ((TEMI, "", "", "", "3 Oak", ""), "no_name"),
        ((TEMI, "", "Temi", "Bell", "3 Oak", "in July"), "day_unreadable"),
    ],
)
def test_rows_that_are_not_taken(sheet: Path, row: tuple[str, ...], code: str) -> None:
    write(sheet, [row])
    read = read_roll_rows(read_workbook(sheet))
    assert read.rows == ()
    assert [(m.sheet, m.cell, m.code) for m in read.messages] == [("Roll", "A2", code)]


@pytest.mark.parametrize("other", [(TEMI, "0009"), (MAX, "0001"), ("", "0001")])
def test_rows_that_share_a_number_are_both_left_out(sheet: Path, other: tuple[str, str]) -> None:
    first, second = ROWS[0], (*other, "Theo", "Banks", "3 Oak", "")
    for order in permutations((first, second)):
        write(sheet, order)
        assert read_roll_rows(read_workbook(sheet)).rows == ()
        assert codes(sheet) == ["number_twice", "number_twice"]


def test_the_same_row_twice_is_one(sheet: Path) -> None:
    write(sheet, [ROWS[0], ROWS[0]])
    assert len(read_roll_rows(read_workbook(sheet)).rows) == 1


def test_a_workbook_without_a_roll(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Day,Lunch\nMonday,Pasta\n", encoding="utf-8")
    assert codes(path) == ["no_table"]


def test_people_are_added_then_left_unchanged(library: Library, sheet: Path) -> None:
    receipt = import_roll(library, write(sheet, ROWS), "Ms K", TODAY)
    assert (receipt.added, receipt.changed, receipt.unchanged, receipt.not_in_sheet) == (3, 0, 0, 0)
    assert people(library)["S1"].kind is PersonKind.ADULT
    assert people(library)[TEMI] == PersonDetails(
        TEMI, PersonKind.PUPIL, "Temi", "Bell", "3 Oak", "0001"
    )
    version = library.run(lambda u: u.register.version())
    again = import_roll(library, sheet, "Ms K", TODAY)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    assert library.run(lambda u: u.register.version()) == version


def test_changes_keep_protection_and_what_is_left_empty(library: Library, sheet: Path) -> None:
    import_roll(library, write(sheet, ROWS), "Ms K", TODAY)
    protect(library, TEMI)
    moved = (TEMI, "", "Temi", "Bell-Okafor", "5 Ash", "")
    receipt = import_roll(library, write(sheet, [moved]), "Ms K", TODAY)
    assert (receipt.changed, receipt.not_in_sheet) == (1, 2)
    temi = people(library)[TEMI]
    assert (temi.last_name, temi.class_name, temi.admission_number) == (
        "Bell-Okafor",
        "5 Ash",
        "0001",
    )
    assert temi.protected
    assert "Temi" not in str(library.run(lambda u: u.audit.rows()))


def protect(library: Library, key: str) -> None:
    def work(u: UnitOfWork) -> None:
        person = u.people.by_key(key)
        assert person is not None
        u.people.change(replace(person, details=replace(person.details, protected=True)))

    library.run(work)


def test_leaving_counts_and_stays(library: Library, sheet: Path) -> None:
    import_roll(library, write(sheet, ROWS), "Ms K", TODAY)
    left = (*ROWS[0][:5], "31/07/2026")
    assert import_roll(library, write(sheet, [left]), "Ms K", TODAY).changed == 1
    assert people(library)[TEMI].left_on == date(2026, 7, 31)
    back = import_roll(library, write(sheet, ROWS), "Ms K", TODAY)
    assert people(library)[TEMI].left_on == date(2026, 7, 31)
    assert back.unchanged == 3
    assert import_roll(library, write(sheet, ROWS[1:]), "Ms K", TODAY).not_in_sheet == 0


def test_leaving_destroys_the_reference_vectors(library: Library, sheet: Path) -> None:
    import_roll(library, write(sheet, ROWS), "Ms K", TODAY)
    picture = library.vault.put(b"portrait")

    def enrol(u: UnitOfWork) -> None:
        person = u.people.by_key(TEMI)
        assert person is not None
        portrait = u.people.add_portrait(person.id, picture, None)
        u.matching.keep_vector(person.id, portrait.id, [0.0] * 128, "test")

    library.run(enrol)
    import_roll(library, write(sheet, [(*ROWS[0][:5], "31/07/2026")]), "Ms K", TODAY)
    assert library.run(lambda u: u.matching.vectors("test")) == {}
    assert "vectors_destroyed" in str(library.run(lambda u: u.audit.rows()))


def test_a_temporary_number_gives_way_to_the_lasting_one(library: Library, sheet: Path) -> None:
    import_roll(library, write(sheet, [(TEMPORARY, "0001", "Temi", "Bell", "R", "")]), "K", TODAY)
    import_roll(library, write(sheet, [ROWS[0]]), "K", TODAY)
    assert set(people(library)) == {TEMI}


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ((MIA, "0001", "Mia", "Haddon", "3 Oak", ""), "name_differs"),
        ((MIA, "0001", "Temi", "Bell", "3 Oak", ""), "two_people"),
        (("", "0001", "Theo", "Banks", "3 Oak", ""), "name_differs"),
        ((TEMI, "", "Max", "Haddon", "3 Oak", ""), "two_people"),
        ((TEMI, "0002", "Temi", "Bell", "3 Oak", ""), "two_people"),
    ],
)
def test_numbers_that_are_someone_elses_change_nobody(
    library: Library, sheet: Path, row: tuple[str, ...], code: str
) -> None:
    import_roll(library, write(sheet, ROWS), "Ms K", TODAY)
    before = people(library)
    receipt = import_roll(library, write(sheet, [row]), "Ms K", TODAY)
    assert [message.code for message in receipt.messages] == [code]
    assert people(library) == before


# Portraits ---------------------------------------------------------------------------------


def clean(data: bytes) -> bytes:
    """Stand for the door to pixels: everything that says it is a photo is one."""
    if not data.startswith(b"photo"):
        raise NotAPhoto("This file is no photo.", "Choose another.")
    return b"clean " + data


def test_portraits_are_attached_by_number(library: Library, sheet: Path, tmp_path: Path) -> None:
    import_roll(library, write(sheet, ROWS), "Ms K", TODAY)
    folder = tmp_path / "portraits"
    folder.mkdir()
    files = {
        f"{TEMI}_1.jpg": b"photo a",
        f"{TEMI.lower()}_2.JPG": b"photo b",
        "0002.jpg": b"photo c",
        "S1.png": b"text",
        "stranger.jpg": b"photo d",
        ".DS_Store": b"",
        "Thumbs.db": b"",
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "old").mkdir()
    receipt = attach_portraits(library, folder, clean, "Ms K")
    assert (receipt.attached, receipt.already_there) == (3, 0)
    assert receipt.unmatched == ("stranger.jpg",)
    assert receipt.failed == (("S1.png", "This file is no photo."),)
    portraits = library.run(lambda u: u.people.portraits())
    kept = {library.vault.get(portrait.picture) for portrait in portraits}
    assert kept == {b"clean photo a", b"clean photo b", b"clean photo c"}
    again = attach_portraits(library, folder, clean, "Ms K")
    assert (again.attached, again.already_there) == (0, 3)


def test_a_folder_that_is_not_there(library: Library, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        attach_portraits(library, tmp_path / "nowhere", clean, "Ms K")
