"""A mosaic by its key: for the face in hand, refused for a look-out, asked again later."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from consentdesk.domain.consent import Status
from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.pixels import Box
from consentdesk.ui.batch.covered_question import CoveredQuestion
from consentdesk.ui.desk.desk_keys import KEY_LINES, Act, KeySection
from consentdesk.ui.desk.desk_words import disposition_words
from consentdesk.ui.desk.photo.face_frames import FrameState, words_on
from consentdesk.ui.desk.photo.mosaic_cells import draw_cells
from consentdesk.ui.desk.whole_photo.passing_photo import PassingPhoto
from tests.small_workspace import PREPARER
from tests.ui.desk.bare_canvas import OTHER, face
from tests.ui.desk.conftest import suggest

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
MOSAIC = Disposition(DispositionKind.MOSAIC)


def _first(at_desk, number: int = 0):
    review = at_desk.saved(at_desk.photos[number]).review
    return review.decisions.get(review.regions[0].id)


def _frame(at_desk):
    return at_desk.screen.canvas._frames[0]


def test_its_key_and_its_button_settle_the_face_in_hand(at_desk):
    look_outs = at_desk.screen.deciding.look_outs
    at_desk.press(Key.Key_M, SHIFT)
    assert _first(at_desk).disposition == MOSAIC
    assert _first(at_desk).look_outs == look_outs
    page = at_desk.screen.panel.face
    (button,) = (button for button in page.buttons if button.act is Act.MOSAIC)
    button.click()
    at_desk.settle()
    decisions = at_desk.saved(at_desk.photos[0]).review.decisions.values()
    assert [decision.disposition for decision in decisions] == [MOSAIC] * 2
    at_desk.press(Key.Key_U)
    at_desk.press(Key.Key_U)
    assert at_desk.saved(at_desk.photos[0]).review.decisions == {}


def test_the_button_says_what_a_cover_does_better(at_desk):
    page = at_desk.screen.panel.face
    (button,) = (button for button in page.buttons if button.act is Act.MOSAIC)
    assert button.accessibleName() == "Mosaic"
    for text in (button.toolTip(), button.accessibleDescription()):
        assert "A solid cover hides more" in text
        assert "not on the register" in text
    cover = next(button for button in page.buttons if button.act is Act.COVER)
    assert cover.accessibleDescription() == ""
    assert "\n" not in cover.toolTip()


def test_the_key_card_has_it():
    line = next(line for line in KEY_LINES if line.act is Act.MOSAIC)
    assert (line.cap, line.words, line.section) == ("⇧M", "Mosaic", KeySection.FACE)


def test_a_look_out_is_refused_in_a_sentence_and_stays_open(school, photos, open_desk):
    school.answer("Bo", "web", Status.REFUSED)
    region = school.workspace.review.photo(photos[0]).review.regions[0]
    alike = Candidate(school.people["Bo"].id, 0.4, "alike")
    suggest(school, photos[0], Suggestion(region.id, SuggestionOutcome.SUGGESTION, (alike,)))
    desk = open_desk(photos)
    desk.press(Key.Key_M, SHIFT)
    assert _first(desk) is None
    assert "must not be shown" in desk.screen.notice.text()
    assert "Cover it instead" in desk.screen.notice.text()
    assert desk.screen.deciding.region_id == region.id


def test_after_the_look_outs_changed_it_is_asked_about_again(school, photos, open_desk):
    desk = open_desk(photos)
    desk.press(Key.Key_M, SHIFT)
    desk.press(Key.Key_M, SHIFT)
    assert desk.screen.deciding.open_faces == ()
    school.workspace.objections.record(school.batch_id, school.people["Bo"].id, PREPARER)
    desk = open_desk(photos)
    desk.screen.deciding.go_to_photo(photos[0])
    desk.settle()
    assert len(desk.screen.deciding.open_faces) == 2
    assert _frame(desk).state is FrameState.UNDECIDED
    desk.press(Key.Key_M, SHIFT)
    assert len(desk.screen.deciding.open_faces) == 1
    assert _first(desk).look_outs == {school.people["Bo"].id}


def test_it_is_drawn_as_cells_with_its_word(at_desk, qapp):
    at_desk.press(Key.Key_M, SHIFT)
    at_desk.screen.deciding.go_to_photo(at_desk.photos[0])
    at_desk.settle()
    assert FrameState.MOSAIC in {frame.state for frame in at_desk.screen.canvas._frames}
    assert words_on(face(OTHER, Box(60, 60, 120, 140), state=FrameState.MOSAIC)) == "2 mosaic"
    assert disposition_words(MOSAIC, {}) == "Will be a mosaic"


@pytest.mark.parametrize("ground", ["#ffffff", "#000000"])
def test_nothing_shines_through_the_cells(qapp, ground):
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    draw_cells(painter, QRectF(20, 20, 61, 57))
    painter.end()
    inside = {image.pixelColor(x, y).name() for x in range(21, 80) for y in range(21, 76)}
    assert QColor(ground).name() not in inside
    assert len(inside) == 2 or ground == "#000000"


def test_a_passing_photo_shows_it_as_it_will_be(school, photos, open_desk):
    region = school.workspace.review.photo(photos[1]).review.regions[0]
    school.decide(region, DispositionKind.MOSAIC)
    desk = open_desk(photos)
    passing = PassingPhoto(desk.screen.pictures)
    desk.qtbot.addWidget(passing)
    passing.show_entry(desk.saved(photos[1]), school.people)
    (frame,) = passing.frames
    assert (frame.words, frame.hidden) == ("mosaic", DispositionKind.MOSAIC)
    assert passing.accessibleDescription() == "mosaic"


def test_the_second_person_is_asked_about_mosaics_too(qtbot, theme):
    for photos in (1, 4):
        question = CoveredQuestion(theme, photos)
        qtbot.addWidget(question)
        assert "covered or made a mosaic" in question.tick.accessibleName()
