"""Four photos with drawn regions on a real desk, over a real library."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consentdesk.domain.face import FoundRegion, Region, RegionSize, Suggestion
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.pixels import Box
from consentdesk.ui.desk.desk_pictures import face_key
from consentdesk.ui.desk.desk_screen import DeskScreen
from consentdesk.ui.desk.face.face_panel import Page
from consentdesk.ui.messages import Message, Messages
from consentdesk.ui.runner import Runner
from consentdesk.ui.theme import Theme
from tests.small_workspace import SmallSchool, write_photo
from tests.ui.conftest import AnsweredDialogs
from tests.ui.settled import settled

PERSON = "Ann Preparer"
FACES = {
    0: (Box(60, 80, 80, 100), Box(300, 90, 80, 100)),
    1: (Box(400, 200, 90, 110),),
    2: (),
    3: (Box(40, 60, 70, 90), Box(200, 60, 70, 90), Box(360, 60, 70, 90)),
}


@dataclass
class DeskClock:
    """A clock that goes on by `step` seconds whenever somebody looks at it."""

    step: float = 0.5
    time: float = 1000.0

    def __call__(self) -> float:
        self.time += self.step
        return self.time


@dataclass
class DeskAtWork:
    """A desk with everything a test needs to press keys and to look into the library."""

    qtbot: QtBot
    school: SmallSchool
    screen: DeskScreen
    runner: Runner
    dialogs: AnsweredDialogs
    photos: tuple[PhotoId, ...]
    clock: DeskClock
    said: list[Message] = field(default_factory=list)

    def settle(self) -> None:
        """Wait until nothing is under way and the face in hand is on the screen."""
        settled(self.runner, self.qtbot, seen=self._seen)

    def press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key where the keyboard is now, and wait for what it does."""
        QTest.keyClick(QApplication.focusWidget() or self.screen.canvas, key, modifiers)
        self.settle()

    def type_keys(self, text: str) -> None:
        """Type into whatever has the keyboard."""
        QTest.keyClicks(QApplication.focusWidget(), text)

    @property
    def page(self) -> Page:
        return self.screen.panel.page

    @property
    def photo_id(self) -> PhotoId:
        assert self.screen.deciding.photo_id is not None
        return self.screen.deciding.photo_id

    def saved(self, photo_id: PhotoId):  # type: ignore[no-untyped-def]
        """Return a photo as the library holds it."""
        return self.school.workspace.review.photo(photo_id)

    def _seen(self) -> bool:
        region_id = self.screen.deciding.region_id
        return region_id is None or self.screen.pictures.settled(face_key(region_id))


def mark(
    school: SmallSchool,
    photo_id: PhotoId,
    boxes: tuple[Box, ...],
    size: RegionSize = RegionSize.FACE,
) -> tuple[Region, ...]:
    """Record faces of a size at known places, as a scan would."""
    library = school.workspace.library
    picture = library.run(lambda u: u.photos.get(photo_id)).details.thumbnail
    found = [FoundRegion(box, size, 0.9, picture) for box in boxes]
    return library.run(lambda u: u.photos.record_check(photo_id, found, "test-engine"))


def suggest(school: SmallSchool, photo_id: PhotoId, *suggestions: Suggestion) -> None:
    """Record what comparing said, as a scan would."""
    school.workspace.library.run(lambda u: u.photos.suggest(photo_id, suggestions))


@pytest.fixture
def photos(school: SmallSchool, tmp_path: Path) -> tuple[PhotoId, ...]:
    """Four photos, checked, with two, one, no and three faces."""
    files = [write_photo(tmp_path / "in" / f"IMG_{n}.JPG", n) for n in FACES]
    ids = tuple(photo.id for photo in school.bring_in(*files))
    for number, photo_id in enumerate(ids):
        mark(school, photo_id, FACES[number])
    return ids


@pytest.fixture
def open_desk(
    qtbot: QtBot, theme: Theme, school: SmallSchool, dialogs: AnsweredDialogs
) -> Iterator[Callable[..., DeskAtWork]]:
    """Open the desk over whatever the test prepared before."""
    opened: list[DeskAtWork] = []

    def open_now(photos: tuple[PhotoId, ...] = ()) -> DeskAtWork:
        messages = Messages()
        runner = Runner(messages)
        clock = DeskClock()
        screen = DeskScreen(
            school.workspace,
            runner,
            dialogs,
            theme,
            lambda: PERSON,
            school.batch_id,
            clock=clock,
        )
        desk = DeskAtWork(qtbot, school, screen, runner, dialogs, photos, clock)
        opened.append(desk)
        messages.posted.connect(desk.said.append)
        screen.resize(1180, 700)
        screen.show()
        screen.activateWindow()
        desk.settle()
        return desk

    yield open_now
    for desk in opened:
        settled(desk.runner, qtbot)
        desk.runner.close()
        desk.screen.close()
        desk.screen.deleteLater()


@pytest.fixture
def at_desk(open_desk: Callable[..., DeskAtWork], photos: tuple[PhotoId, ...]) -> DeskAtWork:
    """The desk with the four photos."""
    return open_desk(photos)
