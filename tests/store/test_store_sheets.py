"""Sources, imports and aliases come back as they were given."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from consentdesk.domain.consent_source import Alias, ConsentSource, FlagSet, SheetImportDetails
from consentdesk.domain.errors import Refused, StoreError
from consentdesk.domain.ids import PersonId, SheetImportId, SourceId
from consentdesk.store.library import Library
from tests.store.shelf_samples import pupil, sheet_import

AT = datetime(2026, 9, 5, 8, 30, tzinfo=UTC)


@pytest.fixture
def source(library: Library) -> ConsentSource:
    headers, settled = ("child’s name", "website"), {"meaning:x": "no"}
    return library.run(lambda u: u.sheets.add_source("Autumn form", headers, settled))


def test_a_source_comes_back_and_is_changed(library: Library, source: ConsentSource) -> None:
    other = library.run(lambda u: u.sheets.add_source("Arbor", (), {}))
    assert library.run(lambda u: u.sheets.sources()) == (source, other)
    changed = replace(source, name="Form", headers=("name",), settled={"polarity:q1": "forbids"})
    library.run(lambda u: u.sheets.change_source(changed))
    assert library.run(lambda u: u.sheets.source(source.id)) == changed
    assert library.run(lambda u: u.sheets.source(other.id)) == other


def test_a_name_is_one_source(library: Library, source: ConsentSource) -> None:
    other = library.run(lambda u: u.sheets.add_source("Arbor", (), {}))
    with pytest.raises(Refused, match="name already"):
        library.run(lambda u: u.sheets.add_source("Arbor", (), {}))
    with pytest.raises(Refused, match="name already"):
        library.run(lambda u: u.sheets.change_source(replace(source, name=other.name)))


def test_an_import_comes_back_whole_and_the_newest_stands_first(
    library: Library, source: ConsentSource
) -> None:
    details = SheetImportDetails(
        source.id,
        "Antworten Ü.xlsx",
        "ab" * 32,
        date(2026, 9, 4),
        "Office",
        "Hal Head",
        (PersonId(3), PersonId(4)),
        (FlagSet(PersonId(3), "protected"), FlagSet(PersonId(4), "child_objects")),
        ("name", "website"),
        {"meaning:x": "yes"},
    )
    added = library.run(lambda u: u.sheets.add_import(details, AT))
    assert (added.details, added.at, added.undone_by, added.undone_at) == (details, AT, "", None)
    plain = replace(details, as_of=None, loosened_by="", people_added=(), flags_set=())
    second = library.run(lambda u: u.sheets.add_import(plain, AT))
    assert library.run(lambda u: u.sheets.imports()) == (second, added)


def test_an_import_is_undone_once_and_stays_on_record(
    library: Library, source: ConsentSource
) -> None:
    number = library.run(lambda u: sheet_import(u, source.id))
    undone = library.run(lambda u: u.sheets.mark_undone(number, "Hal Head"))
    assert undone.undone_by == "Hal Head"
    assert undone.undone_at is not None
    assert undone.undone_at.tzinfo is not None
    assert library.run(lambda u: u.sheets.imports()) == (undone,)
    with pytest.raises(Refused, match="undone already"):
        library.run(lambda u: u.sheets.mark_undone(number, "Office"))


def test_what_is_not_there_is_said_in_a_sentence(library: Library) -> None:
    for ask in (
        lambda u: u.sheets.source(SourceId(9)),
        lambda u: u.sheets.change_source(ConsentSource(SourceId(9), "Form", ())),
        lambda u: u.sheets.mark_undone(SheetImportId(9), "Office"),
        lambda u: u.register.put_sheet_answers(PersonId(1), SheetImportId(9), ["web"], []),
        lambda u: u.register.undo_import(SheetImportId(9)),
    ):
        with pytest.raises(StoreError, match="not in the library"):
            library.run(ask)


def test_an_alias_is_kept_once_as_it_was_first_approved(
    library: Library, source: ConsentSource
) -> None:
    one, two = (library.run(lambda u, k=key: u.people.add(pupil(k))).id for key in "12")
    number = library.run(lambda u: sheet_import(u, source.id))
    ollie = Alias(one, "ollie fenn", "2 ash", "Office")
    given = (ollie, replace(ollie, class_name=""), replace(ollie, person_id=two))
    for alias in (*given, replace(ollie, approved_by="Hal Head")):
        library.run(lambda u, a=alias: u.people.add_alias(a, number))
    assert library.run(lambda u: u.people.aliases()) == given


def test_aliases_of_an_undone_import_are_forgotten(library: Library, source: ConsentSource) -> None:
    person = library.run(lambda u: u.people.add(pupil())).id
    first, second = (library.run(lambda u: sheet_import(u, source.id)) for _ in range(2))
    kept = Alias(person, "fenn oliver", "", "Office")
    for written, number in [("ollie fenn", first), ("o fenn", second), ("fenn oliver", None)]:
        alias = replace(kept, written=written)
        library.run(lambda u, a=alias, n=number: u.people.add_alias(a, n))
    library.run(lambda u: u.people.remove_aliases_of(first))
    library.run(lambda u: u.people.remove_aliases_of(second))
    assert library.run(lambda u: u.people.aliases()) == (kept,)
