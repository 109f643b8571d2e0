"""A new school year and new names of classes: nobody drops off a list of look-outs by it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId
from consentdesk.domain.people import PersonDetails, PersonKind
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.services.roll_sheets.year_roll_over import ClassStep, RollOver, YearRollOver
from consentdesk.sheets.write_rows import SheetContent, write_workbook
from tests.services.enrolled_school import give_portrait, open_school_lock, permit, vectors
from tests.small_workspace import PREPARER, SmallSchool

TODAY = date(2026, 6, 20)
LEAVING = date(2026, 9, 1)


def add(school: SmallSchool, key: str, class_name: str, **other: object) -> None:
    details = PersonDetails(key, PersonKind.PUPIL, f"First{key}", f"Last{key}", class_name)
    made = school.workspace.library.run(lambda u: u.people.add(replace(details, **other)))
    school.people[key] = made


def details(school: SmallSchool, name: str) -> PersonDetails:
    person_id = school.people[name].id
    return school.workspace.library.run(lambda u: u.people.get(person_id)).details


def closed_batch(school: SmallSchool, *classes: str) -> BatchId:
    stated = BatchDetails("Trip", TODAY, classes=classes, closed_roster=True)
    return school.workspace.batches.open(stated, PREPARER).id


def look_outs(school: SmallSchool, batch: BatchId) -> set[str]:
    names = {person.id: name for name, person in school.people.items()}
    return {names[each.person.id] for each in school.workspace.review.desk(batch).look_outs}


def classes_of(school: SmallSchool, batch: BatchId) -> tuple[str, ...]:
    return school.workspace.batches.card(batch).batch.details.classes


def steps(school: SmallSchool) -> dict[str, ClassStep]:
    return {step.old: step for step in school.workspace.years.propose().steps}


def with_steps(proposed: RollOver, **said: ClassStep) -> RollOver:
    kept = tuple(said.get(step.old.replace(" ", "_"), step) for step in proposed.steps)
    return replace(proposed, steps=kept)


# Rosters -----------------------------------------------------------------------------------


def rename(school: SmallSchool) -> None:
    assert school.workspace.years.rename_class("3a", "3 Oak", PREPARER) == 3


def roll_over(school: SmallSchool) -> None:
    years = school.workspace.years
    said = {"3A": ClassStep("3A", 3, "4A"), "4_Elm": ClassStep("4 Elm", 1, "4 Elm")}
    years.commit(with_steps(years.propose(), **said), PREPARER)


def bring_in_roll(school: SmallSchool) -> None:
    path = school.folder / "roll.xlsx"
    rows = (("U2", "Boswell", "Lindqvister", "4 Elm"),)
    header = ("Adm No", "First name", "Last name", "Class")
    write_workbook(path, [SheetContent("Roll", header, rows)])
    consent = school.workspace.consent
    assert consent.commit_roll(consent.propose_roll(path), path, PREPARER).batches >= 1


@pytest.mark.parametrize("change", [rename, roll_over, bring_in_roll])
def test_a_look_out_stays_on_a_closed_roster(
    school: SmallSchool, change: Callable[[SmallSchool], None]
) -> None:
    add(school, "Eve", "4 Elm")
    school.answer("Bo", "web", Status.REFUSED)
    school.answer("Eve", "web", Status.REFUSED)
    batch, elsewhere = closed_batch(school, "3A"), closed_batch(school, "4 Elm")
    assert (look_outs(school, batch), look_outs(school, elsewhere)) == ({"Bo"}, {"Eve"})
    change(school)
    assert details(school, "Bo").class_name != "3A"
    assert "Bo" in look_outs(school, batch)
    assert look_outs(school, elsewhere) >= {"Eve"}
    assert school.workspace.batches.card(batch).batch.has_closed_roster


def test_a_renamed_class_goes_by_its_new_name_only(school: SmallSchool) -> None:
    batch = closed_batch(school, "3A")
    revision = school.workspace.batches.card(batch).batch.revision
    rename(school)
    assert classes_of(school, batch) == ("3 Oak",)
    assert school.workspace.batches.card(batch).batch.revision > revision
    assert school.workspace.batches.classes() == ("3 Oak",)


def test_of_two_meanings_of_a_class_both_stay(school: SmallSchool) -> None:
    """After 2A became 3A nobody knows which 3A a batch meant: it counts for both."""
    add(school, "Eve", "2A")
    batch = closed_batch(school, "3A")
    proposed = school.workspace.years.propose()
    said = {"2A": ClassStep("2A", 1, "3A"), "3A": ClassStep("3A", 3, "4A")}
    school.workspace.years.commit(with_steps(proposed, **said), PREPARER)
    assert classes_of(school, batch) == ("3A", "4A")


# Renaming ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [("9Z", "3 Oak"), ("", "3 Oak"), ("3A", ""), ("3A", "Staff"), ("3A", "4 elm"), ("Staff", "X")],
)
def test_names_that_are_refused(school: SmallSchool, old: str, new: str) -> None:
    add(school, "Eve", "4 Elm")
    with pytest.raises(Refused):
        school.workspace.years.rename_class(old, new, PREPARER)
    assert school.workspace.batches.classes() == ("3A", "4 Elm")


# The proposal ------------------------------------------------------------------------------


def test_only_what_a_name_tells_is_proposed(school: SmallSchool) -> None:
    for number, name in enumerate(
        ("Reception", "Year 1", "Y3", "3 Oak", "4 Elm", "5/6M", "Year 6", "6 Ash", "Otters", "N")
    ):
        add(school, f"P{number}", name, left_on=None)
    found = steps(school)
    becomes = {old: step.becomes for old, step in found.items() if step.becomes}
    assert becomes == {"Reception": "Year 1", "Year 1": "Year 2", "Y3": "Y4"}
    assert {old for old, step in found.items() if step.leaves_on} == {"Year 6", "6 Ash"}
    assert {old for old, step in found.items() if step.is_open} == {
        *("3A", "3 Oak", "4 Elm", "5/6M", "Otters", "N")
    }
    assert (found["3 Oak"].year, found["3 Oak"].suggestions) == ("Year 4", ("4 Elm",))


def test_the_whole_year_goes_on_at_once(school: SmallSchool) -> None:
    add(school, "Six", "Year 6", year_group="6")
    add(school, "Five", "Year 5", year_group="Year 5")
    add(school, "Gone", "Year 5", left_on=date(2026, 1, 1))
    add(school, "Soon", "Year 6", left_on=date(2026, 7, 1))
    years = school.workspace.years
    said = {"3A": ClassStep("3A", 3, "4 Oak")}
    version = school.workspace.library.run(lambda u: u.register.version())
    receipt = years.commit(with_steps(years.propose(), **said), PREPARER)
    assert (receipt.moved, receipt.left) == (4, 1)
    assert details(school, "Six").left_on == date(2026, 9, 1)
    assert details(school, "Soon").left_on == date(2026, 7, 1)
    five = details(school, "Five")
    assert (five.class_name, five.year_group, five.left_on) == ("Year 6", "Year 6", None)
    assert details(school, "Gone").class_name == "Year 5"
    assert details(school, "Ms Dee").class_name == "Staff"
    assert school.workspace.library.run(lambda u: u.register.version()) > version
    rows = str(school.workspace.library.run(lambda u: u.audit.rows()))
    assert "year_rolled_over" in rows
    assert "FirstSix" not in rows


def test_nothing_happens_by_halves(school: SmallSchool) -> None:
    years: YearRollOver = school.workspace.years
    proposed = years.propose()
    with pytest.raises(Refused, match="not said"):
        years.commit(proposed, PREPARER)
    decided = with_steps(proposed, **{"3A": ClassStep("3A", 3, "4A")})
    with pytest.raises(Refused, match="not the classes"):
        years.commit(replace(decided, steps=()), PREPARER)
    with pytest.raises(Refused, match="staff"):
        years.commit(with_steps(proposed, **{"3A": ClassStep("3A", 3, "Staff")}), PREPARER)
    school.answer("Bo", "web", Status.REFUSED)
    with pytest.raises(Refused, match="changed"):
        years.commit(decided, PREPARER)
    assert details(school, "Bo").class_name == "3A"


@pytest.mark.engine
def test_what_leavers_are_compared_by_is_destroyed(school: SmallSchool) -> None:
    open_school_lock(school)
    permit(school, "Ada")
    give_portrait(school, "Ada")
    school.workspace.enrolment.enrol(PREPARER, Progress(), CancelToken())
    assert vectors(school, "Ada") == 1
    years = school.workspace.years
    said = {"3A": ClassStep("3A", 3, leaves_on=LEAVING)}
    assert years.commit(with_steps(years.propose(), **said), PREPARER).left == 3
    assert vectors(school, "Ada") == 0
