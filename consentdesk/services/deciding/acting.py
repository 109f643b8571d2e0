"""One thing a person did on the desk: recorded in one transaction, then told to every desk."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from consentdesk.domain.face import FoundRegion
from consentdesk.domain.ids import ActionId, PersonId, PhotoId
from consentdesk.domain.review import ActionKind, ReviewAction, Settled
from consentdesk.domain.review_changes import Change, ReferralAnswered
from consentdesk.services.deciding.desk import PhotoOnDesk, photo_on_desk, refuse_gone
from consentdesk.services.register.portraits import drop_unconfirmed
from consentdesk.services.register_picture import Clock, RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork


class Listener(Protocol):
    """Whoever shows photos and must know when they changed; called in any thread."""

    def __call__(self, photos: tuple[PhotoOnDesk, ...]) -> None:
        """Take photos as they stand now, deleted ones too; none: read the whole batch anew."""


class Acting:
    """Records actions and lays the photos out anew; shared by everything on the desk."""

    def __init__(self, library: Library, register: RegisterReader, clock: Clock) -> None:
        self.library = library
        self.register = register
        self.clock = clock
        self._listeners: list[Listener] = []
        library.when_register_changes(self.tell_all)

    def tell_all(self) -> None:
        """Say that more changed than some photos: each desk is to be read anew."""
        self._tell(())

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` of every change from now on; returns how to end that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def record(
        self,
        u: UnitOfWork,
        photo_id: PhotoId,
        kind: ActionKind,
        by: str,
        *,
        seen: int | None = None,
        settled: Sequence[Settled] = (),
        reason: str = "",
        draw: FoundRegion | None = None,
        look_outs: Iterable[PersonId] = (),
        change: Change | None = None,
        together: ActionId | None = None,
    ) -> ReviewAction:
        """Record one action; `seen` is the register version the person had before the eyes.

        Raises:
            Refused: there is no picture of the photo any more.
        """
        photo = u.photos.get(photo_id)
        refuse_gone(photo)
        action = u.review.act(
            photo_id,
            kind,
            by,
            self.clock(),
            u.register.version() if seen is None else seen,
            settled,
            reason,
            draw,
            look_outs,
            change,
            together,
        )
        u.batches.raise_revision(photo.batch_id)
        u.audit.add(by, kind.value, f"photo {photo_id}", _recorded(settled, change))
        drop_unconfirmed(u, self.library.vault, photo_id, self.register.read(u), by)
        return action

    def changed(self, work: Callable[[UnitOfWork], PhotoId]) -> PhotoOnDesk:
        """Do the work in one transaction and return its photo as it stands afterwards."""
        return self.changed_many(lambda u: (work(u),))[0]

    def changed_many(
        self, work: Callable[[UnitOfWork], Sequence[PhotoId]]
    ) -> tuple[PhotoOnDesk, ...]:
        """Do the work in one transaction and return its photos as they stand afterwards."""

        def all_of_it(u: UnitOfWork) -> tuple[PhotoOnDesk, ...]:
            photos = work(u)
            register = self.register.read(u)
            return tuple(photo_on_desk(u, photo_id, register) for photo_id in photos)

        entries = self.library.run(all_of_it)
        if entries:
            self._tell(entries)
        return entries

    def _tell(self, entries: tuple[PhotoOnDesk, ...]) -> None:
        for listener in tuple(self._listeners):
            listener(entries)


def _recorded(settled: Sequence[Settled], change: Change | None) -> dict[str, object]:
    if isinstance(change, ReferralAnswered):
        return {"answerer": change.answerer, "may_go": change.may_go}
    return {
        str(entry.region_id): entry.disposition.kind.value if entry.disposition else "undecided"
        for entry in settled
    }
