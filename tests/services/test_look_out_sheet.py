"""What stands on the look-out sheet: where not, never why."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.errors import Refused
from consentdesk.services.register.look_out_sheet import NOWHERE, LookOutCard, LookOutSheet, Reach
from tests.small_workspace import KEY, PREPARER, TODAY, SmallSchool, TestClock, assemble_for_test


def sheet_of(school: SmallSchool) -> LookOutSheet:
    return school.workspace.look_out_sheets.sheet(school.batch_id, PREPARER)


def card_of(school: SmallSchool, name: str) -> LookOutCard:
    person = school.people[name]
    (card,) = [c for c in sheet_of(school).cards if c.name == person.name]
    return card


def give_portrait(school: SmallSchool, name: str, taken_on: date | None) -> int:
    vault = school.workspace.library.vault
    key = vault.put(f"{name} {taken_on}".encode())
    person = school.people[name].id
    return school.workspace.library.run(lambda u: u.people.add_portrait(person, key, taken_on)).id


def test_who_may_appear_everywhere_is_not_on_it(school: SmallSchool) -> None:
    school.answer("Bo", "web", Status.REFUSED)
    sheet = sheet_of(school)
    assert [card.name for card in sheet.cards] == [school.people["Bo"].name]
    assert (sheet.event, sheet.event_date, sheet.classes) == (
        "Sports day",
        date(2026, 6, 19),
        ("3A",),
    )
    assert sheet.made_by == PREPARER


def test_channels_in_words(school: SmallSchool) -> None:
    school.answer("Bo", "web", Status.REFUSED)
    limited = Answer(
        "newsletter",
        Status.LIMITED,
        frozenset({Limit.GROUP_ONLY}),
        given_by="Parent",
        given_on=TODAY,
    )
    for name in ("Bo", "Cy"):
        school.workspace.roll.record_answer(school.people[name].id, limited, PREPARER)
    bo, cy = card_of(school, "Bo"), card_of(school, "Cy")
    assert bo.reach is Reach.NOT_EVERYWHERE
    assert bo.says == ("Not on: Website.", "Elsewhere: group photos only.")
    assert cy.reach is Reach.WITH_LIMITS
    assert cy.says == ("Everywhere: group photos only.",)


def test_three_reasons_for_nowhere_read_the_same(school: SmallSchool) -> None:
    roll = school.workspace.roll
    roll.set_protected(school.people["Ada"].id, True, PREPARER)
    roll.set_child_objects(school.people["Bo"].id, True, PREPARER)
    for purpose in ("web", "newsletter"):
        school.answer("Cy", purpose, Status.WITHDRAWN)
    cards = [card_of(school, name) for name in ("Ada", "Bo", "Cy")]
    assert {(card.reach, card.says) for card in cards} == {(Reach.NOWHERE, (NOWHERE,))}


def test_no_reason_no_answer_and_no_source_stands_on_it(school: SmallSchool) -> None:
    answer = Answer(
        "web", Status.REFUSED, given_by="Mr Court", wording="May we, carer?", source="LAC!B7"
    )
    school.workspace.roll.record_answer(school.people["Bo"].id, answer, PREPARER)
    school.workspace.roll.set_protected(school.people["Cy"].id, True, PREPARER)
    told = " ".join((c.name + " ".join(c.says)) for c in sheet_of(school).cards).casefold()
    for word in ("court", "carer", "lac", "protect", "refus", "object", "withdr", "no answer"):
        assert word not in told


def test_the_latest_good_portrait_is_shown(school: SmallSchool) -> None:
    school.answer("Bo", "web", Status.REFUSED)
    assert card_of(school, "Bo").portrait is None
    new = give_portrait(school, "Bo", date(2026, 1, 1))
    give_portrait(school, "Bo", date(2023, 1, 1))
    bad = give_portrait(school, "Bo", date(2026, 5, 1))
    school.workspace.library.run(
        lambda u: u.people.record_judgement(bad, ("Two faces.",), (), "engine")
    )
    assert card_of(school, "Bo").portrait.id == new
    desk = school.workspace.review.desk(school.batch_id)
    assert [look_out.portrait for look_out in desk.look_outs] == [new], "on screen as on paper"


def test_leavers_and_other_classes_are_not_on_it(school: SmallSchool) -> None:
    for name in ("Ada", "Bo"):
        school.answer(name, "web", Status.REFUSED)

    def move(u) -> None:
        person = u.people.get(school.people["Ada"].id)
        u.people.change(replace(person, details=replace(person.details, class_name="4B")))
        u.register.raise_version()

    school.workspace.library.run(move)
    school.workspace.roll.set_left(school.people["Bo"].id, date(2026, 6, 1), PREPARER)
    assert sheet_of(school).cards == ()


def test_an_empty_sheet_is_refused_where_nothing_can_be_told(tmp_path: Path) -> None:
    workspace = assemble_for_test(tmp_path / "workspace", KEY, TestClock(), new=True)
    try:
        batch = workspace.batches.open(BatchDetails("Fair", date(2026, 6, 19)), PREPARER)
        with pytest.raises(Refused, match="no channel"):
            workspace.look_out_sheets.sheet(batch.id, PREPARER)
    finally:
        workspace.close()


def test_a_roster_without_people_is_refused(school: SmallSchool) -> None:
    def away(u) -> None:
        for person in u.people.all():
            details = replace(person.details, left_on=date(2026, 1, 1))
            u.people.change(replace(person, details=details))
        u.register.raise_version()

    school.workspace.library.run(away)
    with pytest.raises(Refused, match="Nobody on the register"):
        sheet_of(school)


def test_each_copy_leaves_a_line_without_names(school: SmallSchool) -> None:
    school.answer("Bo", "web", Status.REFUSED)
    sheets, sheet = school.workspace.look_out_sheets, sheet_of(school)
    sheets.printed(sheet, PREPARER)
    sheets.save(sheet, b"%PDF pages", school.folder / "a.pdf", PREPARER)
    printed, saved = school.workspace.library.run(lambda u: u.audit.rows(2))
    assert (printed.what, saved.what) == ("look_out_sheet_printed", "look_out_sheet_saved")
    assert printed.detail == saved.detail == {"look_outs": 1}
    assert printed.subject == f"batch {school.batch_id}"
    assert (school.folder / "a.pdf").read_bytes() == b"%PDF pages"


def test_a_place_that_takes_no_file_is_a_sentence(school: SmallSchool) -> None:
    sheet = sheet_of(school)
    with pytest.raises(Refused, match="cannot be written"):
        school.workspace.look_out_sheets.save(sheet, b"", school.folder / "no" / "a.pdf", PREPARER)
