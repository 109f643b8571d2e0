"""A page that scrolls stands from its first frame on as it stays, however much it shows."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch_steps import Step
from consentdesk.domain.pixels import Box
from consentdesk.ui.batch.channel_row import ChannelRow
from consentdesk.ui.batch.preflight_card import PreflightCard
from consentdesk.ui.channels.channel_card import ChannelCard
from tests.small_workspace import APPROVER, SmallSchool, write_photo
from tests.ui.conftest import Desk
from tests.ui.settled import idle

MANY = 12


class Paints(QObject):
    """Remembers where each of these widgets lay whenever it was painted."""

    def __init__(self, *kinds: type[QWidget]) -> None:
        super().__init__()
        self._kinds = kinds
        self.places: dict[QWidget, list[QRect]] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember one that is painted now."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, self._kinds):
            self.places.setdefault(watched, []).append(watched.geometry())
        return False

    def moved(self) -> list[tuple[QRect, QRect]]:
        """Return where widgets were painted first and lie now, of those that were moved since."""
        return [
            (places[0], widget.geometry())
            for widget, places in self.places.items()
            if places[0] != widget.geometry()
        ]


@pytest.fixture
def paints(qapp: QApplication) -> Iterator[Paints]:
    made = Paints(ChannelRow, PreflightCard, ChannelCard)
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def add_channels(school: SmallSchool) -> None:
    for number in range(len(school.workspace.channels.all()), MANY):
        folder = school.folder / "channels" / f"class-{number}"
        folder.mkdir(parents=True)
        details = replace(school.website.details, name=f"Class {number}", folder=folder)
        school.workspace.channels.add(details, APPROVER)


def test_the_publish_page(desk: Desk, qtbot: QtBot, paints: Paints) -> None:
    school = desk.school
    add_channels(school)
    (photo,) = school.bring_in(write_photo(school.folder / "1.jpg", 1))
    (region,) = school.mark_faces(photo.id, [Box(10, 10, 60, 60)])
    school.name_face(region, "Ada")
    school.finish(photo.id)
    school.sign()
    desk.window.open_batch(school.batch_id, Step.PUBLISH)
    page = desk.window.batch.page_of(Step.PUBLISH)
    qtbot.waitUntil(lambda: len(page.rows) == MANY)
    qtbot.waitUntil(lambda: len(paints.places) > 2)
    idle(desk, qtbot)
    assert paints.moved() == []
    assert len({row.height() for row in page.rows}) == 1, "twelve channels that say the same"
    assert all(row.height() >= row.heightForWidth(row.width()) for row in page.rows)


def test_the_channels(desk: Desk, qtbot: QtBot, paints: Paints) -> None:
    add_channels(desk.school)
    desk.window.go("channels")
    qtbot.waitUntil(lambda: len(paints.places) > 2)
    idle(desk, qtbot)
    assert paints.moved() == []
    assert len(desk.window.channels.findChildren(ChannelCard)) == MANY
