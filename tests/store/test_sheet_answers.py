"""A sheet takes the place of what its own source said before, of nothing else; undo gives back."""

from collections.abc import Mapping, Sequence

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.ids import PersonId, SheetImportId, SourceId
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import pupil, sheet_import

YES = Answer("web", Status.GRANTED, source="autumn")
NO = Answer("web", Status.REFUSED, source="spring")
LIMITED = Answer("web", Status.LIMITED, frozenset({Limit.GROUP_ONLY}), "Mum", source="summer")
PRESS = Answer("press", Status.REFUSED)


class School:
    """Two pupils, and two sources that send sheets about them."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.temi, self.max = (
            library.run(lambda u, k=key: u.people.add(pupil(k))).id for key in "12"
        )
        self.form, self.mis = (
            library.run(lambda u, n=name: u.sheets.add_source(n, (), {})).id
            for name in ("Form", "Arbor")
        )

    def bring_in(
        self,
        source: SourceId,
        answers: Mapping[PersonId, Sequence[Answer]],
        purposes: Sequence[str] = ("web",),
        by: str = "Office",
    ) -> SheetImportId:
        def work(u: UnitOfWork) -> SheetImportId:
            number = sheet_import(u, source, by)
            u.register.put_sheet_answers_of_all(number, purposes, answers)
            return number

        return self.library.run(work)

    def undo(self, number: SheetImportId) -> int:
        def work(u: UnitOfWork) -> int:
            u.sheets.mark_undone(number, "Hal Head")
            return u.register.undo_import(number)

        return self.library.run(work)

    def by_hand(self, person: PersonId, *answers: Answer) -> None:
        self.library.run(lambda u: u.register.replace_answers(person, "office", answers, "phone"))

    def live(self, person: PersonId) -> tuple[Answer, ...]:
        return self.library.run(lambda u: u.register.answers())[person]


@pytest.fixture
def school(library: Library) -> School:
    return School(library)


def test_a_sheet_replaces_what_its_source_said(school: School) -> None:
    school.bring_in(school.form, {school.temi: [YES], school.max: [YES]})
    school.bring_in(school.form, {school.temi: [NO]})
    assert school.live(school.temi) == (NO,)
    assert school.live(school.max) == (YES,)


def test_other_sources_other_purposes_and_the_office_stay(school: School) -> None:
    school.by_hand(school.temi, NO)
    school.bring_in(school.mis, {school.temi: [LIMITED]})
    school.bring_in(school.form, {school.temi: [YES, PRESS]}, ("web", "press"))
    school.bring_in(school.form, {school.temi: []})
    assert set(school.live(school.temi)) == {NO, LIMITED, PRESS}
    of_form = school.library.run(lambda u: u.register.sheet_answers(school.form))
    assert of_form == {school.temi: (PRESS,), school.max: ()}


def test_an_entry_by_hand_leaves_sheets_alone(school: School) -> None:
    school.bring_in(school.form, {school.temi: [YES]})
    school.by_hand(school.temi, NO)
    school.by_hand(school.temi, PRESS)
    assert set(school.live(school.temi)) == {YES, PRESS}


def test_two_parents_may_answer_in_one_sheet(school: School) -> None:
    school.bring_in(school.form, {school.temi: [YES, NO]})
    number = school.bring_in(school.form, {school.temi: []})
    assert school.live(school.temi) == ()
    assert school.undo(number) == 2
    assert school.live(school.temi) == (YES, NO)


def test_one_person_at_a_time_is_the_same(school: School) -> None:
    school.bring_in(school.form, {school.temi: [YES], school.max: [YES]})

    def work(u: UnitOfWork) -> None:
        number = sheet_import(u, school.form)
        u.register.put_sheet_answers(school.temi, number, {"web"}, [NO])
        u.register.put_sheet_answers(school.max, number, {"web"}, [])
        u.register.put_sheet_answers(school.temi, number, {"press"}, [PRESS])

    school.library.run(work)
    assert school.live(school.temi) == (NO, PRESS)
    assert school.live(school.max) == ()


def test_a_sheet_about_nobody_changes_nothing(school: School) -> None:
    school.bring_in(school.form, {school.temi: [YES]})
    school.bring_in(school.form, {})
    school.bring_in(school.form, {school.temi: []}, ())
    assert school.live(school.temi) == (YES,)


def test_an_answer_to_what_was_not_asked_is_an_error(school: School) -> None:
    with pytest.raises(ValueError, match="does not ask"):
        school.bring_in(school.form, {school.temi: [PRESS]}, ("web",))
    assert school.library.run(lambda u: u.sheets.imports()) == ()


def test_an_import_speaks_once_about_a_person_and_a_purpose(school: School) -> None:
    number = school.bring_in(school.form, {school.temi: [NO]})
    with pytest.raises(IntegrityError):
        school.library.run(
            lambda u: u.register.put_sheet_answers(school.temi, number, ["web"], [YES])
        )
    assert school.live(school.temi) == (NO,)


def test_undo_gives_back_what_the_source_said_before(school: School) -> None:
    first = school.bring_in(school.form, {school.temi: [LIMITED], school.max: [YES]})
    second = school.bring_in(school.form, {school.temi: [NO]}, by="Nina")
    assert school.undo(second) == 1
    assert school.live(school.temi) == (LIMITED,)
    history = school.library.run(lambda u: u.register.history(school.temi))
    assert [(h.answer, h.source_kind, h.import_id, h.imported_by, h.note) for h in history] == [
        (LIMITED, "sheet", first, "Office", ""),
        (NO, "sheet", second, "Nina", ""),
        (LIMITED, "sheet", first, "Office", "restored"),
    ]
    assert [h.replaced_by for h in history] == [second, None, None]
    assert [h.replaced_at is None for h in history] == [False, False, True]
    assert history[1].replaced_at == history[2].recorded_at


def test_a_restored_answer_belongs_to_its_source_again(school: School) -> None:
    school.bring_in(school.form, {school.temi: [YES]})
    school.undo(school.bring_in(school.form, {school.temi: [NO]}))
    third = school.bring_in(school.form, {school.temi: [LIMITED]})
    assert school.live(school.temi) == (LIMITED,)
    assert school.undo(third) == 1
    assert school.live(school.temi) == (YES,)


def test_undo_after_a_second_import_of_the_source_changes_nothing(school: School) -> None:
    first = school.bring_in(school.form, {school.temi: [YES], school.max: [YES]})
    school.bring_in(school.form, {school.temi: [NO]})
    assert school.undo(first) == 0
    assert school.live(school.temi) == (NO,)
    assert school.live(school.max) == ()


def test_undo_after_an_import_of_another_source(school: School) -> None:
    school.bring_in(school.form, {school.temi: [YES]})
    second = school.bring_in(school.form, {school.temi: [NO]})
    school.bring_in(school.mis, {school.temi: [LIMITED]})
    assert school.undo(second) == 1
    assert set(school.live(school.temi)) == {YES, LIMITED}


@pytest.mark.parametrize("newest_first", [True, False])
def test_two_undone_in_either_order(school: School, newest_first: bool) -> None:
    school.bring_in(school.form, {school.temi: [YES]})
    both = [school.bring_in(school.form, {school.temi: [a]}) for a in (NO, LIMITED)]
    back = [school.undo(number) for number in (reversed(both) if newest_first else both)]
    assert back == ([1, 1] if newest_first else [0, 1])
    assert school.live(school.temi) == (YES,)


@pytest.mark.parametrize("empty", [0, 1])
def test_a_sheet_without_an_answer_counts_when_another_is_undone(
    school: School, empty: int
) -> None:
    """Else a yes of two sheets ago would come back although the last sheet had none."""
    school.bring_in(school.form, {school.temi: [YES]})
    second = school.bring_in(school.form, {school.temi: [[], [NO]][empty]})
    school.bring_in(school.form, {school.temi: []})
    assert school.undo(second) == 0
    assert school.live(school.temi) == ()


def test_undo_wants_the_mark_first_and_a_second_time_changes_nothing(school: School) -> None:
    school.bring_in(school.form, {school.temi: [YES]})
    number = school.bring_in(school.form, {school.temi: [NO]})
    with pytest.raises(ValueError, match="mark the import"):
        school.library.run(lambda u: u.register.undo_import(number))
    school.undo(number)
    assert school.library.run(lambda u: u.register.undo_import(number)) == 0
    assert school.live(school.temi) == (YES,)
    with pytest.raises(ValueError, match="takes no answers"):
        school.library.run(
            lambda u: u.register.put_sheet_answers(school.max, number, ["web"], [YES])
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE answer SET status = 'granted'",
        "UPDATE answer SET import_id = NULL",
        "UPDATE answer SET person_id = 2",
        "UPDATE answer SET replaced_at = NULL WHERE replaced_at IS NOT NULL",
        "DELETE FROM answer",
        "DELETE FROM answer WHERE replaced_at IS NOT NULL",
    ],
)
def test_an_answer_is_neither_changed_nor_removed(school: School, statement: str) -> None:
    school.bring_in(school.form, {school.temi: [YES]})
    school.bring_in(school.form, {school.temi: [NO]})
    with pytest.raises(IntegrityError, match="an answer"):
        school.library.run(lambda u: u.settings._session.execute(text(statement)))


def test_a_person_who_is_removed_takes_everything_along(school: School) -> None:
    school.bring_in(school.form, {school.temi: [YES], school.max: [YES]})
    number = school.bring_in(school.form, {school.temi: [NO], school.max: [NO]})

    def remove(u: UnitOfWork) -> None:
        session = u.settings._session
        session.execute(text("DELETE FROM person WHERE id = :id"), {"id": school.temi})

    school.library.run(remove)
    assert school.library.run(lambda u: u.register.answers()) == {school.max: (NO,)}
    assert school.library.run(lambda u: u.register.history(school.temi)) == ()
    assert school.undo(number) == 1
    assert school.live(school.max) == (YES,)
