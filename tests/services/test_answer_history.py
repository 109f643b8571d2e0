"""What a person ever answered: each answer once, with the sheets it came and went with."""

from datetime import UTC, date, datetime

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.consent_source import FlagSet, SheetImportDetails
from consentdesk.domain.ids import SheetImportId, SourceId
from tests.small_workspace import PREPARER, SmallSchool

YES = Answer("press", Status.GRANTED, source="Consent!C2", wording="May we?")
NO = Answer("press", Status.REFUSED, source="Consent!C2")


def source(school: SmallSchool) -> SourceId:
    return school.workspace.library.run(lambda u: u.sheets.add_source("Form", ("name",), {})).id


def bring_in(
    school: SmallSchool,
    source_id: SourceId,
    file_name: str,
    *answers: Answer,
    flags: tuple[FlagSet, ...] = (),
) -> SheetImportId:
    """Bring a sheet in that answers about the press for Ada."""
    details = SheetImportDetails(
        source_id, file_name, "0" * 64, date(2026, 6, 1), PREPARER, flags_set=flags
    )

    def work(u) -> SheetImportId:
        made = u.sheets.add_import(details, datetime(2026, 6, 1, tzinfo=UTC))
        u.register.put_sheet_answers(school.people["Ada"].id, made.id, {"press"}, answers)
        u.register.raise_version()
        return made.id

    return school.workspace.library.run(work)


def undo(school: SmallSchool, import_id: SheetImportId) -> None:
    def work(u) -> None:
        u.sheets.mark_undone(import_id, "Hal Head")
        u.register.undo_import(import_id)
        u.register.raise_version()

    school.workspace.library.run(work)


def history(school: SmallSchool, purpose: str = "press"):
    found = school.workspace.roll.history(school.people["Ada"].id)
    return [each for each in found if each.entry.answer.purpose == purpose]


def test_the_offices_own_entries_stand_once_however_often_one_is_added(school) -> None:
    school.answer("Ada", "press", Status.REFUSED)
    (web,) = history(school, "web")
    assert web.counts
    assert web.sheet is None
    assert history(school)[0].counts


def test_a_replaced_answer_names_both_sheets(school) -> None:
    kind = source(school)
    bring_in(school, kind, "autumn.xlsx", YES)
    bring_in(school, kind, "spring.xlsx", NO)
    new, old = history(school)
    assert (new.entry.answer, new.counts) == (NO, True)
    assert (old.entry.answer, old.counts) == (YES, False)
    assert old.sheet.details.file_name == "autumn.xlsx"
    assert old.replaced_with.details.file_name == "spring.xlsx"
    assert old.undone is None


def test_an_answer_that_a_later_sheet_keeps_is_no_other_answer(school) -> None:
    kind = source(school)
    bring_in(school, kind, "autumn.xlsx", YES)
    kept = bring_in(school, kind, "spring.xlsx", YES)
    (only,) = history(school)
    assert only.counts
    assert only.sheet.details.file_name == "autumn.xlsx", "its cell is one of that sheet"
    assert only.kept_with.details.file_name == "spring.xlsx"
    undo(school, kept)
    (only,) = history(school)
    assert only.counts
    assert only.kept_with is None


def test_an_undone_sheet_and_what_came_back(school) -> None:
    kind = source(school)
    bring_in(school, kind, "autumn.xlsx", YES)
    undo(school, bring_in(school, kind, "spring.xlsx", NO))
    back, undone, replaced = history(school)
    assert (back.entry.answer, back.counts) == (YES, True)
    assert back.sheet.details.file_name == "autumn.xlsx"
    assert undone.undone.undone_by == "Hal Head"
    assert not undone.counts
    assert replaced.replaced_with.details.file_name == "spring.xlsx"


def test_an_answer_that_its_giver_changed_is_on_record_but_does_not_count(school) -> None:
    ada = school.people["Ada"].id
    for status, day in ((Status.GRANTED, 1), (Status.WITHDRAWN, 2)):
        answer = Answer("press", status, given_by="Ms K", given_on=date(2026, 5, day))
        school.workspace.roll.record_answer(ada, answer, PREPARER)
    new, old = history(school)
    assert (new.counts, new.overtaken) == (True, False)
    assert (old.counts, old.overtaken) == (False, True)


def test_the_sheet_that_states_a_flag_until_it_is_undone(school) -> None:
    ada, kind = school.people["Ada"].id, source(school)
    made = bring_in(school, kind, "list.xlsx", NO, flags=(FlagSet(ada, "protected"),))
    stated = school.workspace.roll.entry(ada).stated_in
    assert {flag: sheet.id for flag, sheet in stated.items()} == {"protected": made}
    assert school.workspace.roll.entry(school.people["Bo"].id).stated_in == {}
    undo(school, made)
    assert school.workspace.roll.entry(ada).stated_in == {}
