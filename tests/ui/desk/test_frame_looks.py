"""Each frame says by shape, word and colour how it stands, on a white photo and on a black one."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.photo.drawn_for import DrawnFor
from consentdesk.ui.desk.photo.face_frames import FrameState, corner_radius, draw_frames, words_on
from consentdesk.ui.desk.photo.frame_handles import draw_handles
from consentdesk.ui.desk.photo.frame_in_hand import FrameInHand, draw_in_hand
from consentdesk.ui.desk.photo.photo_view import PhotoView
from tests.ui.desk.bare_canvas import MARKED, OTHER, face
from tests.ui.test_contrast import AA_SIGNS, contrast

BOX = Box(60, 60, 120, 140)
VIEW = PhotoView.whole(240, 240, 264, 264)


def drawn_on(ground: str, draw) -> QImage:
    image = QImage(264, 264, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    draw(painter)
    painter.end()
    return image


def strongest(image: QImage, ground: str) -> float:
    """The contrast of the line at its best, along a row through the frame's left side."""
    row = [image.pixelColor(x, 140).name() for x in range(60, 90)]
    return max(contrast(colour, ground) for colour in row)


@pytest.mark.parametrize("ground", ["#ffffff", "#808080", "#000000"])
@pytest.mark.parametrize("area", [DrawnFor.FACE, DrawnFor.WRITING])
@pytest.mark.parametrize("state", FrameState)
def test_a_frame_can_be_seen_on_any_photo(qapp, ground, area, state):
    frames = (face(OTHER, BOX, state=state, area=area),)
    image = drawn_on(ground, lambda p: draw_frames(p, VIEW, frames))
    assert strongest(image, ground) >= AA_SIGNS


@pytest.mark.parametrize("ground", ["#ffffff", "#808080", "#000000"])
@pytest.mark.parametrize("purpose", [DrawnFor.FACE, DrawnFor.CROP])
def test_the_frame_in_hand_can_be_seen_on_any_photo(qapp, ground, purpose):
    hand = FrameInHand(BOX, BOX, purpose)
    image = drawn_on(ground, lambda p: draw_in_hand(p, VIEW, hand))
    assert strongest(image, ground) >= AA_SIGNS


def test_labels_tell_what_the_number_does_not(qapp):
    assert words_on(face(MARKED, BOX)) == "1"
    assert words_on(face(OTHER, BOX, state=FrameState.COVER)) == "2 covered"
    assert words_on(face(OTHER, BOX, area=DrawnFor.FIGURE)) == "2 figure"
    crossed = face(OTHER, BOX, state=FrameState.CROP_AWAY, area=DrawnFor.WRITING)
    assert words_on(crossed) == "2 writing cropped away"


def test_areas_differ_in_shape():
    radii = [corner_radius(a) for a in (DrawnFor.WRITING, DrawnFor.FACE, DrawnFor.FIGURE)]
    assert radii == sorted(set(radii))
    assert radii[0] == 0


def test_states_of_a_face_differ(qapp):
    pictures = [
        drawn_on("#808080", lambda p, s=s: draw_frames(p, VIEW, (face(OTHER, BOX, state=s),)))
        for s in FrameState
    ]
    assert all(a != b for n, a in enumerate(pictures) for b in pictures[:n])


def test_handles_of_a_small_frame_leave_its_face_free(qapp):
    rect = QRectF(100, 100, 24, 30)
    image = drawn_on("#808080", lambda p: draw_handles(p, rect))
    assert image.pixelColor(rect.center().toPoint()) == QColor("#808080")
