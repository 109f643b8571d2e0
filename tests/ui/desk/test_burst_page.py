"""Two frames side by side: only what was seen and ticked is carried, by keys alone."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consentdesk.domain.errors import Refused
from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.ids import PhotoId, RegionId
from consentdesk.ui.desk.desk_pictures import DeskPictures, Kind, PictureKey
from consentdesk.ui.desk.moments.burst_page import BurstPage
from consentdesk.ui.desk.moments.burst_pair import BurstFace, BurstFrame, BurstPair, FacePair
from consentdesk.ui.messages import Messages
from consentdesk.ui.runner import Runner
from consentdesk.ui.theme import Theme
from tests.small_workspace import SmallSchool
from tests.ui.desk.conftest import FACES
from tests.ui.settled import idle, settled
from tests.ui.test_accessible_names import nameless

NAMED = (DispositionKind.THIS_PUPIL, DispositionKind.THIS_ADULT)
PUPIL, DOUBT = DispositionKind.THIS_PUPIL, DispositionKind.CANNOT_BE_RECOGNISED


class Compared(QObject):
    """The page with what it said."""

    def __init__(self, page: BurstPage, pictures: DeskPictures, runner: Runner) -> None:
        super().__init__()
        self.page, self.pictures, self.runner = page, pictures, runner
        self.seen: list[tuple[RegionId, ...]] = []
        self.carried: list[tuple[FacePair, ...]] = []
        self.left = 0
        page.seen.connect(self._note)
        page.carry_wanted.connect(self.carried.append)
        page.left.connect(self._leave)

    def _note(self, faces: tuple[RegionId, ...]) -> None:
        if faces and faces not in self.seen:
            self.seen.append(faces)

    def _leave(self) -> None:
        self.left += 1

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.page, key)


@pytest.fixture
def pair_of(school: SmallSchool, photos: tuple[PhotoId, ...]) -> Callable[..., BurstPair]:
    """Make the first and the last photo two frames: two pairs, one face of the last alone."""

    def make(*kinds: DispositionKind) -> BurstPair:
        one, other = (
            [
                BurstFace(region.id, region.box, number)
                for number, region in enumerate(
                    school.workspace.review.photo(photos[at]).review.regions, 1
                )
            ]
            for at in (0, 3)
        )
        pairs = tuple(
            FacePair(decided, opened, _decided(kind), "Ada Example · 3B")
            for decided, opened, kind in zip(one, other, kinds, strict=False)
        )
        return BurstPair(
            BurstFrame(photos[0], "IMG_0.JPG", 640, 480),
            BurstFrame(photos[3], "IMG_3.JPG", 640, 480, tuple(other[len(kinds) :])),
            pairs,
        )

    return make


@pytest.fixture
def compared(qtbot: QtBot, theme: Theme, school: SmallSchool) -> Iterator[Compared]:
    runner = Runner(Messages())
    pictures = DeskPictures(school.workspace, runner)
    page = BurstPage(theme, pictures)
    qtbot.addWidget(page)
    page.resize(1100, 680)
    yield Compared(page, pictures, runner)
    settled(runner, qtbot)
    runner.close()


def _decided(kind: DispositionKind) -> Disposition:
    return Disposition(kind, 1 if kind in NAMED else None)


def begin(compared: Compared, qtbot: QtBot, burst: BurstPair) -> None:
    """Show two frames and wait for all their pictures."""
    compared.page.show_pair(burst)
    compared.page.show()
    idle(compared, qtbot)


def test_two_pairs_are_carried_after_each_was_on_the_screen(compared, qtbot, pair_of):
    burst = pair_of(PUPIL, PUPIL)
    begin(compared, qtbot, burst)
    first, second = (pair.ids for pair in burst.pairs)
    assert compared.seen == [first]
    compared.press(Qt.Key.Key_Return)
    assert compared.carried == []
    assert not compared.page.carry.isEnabled()
    compared.press(Qt.Key.Key_Space)
    assert compared.seen == [first, second]
    compared.press(Qt.Key.Key_Return)
    assert compared.carried == [burst.pairs]


def test_a_pair_that_is_taken_out_is_not_carried_and_need_not_be_seen(compared, qtbot, pair_of):
    burst = pair_of(PUPIL, PUPIL)
    begin(compared, qtbot, burst)
    compared.press(Qt.Key.Key_Space)
    compared.press(Qt.Key.Key_T)
    compared.press(Qt.Key.Key_Return)
    assert compared.carried == [(burst.pairs[0],)]


def test_what_was_decided_about_one_picture_is_carried_only_when_ticked(compared, qtbot, pair_of):
    burst = pair_of(DOUBT)
    begin(compared, qtbot, burst)
    compared.press(Qt.Key.Key_Return)
    assert compared.carried == []
    compared.press(Qt.Key.Key_T)
    compared.press(Qt.Key.Key_Return)
    assert compared.carried == [(burst.pairs[0],)]


@pytest.mark.parametrize("kind", sorted(DispositionKind))
def test_only_decisions_about_the_child_are_ticked_beforehand(compared, qtbot, pair_of, kind):
    compared.page.show_pair(pair_of(kind))
    about_one_picture = {DOUBT, DispositionKind.NOT_A_FACE, DispositionKind.CROP_AWAY}
    assert bool(compared.page.ticked) == (kind not in about_one_picture)


def test_nothing_ticked_carries_nothing_and_escape_leaves(compared, qtbot, pair_of):
    begin(compared, qtbot, pair_of(PUPIL))
    compared.press(Qt.Key.Key_T)
    compared.press(Qt.Key.Key_Return)
    compared.press(Qt.Key.Key_Escape)
    assert (compared.carried, compared.left) == ([], 1)


def test_a_pair_whose_picture_cannot_be_shown_stays_out(compared, qtbot, pair_of, monkeypatch):
    burst = pair_of(PUPIL, PUPIL)
    lost, real = burst.pairs[1].open.region_id, compared.pictures._fetched

    def fetched(key: PictureKey):  # type: ignore[no-untyped-def]
        if key.kind is Kind.FACE and key.number == lost:
            raise Refused("The picture is damaged.", "Bring the photo in again.")
        return real(key)

    monkeypatch.setattr(compared.pictures, "_fetched", fetched)
    begin(compared, qtbot, burst)
    compared.press(Qt.Key.Key_Space)
    compared.press(Qt.Key.Key_T)
    compared.press(Qt.Key.Key_Return)
    assert compared.carried == [(burst.pairs[0],)]
    assert lost not in {face for faces in compared.seen for face in faces}


def test_nothing_counts_as_seen_while_the_page_is_hidden(compared, qtbot, pair_of):
    compared.page.show_pair(pair_of(PUPIL))
    idle(compared, qtbot)
    assert compared.seen == []
    assert not compared.page.possible


def test_a_key_held_down_goes_no_further(compared, qtbot, pair_of):
    begin(compared, qtbot, pair_of(PUPIL, PUPIL))
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True
    )
    QApplication.sendEvent(compared.page, held)
    assert len(compared.seen) == 1


def test_other_frames_begin_anew(compared, qtbot, pair_of):
    begin(compared, qtbot, pair_of(PUPIL))
    assert compared.page.possible
    compared.page.hide()
    compared.page.show_pair(pair_of(PUPIL))
    assert not compared.page.possible


def test_a_pair_that_changed_counts_when_the_person_comes_to_it_again(compared, qtbot, pair_of):
    begin(compared, qtbot, pair_of(PUPIL))
    assert compared.page.possible
    changed = pair_of(DispositionKind.VISITOR)
    compared.page.show_changed(changed)
    idle(compared, qtbot)
    assert "changed meanwhile" in compared.page.text.text()
    compared.press(Qt.Key.Key_Return)
    assert compared.carried == []
    compared.press(Qt.Key.Key_Space)
    compared.press(Qt.Key.Key_Return)
    assert compared.carried == [changed.pairs]


def test_of_a_pair_that_did_not_change_all_stays(compared, qtbot, pair_of):
    begin(compared, qtbot, pair_of(PUPIL, PUPIL))
    compared.press(Qt.Key.Key_T)
    compared.press(Qt.Key.Key_Space)
    changed = pair_of(PUPIL, DispositionKind.VISITOR)
    compared.page.show_changed(changed)
    assert compared.page.pair == changed.pairs[1]
    compared.press(Qt.Key.Key_Space)
    compared.press(Qt.Key.Key_Return)
    assert compared.carried == [changed.pairs[1:]], "the first was taken out and stays out"


def test_faces_without_a_partner_are_named_and_keys_stay_on_the_page(compared, qtbot, pair_of):
    begin(compared, qtbot, pair_of(PUPIL, PUPIL))
    assert len(FACES[3]) == 3
    assert compared.page.alone.text() == "Face 3 has no partner: decide by yourself."
    assert nameless(compared.page) == []


def test_no_key_reaches_what_lies_below(qtbot, compared, pair_of):
    below = QWidget()
    qtbot.addWidget(below)
    pressed: list[int] = []
    below.keyPressEvent = lambda event: pressed.append(event.key())
    compared.page.setParent(below)
    below.show()
    begin(compared, qtbot, pair_of(PUPIL))
    for key in (Qt.Key.Key_N, Qt.Key.Key_R, Qt.Key.Key_U, Qt.Key.Key_Space):
        compared.press(key)
    assert pressed == []
    compared.page.setParent(None)
