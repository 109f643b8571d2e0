"""Decided photos pass by large; one statement at the end finishes those that were seen."""

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt

from consentdesk.domain.errors import DamagedStore, Refused
from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.photo_checks import ALL_WELL, PhotoCheck
from consentdesk.domain.verdict import Outcome
from consentdesk.ui.desk.whole_photo import looking_through
from consentdesk.ui.desk.whole_photo.look_through_sheet import LookThroughSheet
from consentdesk.ui.desk.whole_photo.looking_through import LookingThrough
from consentdesk.ui.desk.whole_photo.progress_dots import Dot
from consentdesk.ui.desk.whole_photo.to_look_through import row_around
from tests.small_workspace import APPROVER
from tests.ui.desk.conftest import DeskAtWork

Key = Qt.Key


@dataclass
class Through:
    """The desk with the sheet over it."""

    desk: DeskAtWork
    sheet: LookThroughSheet
    walk: LookingThrough

    def begin(self) -> None:
        self.walk.begin()
        self.desk.settle()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.desk.press(key)

    @property
    def looked_at(self) -> list[int]:
        """The photos that are finished, by their place in the batch."""
        saved = [self.desk.saved(photo_id) for photo_id in self.desk.photos]
        return [n for n, entry in enumerate(saved) if entry.review.look is not None]


@pytest.fixture
def through(school, photos, open_desk, theme):
    """All four photos decided, none looked at."""
    kinds = (DispositionKind.VISITOR, DispositionKind.COVER)
    for photo_id in photos:
        for number, region in enumerate(school.workspace.review.photo(photo_id).review.regions):
            school.decide(region, kinds[number % 2])
    desk = open_desk(photos)
    screen = desk.screen
    sheet = LookThroughSheet(theme, screen.pictures, screen)
    walk = LookingThrough(school.workspace.review, screen.deciding, screen.pictures, sheet)
    walk.said.connect(screen.deciding.said)
    return Through(desk, sheet, walk)


def test_all_are_seen_then_stated_at_once(through):
    through.begin()
    assert through.sheet.isVisible()
    assert not through.desk.screen.panel.isVisible()
    through.press(Key.Key_Return)
    assert through.looked_at == [], "not before the end"
    through.press(Key.Key_Space, Key.Key_PageDown, Key.Key_Space, Key.Key_Space)
    assert through.sheet.at_end
    assert len(through.sheet.tiles) == 4
    assert through.sheet.accept.accessibleName() == "These 4 photos: yes, all done"
    through.press(Key.Key_Return)
    assert through.looked_at == [0, 1, 2, 3]
    assert all(through.desk.saved(p).review.checks == ALL_WELL for p in through.desk.photos)
    assert not through.sheet.isVisible()
    through.press(Key.Key_U)
    assert through.looked_at == [], "taken back together"


def test_names_and_covers_are_drawn_as_they_will_be(through):
    through.walk.begin_with(through.desk.photos[:1])
    frames = through.sheet.photos[0].frames
    assert [frame.words for frame in frames] == ["Visitor", "covered"]
    assert [frame.hidden for frame in frames] == [None, DispositionKind.COVER]


def test_a_photo_that_passed_too_quickly_comes_again(through):
    through.begin()
    through.desk.clock.step = 0
    through.press(*[Key.Key_Space] * 4)
    assert not through.sheet.at_end
    assert "too quickly" in through.sheet.notice.text()
    assert Dot.TOO_QUICK in through.sheet.dots.dots or Dot.TO_COME in through.sheet.dots.dots
    through.desk.clock.step = 0.5
    through.press(*[Key.Key_Space] * 4)
    assert through.sheet.at_end


def test_one_is_taken_out_and_stays_to_be_finished_alone(through):
    through.begin()
    through.press(Key.Key_Space, Key.Key_T)
    assert "finished alone" in through.sheet.notice.text()
    through.press(Key.Key_Space, Key.Key_Space, Key.Key_Return)
    assert len(through.looked_at) == 3


def test_a_number_holds_the_photo_on_the_screen(through):
    through.begin()
    (shown,) = [p.photo_id for p in through.sheet.photos if p.isVisible()]
    through.press(Key.Key_2)
    saved = through.desk.saved(shown)
    assert saved.review.checks == {PhotoCheck.DIGNITY: False}
    assert saved.status is Outcome.HELD
    through.press(*[Key.Key_Space] * 3, Key.Key_Return)
    assert through.desk.saved(shown).review.look is None
    assert len(through.looked_at) == 3


