"""A photo that somebody else is to decide waits; the answer is recorded, and by another person."""

from PySide6.QtCore import Qt

from consentdesk.domain.review import Refusal
from consentdesk.domain.review_changes import Referee
from consentdesk.domain.verdict import Outcome
from consentdesk.ui.desk.desk_words import photo_badge
from consentdesk.ui.desk.now_and_then.referral_forms import AskForm
from tests.ui.desk.conftest import PERSON
from tests.ui.desk.rare_at_desk import rare_acts

Key = Qt.Key


def ask(desk, question="May this go on the website?"):
    asking = rare_acts(desk).asking
    desk.press(Key.Key_A)
    asking.form.question.setPlainText(question)
    asking.form.save.click()
    desk.settle()
    return asking


def test_a_question_to_the_head_lets_the_photo_wait_and_goes_on(at_desk):
    ask(at_desk)
    review = at_desk.saved(at_desk.photos[0]).review
    assert (review.referral.to, review.referral.by) == (Referee.HEAD, PERSON)
    assert review.referral.reason == "May this go on the website?"
    assert at_desk.photo_id == at_desk.photos[1]
    assert "A on that photo" in at_desk.screen.notice.text()
    entry = at_desk.screen.deciding.photos.photo(at_desk.photos[0])
    assert entry.status is Outcome.HELD
    badge = photo_badge(at_desk.screen.photo_list._theme, entry)
    assert (badge.word, badge.role) == ("Head asked", "held")


def test_a_colleague_is_named(at_desk):
    asking = rare_acts(at_desk).asking
    at_desk.press(Key.Key_A)
    asking.form.colleague.click()
    asking.form.question.setPlainText("Is this too close?")
    asking.form.save.click()
    assert "Enter whose opinion" in asking.form.problem.accessibleName()
    assert at_desk.saved(at_desk.photos[0]).review.referral is None
    asking.form.name.setText("Bea Colleague")
    asking.form.save.click()
    at_desk.settle()
    referral = at_desk.saved(at_desk.photos[0]).review.referral
    assert referral.to is Referee.SECOND_OPINION
    assert referral.reason == "For Bea Colleague: Is this too close?"


def test_an_empty_question_stays_in_the_form_and_cancelling_asks_nothing(at_desk):
    asking = ask(at_desk, "  ")
    assert "No question" in asking.form.problem.accessibleName()
    asking.form.reject()
    at_desk.settle()
    assert at_desk.saved(at_desk.photos[0]).review.referral is None
    assert at_desk.screen.focusWidget() is at_desk.screen.canvas


def test_the_answer_is_recorded_on_the_photo_that_waits(at_desk):
    asking = ask(at_desk)
    at_desk.screen.deciding.go_to_photo(at_desk.photos[0])
    at_desk.settle()
    at_desk.press(Key.Key_A)
    form = asking.form
    form.save.click()
    assert "Choose whether" in form.problem.accessibleName()
    form.may_go.click()
    form.name.setText(PERSON)
    form.save.click()
    at_desk.settle()
    assert "Who asked cannot answer" in form.problem.accessibleName()
    form.name.setText("Hal Head")
    form.save.click()
    at_desk.settle()
    entry = at_desk.saved(at_desk.photos[0])
    assert (entry.review.referral, entry.review.hold) == (None, None)
    assert entry.status is Outcome.NEEDS_DECISION, "a yes clears nothing by itself"
    at_desk.press(Key.Key_U)
    assert at_desk.saved(at_desk.photos[0]).review.referral is not None


def test_a_no_holds_the_photo_back(at_desk):
    asking = ask(at_desk)
    at_desk.screen.deciding.go_to_photo(at_desk.photos[0])
    at_desk.settle()
    at_desk.press(Key.Key_A)
    asking.form.stays.click()
    asking.form.name.setText("Hal Head")
    asking.form.reason.setPlainText("Not this one.")
    asking.form.save.click()
    at_desk.settle()
    entry = at_desk.saved(at_desk.photos[0])
    assert (entry.review.hold, entry.review.refusal) == (None, Refusal("Hal Head", "Not this one."))
    badge = photo_badge(at_desk.screen.photo_list._theme, entry)
    assert (badge.word, badge.role) == ("Answer: no", "held")
    assert "stays back" in at_desk.screen.notice.text()


def test_a_no_says_whose_it_is_and_the_key_asks_again(at_desk):
    photo = at_desk.photos[2]
    at_desk.screen.deciding.go_to_photo(photo)
    at_desk.settle()
    asking = ask(at_desk)
    at_desk.screen.deciding.go_to_photo(photo)
    at_desk.settle()
    at_desk.press(Key.Key_A)
    asking.form.stays.click()
    asking.form.name.setText("Hal Head")
    asking.form.save.click()
    at_desk.settle()
    assert at_desk.screen.panel.sentence.heading.text() == "Hal Head said no"
    at_desk.press(Key.Key_A)
    assert isinstance(asking.form, AskForm)
    asking.form.reject()


def test_a_photo_without_open_faces_says_that_it_waits(at_desk):
    at_desk.screen.deciding.go_to_photo(at_desk.photos[2])
    at_desk.settle()
    ask(at_desk)
    at_desk.screen.deciding.go_to_photo(at_desk.photos[2])
    at_desk.settle()
    sentence = at_desk.screen.panel.sentence
    assert "Waits for the Head" in sentence.heading.text()
