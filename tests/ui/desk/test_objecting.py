"""Somebody asked not to be in the photos: kept out of all of them, and taken back the same way."""

from PySide6.QtCore import Qt

from consentdesk.domain.verdict import Outcome
from consentdesk.ui.desk.desk_words import this_person
from tests.ui.desk.rare_at_desk import press_on, rare_acts

Key = Qt.Key


def objections(desk):
    library, batch = desk.school.workspace.library, desk.school.batch_id
    return library.run(lambda u: u.batches.get(batch)).objections


def name_first_face(desk, name):
    face = desk.screen.deciding.region_id
    desk.screen.deciding.decide(this_person(desk.school.people[name]))
    desk.settle()
    desk.screen.deciding.go_to_face(face)
    desk.settle()


def test_who_it_is_must_be_known(at_desk):
    rare_acts(at_desk)
    at_desk.dialogs.agree = True
    at_desk.press(Key.Key_O)
    assert at_desk.screen.notice.text().startswith("Choose who it is first")
    assert (at_desk.dialogs.asked, objections(at_desk)) == ([], frozenset())


def test_no_changes_nothing(at_desk):
    rare_acts(at_desk)
    name_first_face(at_desk, "Ada")
    at_desk.press(Key.Key_O)
    (asked,) = at_desk.dialogs.asked
    assert "Adaeze Okorowa" in asked
    assert objections(at_desk) == frozenset()


def test_yes_keeps_the_person_out_and_the_desk_shows_it(at_desk):
    rare_acts(at_desk)
    name_first_face(at_desk, "Ada")
    ada = at_desk.school.people["Ada"]
    at_desk.dialogs.agree = True
    at_desk.press(Key.Key_O)
    photos = at_desk.screen.deciding.photos
    at_desk.qtbot.waitUntil(lambda: ada.id in photos.desk.batch.objections)
    assert objections(at_desk) == {ada.id}
    assert "O on the same face takes it back" in at_desk.screen.notice.text()
    assert photos.photo(at_desk.photos[0]).status is Outcome.HELD
    model = at_desk.screen.panel.people.model
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("asked not to be in these photos")


def test_it_is_taken_back_at_the_face_and_in_the_list(at_desk):
    rare_acts(at_desk)
    name_first_face(at_desk, "Ada")
    ada, at_desk.dialogs.agree = at_desk.school.people["Ada"], True
    photos = at_desk.screen.deciding.photos
    at_desk.press(Key.Key_O)
    at_desk.qtbot.waitUntil(lambda: ada.id in photos.desk.batch.objections)
    at_desk.press(Key.Key_O)
    at_desk.qtbot.waitUntil(lambda: not photos.desk.batch.objections)
    assert "Take it back?" in at_desk.dialogs.asked[-1]
    at_desk.press(Key.Key_O)
    at_desk.qtbot.waitUntil(lambda: ada.id in photos.desk.batch.objections)
    at_desk.screen.deciding.go_to_photo(at_desk.photos[1])
    at_desk.settle()
    people = at_desk.screen.panel.people.people
    people.setFocus()
    people.setCurrentIndex(at_desk.screen.panel.people.model.index(0))
    at_desk.screen.activateWindow()
    at_desk.qtbot.waitUntil(people.hasFocus)
    press_on(at_desk, people, Key.Key_O)
    at_desk.qtbot.waitUntil(lambda: not photos.desk.batch.objections)
    assert objections(at_desk) == frozenset()
