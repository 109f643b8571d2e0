"""Somebody who knows every face and does a whole batch on a real desk by key presses alone."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from consentdesk.app.scripted_reviewer import TrueFace, disposition_by_truth, pair_up
from consentdesk.domain.face import Disposition, DispositionKind, Region
from consentdesk.domain.ids import RegionId
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.desk_pictures import face_key
from consentdesk.ui.desk.desk_screen import DeskScreen
from consentdesk.ui.desk.face.face_panel import Page

Key = Qt.Key
MOST_KEYS = 2000
"""A batch of a dozen photos takes far fewer; more means that the desk does not go on."""

KEYS = {
    DispositionKind.VISITOR: Key.Key_V,
    DispositionKind.CANNOT_BE_RECOGNISED: Key.Key_R,
    DispositionKind.NOT_A_FACE: Key.Key_N,
    DispositionKind.COVER: Key.Key_C,
}
PLACES = (Key.Key_1, Key.Key_2, Key.Key_3)


class AtTheKeys:
    """Presses what a person would press who sees what is on the screen and knows the truth."""

    def __init__(
        self,
        desk: DeskScreen,
        truth: Mapping[str, tuple[TrueFace, ...]],
        wait: Callable[[Callable[[], bool]], None],
        busy: Callable[[], bool],
    ) -> None:
        self._desk = desk
        self._truth = truth
        self._wait = wait
        self._busy = busy
        self.keys = 0

    def do_the_batch(self) -> int:
        """Decide and finish until nothing is left to decide; return how many keys it took.

        The photo in hand is decided to its end, also when it is held already.
        """
        while self._left() or self._asks():
            assert self.keys < MOST_KEYS, f"the desk stands at {self._desk.panel.page}"
            self._next_press()
        return self.keys

    def press(self, key: Qt.Key) -> None:
        """Press a key where the keyboard is, and wait for what it does."""
        QTest.keyClick(QApplication.focusWidget() or self._desk.canvas, key)
        self.keys += 1
        self._wait(self._settled)

    def _asks(self) -> bool:
        """Whether the photo in hand still asks something."""
        panel = self._desk.panel
        return panel.page is not Page.SENTENCE or panel.sentence.asks

    def _left(self) -> int:
        photos = self._desk.deciding.photos
        assert photos is not None
        return photos.left().photos

    def _settled(self) -> bool:
        region = self._desk.deciding.region_id
        seen = region is None or self._desk.pictures.settled(face_key(region))
        return seen and not self._busy()

    def _next_press(self) -> None:
        page = self._desk.panel.page
        if page is Page.FACE:
            self._decide_face()
        elif page is Page.SMALL_FACES:
            self._decide_together()
        else:
            self.press(Key.Key_F)

    def _decide_face(self) -> None:
        region = self._desk.deciding.region
        assert region is not None
        right = self._right(region)
        if right.person_id is None:
            self.press(KEYS[right.kind])
            return
        face = self._desk.panel.face
        likely = [person.id if person else None for person in map(face.candidate, range(3))]
        if face.preselected is not None and face.preselected.id == right.person_id:
            self.press(Key.Key_Return)
        elif right.person_id in likely:
            self.press(PLACES[likely.index(right.person_id)])
        else:
            self._name(right)

    def _name(self, right: Disposition) -> None:
        photos = self._desk.deciding.photos
        assert photos is not None
        assert right.person_id is not None
        person = photos.desk.people[right.person_id]
        self.press(Key.Key_P)
        QTest.keyClicks(QApplication.focusWidget(), person.name)
        self.keys += len(person.name)
        self.press(Key.Key_Return)

    def _decide_together(self) -> None:
        page = self._desk.panel.small_faces
        if not page.all_seen:
            self.press(Key.Key_Space)
            return
        by_itself = [r for r in page.regions if self._right(r).kind not in KEYS]
        kinds = {self._right(region).kind for region in page.regions}
        if by_itself:
            self._go_to(by_itself[0].id)
        elif DispositionKind.COVER in kinds or DispositionKind.VISITOR in kinds:
            self.press(Key.Key_C)
        elif page.likely[Act.NOT_A_FACE].isVisible():
            self.press(Key.Key_N)
        else:
            self.press(Key.Key_F)

    def _go_to(self, region_id: RegionId) -> None:
        """Mark one of the faces that lie there together and decide it by itself."""
        page = self._desk.panel.small_faces
        while page.current != region_id:
            ahead = page.faces.index(region_id) > page.faces.index(page.current)
            self.press(Key.Key_Space if ahead else Key.Key_Left)
        self.press(Key.Key_Return)

    def _right(self, region: Region) -> Disposition:
        entry, photos = self._desk.deciding.entry, self._desk.deciding.photos
        assert entry is not None
        assert photos is not None
        faces = self._truth[entry.photo.details.file_name]
        regions = entry.review.regions
        paired: dict[RegionId, TrueFace] = {
            regions[place].id: face for place, face in pair_up(regions, faces).items()
        }
        people = {person.details.key: person for person in photos.desk.people.values()}
        look_outs = {look_out.person.id for look_out in photos.desk.look_outs}
        return disposition_by_truth(region, paired.get(region.id), people, look_outs)
