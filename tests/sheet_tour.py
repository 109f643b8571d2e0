"""Shows the consent sheet wizard on the shapes of consent sheets, over schools that get them."""

import shutil
from pathlib import Path

from consentdesk.ui.consent_sheet.sheet_wizard import CHANGES, QUESTIONS, RECORD, SheetWizard
from consentdesk.ui.theme import Theme
from tests.camera import Camera, settle
from tests.consent_sheets.book import CSV, ODS, Form, write_book
from tests.consent_sheets.office import Office, build_empty_office, open_copy
from tests.consent_sheets.shape import Shape
from tests.consent_sheets.shapes_of_forms import S4, S5
from tests.consent_sheets.shapes_of_offices import S7, S8
from tests.consent_sheets.shapes_of_systems import S1
from tests.tour import Tour

TAKEN = ((S1, CSV, 0), (S4, ODS, 0), (S5, ODS, 0), (S7, ODS, 1), (S8, ODS, 0))


def tour_of_sheets(out: Path, theme: Theme, camera: Camera) -> None:
    """Take the wizard's steps for each shape, as it opens and as far as it was settled."""
    empty = out / "office"
    shutil.rmtree(empty, ignore_errors=True)
    empty.mkdir(parents=True)
    build_empty_office(empty)
    for shape, form, stage in TAKEN:
        folder = out / f"office-{shape.name[:2]}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        _steps(open_copy(empty, folder), shape, form, stage, camera, theme)


def _steps(
    office: Office, shape: Shape, form: Form, stage: int, camera: Camera, theme: Theme
) -> None:
    office.enrol(shape.roll, shape.before)
    sheet = write_book(shape.book, office.folder / "sheets", form)[0]
    tour = Tour(office.workspace, theme, camera, "Ann Example")
    name = shape.name[:2].lower()
    wizard = SheetWizard(tour.window.around, sheet, tour.window)
    wizard.open()
    wizard.in_hand.settle(shape.stages[stage].answers)
    settle(tour.runner)
    for step, word in ((0, "says"), (QUESTIONS, "asks"), (CHANGES, "changes"), (RECORD, "records")):
        wizard.go(step)
        settle(tour.runner)
        camera.take(wizard, f"sheet-{name}-{word}")
    wizard.done(0)
    tour.close()
