"""Starts the window on a workspace, or on the made-up school.

The rooms behind the window take seconds to import; they are imported where the workspace is
opened, in a worker thread, so that the first frame is there at once.
"""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from consentdesk.app.logs import start_log
from consentdesk.app.places import default_workspace, further_schools, school_workspace
from consentdesk.domain.errors import Cancelled, Refused
from consentdesk.domain.progress import CancelToken
from consentdesk.ui.sign_in.recovery_page import Recovery
from consentdesk.ui.start import run_window

if TYPE_CHECKING:
    from consentdesk.demo.make import DemoFiles
    from consentdesk.demo.school import DemoSchool
    from consentdesk.domain.ids import BatchId
    from consentdesk.domain.staff import SignedIn
    from consentdesk.services.workspace import Workspace
    from consentdesk.ui.jobs import Jobs

log = logging.getLogger(__name__)
PAINTERS = 2
LOOK_FILE = "look.ini"
"""Beside the library: the look is there before the library is open."""
FIRST_SCHOOL = "The first school on this computer"
PASSWORD_HINT = "In the made-up school every password, and the passphrase, is “made-up school”."


def show_window(folder: Path | None) -> int:
    """Show the window on a workspace until it is closed; ask which where several schools are."""
    place = folder or _one_of_the_schools()
    if place is None:
        return 0
    start_log(place / "log")

    def opened(passphrase: str | None) -> Workspace:
        from consentdesk.app.wiring import open_workspace

        return open_workspace(place, passphrase)

    return run_window(opened, look_file=place / LOOK_FILE, recovery=recovery_of(place))


def recovery_of(folder: Path) -> Recovery:
    """Return how two leaders open the closed workspace in the folder without its passphrase."""

    def possible() -> bool:
        from consentdesk.store.recovery import RecoveryStanding, recovery_state

        return recovery_state(folder).standing is RecoveryStanding.VALID

    def recover_with(codes: tuple[str, str], passphrase: str) -> None:
        from consentdesk.store.recovery import recover, recovery_state

        leaders = " and ".join(recovery_state(folder).leaders)
        recover(folder, codes, passphrase, leaders)

    return Recovery(possible, recover_with)


def _one_of_the_schools() -> Path | None:
    """Return the workspace to open, None when the question which one was closed."""
    further = further_schools()
    if not further:
        return default_workspace()
    from consentdesk.store.library_folder import library_exists
    from consentdesk.ui.which_school import ask_which_school

    usual = [FIRST_SCHOOL] if library_exists(default_workspace()) else []

    answer = ask_which_school([*usual, *further], default_workspace() / LOOK_FILE)
    if answer is None:
        return None
    name = [*usual, *further][answer]
    return default_workspace() if name == FIRST_SCHOOL else school_workspace(name)


def show_demo(seed: int, pupils: int, photos: int, folder: Path) -> int:
    """Show the window on the made-up school while its photos are being taken."""
    start_log(folder / "workspace" / "log")
    demo = _Demo(seed, pupils, photos, folder.resolve())
    try:
        return run_window(
            demo.open,
            open_batch=demo.batch_id,
            autostart=demo.begin,
            sign_in=demo.sign_in,
            password_hint=PASSWORD_HINT,
            look_file=folder / "workspace" / LOOK_FILE,
            recovery=recovery_of(folder / "workspace"),
        )
    finally:
        demo.end()


class _Demo:
    """The made-up school in a window: kept for the next start, and going on where it stopped."""

    def __init__(self, seed: int, pupils: int, photos: int, folder: Path) -> None:
        self._size = (seed, pupils, photos)
        self._folder = folder
        self._plan: DemoSchool | None = None
        self._files: DemoFiles | None = None
        self._workspace: Workspace | None = None
        self._batch_id: BatchId | None = None
        self._cancel = CancelToken()
        self._portraits_there = threading.Event()
        self._photographer = threading.Thread(target=self._take_photos, name="made-up photos")

    def open(self, passphrase: str | None) -> Workspace:
        """Open the school's workspace; the first time, put the school into it."""
        from consentdesk.app.demo_school import (
            DEMO_PASSPHRASE,
            set_up_school,
            write_consent_workbook,
        )
        from consentdesk.app.wiring import now, open_workspace
        from consentdesk.demo.make import demo_files
        from consentdesk.demo.school import plan_school

        plan = self._plan = plan_school(*self._size)
        files = self._files = demo_files(self._folder, plan)
        workspace = open_workspace(self._folder / "workspace", passphrase or DEMO_PASSPHRASE)
        batches = workspace.batches.cards()
        if batches:
            self._batch_id = batches[-1].batch.id
        else:
            workbook = write_consent_workbook(self._folder, files.consent_rows)
            batch = set_up_school(workspace, plan, workbook, self._folder, now().date())
            self._batch_id = batch.id
        self._workspace = workspace
        return workspace

    def sign_in(self, workspace: Workspace) -> SignedIn | None:
        """Let the made-up office in; None where that password or account is not there any more."""
        from consentdesk.app.demo_school import DEMO_PASSWORD, OFFICE

        try:
            return workspace.staff.sign_in(OFFICE, DEMO_PASSWORD)
        except Refused:
            return None

    def batch_id(self) -> BatchId | None:
        """Return the batch to open with, once the workspace is open."""
        return self._batch_id

    def begin(self, jobs: Jobs) -> None:
        """Take the photos, bring them in as they come, enrol, and look for faces."""
        if self._batch_id is None or self._files is None:
            return
        photos = self._files.photos_folder
        photos.mkdir(parents=True, exist_ok=True)
        self._photographer.start()
        jobs.bring_in_only(self._batch_id, [photos], self._photographer.is_alive)
        jobs.find_faces(self._batch_id, before=self._enrol)

    def end(self) -> None:
        """Stop taking photos; the next start goes on."""
        self._cancel.cancel()
        self._portraits_there.set()
        if self._photographer.is_alive():
            self._photographer.join()

    def _enrol(self) -> None:
        """Enrol the register portraits before the first photo is compared."""
        from consentdesk.app.demo_school import attach_and_enrol

        self._portraits_there.wait()
        if self._workspace is not None and self._files is not None and not self._cancel.cancelled:
            attach_and_enrol(self._workspace, self._files)

    def _take_photos(self) -> None:
        from consentdesk.demo.make import make_demo

        try:
            if self._plan is not None:
                make_demo(
                    self._folder,
                    self._plan,
                    workers=PAINTERS,
                    cancel=self._cancel,
                    portraits_done=self._portraits_there.set,
                )
        except Cancelled:
            log.info("taking the made-up photos was stopped")
        except Exception:
            log.exception("the made-up photos could not all be taken")
        finally:
            self._portraits_there.set()
