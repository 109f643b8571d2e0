"""Deleting for good: "no" changes nothing; "yes" leaves no byte, no cell and a list of copies."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from consentdesk.domain.errors import KnownError
from consentdesk.domain.photo import PhotoState
from consentdesk.ui.desk.desk_pictures import face_key, screen_key
from tests.small_workspace import contents
from tests.ui.desk.rare_at_desk import press_on, rare_acts

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def vault_of(school, photo_id):
    details = school.workspace.library.run(lambda u: u.photos.get(photo_id)).details
    vault = school.workspace.library.vault
    return {key: vault.get(key) for key in (details.original, details.thumbnail, details.screen)}


def test_no_changes_nothing(at_desk):
    rare_acts(at_desk)
    before = vault_of(at_desk.school, at_desk.photos[0])
    press_on(at_desk, at_desk.screen.canvas, Key.Key_Delete, SHIFT)
    (asked,) = at_desk.dialogs.asked
    assert "IMG_0.JPG" in asked
    assert vault_of(at_desk.school, at_desk.photos[0]) == before
    assert at_desk.photo_id == at_desk.photos[0]
    assert at_desk.saved(at_desk.photos[0]).photo.state is PhotoState.CHECKED


def test_yes_leaves_no_byte_and_no_cell(at_desk):
    rare = rare_acts(at_desk)
    school, photo, screen = at_desk.school, at_desk.photos[0], at_desk.screen
    face = screen.deciding.region_id
    kept = vault_of(school, photo)
    files = {path.name for path in school.folder.rglob("*") if path.is_file()}
    at_desk.dialogs.agree = True
    press_on(at_desk, at_desk.screen.canvas, Key.Key_Delete, SHIFT)
    at_desk.qtbot.waitUntil(lambda: photo not in screen.photo_list.photo_ids)
    vault = school.workspace.library.vault
    for key in kept:
        with pytest.raises(KnownError):
            vault.get(key)
    left = {path.name for path in school.folder.rglob("*") if path.is_file()}
    assert len(files - left) >= len(kept)
    assert all(key.encode() not in contents(school.folder / "workspace" / "vault") for key in kept)
    assert screen.pictures.picture(screen_key(photo)) is None
    assert screen.pictures.picture(face_key(face)) is None
    assert at_desk.photo_id != photo
    assert rare.deleted_sheet.isVisible()
    press_on(at_desk, rare.deleted_sheet, Key.Key_Escape)
    assert rare.deleted_sheet.isHidden()
    assert screen.focusWidget() is screen.canvas


def test_others_of_the_same_moment_are_named_and_opened(at_desk):
    rare, screen = rare_acts(at_desk), at_desk.screen
    photos = screen.deciding.photos
    photos.desk = replace(photos.desk, bursts=(at_desk.photos[:1] + at_desk.photos[2:],))
    at_desk.dialogs.agree = True
    press_on(at_desk, screen.canvas, Key.Key_Delete, SHIFT)
    sheet = rare.deleted_sheet
    assert sheet.moment.text().startswith("2 more photos are of the same moment")
    assert at_desk.photo_id == at_desk.photos[1], "the next to decide is in hand meanwhile"
    press_on(at_desk, sheet, Key.Key_Return)
    assert sheet.isHidden()
    assert at_desk.photo_id == at_desk.photos[2]


def test_published_copies_are_listed_with_their_folder(at_desk):
    school, photo = at_desk.school, at_desk.photos[1]
    (face,) = school.workspace.review.photo(photo).review.regions
    school.name_face(face, "Ada")
    school.finish(photo)
    school.sign()
    school.publish()
    names = {path.name for path in school.published_files()}
    rare = rare_acts(at_desk)
    at_desk.screen.deciding.go_to_photo(photo)
    at_desk.settle()
    at_desk.dialogs.agree = True
    press_on(at_desk, at_desk.screen.canvas, Key.Key_Delete, SHIFT)
    sheet = rare.deleted_sheet
    said = "\n".join(label.text() for label in sheet.copies.findChildren(QLabel))
    assert names
    assert all(name in said for name in names)
    assert "Website" in said
    sheet.copies.findChildren(QPushButton)[0].click()
    assert at_desk.dialogs.shown[0].is_dir()


def test_the_last_photo_leaves_an_empty_desk(at_desk):
    rare = rare_acts(at_desk)
    at_desk.dialogs.agree = True
    for _ in at_desk.photos:
        press_on(at_desk, at_desk.screen.canvas, Key.Key_Delete, SHIFT)
        press_on(at_desk, rare.deleted_sheet, Key.Key_Escape)
        at_desk.settle()
    at_desk.qtbot.waitUntil(lambda: at_desk.screen.deciding.photo_id is None)
    assert at_desk.screen.empty.isVisible()
    assert rare.deleted_sheet.isHidden()


def test_a_decision_about_it_can_no_longer_be_taken_back(at_desk):
    rare = rare_acts(at_desk)
    at_desk.press(Key.Key_V)
    at_desk.dialogs.agree = True
    press_on(at_desk, at_desk.screen.canvas, Key.Key_Delete, SHIFT)
    press_on(at_desk, rare.deleted_sheet, Key.Key_Escape)
    press_on(at_desk, at_desk.screen.canvas, Key.Key_U)
    assert "nothing to undo" in at_desk.screen.notice.text()
