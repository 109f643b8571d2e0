"""The exported register: all in words, nothing that runs, never why somebody is protected."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.errors import SheetError
from consentdesk.services.register.register_export import (
    ANSWERS_SHEET,
    CONFIDENTIAL,
    FIRST_SHEET,
    NOWHERE,
    PEOPLE_SHEET,
)
from tests.small_workspace import PREPARER, TODAY, SmallSchool

UPN = "M999999815001"


def export(school: SmallSchool):
    path = school.folder / "out.xlsx"
    school.workspace.register_export.write(path, PREPARER)
    return load_workbook(path)


def change(school: SmallSchool, name: str, **details: object) -> None:
    def work(u) -> None:
        person = u.people.get(school.people[name].id)
        u.people.change(replace(person, details=replace(person.details, **details)))
        u.register.raise_version()

    school.workspace.library.run(work)


def rows_of(sheet) -> list[dict[str, object]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def row_of(book, first_name: str) -> dict[str, object]:
    (found,) = [r for r in rows_of(book[PEOPLE_SHEET]) if r["First name"] == first_name]
    return found


def test_it_says_that_it_is_confidential_before_anything_else(school: SmallSchool) -> None:
    book = export(school)
    assert book.sheetnames == [FIRST_SHEET, PEOPLE_SHEET, ANSWERS_SHEET]
    assert book[FIRST_SHEET]["A1"].value == CONFIDENTIAL


def test_the_name_offered_tells_nothing(school: SmallSchool) -> None:
    name = school.workspace.register_export.file_name()
    assert name == "school-list-2026-06-20.xlsx"


def test_permissions_in_words_with_reason_limits_and_source(school: SmallSchool) -> None:
    person = school.people["Bo"].id
    answers = (
        Answer("web", Status.REFUSED, source="Consent!H12"),
        Answer(
            "newsletter",
            Status.LIMITED,
            frozenset({Limit.GROUP_ONLY}),
            source="Consent!I12",
            given_by="Parent",
            given_on=TODAY,
        ),
    )
    for answer in answers:
        school.workspace.roll.record_answer(person, answer, PREPARER)
    row = row_of(export(school), "Boswell")
    assert row["Website"] == "May not appear. Permission was refused."
    assert row["Website: source"] == "Consent!H12"
    assert row["Newsletter"] == "May appear. Permission was given with limits."
    assert row["Newsletter: limits"] == "group photos only"


def test_identity_flags_and_leaving(school: SmallSchool) -> None:
    change(school, "Ada", key=UPN, admission_number="001204", child_objects=True)
    change(school, "Cy", left_on=date(2026, 6, 1))
    book = export(school)
    ada, cy = row_of(book, "Adaeze"), row_of(book, "Cyprian")
    assert (ada["UPN"], ada["Admission number"], ada["Class"]) == (UPN, "001204", "3A")
    assert (ada["Child objects"], ada["Protected"]) == ("Yes", None)
    assert cy["Left on"].date() == date(2026, 6, 1)
    assert cy["Website"] == "May not appear. The person has left the school."


def test_protected_is_one_sentence_and_never_why(school: SmallSchool) -> None:
    school.workspace.roll.set_protected(school.people["Cy"].id, True, PREPARER)
    row = row_of(export(school), "Cyprian")
    assert row["Protected"] == NOWHERE
    assert row["Website"] == "May not appear. This person may not appear anywhere."
    assert row["Website: source"] is None


def test_every_answer_on_record(school: SmallSchool) -> None:
    answer = Answer(
        "social.instagram",
        Status.WITHDRAWN,
        given_by="Mrs L",
        given_on=date(2026, 3, 12),
        expires_on=date(2027, 3, 12),
        wording="May we?",
        source="Consent!K2",
    )
    school.workspace.roll.record_answer(school.people["Bo"].id, answer, PREPARER)
    receipt = school.workspace.register_export.write(school.folder / "b.xlsx", PREPARER)
    rows = rows_of(load_workbook(school.folder / "b.xlsx")[ANSWERS_SHEET])
    assert (receipt.people, receipt.answers, len(rows)) == (4, 9, 9)
    (row,) = [r for r in rows if r["Asked about"] == "Social media: Instagram"]
    assert (row["Answer"], row["Answered by"]) == ("Taken back", "Mrs L")
    assert row["Answered on"].date() == date(2026, 3, 12)
    assert row["Valid until"].date() == date(2027, 3, 12)
    assert (row["Question as put"], row["Source"]) == ("May we?", "Consent!K2")


def test_nothing_in_it_runs(school: SmallSchool) -> None:
    change(school, "Ada", first_name="=1+1", last_name="@SUM(A1)", class_name="+3A")
    school.workspace.roll.record_answer(
        school.people["Ada"].id,
        Answer("web", Status.GRANTED, given_by="=cmd()", given_on=TODAY),
        PREPARER,
    )
    book = export(school)
    formulas = [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert formulas == []
    assert row_of(book, "=1+1")["Last name"] == "@SUM(A1)"


def test_the_audit_line_holds_counts_only(school: SmallSchool) -> None:
    export(school)
    line = school.workspace.library.run(lambda u: u.audit.rows(1))[0]
    assert (line.what, line.subject, line.who) == ("register_exported", "register", PREPARER)
    assert line.detail == {"people": 4, "answers": 8}


def test_a_folder_that_is_not_there_is_a_sentence(school: SmallSchool, tmp_path: Path) -> None:
    with pytest.raises(SheetError):
        school.workspace.register_export.write(tmp_path / "no" / "a.xlsx", PREPARER)


def test_brought_in_as_a_consent_sheet_it_permits_nothing(school: SmallSchool) -> None:
    for name in school.people:
        school.answer(name, "web", Status.REFUSED)
    path = school.folder / "out.xlsx"
    school.workspace.register_export.write(path, PREPARER)
    before = [e.permissions for e in school.workspace.roll.entries()]
    proposal = school.workspace.consent.propose(path)
    assert not proposal.changes.loosened
    assert [e.permissions for e in school.workspace.roll.entries()] == before
