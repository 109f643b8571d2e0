"""Where the person is on the desk, kept so that after a kill it opens at the same face."""

from PySide6.QtCore import QObject, QTimer

from consentdesk.services.deciding.desk import DeskPlace
from consentdesk.services.deciding.review import Review
from consentdesk.ui.desk.deciding import Deciding
from consentdesk.ui.runner import Runner

REST_MS = 300
"""Milliseconds a photo or face must stay in hand to be worth keeping."""


class PlaceKept(QObject):
    """Keeps the place of one desk: after a short rest, and at once with each decision."""

    def __init__(self, review: Review, runner: Runner, deciding: Deciding) -> None:
        super().__init__(deciding)
        self._review = review
        self._runner = runner
        self._deciding = deciding
        self._kept: DeskPlace | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.keep)
        deciding.photo_changed.connect(self._rest.start)
        deciding.face_changed.connect(self._rest.start)
        deciding.saved.connect(self.keep)

    def keep(self) -> None:
        """Keep where the person is now, if that is elsewhere than before."""
        self._rest.stop()
        photo_id, batch_id = self._deciding.photo_id, self._deciding.batch_id
        if photo_id is None:
            return
        place = DeskPlace(photo_id, self._deciding.region_id)
        if place != self._kept:
            self._kept = place
            self._runner.run(self, lambda: self._review.remember_place(batch_id, place))
