"""The part of the panel that tells how recognisable a child is, and offers what helps."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from consentdesk.domain.channel import Channel, ChannelDetails
from consentdesk.domain.identifiability import Identifiability, VisibleFace, identifiability
from consentdesk.domain.identifiability_remedies import Remedy, RemedyKind, remedies
from consentdesk.domain.ids import ChannelId, RegionId
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.face.identifiable_part import Copy, IdentifiablePart
from consentdesk.ui.desk.key_button import KeyButton
from consentdesk.ui.theme import Theme
from tests.ui.test_accessible_names import nameless

KEYS = {RemedyKind.SMALLER: Act.ZOOM_OUT, RemedyKind.COVER: Act.COVER}
FRAME = Box(0, 0, 4000, 3000)
FACES = (
    VisibleFace(RegionId(7), Box(300, 400, 240, 300), 0.1),
    VisibleFace(RegionId(8), Box(2900, 500, 60, 75), 0.1),
)


def copy_on(number: int, limit: Identifiability, long_edge: int = 1600) -> Copy:
    details = ChannelDetails(
        f"Channel {number}", ("web",), Path(f"{number}"), long_edge, most_identifiable=limit
    )
    found = identifiability(FACES, FRAME, long_edge, False)
    helping = remedies(FACES, FRAME, long_edge, limit, False, other_frames=True)
    return Copy(Channel(ChannelId(number), details), found, helping)


@pytest.fixture
def part(qtbot: QtBot, theme: Theme) -> IdentifiablePart:
    made = IdentifiablePart(theme, KEYS)
    qtbot.addWidget(made)
    made.show()
    return made


def buttons(part: IdentifiablePart) -> list[KeyButton]:
    return [b for b in part.findChildren(KeyButton) if b.isVisibleTo(part)]


def test_level_and_facts_are_said_once_for_channels_that_are_alike(part):
    part.show_copies([copy_on(1, Identifiability.PORTRAIT), copy_on(2, Identifiability.PORTRAIT)])
    assert part.sentences == (
        "Channel 1, Channel 2: like a portrait",
        "face 120 px, face-on, among others",
    )
    assert buttons(part) == []


def test_the_first_channel_over_its_limit_offers_what_has_a_key(part):
    free, first, second = (
        copy_on(1, Identifiability.PORTRAIT),
        copy_on(2, Identifiability.RECOGNISABLE),
        copy_on(3, Identifiability.IN_A_GROUP),
    )
    part.show_copies([free, first, second])
    assert [b.accessibleName() for b in buttons(part)] == [
        "Only 1260 px",
        "Cover the face",
    ]
    assert nameless(part) == []
    assert part.sentences[2] == "Channel 2: like a portrait, over its limit"
    assert "at most recognisable." in part._asked.text()
    part.show_copies([free, second])
    assert "Channel 3" in part._asked.text()


def test_a_remedy_goes_out_with_its_channel_by_button_and_by_key(part, qtbot: QtBot):
    over = copy_on(4, Identifiability.RECOGNISABLE)
    part.show_copies([over])
    with qtbot.waitSignal(part.remedy_wanted) as asked:
        QTest.keyClick(buttons(part)[1], Qt.Key.Key_Return)
    assert asked.args == [Remedy(RemedyKind.COVER, region_ids=(RegionId(7),)), 4]
    with qtbot.waitSignal(part.remedy_wanted) as asked:
        assert part.press(RemedyKind.SMALLER)
    assert asked.args == [Remedy(RemedyKind.SMALLER, long_edge=1260), 4]


def test_what_is_not_on_offer_is_not_pressed(part, qtbot: QtBot):
    with qtbot.assertNotEmitted(part.remedy_wanted):
        part.show_copies([copy_on(1, Identifiability.PORTRAIT)])
        assert not part.press(RemedyKind.SMALLER)
        part.show_copies([copy_on(1, Identifiability.RECOGNISABLE)])
        assert not part.press(RemedyKind.OTHER_FRAME)


def test_where_no_key_helps_it_says_to_hold_the_photo(qtbot: QtBot, theme: Theme):
    part = IdentifiablePart(theme, {})
    qtbot.addWidget(part)
    part.show_copies([copy_on(1, Identifiability.RECOGNISABLE)])
    assert buttons(part) == []
    assert "Hold the photo" in part._asked.text()


def test_without_a_photo_nothing_is_shown(part):
    part.show_copies([copy_on(1, Identifiability.RECOGNISABLE)])
    part.show_copies([])
    assert not part.isVisible()
    assert part.sentences == ()
