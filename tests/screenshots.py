"""Pictures of every screen in its states.

``python -m tests.screenshots OUT [--dark] [--scale 1.5]`` takes them all; look at them after
every change of the window. ``python -m tests.screenshots --readme docs/pictures`` takes the
few that the README shows. The school is made up; nothing in the pictures is real.
"""

import argparse
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from consentdesk.app.demo_school import attach_and_enrol, set_up_school
from consentdesk.app.demo_school import write_consent_workbook as write_workbook
from consentdesk.app.scripted_reviewer import ScriptedReviewer, read_truth
from consentdesk.app.wiring import now, open_workspace
from consentdesk.demo.make import DemoFiles, make_demo
from consentdesk.demo.school import plan_school
from consentdesk.domain.batch_steps import Step
from consentdesk.domain.errors import (
    AlreadyOpen,
    ChannelFolderMissing,
    PassphraseToChoose,
    WrongKey,
)
from consentdesk.domain.ids import BatchId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.search import Sensitivity
from consentdesk.services.scan_underway import WHOLE_STAGE
from consentdesk.services.workspace import Workspace
from consentdesk.ui.batch.batch_form import BatchForm
from consentdesk.ui.batch.decide_page import DecidePage
from consentdesk.ui.batch.large_photo import Publication
from consentdesk.ui.desk.desk_screen import DeskScreen
from consentdesk.ui.dialogs import QtDialogs
from consentdesk.ui.jobs import Job, JobKind
from consentdesk.ui.messages import Messages
from consentdesk.ui.opening import OpeningFrame
from consentdesk.ui.register.people_page import PeoplePage
from consentdesk.ui.register.proposal_view import ProposalView
from consentdesk.ui.runner import Runner
from consentdesk.ui.theme import Theme
from consentdesk.ui.window import MainWindow
from tests.camera import Camera, PaletteCamera, settle, until
from tests.desk_tour import DeskTour

SIZE = (1280, 820)
PHOTO_SIZE = (1600, 1200)
PASSPHRASE = "made-up school"


class Tour:
    """Goes from screen to screen."""

    def __init__(
        self, workspace: Workspace, theme: Theme, camera: Camera, at_desk: str = ""
    ) -> None:
        self.workspace = workspace
        self.camera = camera
        self.messages = Messages()
        self.runner = Runner(self.messages)
        self.window = MainWindow(workspace, self.runner, QtDialogs(), theme, at_desk)
        self.window.resize(*SIZE)
        self.window.show()

    def shoot(self, name: str) -> None:
        """Wait, then take the window; without a name only wait."""
        self.window.grab()  # painting asks for the thumbnails that are in sight
        settle(self.runner, "work", "view")
        if name:
            self.camera.take(self.window, name)

    def close(self) -> None:
        """End in good order."""
        self.window.jobs.stop_all()
        settle(self.runner)
        self.runner.close()
        self.window.close()
        self.workspace.close()

    def empty_school(self) -> None:
        """Everything before the first sheet and the first photo."""
        self.shoot("welcome")
        self.window.at_desk.set_name("Ann Example")
        self.window._welcome.answered.emit()
        self.shoot("home-empty")
        self.window.go("register")
        self.shoot("register-empty")
        register = self.window.register
        register._tabs.setCurrentWidget(register.matching)
        self.shoot("matching-empty")
        register._tabs.setCurrentWidget(register.sensitivity)
        self.shoot("sensitivity-empty")
        self.window.go("channels")
        self.shoot("channels-empty")

    def desk(self) -> DeskScreen:
        """Go to the Decide desk of the open batch."""
        self.batch_at(Step.DECIDE, "")
        desk: DeskScreen = self.window.batch.page_of(Step.DECIDE).desk
        settle(self.runner)
        return desk

    def batch_at(self, step: Step, name: str) -> None:
        """Show a step of the open batch."""
        assert self.window.batch is not None
        self.window.batch.show_step(step)
        self.shoot(name)


def tour_of_first_steps(tour: Tour, batch_id: BatchId, files: DemoFiles) -> None:
    """Show a batch from empty to all faces found."""
    window = tour.window
    window.at_desk.set_name("Ann Example")
    window._welcome.answered.emit()
    window.open_batch(batch_id)
    tour.shoot("bring-in-empty")
    tour.batch_at(Step.DECIDE, "decide-blocked")
    window.batch.show_step(Step.BRING_IN)
    window.jobs.bring_in(batch_id, [files.photos_folder])
    bringing_in = window.jobs.of(JobKind.BRING_IN, batch_id)
    until(lambda: bringing_in.progress.snapshot().done >= 4)
    until(lambda: window.batch.card.counts.photos >= 2)
    tour.shoot("bring-in-running")
    window.jobs.stop(bringing_in)
    until(lambda: not bringing_in.running)
    tour.batch_at(Step.FIND_FACES, "find-faces-running")
    finding = window.jobs.of(JobKind.FIND_FACES, batch_id)
    until(lambda: small_ones_begun(finding) or not finding.running)
    tour.shoot("find-faces-small-ones")
    window.jobs.stop(finding)
    until(lambda: not finding.running)
    tour.shoot("find-faces-paused")
    tour.batch_at(Step.BRING_IN, "bring-in-stopped")
    run = tour.workspace.importer.unfinished(batch_id)
    if run is not None:
        window.jobs.continue_bringing_in(batch_id, run.id)
    settle(tour.runner)
    tour.batch_at(Step.BRING_IN, "bring-in-done")
    tour.batch_at(Step.FIND_FACES, "find-faces-done")
    photos = [entry.photo.id for entry in tour.workspace.review.desk(batch_id).photos]
    sentence = "The photo took too long to look through."
    tour.workspace.library.run(lambda u: u.photos.set_state(photos[0], PhotoState.FAILED, sentence))
    window.batch.refresh()
    tour.shoot("find-faces-failed")
    window.batch.page_of(Step.FIND_FACES).unchecked.again.click()
    settle(tour.runner)
    tour.batch_at(Step.SIGN_OFF, "sign-off-blocked")


