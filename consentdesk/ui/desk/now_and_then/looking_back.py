"""Opens the history of the photo in hand, and narrows it to the face in hand."""

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import RegionId
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.services.deciding.photo_history import PastAction
from consentdesk.services.deciding.review import Review
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.now_and_then.history_sheet import HistorySheet
from consentdesk.ui.desk.now_and_then.history_words import HistoryLine, PhotoNames, history_line
from consentdesk.ui.runner import Runner
from consentdesk.ui.text import tr


class LookingBack(QObject):
    """Reads what was done and shows it.

    Signals:
        said: a sentence for the line below the photo (Notice).
    """

    said = Signal(object)

    def __init__(
        self, review: Review, deciding: Deciding, runner: Runner, sheet: HistorySheet, over: QWidget
    ) -> None:
        """`over` gets the keys back when the sheet is put away."""
        super().__init__(over)
        self._review = review
        self._deciding = deciding
        self._runner = runner
        self._sheet = sheet
        self._over = over
        self._file_name = ""
        self._face: tuple[RegionId, int] | None = None
        self._only_face = False
        self._lines: tuple[HistoryLine, ...] = ()
        sheet.act_wanted.connect(self._perform)

    def begin(self) -> None:
        """Read the history of the photo in hand, behind all that is being saved, and show it."""
        entry = self._deciding.entry
        if entry is None:
            return
        photo_id = entry.photo.id
        self._runner.run(
            self,
            lambda: self._review.history(photo_id),
            lambda past: self._show_past(entry, past),
            self._failed,
        )

    def _show_past(self, entry: PhotoOnDesk, past: tuple[PastAction, ...]) -> None:
        deciding, photos = self._deciding, self._deciding.photos
        if photos is None or deciding.photo_id != entry.photo.id:
            return
        numbers = {region.id: number for number, region in enumerate(deciding.numbered, 1)}
        regions = {region.id: region for region in deciding.faces}
        names = PhotoNames(regions, numbers, photos.desk.people, photos.desk.channels)
        self._file_name = entry.photo.details.file_name
        self._lines = tuple(history_line(each, names) for each in past)
        number = numbers.get(deciding.region_id) if deciding.region_id is not None else None
        self._face = None
        if number is not None and deciding.region_id is not None:
            self._face = deciding.region_id, number
        self._show(only_face=False)
        deciding.show_faces(())
        self._sheet.open_over()

    def _show(self, *, only_face: bool) -> None:
        face = self._face
        self._only_face = only_face and face is not None
        if face is not None and self._only_face:
            heading = tr("Face {n} of {photo}", n=face[1], photo=self._file_name)
            lines = tuple(each for each in self._lines if face[0] in each.faces)
        else:
            heading = tr("What was done to {photo}", photo=self._file_name)
            lines = self._lines
        self._sheet.show_lines(heading, lines, only_face=self._only_face, face=face is not None)

    @Slot(object)
    def _perform(self, act: Act) -> None:
        if act is Act.HISTORY:
            self._show(only_face=not self._only_face)
        elif act is Act.LEAVE:
            self._sheet.put_away()
            self._over.setFocus(Qt.FocusReason.OtherFocusReason)
            self._deciding.face_changed.emit()

    def _failed(self, error: KnownError) -> None:
        self.said.emit(Notice(f"{error.sentence} {error.next_step}", problem=True))
