"""Start and end of the window: it is there at once, and it never leaves work half done."""

from __future__ import annotations

import importlib
import logging
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Slot
from PySide6.QtWidgets import QApplication

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import BatchId
from consentdesk.ui.dialogs import Dialogs, QtDialogs
from consentdesk.ui.jobs import Jobs
from consentdesk.ui.look import remember, remembered
from consentdesk.ui.messages import Messages
from consentdesk.ui.opening import OpeningFrame
from consentdesk.ui.runner import Runner
from consentdesk.ui.sign_in.recovery_page import Recovery
from consentdesk.ui.theme import Theme

if TYPE_CHECKING:
    from consentdesk.domain.staff import SignedIn
    from consentdesk.services.workspace import Workspace
    from consentdesk.ui.window import MainWindow

log = logging.getLogger(__name__)

WARM_AFTER_MS = 2500
"""Starting the face workers takes both cores of a small computer; the first screen goes first."""

OpenWorkspace = Callable[["str | None"], "Workspace"]
"""Opens the workspace, with a passphrase where one is needed; blocks."""

GIVE_WAY_SECONDS = 0.0005
"""How long a thread runs Python before it lets another one in.

Python's own 5 ms add up: a paint of the GUI thread asks for its turn many times, and each time
it would wait for every thread that reads for a screen.
"""

SignIn = Callable[["Workspace"], "SignedIn | None"]
"""Lets somebody in without asking, as the made-up school does; None asks; blocks."""

OpenBatch = Callable[[], "BatchId | None"]


def run_window(
    open_workspace: OpenWorkspace,
    on_shown: Callable[[], None] | None = None,
    *,
    open_batch: OpenBatch = lambda: None,
    autostart: Callable[[Jobs], None] | None = None,
    sign_in: SignIn = lambda workspace: None,
    password_hint: str = "",
    look_file: Path | None = None,
    recovery: Recovery | None = None,
) -> int:
    """Show the window until it is closed; return the exit code.

    Args:
        open_workspace: called in a worker thread, again with a passphrase if one is needed.
        on_shown: called once the first frame is on the screen.
        open_batch: asked for the batch to open with, once the workspace is open.
        autostart: called with the window's jobs once the workspace is open.
        sign_in: who is let in without being asked, once the workspace is open.
        password_hint: said where a password is asked for.
        look_file: where the look is remembered; the first frame has it, too. None forgets.
        recovery: the way in for two leaders when the passphrase is lost; None offers none.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("ConsentDesk")
    theme = Theme(parent=app) if look_file is None else kept_theme(look_file, app)
    program = Program(
        app,
        open_workspace,
        QtDialogs(),
        open_batch,
        autostart,
        sign_in=sign_in,
        password_hint=password_hint,
        theme=theme,
        recovery=recovery,
    )
    hooks = _Hooks(program.messages)
    program.start()
    if on_shown is not None:
        QTimer.singleShot(0, on_shown)
    try:
        return app.exec()
    finally:
        program.close()
        hooks.restore()


def kept_theme(look_file: Path, parent: QObject) -> Theme:
    """Return the theme with the look of the last start; it keeps what is chosen from now on."""
    theme = Theme(parent=parent)
    settings = QSettings(str(look_file), QSettings.Format.IniFormat, theme)
    theme.be(remembered(settings))
    theme.chosen.connect(partial(remember, settings))
    return theme


class Program(QObject):
    """The window from the first frame to the end."""

    def __init__(
        self,
        app: QApplication,
        open_workspace: OpenWorkspace,
        dialogs: Dialogs,
        open_batch: OpenBatch = lambda: None,
        autostart: Callable[[Jobs], None] | None = None,
        *,
        sign_in: SignIn = lambda workspace: None,
        password_hint: str = "",
        theme: Theme | None = None,
        recovery: Recovery | None = None,
    ) -> None:
        super().__init__()
        sys.setswitchinterval(GIVE_WAY_SECONDS)
        self._open_workspace = open_workspace
        self._dialogs = dialogs
        self._open_batch = open_batch
        self._autostart = autostart
        self._sign_in = sign_in
        self._who: SignedIn | None = None
        self._password_hint = password_hint
        self._recovery = recovery
        self.messages = Messages(self)
        self.runner = Runner(self.messages, self)
        self.theme = theme or Theme(parent=self)
        self.theme.apply(app)
        self.workspace: Workspace | None = None
        self.window: MainWindow | None = None
        self.frame = OpeningFrame(self.theme)
        self.frame.passphrase_given.connect(self._open_with)
        self.frame.again_asked.connect(self._open)
        self.frame.recovered_with.connect(self._recover_with)

    def start(self) -> None:
        """Show the frame and open the workspace behind it."""
        self.frame.show()
        self._open()

    def close(self) -> None:
        """Wait for what is under way, then close the workspace."""
        self.runner.close()
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None

    @Slot()
    def _open(self) -> None:
        self._open_with(None)

    @Slot(str)
    def _open_with(self, passphrase: str | None) -> None:
        self.frame.be_calm()
        self.runner.run(self, lambda: self._keep(passphrase), self._opened, self._not_opened)

    def _keep(self, passphrase: str | None) -> Workspace:
        """Open in the worker; remembered at once, so that `close` finds it whatever happens."""
        self.workspace = self._open_workspace(passphrase)
        self._who = self._sign_in(self.workspace)
        # the screens are loaded here too: a second or two in which the frame stays alive
        importlib.import_module("consentdesk.ui.window")
        return self.workspace

    def _not_opened(self, error: KnownError) -> None:
        self.frame.show_problem(error)
        if self._recovery is not None:
            self.runner.run(
                self, self._recovery.possible, self._offer_recovery, self._no_recovery, lane="view"
            )

    def _offer_recovery(self, possible: bool) -> None:
        if possible:
            self.frame.offer_recovery()

    def _no_recovery(self, error: KnownError) -> None:
        """Codes that cannot be read are none; the passphrase is still asked for."""
        log.info("the recovery codes cannot be read: %s", type(error).__name__)

    @Slot(object, str)
    def _recover_with(self, codes: tuple[str, str], passphrase: str) -> None:
        recovery, page = self._recovery, self.frame.recovery
        if recovery is None:
            return
        page.be_busy(True)

        def recovered(_: None) -> None:
            page.be_busy(False)
            page.begin()
            self._open_with(passphrase)

        self.runner.run(self, lambda: recovery.recover(codes, passphrase), recovered, page.say)

    def _opened(self, workspace: Workspace) -> None:
        from consentdesk.ui.window import MainWindow

        if not self.frame.isVisible():
            return
        self.window = MainWindow(
            workspace, self.runner, self._dialogs, self.theme, self._who, self._password_hint
        )
        self.window.resize(self.frame.size())
        self.window.move(self.frame.pos())
        batch_id = self._open_batch()
        if batch_id is not None:
            self.window.open_batch(batch_id)
        self.window.show()
        self.frame.close()
        QTimer.singleShot(WARM_AFTER_MS, self, self._warm)
        if self._autostart is not None:
            self._autostart(self.window.jobs)

    @Slot()
    def _warm(self) -> None:
        if self.workspace is not None:
            self.runner.run(self, self.workspace.scanner.warm, lane="long")


class _Hooks:
    """Errors that nobody caught, in any thread, become a calm message."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages
        self._before = sys.excepthook, threading.excepthook
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def restore(self) -> None:
        """Leave the hooks as they were."""
        sys.excepthook, threading.excepthook = self._before

    def _uncaught(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        self._messages.bug(error)

    def _uncaught_in_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._messages.bug(arguments.exc_value)
