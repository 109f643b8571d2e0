"""How a person makes the window look, by keys and by the menu, and that it is remembered."""

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from consentdesk.ui.calm_screen import CalmScreen
from consentdesk.ui.look import TEXT_SIZES, Appearance, Look, remember, remembered
from consentdesk.ui.start import kept_theme
from consentdesk.ui.theme import Theme


@pytest.fixture(autouse=True)
def _as_before(theme: Theme):
    before = theme.appearance
    yield
    if theme.appearance != before:
        theme.be(before)


@pytest.fixture
def menu(desk):
    desk.window.activateWindow()
    return desk.window._bar.look


def press(qtbot: QtBot, desk, key: Qt.Key) -> None:
    qtbot.keyClick(desk.window, key, Qt.KeyboardModifier.ControlModifier)


def test_keys_change_the_size_of_text(desk, menu, theme, qtbot):
    before = menu.font().pointSizeF()
    for percent in (125, 150, 200, 200):
        press(qtbot, desk, Qt.Key.Key_Plus)
        assert theme.appearance.text_percent == percent
    assert menu.font().pointSizeF() == pytest.approx(2 * before)
    assert not menu.larger.isEnabled()
    press(qtbot, desk, Qt.Key.Key_Minus)
    assert theme.appearance.text_percent == 150
    press(qtbot, desk, Qt.Key.Key_0)
    assert theme.appearance.text_percent == 100
    assert menu.font().pointSizeF() == pytest.approx(before)


def test_menu_offers_every_look_and_shows_the_one_in_use(desk, menu, theme):
    for look in Look:
        menu.looks[look].trigger()
        assert theme.appearance.look is look
        assert [each for each, action in menu.looks.items() if action.isChecked()] == [look]
    assert list(menu.sizes) == list(TEXT_SIZES)


def test_high_contrast_has_pure_ground_and_thick_focus(menu, theme):
    menu.looks[Look.CONTRAST_DARK].trigger()
    assert theme.colour("window").name() == "#000000"
    assert theme.dark
    assert theme.high_contrast
    assert theme.focus_width > 2


def test_nothing_moves_when_movement_is_off(qapp, menu, theme):
    menu.still.trigger()
    assert theme.still
    assert "widget-animation-duration: 0" in qapp.styleSheet()
    calm = CalmScreen(theme, "account-check", "Opening", "A sentence.")
    assert not calm.bar.isVisibleTo(calm)
    calm.deleteLater()
    menu.still.trigger()
    assert not theme.still


def test_the_choice_is_there_at_the_next_start(tmp_path, qapp):
    file = tmp_path / "look.ini"
    theme = kept_theme(file, None)
    assert theme.appearance == Appearance()
    chosen = Appearance(Look.CONTRAST_LIGHT, 150, still=True)
    theme.be(chosen)
    assert kept_theme(file, None).appearance == chosen


def test_what_cannot_be_read_is_as_if_never_chosen(tmp_path, qapp):
    settings = QSettings(str(tmp_path / "look.ini"), QSettings.Format.IniFormat)
    remember(settings, Appearance(Look.DARK, 200))
    settings.setValue("look/colours", "mauve")
    settings.setValue("look/text_percent", "9000")
    assert remembered(settings) == Appearance()