def test_a_changing_room_ends_the_walk_at_that_photo(through):
    through.begin()
    through.press(Key.Key_Space)
    (shown,) = [p.photo_id for p in through.sheet.photos if p.isVisible()]
    through.press(Key.Key_5)
    assert not through.sheet.isVisible()
    assert through.desk.photo_id == shown
    heading = through.desk.screen.panel.sentence.heading.text()
    assert heading == "Tell the safeguarding lead now."


def test_a_refusal_is_said_and_the_statement_can_be_made_again(through, monkeypatch):
    def refuse(*args: object) -> None:
        raise Refused("A photo passed too quickly to be looked at.", "Go through them once more.")

    with monkeypatch.context() as patch:
        patch.setattr(through.desk.school.workspace.review, "look_through", refuse)
        through.begin()
        through.press(*[Key.Key_Space] * 4, Key.Key_Return)
    assert "Go through them once more." in through.sheet.notice.text()
    assert through.sheet.at_end
    through.press(Key.Key_Return)
    assert len(through.looked_at) == 4


def test_a_photo_that_changes_is_looked_at_once_more(through):
    through.begin()
    through.press(*[Key.Key_Space] * 4)
    assert through.sheet.at_end
    school, changed = through.desk.school, through.desk.photos[1]
    (face,) = through.desk.saved(changed).review.regions
    school.workspace.review.decide(face.id, Disposition(DispositionKind.NOT_A_FACE), APPROVER)
    through.desk.qtbot.waitUntil(lambda: not through.sheet.at_end)
    assert "look at it once more" in through.sheet.notice.text()
    assert [p.photo_id for p in through.sheet.photos if p.isVisible()] == [changed]
    through.press(Key.Key_Return)
    assert through.looked_at == []
    through.press(Key.Key_Space, Key.Key_Space, Key.Key_Space, Key.Key_Return)
    assert through.looked_at == [0, 1, 2, 3]


def test_so_many_at_once_then_the_next_ones(through, monkeypatch):
    monkeypatch.setattr(looking_through, "MOST_TOGETHER", 3)
    through.begin()
    assert len(through.sheet.dots.dots) == 3
    through.press(*[Key.Key_Space] * 3, Key.Key_Return)
    assert len(through.looked_at) == 3
    assert len(through.sheet.dots.dots) == 1
    assert "3 photos are done" in through.sheet.notice.text()
    through.press(Key.Key_Space, Key.Key_Return)
    assert len(through.looked_at) == 4


def test_a_photo_that_cannot_be_shown_is_not_stated(through, monkeypatch):
    pictures = through.desk.school.workspace.pictures
    screen, lost = pictures.screen, through.desk.photos[1]

    def damaged(photo_id: int) -> object:
        if photo_id == lost:
            raise DamagedStore("The photo is damaged.", "Bring it in again.")
        return screen(photo_id)

    monkeypatch.setattr(pictures, "screen", damaged)
    through.desk.screen.pictures.forget_photo(through.desk.saved(lost))
    through.begin()
    through.press(*[Key.Key_Space] * 3, Key.Key_Return)
    assert through.looked_at == [0, 2, 3]


def test_nothing_to_look_through_is_said(at_desk, theme):
    screen = at_desk.screen
    sheet = LookThroughSheet(theme, screen.pictures, screen)
    review = at_desk.school.workspace.review
    walk = LookingThrough(review, screen.deciding, screen.pictures, sheet)
    said = []
    walk.said.connect(said.append)
    walk.begin_with(at_desk.photos[:2])
    assert not sheet.isVisible()
    assert "decide the faces first" in said[0].sentence


def test_frames_of_a_moment_stand_side_by_side_and_each_counts_by_itself(through):
    photos = through.desk.screen.deciding.photos
    photos.desk = replace(photos.desk, bursts=(through.desk.photos[:3],))
    through.begin()
    shown = [p.photo_id for p in through.sheet.photos if p.isVisible()]
    assert len(shown) == through.sheet.side_by_side == 2
    through.press(Key.Key_T)
    assert len(through.sheet.dots.dots) == 3
    assert row_around(photos, through.desk.photos, 2, 2) == (through.desk.photos[2],)
    assert row_around(photos, through.desk.photos, 3, 2) == (through.desk.photos[3],)
