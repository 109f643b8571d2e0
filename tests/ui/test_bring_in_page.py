from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.photo import PhotoState
from consentdesk.ui.jobs import JobKind, JobState
from consentdesk.ui.messages import Level
from tests.small_workspace import APPROVER, IPAD, PHONE, write_photo
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless

SMALL = (160, 120)
"""Pixels of a photo in which no face is wanted; all that is brought in is looked through."""


def page_of(desk, qtbot: QtBot):
    desk.window.open_batch(desk.school.batch_id, Step.BRING_IN)
    idle(desk, qtbot)
    return desk.window.batch.page_of(Step.BRING_IN)


def photos(desk, count: int):
    folder = desk.school.folder / "photos"
    for number in range(count):
        write_photo(folder / f"IMG_{number:04}.JPG", number, size=SMALL)
    (folder / "notes.txt").write_text("hello")
    return folder


def counts(desk):
    return desk.school.workspace.batches.card(desk.school.batch_id).counts


def test_a_folder_is_brought_in_and_accounted_for(desk, qtbot: QtBot):
    desk.dialogs.folder = photos(desk, 3)
    page = page_of(desk, qtbot)
    page.drop.folder.click()
    idle(desk, qtbot)
    assert page.account.text().startswith("4 files in: 3 photos, 1 listed")
    assert page.grid.photos.rowCount() == 3
    assert page.aside.isVisible()
    assert counts(desk).waiting == 0, "faces are looked for by themselves"


def test_cancel_and_continue(gated_desk, gate, qtbot: QtBot):
    desk = gated_desk
    desk.dialogs.folder = photos(desk, 6)
    page = page_of(desk, qtbot)
    page.drop.folder.click()
    jobs, batch_id = desk.window.jobs, desk.school.batch_id
    gate.let(2)
    qtbot.waitUntil(lambda: counts(desk).photos >= 1 and page.progress.isVisible())
    page.progress.stop_button.click()
    job = jobs.of(JobKind.BRING_IN, batch_id)
    assert job.state is JobState.STOPPING
    gate.open()
    idle(desk, qtbot)
    assert job.state is JobState.STOPPED
    assert counts(desk).photos < 6
    assert page.stopped.isVisible()
    page.go_on.click()
    idle(desk, qtbot)
    assert counts(desk).photos == 6
    assert not page.stopped.isVisible()
    assert jobs.of(JobKind.BRING_IN, batch_id).state is JobState.DONE


def test_an_import_is_undone_only_after_a_yes(desk, qtbot: QtBot):
    desk.dialogs.folder = photos(desk, 2)
    page = page_of(desk, qtbot)
    page.drop.folder.click()
    idle(desk, qtbot)
    assert page.undo.isVisible()
    page.undo.click()
    idle(desk, qtbot)
    assert counts(desk).photos == 2
    desk.dialogs.agree = True
    page.undo.click()
    idle(desk, qtbot)
    assert counts(desk).photos == 0
    assert desk.said[-1].sentence == "2 photos were taken out again."


def test_no_folder_and_no_files_bring_in_nothing(desk, qtbot: QtBot):
    page = page_of(desk, qtbot)
    page.drop.folder.click()
    page.drop.files.click()
    assert desk.dialogs.asked == ["Folder with photos", "Photos"]
    assert not desk.window.jobs.running
    assert desk.window.jobs.of(JobKind.BRING_IN, desk.school.batch_id) is None


def test_photos_of_an_ipad_that_have_no_path_are_explained(desk, qtbot: QtBot):
    page = page_of(desk, qtbot)
    dropped = QMimeData()
    dropped.setUrls([QUrl("shell:::{20D04FE0-3AEA-1069-A2D8-08002B30309D}")])
    page.drop.take(dropped)
    assert desk.said[-1].level is Level.PROBLEM
    assert "iPad" in desk.said[-1].sentence
    assert "folder" in desk.said[-1].next_step
    assert not desk.window.jobs.running


def test_dropped_files_are_brought_in(desk, qtbot: QtBot):
    folder = photos(desk, 1)
    page = page_of(desk, qtbot)
    dropped = QMimeData()
    dropped.setUrls([QUrl.fromLocalFile(str(folder / "IMG_0000.JPG"))])
    page.drop.take(dropped)
    idle(desk, qtbot)
    assert counts(desk).photos == 1


def test_without_a_list_of_devices_the_page_says_so(desk, qtbot: QtBot):
    page = page_of(desk, qtbot)
    assert page.no_list.isVisible()
    desk.school.workspace.batches.add_school_device(IPAD, APPROVER)
    desk.window.batch.refresh()
    idle(desk, qtbot)
    assert page.no_list.isHidden()


def test_C15_the_ipad_is_emptied_place_by_place(desk, qtbot: QtBot):
    desk.dialogs.folder = photos(desk, 2)
    page = page_of(desk, qtbot)
    assert page.device.isHidden()
    page.drop.folder.click()
    idle(desk, qtbot)
    assert page.device.isVisible()
    devices, ticks = desk.school.workspace.emptied_devices, page.device.places.values()
    assert page.device.told.text().startswith("2 photos are kept here. 1 other file")
    assert nameless(page.device) == []
    for box in ticks:
        page.device.done.click()
        box.click()
    assert devices.waiting() != ()
    page.device.done.click()
    idle(desk, qtbot)
    assert devices.waiting() == ()
    assert page.device.isHidden()
    assert "2 photos are whole here" in desk.said[-1].sentence


def test_a_photo_set_aside_is_taken_for_a_reason_only(desk, qtbot: QtBot):
    desk.school.workspace.batches.add_school_device(IPAD, APPROVER)
    path = write_photo(desk.school.folder / "private.jpg", 7, device=PHONE, size=SMALL)
    desk.dialogs.files = (path,)
    page = page_of(desk, qtbot)
    page.drop.files.click()
    idle(desk, qtbot)
    assert counts(desk).kept_back == 1
    assert page.aside.isVisible()
    (photo,) = desk.school.photos()
    page.aside.taking_asked.emit(photo.id)
    assert "Only senior leadership" in desk.said[-1].sentence
    desk.window.at_desk.sit_down(desk.school.head)
    page.aside.taking_asked.emit(photo.id)
    idle(desk, qtbot)
    assert desk.school.photos()[0].state is PhotoState.SET_ASIDE
    desk.dialogs.text = "The head took it with her own phone"
    page.aside.taking_asked.emit(photo.id)
    idle(desk, qtbot)
    assert desk.school.photos()[0].state is PhotoState.CHECKED
