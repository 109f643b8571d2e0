"""What a decision and the grid need to draw is worked out once, and anew as soon as it differs."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.ui.desk.drawn_ahead import decided
from consentdesk.ui.desk.grid.state_line import StateLines
from consentdesk.ui.look import Appearance, Look
from consentdesk.ui.theme import Badge, Theme

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints")

FLAG = Badge("flag", "Flagged", "flagged")
ROOM = QSize(150, 22)


def test_the_next_face_is_shown_once_for_a_decision(at_desk, monkeypatch):
    page, shown = at_desk.screen.panel.face, []
    real = page.show_face
    monkeypatch.setattr(page, "show_face", lambda face: (shown.append(face.region.id), real(face)))
    decided_face = at_desk.screen.deciding.region_id
    QTest.keyClick(at_desk.screen.canvas, Qt.Key.Key_V)
    assert shown == [at_desk.screen.deciding.region_id]
    assert shown != [decided_face]
    at_desk.settle()
    assert page.heading.text() == "Face 2 of 2"


def test_faces_are_sorted_anew_only_when_the_photo_stands_differently(at_desk):
    photos, photo_id = at_desk.screen.deciding.photos, at_desk.photo_id
    faces, left = photos.faces(photo_id), photos.open_faces(photo_id)
    assert photos.faces(photo_id) is faces
    change = decided(
        (left[0].id,), Disposition(DispositionKind.VISITOR), "Ann", photos.desk.register_version
    )
    ticket = photos.expect(photo_id, change)
    assert photos.open_faces(photo_id) == left[1:]
    photos.settle(photo_id, ticket, None)
    assert photos.open_faces(photo_id) == left
    assert photos.open_count(photo_id) == len(left)


def test_a_line_of_the_grid_is_drawn_once_for_each_state_count_and_display(theme: Theme):
    lines, font = StateLines(theme), QFont()
    first = lines.line(FLAG, 2, ROOM, font, 1.0)
    assert lines.line(FLAG, 2, ROOM, font, 1.0).cacheKey() == first.cacheKey()
    others = [
        lines.line(FLAG, 3, ROOM, font, 1.0),
        lines.line(FLAG, 0, ROOM, font, 1.0),
        lines.line(Badge("flag", "Flagged", "held"), 2, ROOM, font, 1.0),
        lines.line(FLAG, 2, ROOM + QSize(20, 0), font, 1.0),
        lines.line(FLAG, 2, ROOM, font, 2.0),
    ]
    assert first.toImage() not in [other.toImage() for other in others]
    assert others[-1].deviceIndependentSize().toSize() == ROOM


def test_another_look_draws_the_lines_anew(qtbot: QtBot, theme: Theme):
    lines, font = StateLines(theme), QFont()
    before, chosen = lines.line(FLAG, 2, ROOM, font, 1.0).toImage(), theme.appearance
    theme.be(Appearance(Look.DARK))
    try:
        assert lines.line(FLAG, 2, ROOM, font, 1.0).toImage() != before
    finally:
        theme.be(chosen)
