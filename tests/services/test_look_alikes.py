"""Look-alikes are found among the enrolled, and end with a withdrawal."""

from dataclasses import replace
from datetime import date

import pytest

from consentdesk.domain.batch import BatchDetails, Mode
from consentdesk.domain.progress import CancelToken, Progress
from tests.services.enrolled_school import give_portrait, open_school_lock, permit
from tests.small_workspace import PREPARER, SmallSchool

NAMES = ("Ada", "Bo", "Cy")


def enrol_at(school: SmallSchool, **places: float) -> None:
    """Put pupils on a line; how far apart they stand is the distance of their vectors."""
    engine, library = school.workspace.engine, school.workspace.library
    open_school_lock(school)
    permit(school, *places)
    for name, place in places.items():
        portrait, person = give_portrait(school, name), school.people[name].id
        vector = (place, *((0.0,) * 127))
        library.run(
            lambda u, p=person, i=portrait.id, v=vector: u.matching.keep_vector(
                p, i, v, engine.matcher_version()
            )
        )


def match(school: SmallSchool, *classes: str) -> None:
    details = BatchDetails(
        "Sports day", date(2026, 6, 19), "", classes or ("3A",), True, True, mode=Mode.MATCH
    )
    school.workspace.batches.change(school.batch_id, details, PREPARER)


def change(school: SmallSchool, name: str, **details: str) -> None:
    person = school.people[name]
    changed = replace(person, details=replace(person.details, **details))
    school.workspace.library.run(lambda u: u.people.change(changed))
    school.workspace.library.run(lambda u: u.register.raise_version())


def pairs_in_gallery(school: SmallSchool) -> set[frozenset[int]]:
    gallery = school.workspace.matching.gallery(school.batch_id)[1]
    assert gallery is not None
    return {
        frozenset({one.person_id, other}) for one in gallery.references for other in one.look_alikes
    }


def pairs_on_cards(school: SmallSchool) -> set[frozenset[int]]:
    pupils = school.workspace.portrait_register.pupils().values()
    return {
        frozenset({pupil.person.id, other.person.id})
        for pupil in pupils
        for other in pupil.look_alikes
    }


def pair(school: SmallSchool, *names: str) -> frozenset[int]:
    return frozenset(school.people[name].id for name in names)


def test_near_references_are_look_alikes_of_each_other(school: SmallSchool) -> None:
    line = school.workspace.engine.lines().look_alike
    enrol_at(school, Ada=0.0, Bo=line - 0.01, Cy=3.0)
    match(school)
    assert pairs_in_gallery(school) == pairs_on_cards(school) == {pair(school, "Ada", "Bo")}
    pupils = school.workspace.portrait_register.pupils()
    (other,) = pupils[school.people["Ada"].id].look_alikes
    portraits = pupils[school.people["Bo"].id].portraits
    assert other.portrait == portraits[0].id


@pytest.mark.parametrize(("class_name", "alike"), [("3B", True), ("4A", True), ("6A", False)])
def test_the_same_last_name_in_a_neighbouring_class_widens_the_line(
    school: SmallSchool, class_name: str, alike: bool
) -> None:
    lines = school.workspace.engine.lines()
    enrol_at(school, Ada=0.0, Bo=lines.look_alike + 0.02, Cy=3.0)
    assert pairs_on_cards(school) == set()
    change(school, "Bo", last_name="Okorowa", class_name=class_name)
    match(school, "3A", class_name)
    expected = {pair(school, "Ada", "Bo")} if alike else set()
    assert pairs_on_cards(school) == pairs_in_gallery(school) == expected


@pytest.mark.parametrize("end", ["withdrawn", "left", "portrait removed"])
def test_the_pair_ends_with_one_of_the_two(school: SmallSchool, end: str) -> None:
    enrol_at(school, Ada=0.0, Bo=0.1, Cy=3.0)
    match(school)
    assert pairs_in_gallery(school)
    bo = school.people["Bo"].id
    if end == "withdrawn":
        school.workspace.matching.withdraw(bo, PREPARER)
        match(school)  # somebody who knows that Bo is in none of the photos states it again
    elif end == "left":
        school.workspace.roll.set_left(bo, school.clock.time.date(), PREPARER)
    else:
        portrait = school.workspace.library.run(lambda u: u.people.portraits(bo))[0]
        school.workspace.portraits.remove(portrait.id, PREPARER)
    assert pairs_on_cards(school) == pairs_in_gallery(school) == set()


def test_somebody_outside_the_roster_is_no_look_alike_of_the_batch(school: SmallSchool) -> None:
    enrol_at(school, Ada=0.0, Bo=0.1, Cy=3.0)
    change(school, "Bo", class_name="5C")
    match(school, "3A")
    assert pairs_in_gallery(school) == set()
    assert pairs_on_cards(school) == {pair(school, "Ada", "Bo")}


@pytest.mark.engine
def test_the_near_twins_are_found_by_the_real_engine(school: SmallSchool) -> None:
    open_school_lock(school)
    permit(school, *NAMES)
    for name in NAMES:
        for number in (1, 2, 3):
            give_portrait(school, name, number)
    school.workspace.enrolment.enrol(PREPARER, Progress(), CancelToken())
    assert pair(school, "Bo", "Cy") in pairs_on_cards(school)
