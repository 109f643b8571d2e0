"""In a channel's form the longest side is a number or a name; a print size is explained."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.consent import Status
from consentdesk.domain.pixels import Box
from consentdesk.ui.channels.channel_form import ChannelForm
from tests.small_workspace import write_photo
from tests.ui.conftest import Desk
from tests.ui.settled import idle
from tests.ui.test_accessible_names import nameless
from tests.ui.test_publish_page import said


@pytest.fixture
def form(desk: Desk, qtbot: QtBot) -> ChannelForm:
    """The form of the school website."""
    desk.window.go("channels")
    idle(desk, qtbot)
    desk.window.channels._ask_change(desk.school.website)
    made = desk.window.channels.form
    assert made is not None
    return made


def named(form: ChannelForm) -> str:
    return form.files.longest_side.name.currentText()


def choose(form: ChannelForm, qtbot: QtBot, key: Qt.Key, times: int) -> None:
    for _ in range(times):
        qtbot.keyClick(form.files.longest_side.name, key)


def test_a_name_sets_the_number_and_a_number_finds_its_name(
    form: ChannelForm, qtbot: QtBot
) -> None:
    size = form.files.longest_side
    assert (size.number.value(), named(form)) == (400, "Another size")
    size.number.setValue(1600)
    assert named(form) == "Website, 1600 px"
    for name, edge in (("A5", 2480), ("A4", 3508), ("A3", 4961)):
        choose(form, qtbot, Qt.Key.Key_Down, 1)
        assert named(form) == f"Print {name} at 300 dpi, {edge} px"
        assert form.details().long_edge == edge
    size.number.setValue(3000)
    assert named(form) == "Another size"
    assert nameless(form) == []


def test_a_print_size_for_a_website_is_remarked_on_and_not_refused(
    desk: Desk, form: ChannelForm, qtbot: QtBot
) -> None:
    size = form.files.longest_side
    size.number.setValue(1600)
    assert size.hint.isHidden()
    choose(form, qtbot, Qt.Key.Key_Down, 2)
    assert "A4" in size.hint.accessibleName()
    assert "show more of each child" in size.hint.accessibleName()
    form.purposes["display"].click()
    assert size.hint.isHidden()
    form.purposes["display"].click()
    assert not size.hint.isHidden()
    form.save.click()
    idle(desk, qtbot)
    channel = next(c for c in desk.school.workspace.channels.all() if c.name == "Website")
    assert channel.details.long_edge == 3508


def test_an_account_that_is_typed_counts_as_a_purpose(form: ChannelForm, qtbot: QtBot) -> None:
    for box in form.purposes.values():
        box.setChecked(False)
    form.files.longest_side.number.setValue(4961)
    assert form.files.longest_side.hint.isHidden(), "nothing is asked for yet"
    form.account.setText("x school")
    assert not form.files.longest_side.hint.isHidden()


def test_photos_too_small_for_the_paper_are_counted_on_the_publish_page(
    desk: Desk, qtbot: QtBot
) -> None:
    school = desk.school
    school.answer("Ada", "display", Status.GRANTED)
    details = replace(school.website.details, purposes=("display",), long_edge=3508)
    school.workspace.library.run(
        lambda u: (
            u.channels.change(replace(school.website, details=details)),
            u.register.raise_version(),
        )
    )
    (photo,) = school.bring_in(write_photo(school.folder / "1.jpg", 1))
    (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
    school.name_face(region, "Ada")
    school.finish(photo.id)
    school.sign()
    desk.window.open_batch(school.batch_id, Step.PUBLISH)
    page = desk.window.batch.page_of(Step.PUBLISH)
    qtbot.waitUntil(lambda: len(page.rows) == 2)
    idle(desk, qtbot)
    board, newsletter = map(said, page.rows)
    assert "1 photo has fewer pixels than A4 at 300 dpi" in board
    assert "dpi" not in newsletter
