"""What the window shows for a cell is never more than what counts."""

from pathlib import Path

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.people import Person
from consentdesk.services.consent.cell_meanings import Meaning, SheetMeanings, sheet_meanings
from consentdesk.services.consent.proposal import propose
from consentdesk.services.consent.register_now import RegisterNow
from consentdesk.sheets.read_rows import read_workbook
from tests.consent_sheets import question_keys as ask
from tests.consent_sheets.book import ODS, write_book
from tests.consent_sheets.school import CHANNELS, TODAY
from tests.consent_sheets.shape import Shape
from tests.consent_sheets.shapes import SHAPES
from tests.consent_sheets.shapes_of_forms import S4, S5
from tests.consent_sheets.shapes_of_offices import GRACE, S8, THEO

PURPOSES = ("take", *CHANNELS.values(), "video", "name")
ALLOWING = {Meaning.YES, Meaning.LIMITED, Meaning.SOME}


def meanings(shape: Shape, folder: Path, **more: str) -> SheetMeanings:
    return read(shape, folder, {**shape.with_answers.answers, **more})


def read(shape: Shape, folder: Path, settled: dict[str, str]) -> SheetMeanings:
    return sheet_meanings(proposed(shape, folder, settled))


def proposed(shape: Shape, folder: Path, settled: dict[str, str]):
    (path,) = write_book(shape.book, folder, ODS)
    people = tuple(Person(number, p) for number, p in enumerate(shape.roll, 1))
    register = RegisterNow(people=people, purposes=PURPOSES)
    return propose(read_workbook(path), register, TODAY, settled)


def test_a_yes_is_somebodys(tmp_path: Path) -> None:
    found = meanings(S8, tmp_path)
    assert found.cells["Maple 3!B2"].meaning is Meaning.YES
    assert found.cells["Maple 3!D2"].meaning is Meaning.NO
    assert found.cells["Maple 3!E2"].meaning is Meaning.LIMITED
    assert found.rows["Maple 3!2"].owner == GRACE.key


def test_a_yes_of_nobody_waits(tmp_path: Path) -> None:
    found = read(S8, tmp_path, {})
    assert found.cells["Maple 3!B2"].meaning is Meaning.WAITING
    assert found.cells["Maple 3!B2"].waits
    assert found.cells["Maple 3!D2"].meaning is Meaning.NO
    assert found.waiting >= 3


def test_what_was_left_out_counts_nothing(tmp_path: Path) -> None:
    found = meanings(S8, tmp_path, **{ask.who("Maple 3", 2): "nobody"})
    assert found.rows["Maple 3!2"].left_out
    assert found.cells["Maple 3!B2"].meaning is Meaning.NOTHING
    assert not found.cells["Maple 3!B2"].waits


def test_a_withdrawal_shows_in_the_cells_it_outranks(tmp_path: Path) -> None:
    found = meanings(S8, tmp_path)
    assert found.rows["Maple 3!3"].owner == THEO.key
    assert found.cells["Maple 3!B3"].meaning is Meaning.WITHDRAWN


def test_several_ticks_in_one_cell(tmp_path: Path) -> None:
    found = meanings(S5, tmp_path)
    assert found.cells["Form responses 1!E2"].meaning is Meaning.SOME
    said = {a.purpose: a.status for a in found.cells["Form responses 1!E2"].answers}
    assert said["web"] is Status.GRANTED


def test_messages_stand_at_their_cells(tmp_path: Path) -> None:
    found = read(S4, tmp_path, {})
    assert found.messages["Form1!I3"]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name[:2])
def test_nothing_looks_allowed_that_is_not_recorded_as_allowed(
    shape: Shape, tmp_path: Path
) -> None:
    for stage in shape.stages:
        proposal = proposed(shape, tmp_path, dict(stage.answers))
        recorded = {
            answer.source
            for pupil in proposal.pupils
            for answer in pupil.answers
            if answer.status in {Status.GRANTED, Status.LIMITED}
        }
        shown = {
            place
            for place, cell in sheet_meanings(proposal).cells.items()
            if cell.meaning in ALLOWING
        }
        assert shown <= recorded
