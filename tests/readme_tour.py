"""Takes the few pictures that the README shows."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from consentdesk.app.scripted_reviewer import ScriptedReviewer, read_truth
from consentdesk.demo.make import DemoFiles
from consentdesk.domain.batch_steps import Step
from consentdesk.domain.ids import BatchId
from consentdesk.sheets.write_rows import SheetContent, write_workbook
from consentdesk.ui.consent_sheet.sheet_wizard import SheetWizard
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.theme import Theme
from tests.camera import PaletteCamera, settle
from tests.desk_tour import DeskTour
from tests.tour import Tour, make_school


def readme_pictures(out: Path, theme: Theme) -> None:
    """Take the few pictures that the README shows."""
    with tempfile.TemporaryDirectory() as folder:
        workspace, batch_id, files, _ = make_school(Path(folder))
        tour = Tour(workspace, theme, PaletteCamera(out))
        jobs = tour.window.jobs
        jobs.bring_in(batch_id, [files.photos_folder])
        settle(tour.runner)
        other_batches(tour, batch_id, files)
        tour.window.open_batch(batch_id)
        tour.batch_at(Step.BRING_IN, "bring-in")
        desk = tour.desk()
        DeskTour(workspace, batch_id, desk, tour.shoot).go_to_best_photo()
        tour.shoot("decide")
        desk.performing.perform(Act.GROUP)
        tour.shoot("one-person")
        desk.further.group_sheet.put_away()
        tour.window.go("home")
        tour.shoot("home")
        tour.window.go("register")
        settle(tour.runner)
        tour.window.register.people.table.selectRow(5)
        tour.shoot("register")
        consent_sheet(tour, Path(folder))
        ScriptedReviewer(workspace, read_truth(files.truth_path)).decide_batch(batch_id)
        tour.window.open_batch(batch_id)
        tour.batch_at(Step.SIGN_OFF, "sign-off")
        tour.close()


def consent_sheet(tour: Tour, folder: Path) -> None:
    """Show what the program understood of a sheet as an office keeps it."""
    words = ("Y", "Y", "N", "Y - no names", "x", "Y", "", "Y")
    people = [entry.person.details for entry in tour.workspace.roll.entries()][:14]
    rows = [
        (
            f"{person.first_name} {person.last_name}",
            person.class_name,
            *(words[(number * 3 + place * 5) % len(words)] for place in range(3)),
            "ask dad first" if number == 4 else "",
        )
        for number, person in enumerate(people)
    ]
    header = ("Child", "Class", "Web", "Insta", "Newsletter", "Notes")
    sheet = folder / "Photo permissions.xlsx"
    write_workbook(sheet, [SheetContent("Permissions", header, rows)])
    wizard = SheetWizard(tour.window.around, sheet, tour.window)
    wizard.open()
    settle(tour.runner)
    wizard.in_hand.settle({"who:exact": "accept"})
    settle(tour.runner)
    tour.camera.take(wizard, "consent-sheet")
    wizard.done(0)


def other_batches(tour: Tour, batch_id: BatchId, files: DemoFiles) -> None:
    """Open two more batches, so that home looks lived in."""
    batches = tour.workspace.batches
    details = batches.card(batch_id).batch.details
    truth = read_truth(files.truth_path)
    photos = sorted(files.photos_folder.rglob("IMG_*"))
    groups = [p for p in photos if len(truth.get(p.name, ())) in range(2, 10)]
    for days, (event, some) in enumerate(
        (("Book week", groups[-3:]), ("Harvest assembly", groups[:2])), 1
    ):
        day = details.event_date - timedelta(days=19 * days)
        batch = batches.open(replace(details, event=event, event_date=day), "Ann Example")
        tour.window.jobs.bring_in_only(batch.id, some)
    settle(tour.runner)
