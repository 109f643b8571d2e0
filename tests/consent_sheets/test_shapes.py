"""The eight shapes, in every form they come in, through the whole program."""

import pytest

from tests.consent_sheets.book import CSV, ODS, XLSX, Form, write_book
from tests.consent_sheets.office import Office, called, wrong_standings, wrong_words
from tests.consent_sheets.shapes import SHAPES, Shape, Stage

STAGES = [
    pytest.param(s, stage, id=f"{s.name[:2]} {stage.name}") for s in SHAPES for stage in s.stages
]
FORMS = [pytest.param(form, id=form.kind) for form in (CSV, XLSX, ODS)]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("shape", "stage"), STAGES)
def test_a_shape_is_understood_and_clears_nothing_else(
    office: Office, shape: Shape, stage: Stage, form: Form
) -> None:
    office.enrol(shape.roll, shape.before)
    first, *other_files = write_book(shape.book, office.folder / "sheets", form)
    where = f"{shape.name}, {form.kind}, {stage.name}"
    reading = office.read(first, stage.answers)
    known = called(shape.roll)
    wrong = wrong_standings(where, reading, stage.expected, shape.refuses, known)
    if not other_files:
        wrong += wrong_words(where, reading, stage.asks, stage.tells)
    for path in other_files:
        alone = office.read(path, stage.answers)
        wrong += wrong_standings(f"{where}, {path.name}", alone, {}, shape.refuses, known)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name[:2])
def test_reading_a_shape_changes_nothing(office: Office, shape: Shape) -> None:
    office.enrol(shape.roll, shape.before)
    (path,) = write_book(shape.book, office.folder / "sheets", XLSX)
    before = office.kept_text()
    for stage in shape.stages:
        office.read(path, stage.answers)
    assert office.kept_text() == before


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name[:2])
def test_a_shape_says_the_same_in_every_form(office: Office, shape: Shape) -> None:
    if len(shape.book.tabs) > 1:
        pytest.skip("as text its tabs are files of their own")
    office.enrol(shape.roll, shape.before)
    told = {}
    for form in (CSV, XLSX, ODS):
        (path,) = write_book(shape.book, office.folder / form.kind, form)
        reading = office.read(path, shape.with_answers.answers)
        told[form.kind] = {p["key"]: p["permissions"] for p in reading.told["pupils"]}
    assert told["csv"] == told["xlsx"]
    assert told["ods"] == told["xlsx"]
