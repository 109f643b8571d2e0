"""Decisions on their way to the store: drawn at once, saved in order, reverted on failure."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from consentdesk.domain.errors import KnownError
from consentdesk.domain.ids import PhotoId
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.ui.desk.desk_photos import DeskPhotos
from consentdesk.ui.desk.drawn_ahead import Change
from consentdesk.ui.desk.unforeseen import Unforeseen, guarded
from consentdesk.ui.runner import Runner


class Saving(QObject):
    """Runs changes one after another; what the service returns is the truth.

    Signals:
        standing_changed: a photo looks different now (its number).
        failed: a change was taken back (the error, or None after a bug).
        saved: the store holds one change more.
    """

    standing_changed = Signal(object)
    failed = Signal(object)
    saved = Signal()

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner

    def save(
        self,
        photos: DeskPhotos,
        photo_id: PhotoId,
        work: Callable[[], PhotoOnDesk],
        *,
        change: Change | None = None,
        go_on: Callable[[], None] | None = None,
        then: Callable[[PhotoOnDesk], None] | None = None,
        back: Callable[[], None] | None = None,
    ) -> None:
        """Draw `change` now and run `work`; `then` follows success, `back` follows failure.

        `go_on` takes the next thing in hand before anything is drawn: what is left needs no
        drawing any more.
        """
        ticket = photos.expect(photo_id, change or _unchanged)

        def done(answer: PhotoOnDesk | Unforeseen) -> None:
            if isinstance(answer, Unforeseen):
                self._runner.messages.bug(answer.error)
                revert(None)
                return
            if photos.settle(photo_id, ticket, answer):
                self.standing_changed.emit(photo_id)
            if then is not None:
                then(answer)
            self.saved.emit()

        def revert(error: KnownError | None) -> None:
            photos.settle(photo_id, ticket, None)
            self.standing_changed.emit(photo_id)
            if back is not None:
                back()
            self.failed.emit(error)

        self._runner.run(self, guarded(work), done, revert, lane="work")
        if go_on is not None:
            go_on()
        self.standing_changed.emit(photo_id)

    def step_history(
        self,
        work: Callable[[], tuple[PhotoOnDesk, ...]],
        done: Callable[[tuple[PhotoOnDesk, ...]], None],
    ) -> None:
        """Run an undo or a redo behind everything that is being saved."""
        self._runner.run(self, work, done, self.failed.emit, lane="work")


def _unchanged(entry: PhotoOnDesk) -> PhotoOnDesk:
    return entry
