"""Opening batches and telling how far each of them is."""

from dataclasses import dataclass, replace

from consentdesk.domain.batch import Batch, BatchDetails
from consentdesk.domain.batch_steps import BatchCounts, StepStatus, steps
from consentdesk.domain.errors import Refused
from consentdesk.domain.event_kind import EventKind
from consentdesk.domain.ids import BatchId, PhotoId
from consentdesk.domain.matching_locks import LockState, batch_lock
from consentdesk.domain.people import Person, PersonKind
from consentdesk.domain.photo import CameraDevice, SchoolDevice
from consentdesk.domain.staff import Duty
from consentdesk.services.deciding.desk import counts_of
from consentdesk.services.deciding.laid_out_batches import LaidOutBatches
from consentdesk.services.office.duties import require
from consentdesk.services.publishing.file_names import names_somebody
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class BatchCard:
    """A batch as the home screen shows it; `cover` is a photo of it, if it has one."""

    batch: Batch
    counts: BatchCounts
    steps: tuple[StepStatus, ...]
    cover: PhotoId | None


class Batches:
    """The batches of one workspace."""

    def __init__(
        self, library: Library, register: RegisterReader, laid_out: LaidOutBatches
    ) -> None:
        self._library = library
        self._register = register
        self._laid_out = laid_out

    def cards(self) -> tuple[BatchCard, ...]:
        """Return every batch, newest first."""
        return self._library.run(lambda u: tuple(self._card(u, b) for b in u.batches.all()))

    def card(self, batch_id: BatchId) -> BatchCard:
        """Return one batch with its counts and its path."""
        return self._library.run(lambda u: self._card(u, u.batches.get(batch_id)))

    def open(self, details: BatchDetails, by: str) -> Batch:
        """Open a batch for one event.

        Raises:
            Refused: the event has no title, or its title holds a person's full name, which
                would end up in published file names; or nobody on the roll is in a class.
        """

        def work(u: UnitOfWork) -> Batch:
            batch = u.batches.add(_checked(details, u.people.all()))
            u.audit.add(by, "batch_opened", f"batch {batch.id}", _stated(batch.details))
            return batch

        return self._library.run(work)

    def change(self, batch_id: BatchId, details: BatchDetails, by: str) -> Batch:
        """Change what is stated about a batch; a sign-off given before no longer holds.

        Nothing that comparing said is kept unless the batch may still run in Match.

        Raises:
            Refused: as `open`; or photos taken as evidence of learning would become publishable,
                which takes `Duty.APPROVE`.
        """

        def work(u: UnitOfWork) -> Batch:
            was = u.batches.get(batch_id).details.kind
            if was is EventKind.EVIDENCE and details.kind is not EventKind.EVIDENCE:
                require(u, by, Duty.APPROVE, self._register.now().date())
            u.batches.change(batch_id, _checked(details, u.people.all()))
            if not self._matching_lock(u, batch_id).open:
                u.photos.forget_comparisons(batch_id)
            u.batches.raise_revision(batch_id)
            u.audit.add(by, "batch_changed", f"batch {batch_id}", _stated(details))
            return u.batches.get(batch_id)

        return self._library.run(work)

    def classes(self) -> tuple[str, ...]:
        """Return the classes on the roll, in order."""
        people = self._library.run(lambda u: u.people.all())
        names = {p.details.class_name for p in people if p.details.kind is PersonKind.PUPIL}
        return tuple(sorted(names - {""}))

    def matching_lock(self, batch_id: BatchId) -> LockState:
        """Tell whether this batch may run in Match, and why not."""

        return self._library.run(lambda u: self._matching_lock(u, batch_id))

    def school_devices(self) -> tuple[SchoolDevice, ...]:
        """Return the school's own cameras and iPads, those out of use too."""
        return self._library.run(lambda u: u.batches.school_devices())

    def add_school_device(self, device: CameraDevice, by: str, kept_by: str = "") -> None:
        """Add a device to the school's list; photos from others are set aside.

        Raises:
            Refused: neither head nor administrator adds it.
        """

        def work(u: UnitOfWork) -> None:
            self._keep_device(u, SchoolDevice(device, kept_by), by)
            u.audit.add(by, "school_device_added", f"{device.make} {device.model}")

        self._library.run(work)

    def change_school_device(self, one: SchoolDevice, by: str) -> None:
        """Record who keeps a device and whether it is in use.

        What is brought in from then on counts as a stranger's unless the device is in use.

        Raises:
            Refused: neither head nor administrator records it.
        """

        def work(u: UnitOfWork) -> None:
            self._keep_device(u, one, by)
            name = f"{one.device.make} {one.device.model}"
            u.audit.add(by, "school_device_changed", name, {"state": one.state.value})

        self._library.run(work)

    def _keep_device(self, u: UnitOfWork, one: SchoolDevice, by: str) -> None:
        require(u, by, Duty.ADMINISTER, self._register.now().date())
        u.batches.keep_school_device(one)

    def _matching_lock(self, u: UnitOfWork, batch_id: BatchId) -> LockState:
        today = self._register.read(u).today
        return batch_lock(u.batches.get(batch_id), u.matching.school_record(), today)

    def _card(self, u: UnitOfWork, batch: Batch) -> BatchCard:
        register = self._register.read(u)
        photos = self._laid_out.photos(u, batch, register)
        counts = counts_of(u, batch, photos, register.version, self._register.now())
        cover = photos[0].photo.id if photos else None
        return BatchCard(batch, counts, steps(counts), cover)


def _checked(details: BatchDetails, people: tuple[Person, ...]) -> BatchDetails:
    """Return the details with the classes as the roll spells them."""
    if not details.event.strip():
        raise Refused("The event has no title.", "Enter a title such as Sports day.")
    if names_somebody(details.event, people):
        raise Refused(
            "The title of the event holds a person's name.",
            "Choose a title without names; it becomes part of file names.",
        )
    on_roll = {_plain(p.details.class_name): p.details.class_name for p in people}
    unknown = [name for name in details.classes if _plain(name) not in on_roll]
    if unknown:
        raise Refused(
            f"Nobody on the roll is in a class called {unknown[0]}.",
            "Choose the classes as the roll has them, or bring the roll in first.",
        )
    return replace(details, classes=tuple(on_roll[_plain(name)] for name in details.classes))


def _plain(class_name: str) -> str:
    return " ".join(class_name.split()).casefold()


def _stated(details: BatchDetails) -> dict[str, object]:
    return {
        "classes": list(details.classes),
        "closed_roster": details.closed_roster,
        "closed_for_matching": details.closed_for_matching,
        "mode": details.mode.value,
        "kind": details.kind.value,
        "off_site": details.off_site,
    }
