"""Decisions go from one frame of a moment to the next by key, after each pair was seen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import PhotoId
from tests.small_workspace import SmallSchool, write_photo
from tests.ui.desk.conftest import FACES, DeskAtWork, mark

Key = Qt.Key


@pytest.fixture
def moment(school: SmallSchool, tmp_path: Path, open_desk: Callable[..., DeskAtWork]) -> DeskAtWork:
    """Two frames of one moment with two faces each in the same places."""
    files = [
        write_photo(tmp_path / "in" / f"IMG_{number}", 1, kind=kind)
        for number, kind in enumerate(("jpeg", "heic"))
    ]
    ids = tuple(photo.id for photo in school.bring_in(*files))
    for photo_id in ids:
        mark(school, photo_id, FACES[0])
    return open_desk(ids)


def kinds(desk: DeskAtWork, photo_id: PhotoId) -> list[DispositionKind]:
    return [d.disposition.kind for d in desk.saved(photo_id).review.decisions.values()]


def test_decisions_are_carried_once_each_pair_was_seen(moment: DeskAtWork) -> None:
    page = moment.screen.further.burst_page
    moment.press(Key.Key_B)
    assert "Decide one photo of this moment first" in moment.screen.notice.text()
    moment.press(Key.Key_V)
    moment.press(Key.Key_V)
    first, second = moment.photo_id, next(p for p in moment.photos if p != moment.photo_id)
    moment.press(Key.Key_B)
    assert page.isVisible()
    moment.press(Key.Key_Return)
    assert kinds(moment, second) == [], "the second pair was not on the screen yet"
    moment.press(Key.Key_Space)
    moment.press(Key.Key_Return)
    assert kinds(moment, second) == [DispositionKind.VISITOR] * 2
    assert page.isHidden()
    assert moment.photo_id == second
    moment.press(Key.Key_U)
    assert (kinds(moment, second), kinds(moment, first)) == ([], [DispositionKind.VISITOR] * 2)


def test_a_pair_that_is_taken_out_is_not_carried(moment: DeskAtWork) -> None:
    moment.press(Key.Key_C)
    moment.press(Key.Key_C)
    second = next(p for p in moment.photos if p != moment.photo_id)
    moment.press(Key.Key_B)
    moment.press(Key.Key_T)
    moment.press(Key.Key_Space)
    moment.press(Key.Key_Return)
    assert kinds(moment, second) == [DispositionKind.COVER]


def test_leaving_carries_nothing(moment: DeskAtWork) -> None:
    moment.press(Key.Key_C)
    moment.press(Key.Key_C)
    second = next(p for p in moment.photos if p != moment.photo_id)
    moment.press(Key.Key_B)
    moment.press(Key.Key_Space)
    moment.press(Key.Key_Escape)
    assert kinds(moment, second) == []
    assert moment.screen.canvas.hasFocus()


def test_a_photo_alone_has_nothing_to_carry(at_desk: DeskAtWork) -> None:
    at_desk.press(Key.Key_B)
    assert at_desk.screen.further.burst_page.isHidden()
    assert at_desk.screen.notice.text()
