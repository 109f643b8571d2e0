"""How recognisable a child may be on a channel: chosen by keys, kept, and told on the card."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from consentdesk.domain.channel import Channel
from consentdesk.domain.identifiability import Identifiability
from consentdesk.ui.channels.channel_card import ChannelCard
from consentdesk.ui.channels.channel_form import ChannelForm
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless

_Key = Qt.Key


def open_form(desk, qtbot: QtBot, channel: Channel) -> ChannelForm:
    desk.window.go("channels")
    idle(desk, qtbot)
    desk.window.channels._ask_change(channel)
    form = desk.window.channels.form
    assert isinstance(form, ChannelForm)
    qtbot.waitUntil(form.isActiveWindow)
    return form


def website(desk) -> Channel:
    return desk.school.workspace.channels.all()[0]


def card_words(desk, name: str) -> str:
    cards = desk.window.channels.findChildren(ChannelCard)
    said = [[label.text() for label in card.findChildren(QLabel)] for card in cards]
    return " ".join(next(words for words in said if name in words))


def test_a_channel_has_no_limit_until_one_is_chosen(desk, qtbot: QtBot):
    form = open_form(desk, qtbot, website(desk))
    assert form.most_identifiable.level is Identifiability.PORTRAIT
    assert "No limit" in form.most_identifiable.meaning.text()
    assert nameless(form) == []
    assert "No limit" in card_words(desk, "Website")


def test_the_limit_is_chosen_by_keys_and_recorded(desk, qtbot: QtBot):
    form = open_form(desk, qtbot, website(desk))
    QTest.keyClick(form, _Key.Key_R, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is form.most_identifiable.tile
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), _Key.Key_Up)
    chosen = form.most_identifiable.level
    assert chosen is not Identifiability.PORTRAIT
    assert QApplication.focusWidget() is form.most_identifiable.tiles[chosen]
    before = version(desk)
    form.save.click()
    idle(desk, qtbot)
    assert website(desk).details.most_identifiable is chosen
    assert version(desk) > before
    assert chosen.words in card_words(desk, "Website")


def test_all_levels_are_reached_by_arrow_keys_and_each_says_what_it_means(desk, qtbot: QtBot):
    form = open_form(desk, qtbot, website(desk))
    choice = form.most_identifiable
    choice.tile.setFocus()
    seen = {choice.level: choice.meaning.text()}
    for key in (_Key.Key_Left, _Key.Key_Up, _Key.Key_Right):
        QTest.keyClick(QApplication.focusWidget(), key)
        seen[choice.level] = choice.meaning.text()
    assert set(seen) == set(Identifiability)
    assert len(set(seen.values())) == len(Identifiability)
    for level, tile in choice.tiles.items():
        assert tile.accessibleName().casefold() == level.words
        assert tile.accessibleDescription() == seen[level]


def test_the_choice_is_one_stop_for_the_tab_key(desk, qtbot: QtBot):
    form = open_form(desk, qtbot, website(desk))
    form.most_identifiable.tile.setFocus()
    QTest.keyClick(QApplication.focusWidget(), _Key.Key_Tab)
    assert QApplication.focusWidget() is form.files.longest_side.number


def test_leaving_the_form_changes_nothing(desk, qtbot: QtBot):
    form = open_form(desk, qtbot, website(desk))
    form.most_identifiable.choose(Identifiability.DISTANT)
    QTest.keyClick(form, _Key.Key_Escape)
    idle(desk, qtbot)
    assert website(desk).details.most_identifiable is Identifiability.PORTRAIT


def version(desk) -> int:
    return desk.school.workspace.library.run(lambda u: u.register.version())
