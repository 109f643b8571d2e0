"""Asks about a photo as a whole, and finishes it when all was stated."""

from PySide6.QtCore import QObject, Signal

from consentdesk.domain.photo import PhotoState
from consentdesk.services.deciding.looked_at import ENOUGH_LOOK_MS
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.desk.desk_keys import Act
from consentdesk.ui.desk.face.sentence_page import SentencePage
from consentdesk.ui.desk.in_hand import Notice
from consentdesk.ui.desk.showing import Showing
from consentdesk.ui.desk.whole_photo.checks_asked import answers_when_done
from consentdesk.ui.desk.whole_photo.checks_list import CHECK_OF
from consentdesk.ui.text import tr


class ChecksAsking(QObject):
    """Takes answers while the statements are on the screen; nobody states what was not there.

    Signals:
        said: a sentence for the line below the photo (Notice).
    """

    said = Signal(object)

    def __init__(self, deciding: Deciding, showing: Showing, page: SentencePage) -> None:
        super().__init__(page)
        self._deciding = deciding
        self._showing = showing
        self._page = page
        self._since: float | None = None
        page.said.connect(self._page_said)
        deciding.photo_changed.connect(self._begin_anew)
        deciding.face_changed.connect(self._face_changed)

    def ask(self) -> None:
        """Show the statements about the photo in hand, whatever is left to decide in it."""
        entry = self._deciding.entry
        if entry is None or entry.photo.state is not PhotoState.CHECKED:
            self.said.emit(Notice(tr("The questions come when the photo is checked.")))
            return
        self._deciding.region_id = None
        self._showing.ask_about_photo()

    def perform(self, act: Act) -> bool:
        """Do what a key means while the statements stand there; tell whether it means anything."""
        if not self._page.asks:
            return False
        if act in CHECK_OF:
            self._turn(act)
        elif act is Act.ACCEPT:
            self.finish()
        elif act is Act.LEAVE and self._showing.asked:
            self._deciding.go_to_open_face()
            self._showing.asked = False
            self._deciding.face_changed.emit()
        else:
            return False
        return True

    def finish(self) -> None:
        """Finish the photo with all statements, if the person can have read them."""
        deciding, entry = self._deciding, self._deciding.entry
        if entry is None:
            return
        answers = answers_when_done(entry.review.checks)
        ready = entry.photo.state is PhotoState.CHECKED and not deciding.open_faces
        if not ready:
            deciding.finish(answers)
        elif self._since is None or not self._there():
            self.ask()
            self.said.emit(Notice(tr("Read what you state; then finish the photo.")))
        elif deciding.clock() - self._since < ENOUGH_LOOK_MS / 1000:
            self.said.emit(Notice(tr("That was too quick to be read; press it once more.")))
        else:
            self._showing.asked = False
            deciding.finish(answers)

    def _turn(self, act: Act) -> None:
        """Say that a statement is not so, or is so after all."""
        entry, check = self._deciding.entry, CHECK_OF[act]
        if entry is not None:
            so = entry.review.checks.get(check) is False
            self._deciding.answer_checks({check: so})

    def _begin_anew(self) -> None:
        self._since = self._deciding.clock() if self._page.asks and self._there() else None

    def _face_changed(self) -> None:
        if self._deciding.region_id is not None:
            self._since = None

    def _page_said(self) -> None:
        if not self._page.asks:
            self._since = None
        elif self._since is None:
            self._since = self._deciding.clock()

    def _there(self) -> bool:
        return self._page.isVisible() and self._deciding.region_id is None
