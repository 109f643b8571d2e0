"""People, answers, channels and settings come back as they were given."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from consentdesk.domain.channel import Channel, ChannelDetails
from consentdesk.domain.consent import Answer, Limit, Status
from consentdesk.domain.errors import Refused, StoreError
from consentdesk.domain.ids import ChannelId, PersonId, VaultKey
from consentdesk.domain.people import Person, PersonDetails, PersonKind
from consentdesk.store.library import Library
from tests.store.shelf_samples import pupil

EVERYTHING = PersonDetails(
    key="UPN-Ü1",
    kind=PersonKind.ADULT,
    first_name="Zoë",
    last_name="O'Brien-Łuk",
    class_name="Staff",
    admission_number="0042",
    protected=True,
    child_objects=True,
    left_on=date(2026, 7, 21),
    date_of_birth=date(2019, 2, 14),
    year_group="Year 3",
    legal_first_name="Zoë Ann",
    legal_last_name="Łukasiewicz",
    former_upns=("M999999815001", "M99999981500A"),
)

ANSWER = Answer(
    purpose="social.x_main",
    status=Status.LIMITED,
    limits=frozenset({Limit.GROUP_ONLY, Limit.NO_NAME}),
    given_by="Mum; 'Dad'",
    given_on=date(2025, 9, 1),
    expires_on=date(2026, 8, 31),
    wording="May we …?",
    source="Consent!H12",
)


def test_a_person_comes_back_whole(library: Library) -> None:
    added = library.run(lambda unit: unit.people.add(EVERYTHING))
    assert added.details == EVERYTHING
    assert library.run(lambda unit: unit.people.get(added.id)) == added
    assert library.run(lambda unit: unit.people.by_key("UPN-Ü1")) == added
    assert library.run(lambda unit: unit.people.by_key("nobody")) is None


def test_people_are_changed_and_listed_by_class_and_name(library: Library) -> None:
    given = [
        replace(pupil(key), class_name=class_name, last_name=last, first_name=first)
        for key, class_name, last, first in [
            ("1", "4A", "Adams", "Zed"),
            ("2", "3C", "Young", "Amy"),
            ("3", "3C", "Bell", "Tom"),
            ("4", "3C", "Bell", "Ada"),
        ]
    ]
    people = library.run(lambda unit: [unit.people.add(details) for details in given])
    library.run(
        lambda unit: unit.people.change(
            replace(people[0], details=replace(given[0], class_name="1"))
        )
    )
    listed = library.run(lambda unit: unit.people.all())
    assert [person.details.key for person in listed] == ["1", "4", "3", "2"]


def test_a_key_names_one_person(library: Library) -> None:
    library.run(lambda unit: unit.people.add(pupil("1")))
    second = library.run(lambda unit: unit.people.add(pupil("2")))
    with pytest.raises(Refused):
        library.run(lambda unit: unit.people.add(pupil("1")))
    with pytest.raises(Refused):
        library.run(lambda unit: unit.people.change(replace(second, details=pupil("1"))))


def test_what_is_not_there_is_said_in_a_sentence(library: Library) -> None:
    for ask in (
        lambda unit: unit.people.get(PersonId(9)),
        lambda unit: unit.people.change(Person(PersonId(9), pupil())),
        lambda unit: unit.channels.get(ChannelId(9)),
        lambda unit: unit.batches.get(9),
        lambda unit: unit.photos.get(9),
        lambda unit: unit.photos.region(9),
    ):
        with pytest.raises(StoreError, match="not in the library"):
            library.run(ask)


def test_portraits(library: Library) -> None:
    def work(unit):  # type: ignore[no-untyped-def]
        first, second = unit.people.add(pupil("1")), unit.people.add(pupil("2"))
        old = unit.people.add_portrait(first.id, VaultKey("p1"), date(2024, 9, 1))
        new = unit.people.add_portrait(first.id, VaultKey("p2"), None)
        other = unit.people.add_portrait(second.id, VaultKey("p3"), None)
        return first, old, new, other

    first, old, new, other = library.run(work)
    assert library.run(lambda unit: unit.people.portraits()) == (old, new, other)
    assert library.run(lambda unit: unit.people.portraits(first.id)) == (old, new)


def test_answers_are_replaced_by_kind_of_source_and_the_old_ones_stay(library: Library) -> None:
    person = library.run(lambda unit: unit.people.add(pupil())).id
    silent = library.run(lambda unit: unit.people.add(pupil("2"))).id
    refused = Answer("web", Status.REFUSED)
    withdrawn = Answer("press", Status.WITHDRAWN)
    library.run(lambda unit: unit.register.replace_answers(person, "sheet", [ANSWER], "first"))
    library.run(lambda unit: unit.register.replace_answers(person, "office", [withdrawn], "phone"))
    library.run(lambda unit: unit.register.replace_answers(person, "sheet", [refused], "second"))

    live = library.run(lambda unit: unit.register.answers())
    assert set(live[person]) == {withdrawn, refused}
    assert live[silent] == ()
    assert library.run(lambda unit: unit.register.answers(person)) == {person: live[person]}
    history = library.run(lambda unit: unit.register.history(person))
    assert [(h.answer, h.source_kind, h.note, h.replaced_at is None) for h in history] == [
        (ANSWER, "sheet", "first", False),
        (withdrawn, "office", "phone", True),
        (refused, "sheet", "second", True),
    ]
    assert all(h.recorded_at.tzinfo is not None for h in history)


def test_the_register_counts_its_changes(library: Library) -> None:
    assert library.run(lambda unit: unit.register.version()) == 0
    assert library.run(lambda unit: unit.register.raise_version()) == 1
    assert library.run(lambda unit: unit.register.raise_version()) == 2
    assert library.run(lambda unit: unit.register.version()) == 2


def test_channels(library: Library) -> None:
    details = ChannelDetails("X @school", ("web", "social.x"), Path("/out/x"), 1200, 80, False)
    added = library.run(lambda unit: unit.channels.add(details))
    assert library.run(lambda unit: unit.channels.get(added.id)) == Channel(added.id, details)
    opened = Channel(added.id, replace(details, is_open=True, purposes=("web",)))
    library.run(lambda unit: unit.channels.change(opened))
    assert library.run(lambda unit: unit.channels.all()) == (opened,)


def test_settings(library: Library) -> None:
    assert library.run(lambda unit: unit.settings.get("school", "none")) == "none"
    library.run(lambda unit: unit.settings.set("school", "Hill"))
    library.run(lambda unit: unit.settings.set("school", "Dale"))
    assert library.run(lambda unit: unit.settings.get("school")) == "Dale"


def test_live_answers_of_one_source(library: Library) -> None:
    person = library.run(lambda unit: unit.people.add(pupil())).id
    refused = Answer("web", Status.REFUSED)
    for kind, answer in [("sheet", ANSWER), ("office", refused), ("sheet", refused)]:
        library.run(
            lambda unit, k=kind, a=answer: unit.register.replace_answers(person, k, [a], "note")
        )
    assert library.run(lambda unit: unit.register.answers_of_source(person, "sheet")) == (refused,)
    assert library.run(lambda unit: unit.register.answers_of_source(person, "other")) == ()


def test_one_portrait(library: Library) -> None:
    person = library.run(lambda unit: unit.people.add(pupil())).id
    added = library.run(lambda unit: unit.people.add_portrait(person, VaultKey("p"), None))
    assert library.run(lambda unit: unit.people.portrait(added.id)) == added
