"""The main window: frame and navigation, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from consentdesk.domain.batch import Batch
from consentdesk.domain.batch_steps import Step
from consentdesk.domain.ids import BatchId
from consentdesk.domain.preflight import AtChannel, Elsewhere
from consentdesk.domain.staff import SignedIn
from consentdesk.ui.at_desk import AtDesk
from consentdesk.ui.banner import MessageBanner
from consentdesk.ui.batch.batch_form import BatchForm
from consentdesk.ui.batch.batch_screen import BatchScreen
from consentdesk.ui.calm_screen import CalmScreen
from consentdesk.ui.channels.channels_screen import ChannelsScreen
from consentdesk.ui.dialogs import Dialogs
from consentdesk.ui.home.home_screen import HomeScreen
from consentdesk.ui.into_view import go_on_at
from consentdesk.ui.jobs import Jobs
from consentdesk.ui.published.published_screen import PublishedScreen
from consentdesk.ui.rail import NavigationRail, Place
from consentdesk.ui.register.register_screen import RegisterScreen
from consentdesk.ui.runner import Runner
from consentdesk.ui.school.school_screen import SchoolScreen
from consentdesk.ui.screens import Screens
from consentdesk.ui.sign_in.curtain import Curtain
from consentdesk.ui.sign_in.door import Door
from consentdesk.ui.sign_in.lock import Lock
from consentdesk.ui.surroundings import Surroundings
from consentdesk.ui.text import tr
from consentdesk.ui.theme import Theme
from consentdesk.ui.thumbnails import Thumbnails
from consentdesk.ui.top_bar import TopBar

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace

SETTINGS_FILE = "window.ini"
SMALLEST = QSize(1000, 660)
COMFORTABLE = QSize(1280, 820)
CLOSE_POLL_MS = 100

_PlaceScreen = HomeScreen | RegisterScreen | ChannelsScreen | PublishedScreen | SchoolScreen


class MainWindow(QMainWindow):
    """Leads to every screen and ends work in good order."""

    finished = Signal()

    def __init__(
        self,
        workspace: Workspace,
        runner: Runner,
        dialogs: Dialogs,
        theme: Theme,
        who: SignedIn | None = None,
        password_hint: str = "",
    ) -> None:
        """`who` signed in already; without anybody the window asks first."""
        super().__init__()
        self._runner = runner
        self._dialogs = dialogs
        self._closing = False
        self._settings = QSettings(
            str(workspace.folder / SETTINGS_FILE), QSettings.Format.IniFormat, self
        )
        self.at_desk = AtDesk(self)
        self.jobs = Jobs(workspace, runner, self.at_desk.by, self)
        thumbnails = Thumbnails(workspace.pictures.thumbnail, runner, self)
        self.around = Surroundings(
            workspace,
            runner,
            dialogs,
            theme,
            thumbnails,
            self.jobs,
            self.at_desk.by,
            lambda: self.at_desk.who,
            password_hint,
        )
        self.setWindowTitle(tr("ConsentDesk"))
        self.setWindowIcon(theme.icon("account-check", "accent"))
        self.setMinimumSize(SMALLEST)
        self.resize(COMFORTABLE)
        self.banner = MessageBanner(runner.messages, theme)
        self._messages = QWidget()
        self.rail = NavigationRail(theme, _places())
        self.home = HomeScreen(self.around)
        self.register = RegisterScreen(self.around)
        self.channels = ChannelsScreen(self.around)
        self.published = PublishedScreen(self.around)
        self.school = SchoolScreen(self.around)
        self.batch: BatchScreen | None = None
        self.door = Door(self.around, self._settings)
        curtain = Curtain(self, self.door, self)
        self.lock = Lock(self.around, self.at_desk, self.door, curtain, self)
        self._screens = Screens(theme)
        self._behind: QWidget | None = None
        self._bar = TopBar(self.around, self.at_desk, tr("Photos checked face by face"))
        self._wait = QTimer(self)
        self._wait.setInterval(CLOSE_POLL_MS)
        self._lay_out()
        self._connect()
        self._start(who)

    @property
    def screen_in_view(self) -> QWidget | None:
        """The screen that fills the window."""
        return self._screens.current

    @Slot(str)
    def go(self, place: str) -> None:
        """Show a place of the rail."""
        if self.at_desk.who is None:
            return
        screens: dict[str, _PlaceScreen] = {
            "home": self.home,
            "register": self.register,
            "channels": self.channels,
            "published": self.published,
            "school": self.school,
        }
        screen = screens[place]
        self.rail.show_place(place)
        self._screens.show_screen(screen)
        for each in {screen, self.published}:  # the rail counts what is to be taken down
            each.refresh()

    @Slot(object)
    def open_batch(self, batch_id: BatchId, step: Step | None = None) -> None:
        """Show a batch, at a step or where there is something to do."""
        self._leave_batch()
        self.batch = BatchScreen(self.around, batch_id)
        self.batch.closed.connect(self._go_home)
        self.batch.change_asked.connect(self._change_batch)
        self.batch.place_asked.connect(self._lead_to)
        self._screens.add(self.batch)
        if step is not None:
            self.batch.show_step(step)
        if self.at_desk.who is None:
            self._behind = self.batch
            return
        self._screens.show_screen(self.batch)
        self.rail.show_place("home")

    @Slot()
    def new_batch(self) -> None:
        """Ask what a new batch is about, then open it."""
        form = BatchForm(self.around, parent=self)
        form.saved.connect(self._batch_opened)
        form.finished.connect(form.deleteLater)
        form.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close at once when nothing is under way; else ask, stop, wait, then close."""
        if not self._runner.busy("work", "long"):
            self._settings.setValue("geometry", self.saveGeometry())
            self.finished.emit()
            event.accept()
            return
        event.ignore()
        if self._closing:
            return
        if not self.jobs.running or self.at_desk.who is None:
            self._finish_safely(True)
            return
        self._dialogs.confirm(
            self,
            tr("Stop and close?"),
            tr("Work is under way. What is finished is kept; the rest goes on the next time."),
            tr("Stop and close"),
            tr("Go on working"),
            self._finish_safely,
        )

    def _lay_out(self) -> None:
        places = (self.home, self.register, self.channels, self.published, self.school)
        for screen in (self.door, *places):
            self._screens.add(screen)
        banner_row = QVBoxLayout(self._messages)
        banner_row.setContentsMargins(16, 0, 16, 0)
        banner_row.addWidget(self.banner)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._bar)
        right.addWidget(self._messages)
        right.addWidget(self._screens, 1)
        ground = QWidget()
        row = QHBoxLayout(ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(ground)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.home.opened.connect(self.open_batch)
        self.home.new_batch_asked.connect(self.new_batch)
        self.home.consent_sheet_asked.connect(self._bring_in_sheet)
        self.home.school_asked.connect(self._open_school)
        self.register.people.changed.connect(self.published.refresh)
        self.register.sheets.changed.connect(self.published.refresh)
        self.published.due.connect(self._show_due)
        self.lock.shut.connect(self._shut)
        self.lock.opened.connect(self._opened)
        self._bar.lock_asked.connect(self.lock.lock)
        self._bar.change_over_asked.connect(self.lock.change_over)
        self._wait.timeout.connect(self._close_when_done)

    def _start(self, who: SignedIn | None) -> None:
        geometry = self._settings.value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)
        self.lock.begin(who)
        if who is None:
            self._shut()
        else:
            self.go("home")

    @Slot()
    def _shut(self) -> None:
        """Show the door and nothing else of the school."""
        if not self._closing:
            self._behind = self._screens.current
            self._screens.show_screen(self.door)
        self._be_inside(False)

    @Slot()
    def _opened(self) -> None:
        """Go back to where the window was left."""
        behind, self._behind = self._behind, None
        if self._closing:
            return
        self._be_inside(True)
        if behind is None:
            self.go("home")
        else:
            self._screens.show_screen(behind)
            if behind is self.batch:
                self.rail.show_place("home")
                self.batch.refresh()  # it may be somebody else's turn now
            if behind is self.school:  # it shows what the person at the desk may do
                self.school.refresh()

    def _be_inside(self, inside: bool) -> None:
        self.rail.setEnabled(inside)
        self._messages.setVisible(inside)
        self._bar.who.setVisible(inside)

    @Slot()
    def _go_home(self) -> None:
        self.go("home")
        self._leave_batch()

    def _leave_batch(self) -> None:
        if self.batch is not None:
            self._screens.remove(self.batch)
            self.batch.deleteLater()
            self.batch = None

    @Slot(object)
    def _batch_opened(self, batch: Batch) -> None:
        self.open_batch(batch.id, Step.BRING_IN)

    @Slot(object)
    def _change_batch(self, batch: Batch) -> None:
        form = BatchForm(self.around, batch, self)
        form.saved.connect(self._batch_changed)
        form.finished.connect(form.deleteLater)
        form.open()

    @Slot(object)
    def _batch_changed(self, batch: Batch) -> None:
        if self.batch is not None:
            self.batch.refresh()

    @Slot(object)
    def _lead_to(self, place: Elsewhere | AtChannel) -> None:
        """Go where something that is in the way of a batch is put right."""
        if isinstance(place, AtChannel) or place is Elsewhere.DEVICES:
            self.go("channels")
            self.rail.hold_focus("channels")
            self.channels.lead_to(place)
        elif place in (Elsewhere.POLICY, Elsewhere.STAFF):
            self._open_school(place)
            self.rail.hold_focus("school")
            if place is Elsewhere.POLICY:
                version = self.school.policy.form.version
                go_on_at(version, around=version)
        else:
            self.go(place)
            self.rail.hold_focus(place)

    @Slot(str)
    def _open_school(self, part: str) -> None:
        self.go("school")
        self.school.show_part(part)

    @Slot()
    def _bring_in_sheet(self) -> None:
        self.go("register")
        self.register.bring_in_sheet()

    @Slot(int)
    def _show_due(self, count: int) -> None:
        self.rail.show_count("published", count, tr("{n} to take down", n=count))

    def _finish_safely(self, agreed: bool) -> None:
        if not agreed:
            return
        self._closing = True
        self.jobs.stop_all()
        calm = CalmScreen(
            self.around.theme,
            "progress-check",
            tr("Finishing safely …"),
            tr("The photo in hand is finished and saved. The window closes by itself."),
        )
        self._screens.add(calm)
        self._screens.show_screen(calm)
        self.rail.setEnabled(False)
        self._bar.setEnabled(False)
        self._wait.start()

    @Slot()
    def _close_when_done(self) -> None:
        if not self._runner.busy("work", "long"):
            self._wait.stop()
            self.close()


def _places() -> tuple[Place, ...]:
    return (
        Place("home", tr("Home"), "home-outline", "Ctrl+1"),
        Place("register", tr("Register"), "account-group-outline", "Ctrl+2"),
        Place("channels", tr("Channels"), "bullhorn-outline", "Ctrl+3"),
        Place("published", tr("Published"), "archive-check-outline", "Ctrl+4"),
        Place("school", tr("School"), "school-outline", "Ctrl+5"),
    )