def small_ones_begun(finding: Job) -> bool:
    """Tell whether the first photo was searched for its small faces, too."""
    now = finding.progress.snapshot()
    return now.stage == WHOLE_STAGE and now.done > 0


def tour_of_desk(tour: Tour, batch_id: BatchId) -> None:
    """Show the Decide desk in its states, and what it says of a batch without photos."""
    DeskTour(tour.workspace, batch_id, tour.desk(), tour.shoot).go()
    details = tour.workspace.batches.card(batch_id).batch.details
    empty = tour.workspace.batches.open(replace(details, event="Winter fair"), "Ann Example")
    page = DecidePage(tour.window.around, empty.id)
    page.show_card(tour.workspace.batches.card(empty.id))
    page.resize(1177, 650)
    page.show()
    settle(tour.runner)
    tour.camera.take(page, "decide-empty")
    page.close()
    page.deleteLater()


def tour_of_last_steps(tour: Tour, batch_id: BatchId, files: DemoFiles) -> None:
    """Show a batch from decided to published."""
    window = tour.window
    ScriptedReviewer(tour.workspace, read_truth(files.truth_path)).decide_batch(batch_id)
    window.batch.refresh()
    tour.desk().reload()
    tour.shoot("decide-all-decided")
    tour.batch_at(Step.SIGN_OFF, "sign-off")
    page = window.batch.page_of(Step.SIGN_OFF)
    bar = page._page.verticalScrollBar()
    bar.setValue(bar.maximum())
    tour.shoot("sign-off-below")
    preview = page._preview
    shown = [Publication(p, c) for c, _ in preview.per_channel for p in preview.covered]
    page._open_large(shown, 0)
    settle(tour.runner)
    tour.camera.take(page.large, "sign-off-large")
    page.large.close()
    page.approver.setText("Hal Head")
    page.sign.click()
    settle(tour.runner)
    tour.shoot("signed-off")
    tour.batch_at(Step.PUBLISH, "publish")
    window.jobs.publish(batch_id)
    settle(tour.runner)
    tour.shoot("published")
    tour.batch_at(Step.BRING_IN, "bring-in-all-done")


def tour_of_places(tour: Tour, workbook: Path) -> None:
    """Show home, register, channels, forms and messages."""
    window = tour.window
    window.go("home")
    tour.shoot("home")
    form = BatchForm(window.around, parent=window)
    form.open()
    form.event_name.setText("Sports day")
    settle(tour.runner)
    tour.camera.take(form, "new-batch")
    form.close()
    window.go("register")
    settle(tour.runner)
    people: PeoplePage = window.register.people
    people.table.selectRow(2)
    window.register._tabs.setCurrentIndex(0)
    tour.shoot("register")
    tour_of_forms(tour, people)
    portraits = window.register.portraits
    window.register._tabs.setCurrentWidget(portraits)
    portraits.bar.need.setCurrentIndex(portraits.bar.need.count() - 1)
    portraits.table.selectRow(0)
    tour.shoot("portraits")
    window.register._tabs.setCurrentWidget(window.register.matching)
    tour.shoot("matching")
    proposal = tour.workspace.consent.propose(workbook)
    view = ProposalView(window.around, workbook, proposal, window)
    view.open()
    tour.camera.take(view, "proposal")
    view.close()
    window.go("channels")
    settle(tour.runner)
    window.channels._ask_new()
    tour.camera.take(window.channels.form, "new-channel")
    window.channels.form.close()
    window.channels.devices.add.click()
    tour.camera.take(window.channels.devices.form, "new-device")
    window.channels.devices.form.close()
    first = tour.workspace.channels.all()[0]
    shutil.rmtree(first.details.folder)
    window.go("channels")
    tour.messages.problem(
        ChannelFolderMissing(
            "The folder of the school website is not there.",
            "Choose another folder or connect the drive.",
        )
    )
    tour.shoot("channels-with-problem")
    tour.messages.bug(ValueError("x"))
    tour.shoot("bug-message")
    window._finish_safely(True)
    tour.camera.take(window, "finishing")


