"""Small pictures for lists: loaded in the background, newest wish first."""

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.pixels import PixelBuffer
from consentdesk.ui.pixels import to_qimage
from consentdesk.ui.runner import Runner

KEPT = 400
"""Thumbnails kept in memory; 400 px pictures, about 0.4 MB each."""

WAITING = 120
"""Wishes that wait; older ones scrolled away long ago and are forgotten."""

AT_ONCE = 3


class Thumbnails(QObject):
    """Gives thumbnails that are there and fetches those that are not."""

    arrived = Signal(object)

    def __init__(
        self,
        load: Callable[[PhotoId], PixelBuffer],
        runner: Runner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._load = load
        self._runner = runner
        self._kept: OrderedDict[PhotoId, QPixmap | None] = OrderedDict()
        self._wished: OrderedDict[PhotoId, None] = OrderedDict()
        self._loading: set[PhotoId] = set()

    def get(self, photo_id: PhotoId) -> QPixmap | None:
        """Return the thumbnail, or None while it is on its way or when it cannot be shown."""
        if photo_id in self._kept:
            self._kept.move_to_end(photo_id)
            return self._kept[photo_id]
        if photo_id not in self._loading:
            self._wished[photo_id] = None
            self._wished.move_to_end(photo_id)
            if len(self._wished) > WAITING:
                self._wished.popitem(last=False)
            self._load_next()
        return None

    def _load_next(self) -> None:
        while self._wished and len(self._loading) < AT_ONCE:
            photo_id, _ = self._wished.popitem(last=True)
            self._loading.add(photo_id)
            self._fetch(photo_id)

    def _fetch(self, photo_id: PhotoId) -> None:
        def work() -> QImage:
            return to_qimage(self._load(photo_id))

        def done(image: QImage) -> None:
            self._keep(photo_id, QPixmap.fromImage(image))

        def failed(error: KnownError) -> None:
            self._keep(photo_id, None)

        self._runner.run(self, work, done, failed, lane="view")

    def _keep(self, photo_id: PhotoId, pixmap: QPixmap | None) -> None:
        self._loading.discard(photo_id)
        self._kept[photo_id] = pixmap
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit(photo_id)
        self._load_next()
