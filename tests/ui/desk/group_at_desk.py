"""A real desk in Match mode with two groups of faces, and the group sheet over it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch import Mode
from consentdesk.domain.face import Candidate, Suggestion, SuggestionOutcome
from consentdesk.domain.ids import RegionId
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import PhotoReview
from consentdesk.ui.desk.groups.group_sheet import GroupSheet
from consentdesk.ui.desk.groups.group_walk import GroupWalk
from consentdesk.ui.theme import Theme
from tests.services.enrolled_school import open_school_lock
from tests.small_workspace import PREPARER, SmallSchool, write_photo
from tests.ui.desk.conftest import DeskAtWork, mark, suggest
from tests.ui.settled import settled

NONE = Qt.KeyboardModifier.NoModifier


def compare_batch(school: SmallSchool) -> None:
    """Let the batch be one that is compared."""
    open_school_lock(school)
    details = replace(school.batch.details, mode=Mode.MATCH, closed_for_matching=True)
    school.workspace.batches.change(school.batch_id, details, PREPARER)


def alike(
    school: SmallSchool,
    face: RegionId,
    *names: str,
    outcome: SuggestionOutcome = SuggestionOutcome.SUGGESTION,
    twins: Sequence[str] = (),
    reason: str = "",
) -> Suggestion:
    """Return what comparing says: like these people, best first."""
    candidates = tuple(
        Candidate(school.people[name].id, 0.3 + 0.1 * at, "very alike", name in twins)
        for at, name in enumerate(names)
    )
    return Suggestion(face, outcome, candidates, reason)


def group(school: SmallSchool, *groups: Sequence[RegionId]) -> None:
    """Record who is one person, as a scan would."""
    numbers = {face: min(faces) for faces in groups for face in faces}
    school.workspace.library.run(lambda u: u.photos.set_groups(school.batch_id, numbers))


def crowd(school: SmallSchool, folder: Path, number: int) -> tuple[RegionId, ...]:
    """Bring in so many photos with one face each, all of them one person."""
    files = [write_photo(folder / "in" / f"IMG_{n}.JPG", n) for n in range(number)]
    faces = []
    for photo in school.bring_in(*files):
        (region,) = mark(school, photo.id, (Box(60, 80, 80, 100),))
        suggest(school, photo.id, alike(school, region.id, "Ada", "Bo"))
        faces.append(region.id)
    group(school, faces)
    return tuple(faces)


@dataclass
class GroupsAtDesk:
    """The sheet over the desk, and what a test needs to press its keys."""

    desk: DeskAtWork
    sheet: GroupSheet
    walk: GroupWalk

    def settle(self) -> None:
        """Wait until nothing is under way and what is in sight counts as seen."""
        settled(self.desk.runner, self.desk.qtbot, seen=self._seen)

    def _seen(self) -> bool:
        faces = self.sheet.faces
        return not faces._waiting.isActive() and faces.seen.issuperset(faces._in_sight())

    def press(self, *keys: Qt.Key, shift: bool = False) -> None:
        """Press keys where the keyboard is now."""
        for key in keys:
            self.desk.press(key, Qt.KeyboardModifier.ShiftModifier if shift else NONE)
            self.settle()

    def open_at(self, face: RegionId) -> None:
        """Take a face of any photo in hand and open its group."""
        deciding = self.desk.screen.deciding
        photo_id = self.photo_of(face)
        deciding.go_to_photo(photo_id)
        deciding.go_to_face(face)
        self.walk.begin()
        self.settle()

    def photo_of(self, face: RegionId) -> int:
        return self.desk.school.workspace.library.run(lambda u: u.photos.region(face)).photo_id

    def review_of(self, face: RegionId) -> PhotoReview:
        return self.desk.saved(self.photo_of(face)).review

    def decided(self, *faces: RegionId) -> list[object]:
        """Return what the library holds about faces: a person's number, a kind, or None."""
        found: list[object] = []
        for face in faces:
            decision = self.review_of(face).decisions.get(face)
            if decision is None:
                found.append(None)
            else:
                found.append(decision.disposition.person_id or decision.disposition.kind)
        return found

    @property
    def states(self) -> Mapping[RegionId, str]:
        """What a screen reader says about each face."""
        return {face: tile.accessibleName() for face, tile in self.sheet.faces._tiles.items()}


def over(desk: DeskAtWork, theme: Theme, qtbot: QtBot, enough_ms: int = 1) -> GroupsAtDesk:
    """Lay the sheet over a desk."""
    screen = desk.screen
    sheet = GroupSheet(theme, screen.pictures, screen, enough_ms=enough_ms)
    walk = GroupWalk(desk.school.workspace, screen.deciding, sheet)
    walk.reading_wanted.connect(screen.reload)
    show = screen._show_desk

    def shown(laid_out: object) -> None:
        show(laid_out)
        walk.lay_out_again()

    screen._show_desk = shown
    return GroupsAtDesk(desk, sheet, walk)
