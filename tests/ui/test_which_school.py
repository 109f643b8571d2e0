"""Where several schools share a computer, the program asks which one before it opens any."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from consentdesk.app import window
from consentdesk.app.places import default_workspace, home
from consentdesk.ui.which_school import WhichSchool, ask_which_school


def _act(act: object) -> None:
    """Do something to the question once it stands on the screen."""

    def find() -> None:
        (page,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, WhichSchool)]
        act(page)  # type: ignore[operator]

    QTimer.singleShot(0, find)


def test_a_school_is_chosen_by_key_or_click(qtbot, tmp_path: Path) -> None:
    _act(lambda page: qtbot.keyClick(page.schools[0], Qt.Key.Key_Space))
    assert ask_which_school(["Elm Vale", "Oak Hill"], tmp_path / "look.ini") == 0
    _act(lambda page: qtbot.mouseClick(page.schools[1], Qt.MouseButton.LeftButton))
    assert ask_which_school(["Elm Vale", "Oak Hill"], tmp_path / "look.ini") == 1


def test_closing_opens_none(qtbot, tmp_path: Path) -> None:
    _act(lambda page: page.close())
    assert ask_which_school(["Elm Vale", "Oak Hill"], tmp_path / "look.ini") is None


def test_one_school_is_not_asked_for() -> None:
    assert window._one_of_the_schools() == default_workspace()


def test_the_chosen_school_is_opened(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    (home() / "schools" / "Oak Hill").mkdir(parents=True)
    _act(lambda page: page.schools[0].click())
    assert window._one_of_the_schools() == home() / "schools" / "Oak Hill"
