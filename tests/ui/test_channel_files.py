"""What the files of a channel are called and are, settled by keys in its form."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consentdesk.domain.channel import ChannelDetails, FileType
from consentdesk.ui.channels.channel_form import ChannelForm
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless
from tests.ui.test_channel_limit import card_words, open_form, version, website

_Key = Qt.Key


def press(form: ChannelForm, key: Qt.Key) -> QWidget:
    """Press a key of the form with Alt; return what has the focus then."""
    QTest.keyClick(form, key, Qt.KeyboardModifier.AltModifier)
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def save(desk, form: ChannelForm, qtbot: QtBot) -> ChannelDetails:
    form.save.click()
    idle(desk, qtbot)
    return website(desk).details


def retype(form: ChannelForm, pattern: str) -> None:
    form.files.naming.selectAll()
    QTest.keyClicks(form.files.naming, pattern)


def test_files_are_settled_by_keys_and_recorded(desk, qtbot: QtBot):
    form = open_form(desk, qtbot, website(desk))
    files = form.files
    assert press(form, _Key.Key_M) is files.naming
    retype(form, "web-{date}-{number}")
    assert files.example.text().endswith("For example web-2026-06-12-001.jpg")
    press(form, _Key.Key_E)
    qtbot.waitUntil(files.folder_per_event.isChecked)
    press(form, _Key.Key_P)
    qtbot.waitUntil(files.png.isChecked)
    example = "sports-day-2026-06-12/web-2026-06-12-001.png"
    assert files.example.text().endswith(f"For example {example}")
    assert not files.quality.isEnabled()
    limited = press(form, _Key.Key_Z)
    assert limited is files.is_limited
    assert not files.kilobytes.isEnabled()
    QTest.keyClick(limited, _Key.Key_Space)
    files.kilobytes.setValue(900)
    assert nameless(form) == []
    before = version(desk)
    details = save(desk, form, qtbot)
    assert details.naming == "web-{date}-{number}"
    assert details.folder_per_event
    assert details.file_type is FileType.PNG
    assert details.most_kilobytes == 900
    assert version(desk) > before
    assert "no larger than 900 kB" in card_words(desk, "Website")
    assert "PNG" in card_words(desk, "Website")


def test_what_was_settled_is_shown_again(desk, qtbot: QtBot):
    form = open_form(desk, qtbot, website(desk))
    form.files.png.click()
    form.files.is_limited.click()
    form.files.kilobytes.setValue(700)
    form.files.folder_per_event.click()
    settled = save(desk, form, qtbot)
    again = open_form(desk, qtbot, website(desk))
    assert again.details() == settled
    again.files.jpeg.click()
    again.files.is_limited.click()
    details = save(desk, again, qtbot)
    assert (details.file_type, details.most_kilobytes) == (FileType.JPEG, None)


def test_a_pattern_that_is_none_is_told_beside_it_while_it_is_typed(desk, qtbot: QtBot):
    form = open_form(desk, qtbot, website(desk))
    files = form.files
    retype(form, "web-{date}")
    assert "{number}" in files.naming_problem.accessibleName()
    assert files.naming.accessibleDescription() == files.naming_problem.accessibleName()
    assert files.example.isHidden()
    retype(form, "web-{date}-{number}")
    assert files.naming_problem.isHidden()
    assert files.naming.accessibleDescription() == ""
    assert not files.example.isHidden()


def test_a_pattern_with_a_name_is_refused_beside_it_and_changes_nothing(desk, qtbot: QtBot):
    form = open_form(desk, qtbot, website(desk))
    before = website(desk).details
    retype(form, "adaeze-{number}")
    assert form.files.naming_problem.isHidden()
    form.save.setFocus()
    assert save(desk, form, qtbot) == before
    assert form.isVisible()
    assert "roll" in form.files.naming_problem.accessibleName()
    assert "Adaeze" not in form.files.naming_problem.accessibleName()
    assert form.problem.isHidden()
    assert QApplication.focusWidget() is form.files.naming
    assert form.save.isEnabled()
    retype(form, "web-{number}")
    assert save(desk, form, qtbot).naming == "web-{number}"
