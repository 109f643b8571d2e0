"""The window starts at once and never leaves work half done."""

import threading

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.errors import AlreadyOpen, PassphraseNeeded, PassphraseToChoose, WrongKey
from consentdesk.ui.calm_screen import CalmScreen
from consentdesk.ui.opening import OpeningFrame
from consentdesk.ui.start import Program
from tests.small_workspace import write_photo
from tests.ui.settled import idle


def test_closing_in_mid_scan_asks_then_waits(gated_desk, gate, qtbot: QtBot):
    desk = gated_desk
    files = [write_photo(desk.school.folder / f"{n}.jpg", n) for n in range(4)]
    desk.window.jobs.bring_in(desk.school.batch_id, files)
    gate.let(3)
    qtbot.waitUntil(lambda: len(desk.school.photos()) >= 1)
    desk.window.close()
    assert desk.window.isVisible(), "no is the answer: it goes on"
    assert all(not job.token.cancelled for job in desk.window.jobs.running)
    desk.dialogs.agree = True
    desk.window.close()
    assert desk.window.isVisible()
    assert isinstance(desk.window.screen_in_view, CalmScreen)
    gate.open()
    qtbot.waitUntil(lambda: not desk.window.isVisible())
    assert not desk.window.jobs.running
    assert desk.school.workspace.importer.unfinished(desk.school.batch_id) is not None


def test_an_idle_window_closes_at_once(desk, qtbot: QtBot):
    idle(desk, qtbot)
    desk.window.close()
    assert not desk.window.isVisible()
    assert not desk.dialogs.asked


def test_the_frame_is_there_before_the_workspace(qapp, qtbot: QtBot, theme, school, dialogs):
    may_open = threading.Event()

    def open_workspace(passphrase):
        may_open.wait(10)
        return school.workspace

    program = Program(qapp, open_workspace, dialogs, lambda: school.batch_id, theme=theme)
    program.start()
    assert program.frame.isVisible()
    assert program.window is None
    may_open.set()
    qtbot.waitUntil(lambda: program.window is not None and program.window.isVisible())
    assert not program.frame.isVisible()
    assert program.window.batch.batch_id == school.batch_id
    idle(program, qtbot)
    program.window.close()
    program.close()
    program.window.deleteLater()
    program.frame.deleteLater()
    program.deleteLater()


def test_a_wrong_key_asks_for_the_passphrase(qapp, qtbot: QtBot, theme, school, dialogs):
    tried = []

    def open_workspace(passphrase):
        tried.append(passphrase)
        if passphrase != "right":
            raise WrongKey("The key of this library is not here.", "Give its passphrase.")
        return school.workspace

    program = Program(qapp, open_workspace, dialogs, theme=theme)
    program.start()
    frame = program.frame
    qtbot.waitUntil(frame.passphrase.isVisible)
    qtbot.keyClicks(frame.passphrase, "wrong")
    frame.open.click()
    qtbot.waitUntil(lambda: tried == [None, "wrong"] and frame.passphrase.isVisible())
    idle(program, qtbot)
    qtbot.keyClicks(frame.passphrase, "right")
    frame.open.click()
    qtbot.waitUntil(lambda: program.window is not None)
    idle(program, qtbot)
    program.window.close()
    program.close()
    program.window.deleteLater()
    program.frame.deleteLater()
    program.deleteLater()


def test_a_new_passphrase_is_asked_for_twice(qtbot: QtBot, theme):
    frame = OpeningFrame(theme)
    qtbot.addWidget(frame)
    given: list[str] = []
    frame.passphrase_given.connect(given.append)
    frame.show()
    frame.show_problem(PassphraseToChoose("No keychain here.", "Give a passphrase."))
    qtbot.keyClicks(frame.passphrase, "many words")
    qtbot.keyClick(frame.passphrase, Qt.Key.Key_Return)
    qtbot.keyClicks(frame.repeated, "many word")
    qtbot.keyClick(frame.repeated, Qt.Key.Key_Return)
    assert frame.differ.isVisible()
    assert not given
    qtbot.keyClicks(frame.repeated, "s")
    qtbot.keyClick(frame.repeated, Qt.Key.Key_Return)
    assert given == ["many words"]
    frame.show_problem(PassphraseNeeded("It opens with a passphrase.", "Give it."))
    assert not frame.repeated.isVisible()
    qtbot.keyClicks(frame.passphrase, "many words")
    qtbot.keyClick(frame.passphrase, Qt.Key.Key_Return)
    assert given == ["many words"] * 2
    frame.close()


def test_no_passphrase_is_asked_for_when_none_would_help(qtbot: QtBot, theme):
    frame = OpeningFrame(theme)
    qtbot.addWidget(frame)
    frame.show()
    frame.show_problem(AlreadyOpen("Another window has it open.", "Close the other one."))
    assert not frame.passphrase.isVisible()
    with qtbot.waitSignal(frame.again_asked):
        frame.again.click()
    frame.close()


def test_autostarted_jobs_are_seen_by_the_pages(desk, qtbot: QtBot):
    files = [write_photo(desk.school.folder / "a.jpg", 1)]
    desk.window.jobs.bring_in(desk.school.batch_id, files)
    desk.window.open_batch(desk.school.batch_id, Step.BRING_IN)
    page = desk.window.batch.page_of(Step.BRING_IN)
    idle(desk, qtbot)
    assert page.grid.photos.rowCount() == 1
