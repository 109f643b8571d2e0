"""A confirmed face becomes a portrait by one key, and the same key takes it back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from tests.services.enrolled_school import (
    bring_in_group,
    open_school_lock,
    permit,
    portraits,
    vectors,
)

pytestmark = [pytest.mark.engine, pytest.mark.qt_log_ignore("does not support propagateSizeHints")]

Key = Qt.Key


@pytest.fixture
def confirmed(school, tmp_path: Path, open_desk):
    """The desk with Ada's face decided and in hand, and Bo's open."""

    def open_now(*permitted: str):
        open_school_lock(school)
        permit(school, *permitted)
        ada, _ = bring_in_group(school, tmp_path / "in", "Ada", "Bo")
        school.name_face(ada, "Ada")
        desk = open_desk((ada.photo_id,))
        desk.screen.deciding.go_to_face(ada.id)
        desk.settle()
        return desk

    return open_now


def test_keep_and_remove_by_key(school, confirmed) -> None:
    desk = confirmed("Ada")
    button = desk.screen.panel.face.portrait
    assert button.isVisible()
    assert button.accessibleName() == "Keep as a portrait of Adaeze Okorowa"
    desk.press(Key.Key_K)
    assert vectors(school, "Ada") == 1
    assert desk.screen.notice.text() == "Kept as a portrait of Adaeze Okorowa."
    assert button.accessibleName() == "Remove this portrait of Adaeze Okorowa"
    button.click()
    desk.settle()
    assert (portraits(school, "Ada"), vectors(school, "Ada")) == ((), 0)
    assert button.accessibleName() == "Keep as a portrait of Adaeze Okorowa"


def test_undoing_the_decision_takes_the_portrait_along(school, confirmed) -> None:
    desk = confirmed("Ada")
    desk.press(Key.Key_K)
    desk.press(Key.Key_U)
    assert vectors(school, "Ada") == 0
    assert not desk.screen.panel.face.portrait.isVisible()


def test_without_a_permission_it_is_not_offered_and_the_key_says_why(school, confirmed) -> None:
    desk = confirmed()
    assert not desk.screen.panel.face.portrait.isVisible()
    desk.press(Key.Key_K)
    assert "biometric permission" in desk.screen.notice.text()
    assert portraits(school, "Ada") == ()


def test_an_open_face_is_not_offered(school, confirmed) -> None:
    desk = confirmed("Ada", "Bo")
    desk.press(Key.Key_Space)
    assert not desk.screen.panel.face.portrait.isVisible()
    desk.press(Key.Key_K)
    assert "decided to be a pupil" in desk.screen.notice.text()
    assert portraits(school, "Ada") == portraits(school, "Bo") == ()
