"""Reading a whole batch costs a handful of queries, however many faces are in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from consentdesk.domain.consent import Answer, Status
from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.review import ActionKind, Settled
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import Filled, face, photo_details, pupil, sheet_import

NOW = datetime(2026, 6, 12, tzinfo=UTC)


def fill_batch(unit: UnitOfWork, filled: Filled, photos: int, faces: int) -> None:
    for number in range(photos):
        details = photo_details(f"IMG_{number}.jpg")
        photo = unit.photos.add(filled.batch, filled.import_run, details)
        found = [face(10 + 40 * place) for place in range(faces)]
        regions = unit.photos.record_check(photo.id, found, "engine")
        likely = (Candidate(filled.person, 0.4, "alike"),)
        suggested = [Suggestion(r.id, SuggestionOutcome.SUGGESTION, likely) for r in regions]
        unit.photos.suggest(photo.id, suggested)
        for region in regions:
            settled = [Settled(region.id, Disposition(DispositionKind.COVER))]
            unit.review.act(photo.id, ActionKind.DECIDE, "Office", NOW, 1, settled)


@contextmanager
def counted(library: Library) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(connection, cursor, statement, *rest) -> None:  # type: ignore[no-untyped-def]
        statements.append(statement)

    event.listen(library._engine, "before_cursor_execute", note)
    yield statements
    event.remove(library._engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "read",
    [
        lambda unit, batch: unit.photos.of_batch(batch),
        lambda unit, batch: unit.photos.regions_of_batch(batch),
        lambda unit, batch: unit.photos.suggestions_of_batch(batch),
        lambda unit, batch: unit.review.actions_of_batch(batch),
        lambda unit, batch: unit.review.drawn_by(batch),
        lambda unit, batch: unit.register.answers(),
        lambda unit, batch: unit.register.sheet_answers(1),
    ],
    ids=["photos", "regions", "suggestions", "actions", "drawn", "answers", "sheet"],
)
def test_few_queries(library: Library, filled: Filled, read) -> None:  # type: ignore[no-untyped-def]
    library.run(lambda unit: fill_batch(unit, filled, photos=6, faces=5))
    with counted(library) as statements:
        library.run(lambda unit: read(unit, filled.batch))
    assert len([each for each in statements if each.startswith("SELECT")]) <= 4


@pytest.mark.parametrize("pupils", [1, 40])
def test_a_sheet_costs_the_same_statements_however_many_pupils(
    library: Library, pupils: int
) -> None:
    people = library.run(lambda u: [u.people.add(pupil(str(n))).id for n in range(pupils)])
    source = library.run(lambda u: u.sheets.add_source("Form", (), {})).id
    number = library.run(lambda u: sheet_import(u, source))
    answers = {person: [Answer("web", Status.GRANTED)] for person in people}
    with counted(library) as statements:
        library.run(lambda u: u.register.put_sheet_answers_of_all(number, ["web"], answers))
        library.run(lambda u: u.sheets.mark_undone(number, "Hal Head"))
        library.run(lambda u: u.register.undo_import(number))
    assert len(statements) <= 16
