"""The Publish page: rules first, channels side by side, and what came of it."""

import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import DiskFull, VerificationFailed
from consentdesk.domain.pixels import Box
from consentdesk.media import copy_check
from consentdesk.services.publishing.copy_making import CopyMaking
from consentdesk.ui.batch.channel_row import ChannelRow
from consentdesk.ui.batch.publish_page import PublishPage
from tests.small_workspace import write_photo
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless


def said(widget: QWidget) -> str:
    """Everything that can be read on a part of the screen."""
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(label.text() for label in labels)


def buttons(widget: QWidget, text: str) -> list[QPushButton]:
    return [b for b in widget.findChildren(QPushButton) if b.text() == text and b.isVisible()]


def standing(row: ChannelRow) -> list[str]:
    """What the badges beside the name of a channel say."""
    return [badge.accessibleName() for badge in row.badges]


def press(qtbot: QtBot, button: QPushButton) -> None:
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


@pytest.fixture
def signed(desk, qtbot: QtBot) -> PublishPage:
    """Two photos, one of them not for the website, signed off; the page in view."""
    school = desk.school
    school.answer("Bo", "web", Status.REFUSED)
    for photo, name in zip(
        school.bring_in(*(write_photo(school.folder / f"{n}.jpg", n) for n in (1, 2))),
        ("Ada", "Bo"),
        strict=True,
    ):
        (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
        school.name_face(region, name)
        school.finish(photo.id)
    school.sign()
    desk.window.open_batch(school.batch_id, Step.PUBLISH)
    page = desk.window.batch.page_of(Step.PUBLISH)
    qtbot.waitUntil(page.publish.isVisible)
    idle(desk, qtbot)
    return page


def refresh(desk, qtbot: QtBot) -> None:
    desk.window.batch.refresh()
    idle(desk, qtbot)


def test_rules_are_folded_and_channels_stand_side_by_side(desk, qtbot: QtBot, signed: PublishPage):
    card = signed.preflight
    assert "checks passed" in said(card)
    assert "no file is ever overwritten" not in said(card)
    press(qtbot, card.unfold)
    assert "no file is ever overwritten" in said(card)
    refresh(desk, qtbot)
    assert "no file is ever overwritten" in said(card), "it stays as the person left it"
    press(qtbot, card.unfold)
    assert "no file is ever overwritten" not in said(card)
    assert nameless(desk.window) == []
    assert signed.line.text() == "Website 1, Newsletter 2."
    website, newsletter = map(said, signed.rows)
    assert "1 cleared" in website
    assert "0 open" not in website, "what is 0 is not told"
    assert "1 held: A person in the photo may not appear on this channel." in website
    assert "starting with sports-day-2026-06-19-001.jpg" in newsletter.replace("\u200b", "")
    assert [standing(row) for row in signed.rows] == [["1 to publish"], ["2 to publish"]]
    assert "It posts nothing" in said(signed)


def test_a_rule_that_says_stop_blocks_and_leads_to_what_is_missing(
    desk, qtbot: QtBot, signed: PublishPage
):
    for channel in (desk.school.website, desk.school.newsletter):
        channel.details.folder.rmdir()
    refresh(desk, qtbot)
    assert not signed.publish.isEnabled()
    assert "In the way: Website: The folder is not there." in said(signed.preflight)
    desk.school.answer("Cy", "web", Status.REFUSED)
    refresh(desk, qtbot)
    assert not signed.publish.isVisible()
    assert signed.title.text() == "The sign-off no longer holds"
    (there,) = buttons(signed.preflight, "Go to Sign off")
    press(qtbot, there)
    assert desk.window.batch.page is not signed
    assert desk.school.published_files() == []


def test_a_copy_that_fails_its_check_is_told_with_its_picture(
    desk, qtbot: QtBot, signed: PublishPage, monkeypatch: pytest.MonkeyPatch
):
    def fails(*given: object, **named: object) -> None:
        raise VerificationFailed("The copy still tells a place.", "Look at the photo again.")

    monkeypatch.setattr(copy_check, "check_finished", fails)
    press(qtbot, signed.publish)
    qtbot.waitUntil(lambda: any(row.grids for row in signed.rows))
    idle(desk, qtbot)
    website = signed.rows[0]
    assert standing(website) == ["1 refused"]
    assert "Refused: The copy still tells a place. Look at the photo again." in said(website)
    (grid,) = website.grids
    assert grid.photos.rowCount() == 1
    assert nameless(desk.window) == []
    assert desk.school.published_files() == []
    grid.setCurrentIndex(grid.model().index(0, 0))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    batch = desk.window.batch
    qtbot.waitUntil(lambda: batch.page is batch.page_of(Step.DECIDE))
    idle(desk, qtbot)
    deciding = batch.page_of(Step.DECIDE).desk.deciding
    assert deciding.entry.review.hold is not None, "the photo that was refused is in hand"
    for photo in desk.school.photos():
        desk.school.workspace.review.let_go(photo.id, "Ann Preparer")
        desk.school.finish(photo.id)
    desk.school.sign()
    batch.show_step(Step.PUBLISH)
    idle(desk, qtbot)
    assert signed.publish.isVisible()
    assert not any(row.grids for row in signed.rows), "signed off again, they are not refused"


def test_published_with_folder_and_record(desk, qtbot: QtBot, signed: PublishPage):
    assert not signed.record.isVisible()
    press(qtbot, signed.publish)
    qtbot.waitUntil(signed.record.isVisible)
    idle(desk, qtbot)
    assert len(desk.school.published_files()) == 3
    assert signed.title.text() == "3 copies published"
    assert [standing(row) for row in signed.rows] == [["1 published"], ["2 published"]]
    assert not signed.about.isVisible()
    assert "still to be done by you" in said(signed.what_now)
    assert desk.window.focusWidget() is signed.what_now.look_after, (
        "the keys go on with what is next"
    )
    assert nameless(desk.window) == []
    assert "Everything that was signed off is published" in said(signed.preflight)
    (open_folder,) = buttons(signed.rows[1], "Open folder")
    press(qtbot, open_folder)
    assert desk.dialogs.shown == [desk.school.newsletter.details.folder]
    press(qtbot, signed.record)
    idle(desk, qtbot)
    page = desk.school.folder / "clearance-record.pdf"
    assert not page.exists(), "no place, no record"
    desk.dialogs.folder = desk.school.folder
    press(qtbot, signed.record)
    idle(desk, qtbot)
    assert page.read_bytes().startswith(b"%PDF")
    assert desk.said[-1].sentence == "clearance-record.pdf is written."


def test_a_run_is_stopped_by_key_and_goes_on(
    desk, qtbot: QtBot, signed: PublishPage, monkeypatch: pytest.MonkeyPatch
):
    reached, gate, check = threading.Event(), threading.Event(), copy_check.check_finished

    def waits(*given: Any, **named: Any) -> Any:
        reached.set()
        gate.wait()
        return check(*given, **named)

    monkeypatch.setattr(copy_check, "check_finished", waits)
    press(qtbot, signed.publish)
    assert signed.progress.isVisible()
    assert not signed.publish.isVisible()
    qtbot.waitUntil(reached.is_set)
    qtbot.keyClick(signed.progress.stop_button, Qt.Key.Key_Space)
    gate.set()
    qtbot.waitUntil(signed.publish.isVisible)
    idle(desk, qtbot)
    assert desk.school.published_files() == [], "its names come together or not at all"
    assert signed.title.text() == "3 copies to publish"
    assert "3 copies are in no folder yet" in signed.stopped.accessibleName()
    assert desk.window.focusWidget() is signed.publish
    assert not any("refused" in word for row in signed.rows for word in standing(row))
    press(qtbot, signed.publish)
    qtbot.waitUntil(lambda: len(desk.school.published_files()) == 3)
    idle(desk, qtbot)
    assert not signed.stopped.isVisible()


def test_a_full_disk_says_nothing_against_a_photo(
    desk, qtbot: QtBot, signed: PublishPage, monkeypatch: pytest.MonkeyPatch
):
    def full(*given: object) -> None:
        raise DiskFull("No room is left on the disk.", "Make room, then publish again.")

    with monkeypatch.context() as patched:
        patched.setattr(CopyMaking, "write", full)
        press(qtbot, signed.publish)
        qtbot.waitUntil(lambda: "No room is left" in said(signed.rows[0]))
        idle(desk, qtbot)
    assert [standing(row) for row in signed.rows] == [["1 waits"], ["2 wait"]]
    assert not any(row.grids for row in signed.rows)
    assert not any(buttons(row, "Look at it again") for row in signed.rows)
    assert not signed.what_now.isVisible()
    assert desk.school.published_files() == []
    press(qtbot, signed.publish)
    qtbot.waitUntil(lambda: len(desk.school.published_files()) == 3)
    idle(desk, qtbot)
    assert [standing(row) for row in signed.rows] == [["1 published"], ["2 published"]]


def test_what_is_published_is_looked_after_by_key(desk, qtbot: QtBot, signed: PublishPage):
    press(qtbot, signed.publish)
    qtbot.waitUntil(signed.what_now.isVisible)
    idle(desk, qtbot)
    qtbot.keyClick(signed.what_now.look_after, Qt.Key.Key_Space)
    qtbot.waitUntil(desk.window.published.isVisible)
    idle(desk, qtbot)
    desk.school.answer("Ada", "web", Status.WITHDRAWN)
    desk.window.open_batch(desk.school.batch_id, Step.PUBLISH)
    page = desk.window.batch.page_of(Step.PUBLISH)
    qtbot.waitUntil(lambda: "a second person signs off" in page.line.text())
    idle(desk, qtbot)
    assert page.title.text() == "3 copies published"
    assert not page.what_now.isVisible(), "what stands in the way comes first"
