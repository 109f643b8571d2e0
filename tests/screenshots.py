"""Pictures of every screen in its states: ``python -m tests.screenshots OUT [--dark]``.

Shows a small made-up school; nothing in the pictures is real. Look at them after every change
of the window, at 100 % and with QT_SCALE_FACTOR=1.5.
"""

import argparse
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from consentdesk.app.demo_school import attach_and_enrol, set_up_school
from consentdesk.app.demo_school import write_consent_workbook as write_workbook
from consentdesk.app.scripted_reviewer import ScriptedReviewer, read_truth
from consentdesk.app.wiring import now, open_workspace
from consentdesk.demo.make import DemoFiles, make_demo
from consentdesk.demo.school import plan_school
from consentdesk.domain.batch_steps import Step
from consentdesk.domain.errors import ChannelFolderMissing, WrongKey
from consentdesk.domain.ids import BatchId
from consentdesk.services.workspace import Workspace
from consentdesk.ui.batch.batch_form import BatchForm
from consentdesk.ui.dialogs import QtDialogs
from consentdesk.ui.jobs import JobKind
from consentdesk.ui.messages import Messages
from consentdesk.ui.opening import OpeningFrame
from consentdesk.ui.register.people_page import PeoplePage
from consentdesk.ui.register.proposal_view import ProposalView
from consentdesk.ui.runner import Runner
from consentdesk.ui.theme import Theme
from consentdesk.ui.window import MainWindow

SIZE = (1280, 820)
PHOTO_SIZE = (1600, 1200)
PASSPHRASE = "made-up school"


class Camera:
    """Takes pictures of widgets once nothing is under way."""

    def __init__(self, out: Path, prefix: str) -> None:
        self._out = out
        self._prefix = prefix
        self._number = 0

    def take(self, widget: QWidget, name: str) -> None:
        """Save a picture as it stands."""
        self._number += 1
        path = self._out / f"{self._prefix}{self._number:02d}-{name}.png"
        widget.grab().save(str(path))
        print(path, flush=True)


def settle(runner: Runner, *lanes: str) -> None:
    """Let everything that was asked for arrive."""
    until(lambda: not runner.busy(*lanes))


def until(ready: Callable[[], bool], seconds: float = 240) -> None:
    """Run the event loop until something is so.

    Raises:
        TimeoutError: it never was.
    """
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


class Tour:
    """Goes from screen to screen."""

    def __init__(self, workspace: Workspace, theme: Theme, camera: Camera) -> None:
        self.workspace = workspace
        self.camera = camera
        self.messages = Messages()
        self.runner = Runner(self.messages)
        self.window = MainWindow(workspace, self.runner, QtDialogs(), theme)
        self.window.resize(*SIZE)
        self.window.show()

    def shoot(self, name: str) -> None:
        """Wait, then take the window."""
        settle(self.runner, "work", "view")
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
        self.window.register._tabs.setCurrentIndex(1)
        self.shoot("matching-empty")
        self.window.go("channels")
        self.shoot("channels-empty")

    def batch_at(self, step: Step, name: str) -> None:
        """Show a step of the open batch."""
        assert self.window.batch is not None
        self.window.batch.show_step(step)
        self.shoot(name)


def tour_of_batch(tour: Tour, batch_id: BatchId, files: DemoFiles) -> None:
    """Show a batch from empty to published."""
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
    tour.batch_at(Step.BRING_IN, "bring-in-stopped")
    run = tour.workspace.importer.unfinished(batch_id)
    if run is not None:
        window.jobs.continue_bringing_in(batch_id, run.id)
    settle(tour.runner)
    tour.batch_at(Step.BRING_IN, "bring-in-done")
    tour.batch_at(Step.FIND_FACES, "find-faces-done")
    tour.batch_at(Step.DECIDE, "decide")
    tour.batch_at(Step.SIGN_OFF, "sign-off-blocked")
    ScriptedReviewer(tour.workspace, read_truth(files.truth_path)).decide_batch(batch_id)
    window.batch.refresh()
    tour.batch_at(Step.SIGN_OFF, "sign-off")
    page = window.batch.page_of(Step.SIGN_OFF)
    page.approver.setText("Hal Head")
    page.sign.click()
    settle(tour.runner)
    tour.shoot("signed-off")
    tour.batch_at(Step.PUBLISH, "publish")
    window.jobs.publish(batch_id)
    settle(tour.runner)
    tour.shoot("published")


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
    window.register._tabs.setCurrentIndex(1)
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


def opening(theme: Theme, camera: Camera) -> None:
    """Show the first frame and the question for the passphrase."""
    frame = OpeningFrame(theme)
    frame.resize(*SIZE)
    frame.show()
    camera.take(frame, "opening")
    frame.show_problem(WrongKey("The passphrase does not open the register.", "Try it again."))
    camera.take(frame, "passphrase")
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


def main() -> None:
    """Take every picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dark", action="store_true")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    theme = Theme(dark=given.dark)
    theme.apply(app)
    camera = Camera(given.out, "dark-" if given.dark else "light-")
    opening(theme, camera)
    empty_folder = given.out / "empty"
    shutil.rmtree(empty_folder, ignore_errors=True)
    tour = Tour(open_workspace(empty_folder, PASSPHRASE), theme, camera)
    tour.empty_school()
    tour.close()
    workspace, batch_id, files, workbook = make_school(given.out)
    tour = Tour(workspace, theme, camera)
    tour_of_batch(tour, batch_id, files)
    tour_of_places(tour, workbook)
    tour.close()


if __name__ == "__main__":
    main()
