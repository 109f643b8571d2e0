"""A proposal is applied as a whole to the register it was made for, or not at all."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from consentdesk.domain.batch import BatchDetails, Mode
from consentdesk.domain.channel import words_of
from consentdesk.domain.consent import Answer, Standing, Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId
from consentdesk.domain.people import Person
from consentdesk.services.consent import committing
from consentdesk.services.consent.committing import ImportReceipt
from consentdesk.services.consent.loosening import Agreement
from consentdesk.services.consent.proposal import Proposal, propose
from consentdesk.services.consent.register_now import read_register
from consentdesk.services.consent.template import template_header
from consentdesk.services.roll_sheets.roll import BY_HAND
from consentdesk.services.sheet_words.upn import check_letter
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.sheets.write_rows import SheetContent, write_workbook
from consentdesk.store.library import Library
from consentdesk.store.open_library import create_library
from consentdesk.store.unit_of_work import UnitOfWork

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PURPOSES = ("take", "web")
HEADER = template_header(PURPOSES)
TEMI, MAX = (check_letter(rest) + rest for rest in ("999000000001", "999000000002"))
NAMES = {TEMI: ("Temi", "Bell"), MAX: ("Max", "Haddon")}


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = create_library(tmp_path / "library", bytes(range(32)))
    yield opened
    opened.close()


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return tmp_path / "consent.xlsx"


def write(path: Path, web: Mapping[str, str], **flags: str) -> None:
    rows = []
    for upn, answer in web.items():
        first, last = NAMES[upn]
        cells = {"UPN": upn, "First name": first, "Last name": last, "Class": "3 Oak"}
        cells |= {words_of("web"): answer, "Protected": flags.get("protected", "")}
        cells |= {"Child objects": flags.get("child_objects", "")}
        rows.append(tuple(cells.get(words, "") for words in HEADER))
    write_workbook(path, [SheetContent("Consent", HEADER, tuple(rows))])


def read_proposal(library: Library, sheet: Path) -> Proposal:
    return propose(read_workbook(sheet), library.run(read_register), TODAY)


def commit(library: Library, proposal: Proposal, sheet: Path, **agreed: Any) -> ImportReceipt:
    return committing.commit(library, proposal, sheet, Agreement("Ms K", **agreed), NOW)


def bring_in(library: Library, sheet: Path, **agreed: Any) -> ImportReceipt:
    return commit(library, read_proposal(library, sheet), sheet, **agreed)


def people(library: Library) -> dict[str, Person]:
    return {p.details.key: p for p in library.run(lambda u: u.people.all())}


def statuses(library: Library, upn: str) -> list[Status]:
    number = people(library)[upn].id
    answers = library.run(lambda u: u.register.answers(number))
    return [answer.status for answer in answers[number] if answer.purpose == "web"]


def version(library: Library) -> int:
    return library.run(lambda u: u.register.version())


def test_first_import_makes_people_answers_a_version_and_an_audit_row(
    library: Library, sheet: Path
) -> None:
    write(sheet, {TEMI: "Yes", MAX: "No"}, protected="Yes")
    proposal = read_proposal(library, sheet)
    assert people(library) == {}
    before = version(library)
    receipt = commit(library, proposal, sheet)
    assert (receipt.people_added, receipt.people_changed, receipt.answers) == (2, 0, 4)
    assert receipt.changes == proposal.changes
    assert receipt.register_version == version(library) == before + 1
    assert statuses(library, TEMI) == [Status.GRANTED]
    assert people(library)[MAX].details.protected
    last = library.run(lambda u: u.audit.rows())[-1]
    told = str(last)
    assert "consent_imported" in told
    assert "Ms K" in told
    assert not any(name in told for name in ("Temi", "Bell", "Max", "Haddon", TEMI, MAX))


def test_tightening_needs_no_confirmation_and_keeps_history(library: Library, sheet: Path) -> None:
    write(sheet, {TEMI: "Yes"})
    bring_in(library, sheet)
    write(sheet, {TEMI: "No"})
    bring_in(library, sheet)
    assert statuses(library, TEMI) == [Status.REFUSED]
    number = people(library)[TEMI].id
    history = library.run(lambda u: u.register.history(number))
    assert [h.answer.status for h in history if h.answer.purpose == "web"] == [
        Status.GRANTED,
        Status.REFUSED,
    ]


def test_loosening_must_be_confirmed(library: Library, sheet: Path) -> None:
    write(sheet, {TEMI: "No", MAX: "Yes"})
    bring_in(library, sheet)
    write(sheet, {TEMI: "Yes", MAX: "No"})
    standing = version(library)
    with pytest.raises(Refused, match="1 permissions of 1 people"):
        bring_in(library, sheet)
    assert statuses(library, TEMI) == [Status.REFUSED]
    assert statuses(library, MAX) == [Status.GRANTED]
    assert version(library) == standing
    for agreed in (
        {"loosening": True},
        {"loosening": True, "second": " ms  k"},
        {"loosening": True, "second": "Mr H"},
        {"second": "Mr H", "many": True},
    ):
        with pytest.raises(Refused):
            bring_in(library, sheet, **agreed)
        assert statuses(library, TEMI) == [Status.REFUSED]
    bring_in(library, sheet, loosening=True, second="Mr H", many=True)
    assert statuses(library, TEMI) == [Status.GRANTED]


def test_a_blank_that_becomes_a_yes_is_loosening(library: Library, sheet: Path) -> None:
    write(sheet, {TEMI: ""})
    bring_in(library, sheet)
    write(sheet, {TEMI: "Yes"})
    with pytest.raises(Refused):
        bring_in(library, sheet)


def test_people_who_are_not_in_the_sheet_keep_their_answers(library: Library, sheet: Path) -> None:
    write(sheet, {TEMI: "No", MAX: "Yes"})
    bring_in(library, sheet)
    write(sheet, {MAX: "Yes"})
    bring_in(library, sheet)
    assert statuses(library, TEMI) == [Status.REFUSED]


def test_an_answer_given_by_hand_survives(library: Library, sheet: Path) -> None:
    write(sheet, {TEMI: "Yes"})
    bring_in(library, sheet)
    number = people(library)[TEMI].id
    letter = Answer("web", Status.REFUSED, given_by="Dad", source="Letter")
    library.run(lambda u: u.register.replace_answers(number, BY_HAND, (letter,), "by hand"))
    proposal = read_proposal(library, sheet)
    assert proposal.pupils[0].permissions["web"].standing is Standing.REFUSED
    assert not proposal.changes.loosened
    commit(library, proposal, sheet)
    assert set(statuses(library, TEMI)) == {Status.REFUSED, Status.GRANTED}


def test_protection_is_added_and_never_taken_back(library: Library, sheet: Path) -> None:
    write(sheet, {TEMI: "Yes"}, protected="Yes")
    bring_in(library, sheet)
    for word in ("", "No"):
        write(sheet, {TEMI: "Yes"}, protected=word)
        bring_in(library, sheet)
        assert people(library)[TEMI].details.protected


def test_a_childs_own_no_in_a_sheet_ends_the_comparing_of_the_child(
    library: Library, sheet: Path
) -> None:
    write(sheet, {TEMI: "Yes", MAX: "Yes"})
    bring_in(library, sheet)
    temi, max_ = (people(library)[upn].id for upn in (TEMI, MAX))
    event = BatchDetails("Fair", TODAY, "", ("3 Oak",), True, True, Mode.MATCH)

    def enrol(u: UnitOfWork) -> BatchId:
        for person in (temi, max_):
            portrait = u.people.add_portrait(person, library.vault.put(b"picture"), None)
            u.matching.keep_vector(person, portrait.id, (0.1,), "engine")
        return u.batches.add(event).id

    batch_id = library.run(enrol)
    write(sheet, {TEMI: "Yes"}, child_objects="Yes")
    bring_in(library, sheet)
    assert people(library)[TEMI].details.child_objects
    assert library.run(lambda u: u.matching.people_with_vectors()) == {max_: 1}
    details = library.run(lambda u: u.batches.get(batch_id)).details
    assert (details.mode, details.closed_for_matching) == (Mode.LOOK, False)
    lines = library.run(lambda u: u.audit.rows())
    (receipt,) = [line for line in lines if line.what == "vectors_destroyed"]
    assert (receipt.who, receipt.subject) == ("Ms K", f"person {temi}")


def test_a_sheet_that_changed_since_is_refused(library: Library, sheet: Path) -> None:
    write(sheet, {TEMI: "No"})
    proposal = read_proposal(library, sheet)
    write(sheet, {TEMI: "Yes"})
    with pytest.raises(Refused, match="sheet was changed"):
        commit(library, proposal, sheet)
    assert people(library) == {}


def test_a_register_that_changed_since_is_refused(library: Library, sheet: Path) -> None:
    write(sheet, {TEMI: "No"})
    proposal = read_proposal(library, sheet)
    library.run(lambda u: u.register.raise_version())
    with pytest.raises(Refused, match="register was changed"):
        commit(library, proposal, sheet)
    assert people(library) == {}


def test_a_sheet_with_nothing_to_take_is_refused(library: Library, sheet: Path) -> None:
    write(sheet, {})
    with pytest.raises(Refused, match="No row"):
        bring_in(library, sheet)


def test_the_sheet_of_another_school_is_refused_as_a_whole(library: Library, sheet: Path) -> None:
    write(sheet, {TEMI: "Yes", MAX: "Yes"})
    bring_in(library, sheet)
    strangers = [(check_letter(f"998{n:09d}") + f"998{n:09d}", f"Qw{n}", "Zork") for n in range(12)]
    rows = [(upn, "", first, last, "3 Oak", *[""] * 3, "", "No") for upn, first, last in strangers]
    write_workbook(sheet, [SheetContent("Consent", HEADER[: len(rows[0])], rows)])
    proposal = read_proposal(library, sheet)
    assert "another_school" in {message.code for message in proposal.messages}
    with pytest.raises(Refused, match="nobody on the roll"):
        commit(library, proposal, sheet)
    assert statuses(library, TEMI) == statuses(library, MAX) == [Status.GRANTED]


def test_whoever_wrote_notes_is_told_that_the_file_remains(library: Library, sheet: Path) -> None:
    header = ("UPN", "First name", "Last name", "School website", "Notes")
    row = (TEMI, "Temi", "Bell", "Yes", "see the court order")
    write_workbook(sheet, [SheetContent("Consent", header, [row])])
    proposal = read_proposal(library, sheet)
    assert "file_remains" in {message.code for message in proposal.messages}
    bring_in(library, sheet)
    assert "court" not in str(library.run(lambda u: u.register.answers()))


def test_rows_side_by_side_are_asked_about_one_by_one(library: Library, sheet: Path) -> None:
    write(sheet, {TEMI: "No", MAX: "No"})
    bring_in(library, sheet)
    header = ("Name", "Class", "School website", "Name", "Class", "School website")
    rows = [("T. Bell", "3 Oak", "No", "M. Haddon", "3 Oak", "No")]
    write_workbook(sheet, [SheetContent("Beside", header, rows)])
    keys = {question.key for question in read_proposal(library, sheet).open_questions}
    assert {"who:Beside!2", "who:Beside!D2"} <= keys


def test_a_tab_that_tells_why_is_not_named_on_record(library: Library, sheet: Path) -> None:
    header = ("UPN", "First name", "Last name", "School website")
    everybody = [(MAX, "Max", "Haddon", "Yes")]
    secret = [(TEMI, "Temi", "Bell", "No")]
    tabs = [
        SheetContent("Consent", header, everybody),
        SheetContent("Court orders", header, secret),
    ]
    write_workbook(sheet, tabs)
    bring_in(library, sheet)
    recorded = str(library.run(lambda u: u.register.answers()))
    assert "Consent!D2" in recorded
    assert "Another tab!D2" in recorded
    assert "court" not in recorded.casefold()
    assert statuses(library, TEMI) == [Status.REFUSED]
