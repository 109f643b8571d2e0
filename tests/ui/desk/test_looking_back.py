"""The history of a photo and of a face, in plain words."""

from PySide6.QtCore import Qt

from consentdesk.domain.review_changes import Referee
from consentdesk.ui.desk.desk_words import this_person
from consentdesk.ui.desk.now_and_then.history_list import LINE
from tests.ui.desk.conftest import PERSON
from tests.ui.desk.rare_at_desk import press_on, rare_acts

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def lines(sheet):
    return [sheet.list.item(row).data(LINE) for row in range(sheet.list.count())]


def test_nothing_was_done_yet(at_desk):
    sheet = rare_acts(at_desk).history_sheet
    at_desk.press(Key.Key_H, SHIFT)
    assert sheet.isVisible()
    assert sheet.count.text() == "Nothing was done here yet."
    press_on(at_desk, sheet.list, Key.Key_Escape)
    assert sheet.isHidden()
    assert at_desk.screen.focusWidget() is at_desk.screen.canvas


def test_what_was_done_who_did_it_and_what_was_taken_back(at_desk):
    sheet, deciding = rare_acts(at_desk).history_sheet, at_desk.screen.deciding
    first = deciding.region_id
    deciding.decide(this_person(at_desk.school.people["Ada"]))
    at_desk.settle()
    at_desk.press(Key.Key_V)
    at_desk.press(Key.Key_U)
    deciding.go_to_face(first)
    at_desk.settle()
    at_desk.press(Key.Key_H, SHIFT)
    visitor, ada = lines(sheet)
    assert (visitor.what, visitor.taken_back) == ("Face 2: Visitor", True)
    assert visitor.remark == f"taken back by {PERSON}"
    assert (ada.what, ada.taken_back) == ("Face 1: Adaeze Okorowa · 3A", False)
    assert ada.remark == "1 undo away (U)"
    assert PERSON in ada.spoken
    press_on(at_desk, sheet.list, Key.Key_H, SHIFT)
    assert [line.what for line in lines(sheet)] == [ada.what]
    press_on(at_desk, sheet.list, Key.Key_H, SHIFT)
    assert len(lines(sheet)) == 2


def test_how_many_undos_away_counts_the_whole_batch(at_desk):
    sheet, deciding = rare_acts(at_desk).history_sheet, at_desk.screen.deciding
    at_desk.press(Key.Key_V)
    at_desk.press(Key.Key_V)
    deciding.go_to_photo(at_desk.photos[1])
    at_desk.settle()
    at_desk.press(Key.Key_V)
    review = at_desk.school.workspace.review
    review.hold_many(at_desk.photos[1:3], "A visitor asked.", PERSON)
    deciding.go_to_photo(at_desk.photos[0])
    at_desk.settle()
    at_desk.press(Key.Key_H, SHIFT)
    assert [line.remark for line in lines(sheet)] == [
        "3 undos away (U)",
        "4 undos away (U)",
    ]


def test_everything_that_can_be_done_has_words(at_desk):
    workspace, photo = at_desk.school.workspace, at_desk.photos[0]
    sheet, deciding = rare_acts(at_desk).history_sheet, at_desk.screen.deciding
    deciding.show_faces(r.id for r in deciding.faces)
    first = deciding.faces[0]
    at_desk.press(Key.Key_M)
    at_desk.press(Key.Key_Right)
    at_desk.press(Key.Key_Return)
    at_desk.press(Key.Key_D)
    at_desk.press(Key.Key_Return)
    at_desk.press(Key.Key_Delete)
    at_desk.press(Key.Key_Q)
    at_desk.press(Key.Key_Return)
    workspace.frames.make_smaller(photo, at_desk.school.website.id, 300, PERSON)
    workspace.review.hold(photo, "A visitor asked.", PERSON)
    workspace.review.let_go(photo, PERSON)
    asked = workspace.referrals.refer(photo, Referee.HEAD, "May it go?", PERSON).review.referral
    workspace.referrals.answer(photo, "Hal Head", "Gladly.", PERSON, asked, may_go=True)
    deciding.go_to_face(first.id)
    at_desk.settle()
    at_desk.press(Key.Key_H, SHIFT)
    said = [line.what for line in lines(sheet)]
    assert said == [
        "Hal Head answered: it may go. Gladly.",
        "Asked the Head: May it go?",
        "Let the photo go again",
        "Held the photo back: A visitor asked.",
        "Website: at most 300 pixels long",
        "Kept a part of it",
        "Removed a drawn frame",
        "Drew a frame",
        "Face 1: frame moved",
    ]
