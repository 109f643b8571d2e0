"""The roll and its portraits: people are added and changed, never mixed up or removed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.services.consent.register_now import read_register
from consentdesk.services.roll_sheets.roll_import import RollReceipt, commit_roll
from consentdesk.services.roll_sheets.roll_proposal import RollProposal, propose_roll
from consentdesk.services.sheet_words.import_messages import Level
from consentdesk.services.sheet_words.upn import check_letter
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


def propose(path: Path, library: Library, settled: Mapping[str, str] | None = None) -> RollProposal:
    return propose_roll(read_workbook(path), library.run(read_register), TODAY, settled)


def import_roll(
    library: Library,
    path: Path,
    settled: Mapping[str, str] | None = None,
    missing_left_on: date | None = None,
    many: bool = False,
) -> RollReceipt:
    proposal = propose(path, library, settled)
    return commit_roll(library, proposal, path, "Ms K", missing_left_on, many)


def codes(found: RollProposal | RollReceipt) -> list[str]:
    return sorted(message.code for message in found.messages if message.level is Level.ERROR)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("A" + TEMI[1:], "0001", "Temi", "Bell", "", ""), "upn_wrong"),
        (("", "", "Temi", "Bell", "3 Oak", ""), "no_identifier"),
        ((TEMI, "", "", "", "3 Oak", ""), "no_name"),
        ((TEMI, "", "Temi", "Bell", "3 Oak", "in July"), "day_unreadable"),
        ((TEMI, "", "Temi", "Bell", "3 Oak", "03/04/2026"), "day_unreadable"),
    ],
)
def test_rows_that_are_not_taken(
    library: Library, sheet: Path, row: tuple[str, ...], code: str
) -> None:
    read = propose(write(sheet, [row]), library)
    assert (read.new, read.changed) == ((), ())
    assert [(m.sheet, m.cell, m.code) for m in read.not_taken] == [("Roll", "A2", code)]


@pytest.mark.parametrize("other", [(TEMI, "0009"), (MAX, "0001"), ("", "0001"), (MAX, "1")])
def test_rows_that_share_a_number_are_both_left_out(
    library: Library, sheet: Path, other: tuple[str, str]
) -> None:
    first, second = ROWS[0], (*other, "Theo", "Banks", "3 Oak", "")
    for order in permutations((first, second)):
        read = propose(write(sheet, order), library)
        assert read.new == ()
        assert codes(read) == ["number_twice", "number_twice"]


def test_the_same_row_twice_is_one(library: Library, sheet: Path) -> None:
    assert len(propose(write(sheet, [ROWS[0], ROWS[0]]), library).new) == 1


def test_a_workbook_without_a_roll(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Day,Lunch\nMonday,Pasta\n", encoding="utf-8")
    assert codes(propose(path, library)) == ["no_table"]


def test_people_are_added_then_left_unchanged(library: Library, sheet: Path) -> None:
    receipt = import_roll(library, write(sheet, ROWS))
    assert (receipt.added, receipt.changed, receipt.unchanged, receipt.not_in_sheet) == (3, 0, 0, 0)
    assert people(library)["S1"].kind is PersonKind.ADULT
    assert people(library)[TEMI] == PersonDetails(
        TEMI, PersonKind.PUPIL, "Temi", "Bell", "3 Oak", "0001"
    )
    version = library.run(lambda u: u.register.version())
    again = import_roll(library, sheet)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    assert library.run(lambda u: u.register.version()) == version


def test_changes_keep_protection_and_what_is_left_empty(library: Library, sheet: Path) -> None:
    import_roll(library, write(sheet, ROWS))
    protect(library, TEMI)
    moved = (TEMI, "", "Temi", "Bell-Okafor", "5 Ash", "")
    receipt = import_roll(library, write(sheet, [moved]))
    assert (receipt.changed, receipt.not_in_sheet) == (1, 1), "adults are not missed in it"
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
    import_roll(library, write(sheet, ROWS))
    left = (*ROWS[0][:5], "31/07/2026")
    assert import_roll(library, write(sheet, [left])).changed == 1
    assert people(library)[TEMI].left_on == date(2026, 7, 31)
    back = import_roll(library, write(sheet, ROWS))
    assert people(library)[TEMI].left_on == date(2026, 7, 31)
    assert back.unchanged == 3
    assert import_roll(library, write(sheet, ROWS[1:])).not_in_sheet == 0


def test_leaving_destroys_the_reference_vectors(library: Library, sheet: Path) -> None:
    import_roll(library, write(sheet, ROWS))
    picture = library.vault.put(b"portrait")

    def enrol(u: UnitOfWork) -> None:
        person = u.people.by_key(TEMI)
        assert person is not None
        portrait = u.people.add_portrait(person.id, picture, None)
        u.matching.keep_vector(person.id, portrait.id, [0.0] * 128, "test")

    library.run(enrol)
    import_roll(library, write(sheet, [(*ROWS[0][:5], "31/07/2026")]))
    assert library.run(lambda u: u.matching.vectors("test")) == {}
    assert "vectors_destroyed" in str(library.run(lambda u: u.audit.rows()))


def test_a_temporary_number_gives_way_to_the_lasting_one(library: Library, sheet: Path) -> None:
    import_roll(library, write(sheet, [(TEMPORARY, "0001", "Temi", "Bell", "R", "")]))
    import_roll(library, write(sheet, [ROWS[0]]))
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
    import_roll(library, write(sheet, ROWS))
    before = people(library)
    receipt = import_roll(library, write(sheet, [row]))
    assert codes(receipt) == [code]
    assert people(library) == before
