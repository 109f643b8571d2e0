"""The school's own workbook: nothing clears that the sheet does not clearly say."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consentdesk.domain.channel import PURPOSE_WORDS, words_of
from consentdesk.domain.consent import Answer, Limit, Standing, Status
from consentdesk.domain.consent_source import ConsentSource
from consentdesk.domain.ids import PersonId, SourceId
from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.services.consent.answer_words import ANSWER_CHOICES, read_answer
from consentdesk.services.consent.proposal import Proposal, propose
from consentdesk.services.consent.proposal_json import as_json
from consentdesk.services.consent.register_now import RegisterNow
from consentdesk.services.consent.template import (
    purpose_of,
    template_header,
    write_template,
)
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.services.sheet_words.upn import check_letter
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.sheets.workbook import Cell, Row, Sheet, Workbook
from consentdesk.sheets.write_rows import SheetContent, write_workbook

TODAY = date(2026, 11, 21)
PURPOSES = ("take", "web", "social.instagram")
HEADER = template_header(PURPOSES)


def upn(number: int) -> str:
    rest = f"999{number:09d}"
    return check_letter(rest) + rest


def person(number: int, first: str, last: str, **other: Any) -> Person:
    details = PersonDetails(upn(number), PersonKind.PUPIL, first, last, "3 Oak", f"00{number}")
    return Person(PersonId(number), replace(details, **other))


TEMI = person(1, "Temi", "Bell")
MAX = person(2, "Max", "Haddon")
MIA = person(3, "Mia", "Haddon")
ROLL = (TEMI, MAX, MIA)


def row(who: Person, **cells: str) -> dict[str, str]:
    """Return the cells of a row by header; purposes by their own name."""
    d = who.details
    base = {
        "UPN": d.key,
        "Admission number": d.admission_number,
        "First name": d.first_name,
        "Last name": d.last_name,
        "Class": d.class_name,
    }
    return {**base, **{_header(name): text for name, text in cells.items()}}


def _header(name: str) -> str:
    words = {"by": "Answered by", "on": "Answered on", "until": "Valid until"}
    if name in words:
        return words[name]
    if name == "instagram":
        return words_of("social.instagram")
    return PURPOSE_WORDS.get(name, name.replace("_", " ").capitalize())


def workbook(
    *rows: Mapping[str, str], header: Sequence[str] = HEADER, name: str = "Consent"
) -> Workbook:
    lines = [list(header), *([r.get(words, "") for words in header] for r in rows)]
    return Workbook((Sheet(name, False, tuple(_row(n, li) for n, li in enumerate(lines, 1))),), "0")


def _row(number: int, texts: Sequence[str]) -> Row:
    return Row(number, tuple(Cell(f"{chr(65 + c)}{number}", text) for c, text in enumerate(texts)))


def proposed(*rows: Mapping[str, str], known: Sequence[Person] = ROLL, **more: Any) -> Proposal:
    return proposed_of(workbook(*rows, **more), known)


def proposed_of(
    book: Workbook,
    known: Sequence[Person] = ROLL,
    now: Mapping[PersonId, tuple[Answer, ...]] | None = None,
    purposes: Sequence[str] = PURPOSES,
    *,
    by_hand: bool = False,
) -> Proposal:
    """Propose beside answers that an earlier template brought in, or that came by hand."""
    source = ConsentSource(SourceId(1), "Template", tuple(sorted(map(plain, HEADER))))
    register = RegisterNow(
        people=tuple(known),
        answers=now or {},
        by_source={} if by_hand else {source.id: now or {}},
        sources=(source,),
        purposes=tuple(purposes),
    )
    return propose(book, register, TODAY)


def standing(proposal: Proposal, who: Person, purpose: str = "web") -> Standing:
    pupil = next(p for p in proposal.pupils if p.key == who.details.key)
    return pupil.permissions[purpose].standing


def codes(proposal: Proposal) -> set[str]:
    return {message.code for message in proposal.messages}


# Template ----------------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", [*PURPOSE_WORDS, "social.instagram", "social.x eyfs"])
def test_header_and_purpose_name_each_other(purpose: str) -> None:
    assert purpose_of(words_of(purpose)) == purpose


@pytest.mark.parametrize(
    ("header", "purpose"),
    [
        ("Instagram", "social.instagram"),
        (" SCHOOL\u00a0WEBSITE ", "web"),
        ("Social media: Instagram", "social.instagram"),
        ("Social media:", None),
        ("Name", None),
        ("Photograph Student", None),
        ("Photos - Website", None),
        ("Biometric consent", None),
        ("Tick any platform you do NOT want", None),
        ("", None),
    ],
)
def test_unknown_headers_are_no_purpose(header: str, purpose: str | None) -> None:
    assert purpose_of(header) == purpose


def test_blank_template_with_the_roll_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    protected = person(4, "=cmd", "O'Rourke", protected=True)
    write_template(path, PURPOSES, (*ROLL, protected))
    proposal = proposed_of(read_workbook(path), (*ROLL, protected))
    # The file is of today, which is later than the day of these tests.
    assert codes(proposal) <= {"sheet_of_the_future"}
    assert len(proposal.changes.unchanged) == 4 * len(PURPOSES)
    assert standing(proposal, protected) is Standing.PROTECTED
    sheets = read_workbook(path).sheets
    assert [sheet.name for sheet in sheets] == ["Consent", "Instructions"]
    assert "protect" not in str([c.text.lower() for r in sheets[0].rows[1:] for c in r.cells])


def test_person_without_upn_is_found_again_in_the_template(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    staff = person(5, "Ada", "Reid", key="S7", admission_number="", class_name="Staff")
    write_template(path, PURPOSES, [staff])
    proposal = proposed_of(read_workbook(path), [staff])
    assert [pupil.person_id for pupil in proposal.pupils] == [staff.id]


# Who a row is about ------------------------------------------------------------------------


def test_upn_then_admission_number_and_last_name() -> None:
    by_upn = {**row(TEMI, web="Yes"), "Admission number": ""}
    by_number = {**row(MAX, web="No"), "UPN": ""}
    proposal = proposed(by_upn, by_number)
    assert standing(proposal, TEMI) is Standing.GRANTED
    assert standing(proposal, MAX) is Standing.REFUSED
    assert proposal.changes.vanished == (MIA.details.key,)
    assert codes(proposal) == {"not_in_sheet"}


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"UPN": "A" + TEMI.details.key[1:]}, "upn_wrong"),
        ({"UPN": "", "Admission number": ""}, "no_identifier"),
        ({"UPN": "", "Admission number": "", "Last name": ""}, "no_identifier"),
        ({"UPN": upn(99), "Admission number": "0099"}, "not_on_roll"),
        ({"UPN": upn(99), "Admission number": ""}, "not_on_roll"),
        ({"UPN": "", "Last name": "Other"}, "name_differs"),
        ({"UPN": upn(99)}, "two_people"),
        ({"UPN": MAX.details.key}, "two_people"),
        ({"First name": "Someone", "Last name": "Else"}, "name_differs"),
    ],
)
def test_rows_that_are_nobodys(changed: dict[str, str], code: str) -> None:
    proposal = proposed({**row(TEMI, web="Yes"), **changed})
    assert not proposal.pupils
    assert proposal.changes.unmatched == ("Consent!A2",)
    found = next(m for m in proposal.messages if m.level == "error")
    assert (found.sheet, found.cell, found.code) == ("Consent", "A2", code)


def test_a_twin_with_the_others_number_is_not_taken() -> None:
    swapped = {**row(MIA, web="Yes"), "UPN": MAX.details.key, "Admission number": ""}
    assert codes(proposed(swapped)) >= {"two_people"}


def test_a_nickname_is_told_but_the_number_decides() -> None:
    proposal = proposed({**row(TEMI, web="Yes"), "First name": "Tem"})
    assert standing(proposal, TEMI) is Standing.GRANTED
    assert "name_spelling" in codes(proposal)


def test_first_import_makes_the_roll_and_keeps_a_second_parents_no() -> None:
    mother = row(TEMI, by="Mum", web="Yes")
    father = {**row(TEMI, by="Dad", web="No"), "UPN": ""}
    nameless = {**row(MAX, web="Yes"), "UPN": "", "Admission number": ""}
    for order in permutations((mother, father, nameless)):
        proposal = proposed(*order, known=())
        assert [(p.key, p.person_id) for p in proposal.pupils] == [
            (TEMI.details.key, None),
            ("name: max haddon, 3 oak", None),
        ]
        assert standing(proposal, TEMI) is Standing.REFUSED
        assert len(proposal.pupils[0].answers) == 2 * len(PURPOSES)
        assert (TEMI.details.key, "web") in proposal.changes.added


def test_staff_are_adults() -> None:
    proposal = proposed({**row(TEMI, web="Yes"), "Class": "Staff"}, known=())
    assert proposal.pupils[0].details.kind is PersonKind.ADULT


# What a row answers ------------------------------------------------------------------------


def test_answers_tell_where_they_come_from() -> None:
    proposal = proposed(row(TEMI, by="Mum", on="01/09/2026", until="31/08/2027", web="Yes"))
    answer = next(a for a in proposal.pupils[0].answers if a.purpose == "web")
    assert answer == Answer(
        "web",
        Status.GRANTED,
        given_by="Mum",
        given_on=date(2026, 9, 1),
        expires_on=date(2027, 8, 31),
        wording="School website",
        source="Consent!J2",
    )


@pytest.mark.parametrize(
    ("cells", "expected", "code"),
    [
        ({"web": "X"}, Standing.UNREADABLE, "word_unclear"),
        ({"web": "Yes", "on": "01/12/2026"}, Standing.UNREADABLE, "day_in_future"),
        ({"web": "Yes", "on": "autumn"}, Standing.UNREADABLE, "day_unreadable"),
        ({"web": "Yes", "until": "summer"}, Standing.UNREADABLE, "day_unreadable"),
        ({"web": "No", "on": "autumn"}, Standing.REFUSED, "day_unreadable"),
        ({"web": "Withdrawn 12/03/2027"}, Standing.WITHDRAWN, None),
        ({"web": "Yes", "until": "20/11/2026"}, Standing.EXPIRED, None),
        ({"web": "Yes", "until": "21/11/2026"}, Standing.GRANTED, None),
        ({"web": "Yes", "take": "No"}, Standing.REFUSED, None),
        ({"web": "Yes", "protected": "Yes"}, Standing.PROTECTED, None),
        ({"web": "Yes", "protected": "see DSL"}, Standing.PROTECTED, "flag_unreadable"),
        ({"web": "Yes", "protected": "No"}, Standing.GRANTED, None),
        ({"web": "Yes", "child_objects": "x"}, Standing.CHILD_OBJECTS, "flag_unreadable"),
        ({}, Standing.NOT_ASKED, None),
    ],
)
def test_one_row(cells: dict[str, str], expected: Standing, code: str | None) -> None:
    proposal = proposed(row(TEMI, **cells))
    assert standing(proposal, TEMI) is expected
    assert codes(proposal) - {"not_in_sheet"} == ({code} if code else set())


def test_a_sheet_never_takes_protection_back() -> None:
    protected = person(1, "Temi", "Bell", protected=True, child_objects=True)
    for word in ("", "No"):
        proposal = proposed(
            row(TEMI, web="Yes", protected=word, child_objects=word), known=[protected]
        )
        assert standing(proposal, TEMI) is Standing.PROTECTED
        assert ("flag_stays" in codes(proposal)) == bool(word)


def test_strictest_of_several_rows_in_any_order() -> None:
    rows = (
        row(TEMI, by="Mum", on="01/09/2026", web="Yes"),
        row(TEMI, by="Dad", on="02/09/2025", web="No"),
        row(TEMI, by="Mum", on="03/09/2026", web="Yes"),
    )
    for order in permutations(rows):
        assert standing(proposed(*order), TEMI) is Standing.REFUSED


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("No", "Yes", Standing.GRANTED),
        ("Yes", "No", Standing.REFUSED),
        ("No", "tbc", Standing.REFUSED),
        ("No", "", Standing.REFUSED),
        ("No", "X", Standing.REFUSED),
        ("", "Yes", Standing.GRANTED),
        ("X", "Yes", Standing.GRANTED),
        ("Yes", "", Standing.NOT_ASKED),
        ("Yes", "tbc", Standing.PENDING),
        ("Withdrawn", "Yes", Standing.WITHDRAWN),
        ("Withdrawn 05/09/2026", "Yes", Standing.GRANTED),
    ],
)
def test_later_reply_of_the_same_parent(first: str, second: str, expected: Standing) -> None:
    older = row(TEMI, by="Mum", on="01/09/2026", web=first)
    newer = row(TEMI, by="MUM ", on="01/10/2026", web=second)
    for order in ((older, newer), (newer, older)):
        assert standing(proposed(*order), TEMI) is expected


def test_a_blank_later_take_never_lifts_an_earlier_no_to_everything() -> None:
    older = row(TEMI, by="Mum", on="01/09/2026", take="No")
    newer = row(TEMI, by="Mum", on="01/10/2026", web="Yes")
    assert standing(proposed(older, newer), TEMI) is Standing.REFUSED


def test_two_columns_for_one_purpose_both_count() -> None:
    header = (*HEADER, "Instagram")
    proposal = proposed({**row(TEMI, instagram="Yes"), "Instagram": "No"}, header=header)
    assert standing(proposal, TEMI, "social.instagram") is Standing.REFUSED


def test_a_purpose_only_the_sheet_asks_for_is_kept() -> None:
    proposal = proposed({**row(TEMI), "Press": "Yes"}, header=(*HEADER, "Press"))
    assert standing(proposal, TEMI, "press") is Standing.GRANTED


def test_purposes_are_spelt_as_the_channels_do() -> None:
    header = template_header(["social.Instagram EYFS"])
    book = workbook({**row(TEMI), header[8]: "Yes"}, header=header)
    proposal = proposed_of(book, purposes=["social.Instagram EYFS"])
    assert standing(proposal, TEMI, "social.Instagram EYFS") is Standing.GRANTED


@pytest.mark.parametrize(
    ("header", "code", "held"),
    [
        ("Notes", "note", True),
        ("Comments", "note", True),
        ("Anything we should know?", "note", True),
        ("", "note", True),
        ("Dinner money", "column_unknown", False),
        ("Biometric consent", "biometric_ignored", False),
        ("Cashless catering", "biometric_ignored", False),
    ],
)
def test_unknown_columns(header: str, code: str, held: bool) -> None:
    proposal = proposed(
        {**row(TEMI, web="Yes", take="No"), header: "see dad"}, header=(*HEADER, header)
    )
    assert code in codes(proposal)
    pupil = proposal.pupils[0]
    assert set(pupil.permissions) == set(PURPOSES)
    web = next(a.status for a in pupil.answers if a.purpose == "web")
    assert web is (Status.PENDING if held else Status.GRANTED)
    assert next(a.status for a in pupil.answers if a.purpose == "take") is Status.REFUSED


@pytest.mark.parametrize(
    "header", ["Withdrawn", "Tick any platform you do NOT want", "TikTok dances"]
)
def test_columns_that_may_restrict_never_permit(header: str) -> None:
    said = {**row(TEMI, web="Yes"), header: "see dad"}
    proposal = proposed(said, header=(*HEADER, header))
    restricted = "social.tiktok" if header == "TikTok dances" else "web"
    assert not proposal.pupils[0].permissions[restricted].allowed


def test_a_column_known_to_be_about_something_else_is_passed_over() -> None:
    said = {**row(TEMI, web="Yes"), "Mother's email": "x@example.invalid"}
    proposal = proposed(said, header=(*HEADER, "Mother's email"))
    assert standing(proposal, TEMI) is Standing.GRANTED


def test_an_empty_note_holds_nothing() -> None:
    proposal = proposed({**row(TEMI, web="Yes"), "Notes": " "}, header=(*HEADER, "Notes"))
    assert standing(proposal, TEMI) is Standing.GRANTED


def marked(address: str, **mark: Any) -> Workbook:
    book = workbook(row(TEMI, web="Yes"))
    sheet = book.sheets[0]
    rows = tuple(
        Row(r.number, tuple(_mark(c, mark) if c.address == address else c for c in r.cells))
        for r in sheet.rows
    )
    return Workbook((Sheet(sheet.name, False, rows),), "0")


def _mark(cell: Cell, mark: dict[str, Any]) -> Cell:
    return Cell(cell.address, cell.text, cell.value, **mark)


@pytest.mark.parametrize(
    ("address", "mark", "value", "expected", "code"),
    [
        ("J2", "struck", True, Standing.UNREADABLE, "answer_unreadable"),
        ("C2", "struck", True, Standing.PENDING, "person_struck"),
        ("J2", "comment", "see me", Standing.PENDING, "comment"),
        ("J2", "hidden", True, Standing.NOT_ASKED, "cells_hidden"),
    ],
)
def test_marked_cells(
    address: str, mark: str, value: bool | str, expected: Standing, code: str
) -> None:
    proposal = proposed_of(marked(address, **{mark: value}))
    assert standing(proposal, TEMI) is expected
    message = next(m for m in proposal.messages if m.code == code)
    assert (message.sheet, message.cell) == ("Consent", address)


def test_every_sheet_is_read_and_hidden_ones_are_told() -> None:
    shown = workbook(row(TEMI, by="Mum", web="Yes")).sheets[0]
    hidden = workbook(row(TEMI, web="No")).sheets[0]
    other = Sheet("Rota", False, (_row(1, ["Monday", "Ms K"]),))
    book = Workbook((shown, Sheet("LAC", True, hidden.rows), other), "0")
    proposal = proposed_of(book)
    assert standing(proposal, TEMI) is Standing.REFUSED
    assert {("LAC", "sheet_hidden"), ("Rota", "sheet_not_read")} <= {
        (m.sheet, m.code) for m in proposal.messages
    }


def test_banner_repeated_header_and_total_rows() -> None:
    table = workbook(row(TEMI, web="Yes"), dict(zip(HEADER, HEADER, strict=True))).sheets[0]
    banner = _row(1, ["Consent list", *[""] * (len(HEADER) - 1)])
    total = _row(9, ["Total: 1", *[""] * (len(HEADER) - 1)])
    rows = (banner, *(Row(r.number + 2, r.cells) for r in table.rows), total)
    proposal = proposed_of(Workbook((Sheet("Consent", False, rows),), "0"))
    assert len(proposal.pupils) == 1
    assert proposal.changes.unmatched == ()
    left_out = [m.cell for m in proposal.messages if m.code == "row_left_out"]
    assert left_out == ["A3", "A9"]


def test_a_workbook_without_a_table() -> None:
    proposal = proposed(header=("Rota", "Monday"))
    assert "no_table" in codes(proposal)
    assert not proposal.pupils


# Changes -----------------------------------------------------------------------------------


def test_changes_are_told_apart() -> None:
    now = {
        TEMI.id: (Answer("web", Status.GRANTED), Answer("take", Status.REFUSED)),
        MAX.id: (Answer("web", Status.LIMITED, frozenset({Limit.NO_NAME, Limit.GROUP_ONLY})),),
    }
    book = workbook(row(TEMI, web="No"), row(MAX, web="Yes - no names", instagram="Yes"))
    changes = proposed_of(book, ROLL, now).changes
    temi, maxes = TEMI.details.key, MAX.details.key
    assert set(changes.loosened) == {
        (temi, "take"),
        (temi, "social.instagram"),
        (maxes, "web"),
    }
    assert changes.tightened == ()
    assert changes.added == ((maxes, "social.instagram"),)
    assert set(changes.unchanged) == {(temi, "web"), (maxes, "take")}
    assert changes.vanished == (MIA.details.key,)


def test_what_was_entered_by_hand_survives() -> None:
    by_hand = {TEMI.id: (Answer("web", Status.REFUSED, given_by="Dad", source="Letter"),)}
    book = workbook(row(TEMI, by="Mum", web="Yes"))
    proposal = proposed_of(book, ROLL, by_hand, by_hand=True)
    assert standing(proposal, TEMI) is Standing.REFUSED
    assert (TEMI.details.key, "web") in proposal.changes.unchanged


def test_protection_tightens() -> None:
    now = {TEMI.id: (Answer("web", Status.GRANTED),)}
    proposal = proposed_of(workbook(row(TEMI, web="Yes", protected="Yes")), ROLL, now, ("web",))
    assert (TEMI.details.key, "web") in proposal.changes.tightened


def test_json_shape() -> None:
    told = json.loads(json.dumps(as_json(proposed(row(TEMI, web="Yes - no names", instagram="X")))))
    assert set(told) == {
        *("source", "as_of", "sha256", "understood", "pupils", "messages", "questions", "changes")
    }
    (pupil,) = told["pupils"]
    assert set(pupil) == {"key", "name", "class", "permissions"}
    assert pupil["permissions"]["web"] == {
        "status": "granted_with_limits",
        "limits": ["no_name"],
        "reason": "Permission was given with limits.",
        "source": "Consent!J2",
    }
    (question,) = told["questions"]
    assert question["key"] == "meaning:x"
    assert question["examples"] == [{"place": "Consent!K2", "text": "X", "about": "Temi Bell"}]
    (message,) = [m for m in told["messages"] if m["cell"]]
    assert set(message) == {"level", "sheet", "cell", "code", "text"}
    assert (message["sheet"], message["cell"]) == ("Consent", "K2")
    assert set(told["changes"]) == {
        *("added", "tightened", "loosened", "unchanged", "vanished", "unmatched"),
    }


def test_messages_name_nobody() -> None:
    proposal = proposed(
        {**row(TEMI, web="rubbish", on="Bell"), "UPN": "BELL"}, row(MAX, web="Haddon says no")
    )
    for message in proposal.messages:
        assert not any(
            name in message.text for name in ("Temi", "Bell", "Max", "Haddon", "rubbish")
        )


# Whole truth -------------------------------------------------------------------------------

_WORDS = {
    Status.GRANTED: ("Yes", "Y", " consented ", "I agree."),
    Status.LIMITED: ("Yes - no names", "group photos only"),
    Status.REFUSED: ("No", "declined"),
    Status.WITHDRAWN: ("Withdrawn", "withdrawn 1/9/26"),
    Status.PENDING: ("tbc", "requested"),
    Status.NOT_ASKED: ("", "n/a", "\u00a0"),
    Status.UNREADABLE: ("x", "ok", "yes?", "Y*"),
}
_STATUSES = st.sampled_from(list(Status))
MAY_BE_TAKEN = {Status.GRANTED, Status.LIMITED, Status.NOT_ASKED}
Reply = tuple[Person, dict[str, str], dict[str, Answer]]


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    """Draw a row and the answers that it truly stands for."""
    who = draw(st.sampled_from(ROLL))
    by = draw(st.sampled_from(["", "Mum", "Dad"]))
    on = draw(st.none() | st.dates(TODAY - timedelta(400), TODAY))
    until = draw(st.none() | st.dates(TODAY - timedelta(30), TODAY + timedelta(30)))
    truth = {}
    cells = row(who, by=by, on=f"{on:%d/%m/%Y}" if on else "", until=str(until or ""))
    for purpose in PURPOSES:
        status = draw(_STATUSES)
        text = draw(st.sampled_from(_WORDS[status]))
        cells[words_of(purpose)] = text
        # A withdrawal has the day that stands in its own cell.
        day = read_answer(text).day if status is Status.WITHDRAWN else on
        truth[purpose] = Answer(purpose, status, given_by=by, given_on=day, expires_on=until)
    return who, cells, truth


@settings(deadline=None)
@given(st.lists(replies(), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_import_never_grants_what_the_truth_does_not(rows: list[Reply], order: Random) -> None:
    shuffled = list(rows)
    order.shuffle(shuffled)
    proposal = proposed(*(cells for _, cells, _ in rows))
    again = proposed(*(cells for _, cells, _ in shuffled))
    assert _standings(proposal) == _standings(again)
    for pupil in proposal.pupils:
        truths = [truth for who, _, truth in rows if who.details.key == pupil.key]
        for purpose, permission in pupil.permissions.items():
            assert not permission.allowed or _agreed(truths, purpose)


def _standings(proposal: Proposal) -> dict[tuple[str, str], tuple[Standing, frozenset[Limit]]]:
    return {
        (pupil.key, purpose): (permission.standing, permission.limits)
        for pupil in proposal.pupils
        for purpose, permission in pupil.permissions.items()
    }


def _agreed(truths: Sequence[Mapping[str, Answer]], purpose: str) -> bool:
    """Whether every reply is a yes that holds, or the same named person replied again later."""
    asked = [truth[purpose] for truth in truths]
    refused = {Status.REFUSED, Status.WITHDRAWN}
    noes = [truth["take"] for truth in truths if truth["take"].status in refused]
    return any(_is_yes(answer) for answer in asked) and all(
        (_is_yes(answer) and answer.purpose == purpose) or _replied_again(answer, truths)
        for answer in (*asked, *noes)
    )


def _is_yes(answer: Answer) -> bool:
    held = answer.expires_on is None or answer.expires_on >= TODAY
    return held and answer.status in {Status.GRANTED, Status.LIMITED}


def _replied_again(answer: Answer, truths: Sequence[Mapping[str, Answer]]) -> bool:
    return any(
        later.given_by == answer.given_by != ""
        and (later.given_on or date.min) > (answer.given_on or date.max)
        and later.status not in {Status.PENDING, Status.NOT_ASKED, Status.UNREADABLE}
        for later in (truth[answer.purpose] for truth in truths)
    )


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(*(st.sampled_from(ANSWER_CHOICES) for _ in PURPOSES)), max_size=3))
def test_through_a_written_file(
    tmp_path_factory: pytest.TempPathFactory, answers: list[tuple[str, ...]]
) -> None:
    path = tmp_path_factory.mktemp("sheet") / "consent.xlsx"
    lines = [
        {**row(who), **dict(zip(map(words_of, PURPOSES), said, strict=True))}
        for who, said in zip(ROLL, answers, strict=False)
    ]
    rows = tuple(tuple(line.get(words, "") for words in HEADER) for line in lines)
    write_workbook(path, [SheetContent("Consent", HEADER, rows)])
    proposal = proposed_of(read_workbook(path))
    assert len(proposal.pupils) == len(lines)
    for pupil, said in zip(sorted(proposal.pupils, key=lambda p: p.key[1:]), answers, strict=False):
        blocked = read_answer(said[0]).status not in MAY_BE_TAKEN
        for purpose, word in zip(PURPOSES, said, strict=True):
            assert pupil.permissions[purpose].allowed == (word.startswith("Yes") and not blocked)
