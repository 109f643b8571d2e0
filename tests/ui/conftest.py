"""A real small school behind a real window; questions are answered by the test."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QPagedPaintDevice
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from consentdesk.faces import crew
from consentdesk.ui.look import Appearance, Look
from consentdesk.ui.messages import Message, Messages
from consentdesk.ui.paper.pdf_pages import as_pdf
from consentdesk.ui.runner import Runner
from consentdesk.ui.theme import Theme
from consentdesk.ui.window import MainWindow
from tests.small_workspace import PASSWORD, PREPARER, SmallSchool, make_school
from tests.ui.gated_threads import Gate, GatedThreads
from tests.ui.settled import LONG_ENOUGH, settled

for _wait in (QtBot.waitUntil, QtBot.waitSignal):
    _wait.__kwdefaults__["timeout"] = LONG_ENOUGH


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let one message pass: the offscreen screen has no frames to give hints to."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))


@dataclass
class AnsweredDialogs:
    """Remembers every question; answers as told beforehand, and no when told nothing."""

    agree: bool = False
    text: str | None = None
    folder: Path | None = None
    files: tuple[Path, ...] = ()
    asked: list[str] = field(default_factory=list)
    shown: list[Path] = field(default_factory=list)
    printed: list[bytes] = field(default_factory=list)

    def confirm(
        self,
        parent: QWidget,
        title: str,
        sentence: str,
        yes_label: str,
        no_label: str,
        on_answer: Callable[[bool], None],
    ) -> None:
        self.asked.append(title)
        on_answer(self.agree)

    def ask_text(
        self,
        parent: QWidget,
        title: str,
        label: str,
        on_answer: Callable[[str | None], None],
        *,
        hidden: bool = False,
    ) -> None:
        self.asked.append(title)
        on_answer(self.text)

    def choose_folder(
        self, parent: QWidget, title: str, on_answer: Callable[[Path | None], None]
    ) -> None:
        self.asked.append(title)
        on_answer(self.folder)

    def choose_files(
        self,
        parent: QWidget,
        title: str,
        kinds: str,
        on_answer: Callable[[tuple[Path, ...]], None],
    ) -> None:
        self.asked.append(title)
        on_answer(self.files)

    def choose_file(
        self, parent: QWidget, title: str, kinds: str, on_answer: Callable[[Path | None], None]
    ) -> None:
        self.asked.append(title)
        on_answer(self.files[0] if self.files else None)

    def save_file(
        self,
        parent: QWidget,
        title: str,
        suggested: str,
        kinds: str,
        on_answer: Callable[[Path | None], None],
    ) -> None:
        self.asked.append(title)
        on_answer(self.folder / suggested if self.folder else None)

    def print_pages(
        self,
        parent: QWidget,
        title: str,
        draw: Callable[[QPagedPaintDevice], None],
        on_answer: Callable[[bool], None],
    ) -> None:
        self.asked.append(title)
        self.printed.append(as_pdf(draw, title))
        on_answer(self.agree)

    def show_folder(self, path: Path) -> None:
        self.shown.append(path)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """Light, whatever the machine of the test prefers."""
    made = Theme(Appearance(Look.LIGHT), parent=qapp)
    made.apply(qapp)
    return made


@pytest.fixture(autouse=True)
def _nothing_left_running(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a thread, a timer or a window behind."""
    before = set(threading.enumerate())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [t.name for t in set(threading.enumerate()) - before if t.is_alive()]
    assert not left, f"threads left running: {left}"
    timers = [t for t in qapp.findChildren(QTimer) if t.isActive()]
    assert not timers, "a timer is left running"
    windows = [w for w in qapp.topLevelWidgets() if w.isVisible()]
    assert not windows, f"windows left open: {windows}"


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for what is in hand, however busy the machine: threads, unlike workers, do not end."""
    monkeypatch.setattr(crew, "PATIENCE", 600.0)


@pytest.fixture
def dialogs() -> AnsweredDialogs:
    return AnsweredDialogs()


@pytest.fixture
def gate() -> Iterator[Gate]:
    made = Gate()
    yield made
    made.open()


@pytest.fixture
def gated_school(
    tmp_path: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SmallSchool]:
    """A school whose workers do only as much as the test lets through."""
    monkeypatch.setattr("tests.small_workspace.threads", lambda count: GatedThreads(gate, count))
    school = make_school(tmp_path)
    yield school
    gate.open()
    school.workspace.close()


@pytest.fixture
def school(tmp_path: Path) -> Iterator[SmallSchool]:
    school = make_school(tmp_path)
    yield school
    school.workspace.close()


@dataclass
class Desk:
    """A window over the small school, and what it said."""

    school: SmallSchool
    window: MainWindow
    runner: Runner
    dialogs: AnsweredDialogs
    said: list[Message]


@pytest.fixture
def desk(
    qtbot: QtBot, theme: Theme, school: SmallSchool, dialogs: AnsweredDialogs
) -> Iterator[Desk]:
    """The window with somebody at the desk."""
    yield from _open_desk(qtbot, theme, school, dialogs)


@pytest.fixture
def gated_desk(
    qtbot: QtBot, theme: Theme, gated_school: SmallSchool, dialogs: AnsweredDialogs, gate: Gate
) -> Iterator[Desk]:
    """The same over the school with the gate."""
    for desk in _open_desk(qtbot, theme, gated_school, dialogs):
        yield desk
        gate.open()


def _open_desk(
    qtbot: QtBot, theme: Theme, school: SmallSchool, dialogs: AnsweredDialogs
) -> Iterator[Desk]:
    messages = Messages()
    said: list[Message] = []
    messages.posted.connect(said.append)
    runner = Runner(messages)
    who = school.workspace.staff.sign_in(PREPARER, PASSWORD)
    window = MainWindow(school.workspace, runner, dialogs, theme, who)
    window.show()
    yield Desk(school, window, runner, dialogs, said)
    window.jobs.stop_all()
    settled(runner, qtbot)
    runner.close()
    window.close()
    for form in window.findChildren(QDialog):
        form.close()
    window.deleteLater()