def tour_of_sensitivity(tour: Tour) -> None:
    """Show each level on a photo of the school, and what is offered after a change."""
    tour.window.go("register")
    register = tour.window.register
    register._tabs.setCurrentWidget(register.sensitivity)
    page = register.sensitivity
    settle(tour.runner)
    tour.shoot("sensitivity")
    page.levels[Sensitivity.MORE].setChecked(True)
    tour.shoot("sensitivity-more")
    page.levels[Sensitivity.MOST].setChecked(True)
    tour.shoot("sensitivity-most")
    page.save.click()
    settle(tour.runner)
    tour.shoot("sensitivity-changed")
    tour.workspace.scanner.set_sensitivity(Sensitivity.USUAL, "Ann Example")


def tour_of_forms(tour: Tour, people: PeoplePage) -> None:
    """Show what the office records about a person by hand."""
    card = people.card
    bar = card.verticalScrollBar()
    bar.setValue(bar.maximum())
    tour.shoot("person-below")
    for part, ask, name in (
        (card.answers, card.answers.add, "new-answer"),
        (card.comparing, card.comparing.permit, "new-biometric-permission"),
        (card.leaving, card.leaving.leaves, "leaver"),
    ):
        ask.click()
        tour.camera.take(part.form, name)
        part.form.close()


def opening(theme: Theme, camera: Camera) -> None:
    """Show the first frame and the question for the passphrase."""
    frame = OpeningFrame(theme)
    frame.resize(*SIZE)
    frame.show()
    camera.take(frame, "opening")
    frame.show_problem(WrongKey("The passphrase does not open the register.", "Try it again."))
    camera.take(frame, "passphrase")
    frame.show_problem(
        PassphraseToChoose(
            "This computer has no keychain that ConsentDesk can use.",
            "Give a passphrase of your own; the library will open with it.",
        )
    )
    frame.passphrase.setText("several words")
    frame.repeated.setText("several")
    camera.take(frame, "new-passphrase")
    frame.show_problem(AlreadyOpen("ConsentDesk is open already.", "Go to the other window."))
    camera.take(frame, "already-open")
    frame.close()


def make_school(folder: Path) -> tuple[Workspace, BatchId, DemoFiles, Path]:
    """Make the small made-up school; its photos are kept for the next time."""
    plan = plan_school(seed=3, pupils=20, photos=14)
    files = make_demo(folder / "demo", plan, workers=2, size=PHOTO_SIZE)
    with suppress(FileNotFoundError):
        shutil.rmtree(folder / "school")
    workbook = write_workbook(folder, files.consent_rows)
    workspace = open_workspace(folder / "school" / "workspace", PASSPHRASE)
    batch = set_up_school(workspace, plan, workbook, folder / "school", now().date())
    attach_and_enrol(workspace, files)
    return workspace, batch.id, files, workbook


def every_picture(out: Path, theme: Theme, prefix: str) -> None:
    """Take every screen in its states."""
    camera = Camera(out, prefix)
    opening(theme, camera)
    shutil.rmtree(out / "empty", ignore_errors=True)
    tour = Tour(open_workspace(out / "empty", PASSPHRASE), theme, camera)
    tour.empty_school()
    tour.close()
    workspace, batch_id, files, workbook = make_school(out)
    tour = Tour(workspace, theme, camera)
    tour_of_first_steps(tour, batch_id, files)
    tour_of_desk(tour, batch_id)
    tour_of_sensitivity(tour)
    tour.window.open_batch(batch_id)
    tour_of_last_steps(tour, batch_id, files)
    tour_of_places(tour, workbook)
    tour.close()


def readme_pictures(out: Path, theme: Theme) -> None:
    """Take the few pictures that the README shows."""
    with tempfile.TemporaryDirectory() as folder:
        workspace, batch_id, files, _ = make_school(Path(folder))
        tour = Tour(workspace, theme, PaletteCamera(out), at_desk="Ann Example")
        jobs = tour.window.jobs
        jobs.bring_in(batch_id, [files.photos_folder])
        settle(tour.runner)
        other_batches(tour, batch_id, files)
        tour.window.open_batch(batch_id)
        tour.batch_at(Step.BRING_IN, "bring-in")
        DeskTour(workspace, batch_id, tour.desk(), tour.shoot).go_to_best_photo()
        tour.shoot("decide")
        tour.window.go("home")
        tour.shoot("home")
        tour.window.go("register")
        settle(tour.runner)
        tour.window.register.people.table.selectRow(5)
        tour.shoot("register")
        ScriptedReviewer(workspace, read_truth(files.truth_path)).decide_batch(batch_id)
        tour.window.open_batch(batch_id)
        tour.batch_at(Step.SIGN_OFF, "sign-off")
        tour.close()


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


def main() -> None:
    """Take the pictures that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--readme", action="store_true", help="only the pictures of the README")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    os.environ["QT_SCALE_FACTOR"] = str(given.scale)
    app = QApplication([])
    theme = Theme(dark=given.dark)
    theme.apply(app)
    if given.readme:
        readme_pictures(given.out, theme)
    else:
        scale = "" if given.scale == 1 else f"{round(100 * given.scale)}-"
        every_picture(given.out, theme, ("dark-" if given.dark else "light-") + scale)


if __name__ == "__main__":
    main()
