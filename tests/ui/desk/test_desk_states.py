"""The desk before, between and after: empty, still checking, kept back, by eye."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from consentdesk.domain.batch import Mode
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import DamagedStore
from consentdesk.domain.photo import PhotoState
from consentdesk.ui.desk.face.face_panel import Page
from consentdesk.ui.desk.face.person_cell import LARGE

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

Key = Qt.Key


def test_no_photos_yet(open_desk):
    screen = open_desk().screen
    assert screen.empty.isVisible()
    assert screen.empty.heading.text() == "No photos yet"


def test_begin_while_faces_are_still_looked_for(school, photos, open_desk):
    library = school.workspace.library
    library.run(lambda u: u.photos.set_state(photos[3], PhotoState.BROUGHT_IN))
    desk = open_desk(photos)
    assert desk.screen.note.text().startswith("3 of 4 photos checked so far; you can begin.")
    library.run(lambda u: u.photos.set_state(photos[3], PhotoState.CHECKED))
    desk.screen.reload()
    desk.settle()
    assert not desk.screen.note.isVisible()


def test_a_photo_that_could_not_be_checked_says_why(school, photos, open_desk):
    sentence = "The photo is damaged."
    school.workspace.library.run(
        lambda u: u.photos.set_state(photos[0], PhotoState.FAILED, sentence)
    )
    desk = open_desk(photos)
    assert desk.photo_id == photos[1], "nothing can be decided there"
    desk.screen.deciding.go_to_photo(photos[0])
    desk.settle()
    assert desk.page is Page.SENTENCE
    assert desk.screen.panel.sentence.text.text() == sentence
    assert all("held" in text for text in desk.screen.panel.verdicts.sentences)


def test_match_that_was_wished_but_is_locked_says_why(school, photos, open_desk):
    details = replace(school.batch.details, mode=Mode.MATCH)
    school.workspace.batches.change(school.batch_id, details, "Ann Preparer")
    desk = open_desk(photos)
    lock = school.workspace.batches.matching_lock(school.batch_id)
    assert not lock.open
    assert lock.sentence in desk.screen.note.text()


def test_by_eye_nothing_is_suggested_and_look_outs_are_larger(school, photos, open_desk):
    school.answer("Bo", "web", Status.REFUSED)
    desk = open_desk(photos)
    face = desk.screen.panel.face
    assert not face.accept.isVisible()
    assert not face.answer.isVisible()
    people = desk.screen.panel.people
    assert people.people.sizeHintForRow(0) > LARGE
    row = people.model.row_at(people.model.index(0))
    assert row.person.details.first_name == "Boswell"
    assert row.care == "not on: Website"


def test_a_look_out_is_named_by_a_click(school, photos, open_desk):
    school.answer("Bo", "web", Status.REFUSED)
    desk = open_desk(photos)
    people = desk.screen.panel.people
    people.people.clicked.emit(people.model.index(0))
    desk.settle()
    (decision,) = desk.saved(photos[0]).review.decisions.values()
    assert decision.disposition.person_id == school.people["Bo"].id


def test_a_name_nobody_has_names_nobody(at_desk):
    at_desk.press(Key.Key_P)
    at_desk.type_keys("zzz")
    assert "Nobody" in at_desk.screen.panel.people.heading.text()
    at_desk.press(Key.Key_Return)
    assert len(at_desk.saved(at_desk.photos[0]).review.undecided) == 2


def test_an_unreadable_library_is_said(school, photos, open_desk, monkeypatch):
    def damaged(batch_id: object) -> None:
        raise DamagedStore("The stored data is damaged.", "Restore the backup.")

    monkeypatch.setattr(school.workspace.review, "desk", damaged)
    desk = open_desk(photos)
    assert desk.screen.empty.heading.text() == "The stored data is damaged."
    assert desk.said


def test_a_picture_that_cannot_be_read_is_said_and_the_face_can_still_be_covered(
    school, photos, open_desk, monkeypatch
):
    def damaged(number: object) -> None:
        raise DamagedStore("This picture is damaged.", "Bring the photo in again.")

    monkeypatch.setattr(type(school.workspace.pictures), "face", lambda self, n: damaged(n))
    monkeypatch.setattr(type(school.workspace.pictures), "screen", lambda self, n: damaged(n))
    desk = open_desk(photos)
    desk.press(Key.Key_C)
    review = desk.saved(photos[0]).review
    assert len(review.decisions) == 1
    assert not any(r.shown for r in review.regions)
