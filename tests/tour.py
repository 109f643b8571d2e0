"""Goes from screen to screen of the window over a made-up school."""

import shutil
from contextlib import suppress
from pathlib import Path

from consentdesk.app.demo_school import DEMO_PASSWORD, OFFICE, attach_and_enrol, set_up_school
from consentdesk.app.demo_school import write_consent_workbook as write_workbook
from consentdesk.app.wiring import now, open_workspace
from consentdesk.demo.make import DemoFiles, make_demo
from consentdesk.demo.school import plan_school
from consentdesk.domain.batch_steps import Step
from consentdesk.domain.ids import BatchId
from consentdesk.domain.staff import Role, SignedIn
from consentdesk.services.workspace import Workspace
from consentdesk.ui.desk.desk_screen import DeskScreen
from consentdesk.ui.dialogs import QtDialogs
from consentdesk.ui.messages import Messages
from consentdesk.ui.runner import Runner
from consentdesk.ui.sign_in.entered import entered
from consentdesk.ui.theme import Theme
from consentdesk.ui.window import MainWindow
from tests.camera import Camera, settle

SIZE = (1280, 820)
PHOTO_SIZE = (1600, 1200)
PASSPHRASE = "made-up school"


class Tour:
    """Goes from screen to screen."""

    def __init__(self, workspace: Workspace, theme: Theme, camera: Camera) -> None:
        self.workspace = workspace
        self.camera = camera
        self.messages = Messages()
        self.runner = Runner(self.messages)
        who = None if workspace.staff.nobody_yet() else office_of(workspace)
        self.window = MainWindow(workspace, self.runner, QtDialogs(), theme, who)
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
        self.shoot("first-account")
        self.window.door.came_in.emit(
            entered(
                self.workspace,
                self.workspace.staff.begin("Ann Example", PASSPHRASE, {Role.PREPARER}),
            )
        )
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


def office_of(workspace: Workspace) -> SignedIn:
    """Let the made-up office in."""
    return workspace.staff.sign_in(OFFICE, DEMO_PASSWORD)


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
