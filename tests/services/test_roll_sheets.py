"""Roll sheets as school programs write them: what is taken, what is asked, what is left alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consentdesk.domain.errors import Refused
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.services.sheet_words.upn import check_letter
from consentdesk.store.open_library import create_library
from tests.services.roll_office import OFFICE, RollOffice, asked, codes, upn

SIMS = ("Adm No", "Legal Surname", "Preferred Surname", "Forename", "Reg", "Year", "DOB", "UPN")
TEMI = ("001204", "Okafor-Bell", "Bell", "Temi", "3OAK", "3", "14/02/2019", upn(1204))
NIAMH = ("001207", "O’Rourke", "", "Niamh", "3OAK", "Year 3", "02/11/2018", upn(1207))
ZUZIA = ("001211", "Świątek", "Swiatek", "Zuzia", "3ELM", "Y3", "30/12/2018", upn(1211))
SHORT = ("Name", "Class")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[RollOffice]:
    library = create_library(tmp_path / "library", bytes(range(32)))
    yield RollOffice(library, tmp_path)
    library.close()


def pupil(key: str, first: str, last: str, class_name: str, **other: object) -> PersonDetails:
    return replace(PersonDetails(key, PersonKind.PUPIL, first, last, class_name), **other)


# Names, classes, days ----------------------------------------------------------------------


def test_a_list_report_with_legal_and_preferred_names(office: RollOffice) -> None:
    office.bring_in(office.sheet(SIMS, [TEMI, NIAMH, ZUZIA]))
    temi = office.people[upn(1204)]
    assert (temi.full_name, temi.legal_last_name) == ("Temi Bell", "Okafor-Bell")
    assert (temi.class_name, temi.year_group) == ("3OAK", "3")
    assert temi.date_of_birth == date(2019, 2, 14)
    assert office.people[upn(1207)].full_name == "Niamh O’Rourke"


def test_a_legal_name_never_takes_the_place_of_the_one_in_use(office: RollOffice) -> None:
    office.bring_in(office.sheet(SIMS, [TEMI]))
    without = (*TEMI[:2], "", *TEMI[3:])
    assert office.bring_in(office.sheet(SIMS, [without])).changed == 0
    plain = ("UPN", "Surname", "Forename")
    row = (upn(1204), "Okafor-Bell", "Temi")
    assert office.bring_in(office.sheet(plain, [row])).changed == 0
    assert office.people[upn(1204)].last_name == "Bell"
    chosen = ("UPN", "Preferred Surname", "Forename")
    office.bring_in(office.sheet(chosen, [row]))
    assert office.people[upn(1204)].last_name == "Okafor-Bell"


def test_a_changed_name_stays_known(office: RollOffice) -> None:
    office.bring_in(office.sheet(SIMS, [NIAMH]))
    married = ("001207", "Byrne", "Byrne", *NIAMH[3:])
    proposal = office.propose(office.sheet(SIMS, [married]))
    assert [change.fields for change in proposal.changed] == [("last_name",)]
    office.bring_in(office.sheet(SIMS, [married]))
    (alias,) = office.library.run(lambda u: u.people.aliases())
    assert (alias.written, alias.class_name, alias.approved_by) == ("niamh orourke", "3oak", OFFICE)
    again = office.propose(office.sheet(("Name", "Class"), [("Niamh O’Rourke", "3 Oak")]))
    assert (again.unchanged, again.new) == (0, ())


def test_one_class_has_one_spelling(office: RollOffice) -> None:
    office.enrol(pupil(upn(1), "Bo", "Lind", "3 Oak"))
    office.bring_in(office.sheet(SIMS, [TEMI, NIAMH]))
    assert {p.class_name for p in office.people.values()} == {"3 Oak"}


def test_tabs_for_classes(office: RollOffice) -> None:
    header = ("UPN", "First name", "Last name")
    path = office.tabs(
        {
            "Maple 3": (header, (upn(1), "Bo", "Lind")),
            "4 Willow": (header, (upn(2), "Cy", "Marsh")),
        }
    )
    office.bring_in(path)
    assert [office.people[upn(n)].class_name for n in (1, 2)] == ["Maple 3", "4 Willow"]


def test_the_order_of_a_birthday_is_asked_and_nothing_is_guessed(office: RollOffice) -> None:
    header = ("UPN", "Name", "DOB")
    path = office.sheet(header, [(upn(1), "Kwame Amoah", "03/07/2020")])
    proposal = office.propose(path)
    assert asked(proposal) == ["dates:dob"]
    assert proposal.new[0].date_of_birth is None
    settled = office.propose(path, {"dates:dob": "day_first"})
    assert settled.new[0].date_of_birth == date(2020, 7, 3)


def test_answers_and_notes_in_a_roll_are_left_alone_and_said(office: RollOffice) -> None:
    header = ("UPN", "Name", "Website", "Press date", "Notes", "Protected")
    row = (upn(1), "Kwame Amoah", "Yes", "03/07/2020", "see DSL", "Yes")
    proposal = office.propose(office.sheet(header, [row]))
    said = {message.code: message.text for message in proposal.messages}
    assert "Website, Protected" in said["answers_not_read"]
    assert "Notes" in said["notes_not_read"]
    assert asked(proposal) == []
    assert not proposal.new[0].protected
    assert "DSL" not in str(proposal)


def test_other_schools_are_left_out(office: RollOffice) -> None:
    header = ("School", "UPN", "Name")
    rows = [("Oakfield", upn(1), "Bo Lind"), ("Elmfield", upn(2), "Cy Marsh")]
    path = office.sheet(header, rows)
    assert (office.propose(path).new, codes(office.propose(path))) == ((), ["rows_waiting"])
    settled = office.propose(path, {"school:school": "Oakfield"})
    assert [details.key for details in settled.new] == [upn(1)]
    assert "other_school" in {message.code for message in settled.messages}


def test_garbled_names_are_not_taken(office: RollOffice) -> None:
    path = office.folder / "roll.csv"
    path.write_text(f"UPN,Name\n{upn(1)},ZoÃ« Lind\n{upn(2)},Cy Marsh\n", encoding="utf-8")
    proposal = office.propose(path)
    assert (proposal.new, codes(proposal)) == ((), ["mojibake", "names_garbled"])


# Staff -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "row", "tab"),
    [
        (("Staff code", "Name", "Class"), ("S1", "Ada Reid", "Staff"), "Roll"),
        (("First name", "Last name"), ("Ada", "Reid"), "Staff list"),
        (("First name", "Last name", "Role"), ("Ada", "Reid", "Teaching assistant"), "Roll"),
        (("Name", "Class", "Staff?"), ("Ada Reid", "3 Oak", "Yes"), "Roll"),
    ],
)
def test_a_sheet_of_staff(
    office: RollOffice, header: tuple[str, ...], row: tuple[str, ...], tab: str
) -> None:
    path = office.sheet(header, [row], tab)
    assert asked(office.propose(path)) == ["who:new"]
    office.bring_in(path, {"who:new": "new"})
    (ada,) = office.people.values()
    assert (ada.kind, ada.class_name, ada.full_name) == (PersonKind.ADULT, "Staff", "Ada Reid")


def test_a_teachers_column_makes_no_adult(office: RollOffice) -> None:
    header = ("UPN", "Name", "Class", "Teacher")
    office.bring_in(office.sheet(header, [(upn(1), "Bo Lind", "3 Oak", "Mrs Lund")], "Mrs Lund 3"))
    assert office.people[upn(1)].kind is PersonKind.PUPIL


def test_nobody_changes_between_pupil_and_adult(office: RollOffice) -> None:
    office.enrol(pupil(upn(1), "Bo", "Lind", "3 Oak"))
    header = ("UPN", "Name", "Class")
    receipt = office.bring_in(office.sheet(header, [(upn(1), "Bo Lind", "Staff")]))
    assert (codes(receipt), receipt.changed) == (["kind_differs"], 0)


# Who it is ---------------------------------------------------------------------------------


def test_rows_without_a_number_are_asked_about(office: RollOffice) -> None:
    office.enrol(pupil(upn(1), "Oliver", "Fenn", "2 Ash"))
    path = office.sheet(SHORT, [("Ollie Fenn", "2 Ash"), ("Oliver Fenn", "2 Ash")])
    proposal = office.propose(path)
    assert (proposal.new, proposal.changed) == ((), ())
    assert asked(proposal) == ["who:exact", "who:Roll!2"]
    values = [choice.value for choice in proposal.open_questions[1].choices]
    assert values == [upn(1), "new", "nobody"]
    both = office.propose(path, {"who:roll!2": upn(1), "who:exact": "accept"})
    assert codes(both) == ["person_twice", "person_twice"]
    cousin = office.propose(path, {"who:roll!2": "new", "who:exact": "accept"})
    assert [details.full_name for details in cousin.new] == ["Ollie Fenn"]


def test_a_birthday_and_a_full_name_find_somebody(office: RollOffice) -> None:
    office.enrol(pupil(upn(1), "Kwame", "Amoah", "Y1", date_of_birth=date(2020, 7, 3)))
    header = ("Name", "DOB", "Class")
    office.bring_in(office.sheet(header, [("Amoah, Kwame", "2020-07-03", "Y2")]))
    assert office.people[upn(1)].class_name == "Y2"


def test_a_roll_made_of_names_does_not_double_when_numbers_come(office: RollOffice) -> None:
    office.enrol(pupil("name: bo lind, 3 oak", "Bo", "Lind", "3 Oak"))
    header = ("UPN", "Name", "Class")
    path = office.sheet(header, [(upn(1), "Bo Lind", "3 Oak")])
    proposal = office.propose(path)
    assert (proposal.new, asked(proposal)) == ((), ["who:exact"])
    office.bring_in(path, {"who:exact": "accept"})
    assert set(office.people) == {upn(1)}


def test_the_same_new_child_in_two_rows_is_asked_about(office: RollOffice) -> None:
    header = ("UPN", "Adm No", "Name", "Class")
    rows = [(upn(1), "", "Temi Bell", "3 Oak"), ("", "0007", "Temi Bell", "3 Oak")]
    proposal = office.propose(office.sheet(header, rows))
    assert proposal.new == ()
    assert asked(proposal) == ["who:Roll!2", "who:Roll!3"]


def test_a_settled_row_never_goes_to_somebody_with_another_upn(office: RollOffice) -> None:
    office.enrol(pupil(upn(1), "Max", "Haddon", "4 Elm"))
    header = ("UPN", "Name", "Class")
    path = office.sheet(header, [(upn(2), "Max Haddon", "4 Elm")])
    assert [details.key for details in office.propose(path).new] == [upn(2)]
    forced = office.propose(path, {"who:roll!2": upn(1)})
    assert forced.changed == ()


def test_a_lasting_number_takes_the_place_of_the_temporary_one(office: RollOffice) -> None:
    temporary = check_letter("99900000001A") + "99900000001A"
    header = ("UPN", "Adm No", "Name")
    office.bring_in(office.sheet(header, [(temporary, "0001", "Temi Bell")]))
    path = office.sheet(header, [(upn(1), "1", "Temi Bell")])
    assert asked(office.propose(path)) == ["who:exact"], "zeros prove nothing"
    office.bring_in(path, {"who:exact": "accept"})
    assert office.people[upn(1)].former_upns == (temporary,)
    assert office.people[upn(1)].admission_number == "0001"
    older = office.bring_in(office.sheet(header, [(temporary, "0001", "Temi Bell")]))
    assert (older.changed, older.added) == (0, 0)


# Leavers -----------------------------------------------------------------------------------

HEADER = ("UPN", "Name", "Class", "Left on")
SCHOOL = [
    (upn(n), f"{first} {last}", class_name, "")
    for n, (first, last, class_name) in enumerate(
        [("Bo", "Lind", "3 Oak"), ("Cy", "Marsh", "3 Oak"), ("Ada", "Okoro", "4 Elm")], 1
    )
]
GONE = date(2026, 10, 1)


def test_a_leaver_who_is_in_the_sheet_is_asked_about(office: RollOffice) -> None:
    office.bring_in(office.sheet(HEADER, [(*SCHOOL[0][:3], "2026-07-31"), *SCHOOL[1:]]))
    path = office.sheet(HEADER, SCHOOL)
    assert asked(office.propose(path)) == ["who:returned"]
    office.bring_in(path)
    assert office.people[upn(1)].left_on == date(2026, 7, 31)
    one = {"who:returned": "one_by_one", "who:returned:Roll!2": "back"}
    assert office.bring_in(path, one).changed == 1
    assert office.people[upn(1)].left_on is None


def test_the_missing_stay_unless_it_is_stated(office: RollOffice) -> None:
    fenn = (upn(4), "Eve Fenn", "4 Elm", "")
    office.bring_in(office.sheet(HEADER, [*SCHOOL, fenn]))
    path = office.sheet(HEADER, SCHOOL[1:])
    assert [p.details.key for p in office.propose(path).missing] == [upn(1), upn(4)]
    assert office.bring_in(path).not_in_sheet == 2
    assert office.people[upn(1)].left_on is None
    with pytest.raises(Refused, match="unusual"):
        office.bring_in(path, missing_left_on=GONE)
    assert office.bring_in(path, missing_left_on=GONE, many=True).left == 2
    assert office.people[upn(1)].left_on == GONE
    assert [p.left_on for p in office.people.values()].count(GONE) == 2


def test_one_who_is_missing_is_not_many(office: RollOffice) -> None:
    office.bring_in(office.sheet(HEADER, SCHOOL))
    path = office.sheet(HEADER, SCHOOL[1:])
    assert office.bring_in(path, missing_left_on=GONE).left == 1


@pytest.mark.parametrize("class_name", ["3 Oak", "5 Ash"])
def test_a_sheet_of_one_class_makes_no_leavers(office: RollOffice, class_name: str) -> None:
    office.bring_in(office.sheet(HEADER, SCHOOL))
    path = office.sheet(HEADER, [(*SCHOOL[0][:2], class_name, "")])
    with pytest.raises(Refused, match="not of the whole school"):
        office.bring_in(path, missing_left_on=GONE, many=True)
    assert {p.left_on for p in office.people.values()} == {None}


def test_nobody_is_missing_while_a_row_is_not_taken(office: RollOffice) -> None:
    office.bring_in(office.sheet(HEADER, SCHOOL))
    wrong = ("A" + upn(1)[1:], "Bo Lind", "3 Oak", "")
    path = office.sheet(HEADER, [wrong, *SCHOOL[1:]])
    with pytest.raises(Refused, match="not taken"):
        office.bring_in(path, missing_left_on=GONE, many=True)
    assert office.people[upn(1)].left_on is None


def test_september_moves_are_counted(office: RollOffice) -> None:
    office.bring_in(office.sheet(HEADER, SCHOOL))
    moved = [(*row[:2], "4 Elm" if row[2] == "3 Oak" else "5 Ash", "") for row in SCHOOL]
    proposal = office.propose(office.sheet(HEADER, moved))
    assert [(m.old, m.new, m.count) for m in proposal.moves] == [
        ("3 Oak", "4 Elm", 2),
        ("4 Elm", "5 Ash", 1),
    ]
    assert proposal.silent_about == ()


# All or nothing ----------------------------------------------------------------------------


def test_a_changed_sheet_or_register_is_refused(office: RollOffice) -> None:
    from consentdesk.services.roll_sheets.roll_import import commit_roll

    path = office.sheet(HEADER, SCHOOL)
    proposal = office.propose(path)
    office.sheet(HEADER, SCHOOL[1:])
    with pytest.raises(Refused, match="changed after it was read"):
        commit_roll(office.library, proposal, path, OFFICE)
    proposal = office.propose(path)
    office.library.run(lambda u: u.register.raise_version())
    with pytest.raises(Refused, match="register was changed"):
        commit_roll(office.library, proposal, path, OFFICE)
    assert office.people == {}
