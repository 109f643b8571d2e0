"""What changes in the library while a desk is open, whoever changed it, in whatever window."""

from collections.abc import Callable
from functools import partial
from threading import Lock

from PySide6.QtCore import QObject, Qt, Signal, Slot

from consentdesk.services.deciding.acting import Acting
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.deciding import Deciding


class _Ear:
    """Passes on what it is told in any thread, until it is closed."""

    def __init__(self, pass_on: Callable[[object], None]) -> None:
        self._pass_on = pass_on
        self._lock = Lock()
        self._open = True

    def __call__(self, photos: tuple[PhotoOnDesk, ...]) -> None:
        with self._lock:
            if self._open:
                self._pass_on(photos)

    def close(self) -> None:
        with self._lock:
            self._open = False


class DeskNews(QObject):
    """Brings every change to one desk, in the GUI thread; place and page of the person stay.

    Signals:
        reading_wanted: look-outs, groups or the photos there are changed; read the batch anew.
        photo_deleted: no picture of this photo (its number) may be kept; a reading follows.
    """

    reading_wanted = Signal()
    photo_deleted = Signal(object)
    _told = Signal(object)

    def __init__(self, acting: Acting, deciding: Deciding) -> None:
        """It listens until `deciding` is gone."""
        super().__init__(deciding)
        self._deciding = deciding
        self._told.connect(self._take, Qt.ConnectionType.QueuedConnection)
        ear = _Ear(self._told.emit)
        self.destroyed.connect(partial(_end, ear, acting.listen(ear)))

    @Slot(object)
    def _take(self, photos: tuple[PhotoOnDesk, ...]) -> None:
        deciding = self._deciding
        if not photos:
            self.reading_wanted.emit()
            return
        own = [entry for entry in photos if entry.photo.batch_id == deciding.batch_id]
        for entry in own:
            if entry.photo.gone:
                self.photo_deleted.emit(entry.photo.id)
        deciding.take(entry for entry in own if not entry.photo.gone)
        if deciding.region_id is not None and deciding.region is None:
            deciding.go_to_open_face()
            deciding.face_changed.emit()


def _end(ear: _Ear, unlisten: Callable[[], None], *_gone: object) -> None:
    ear.close()
    unlisten()
