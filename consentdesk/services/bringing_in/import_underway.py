"""Files between the disk and the database, and the vault entries that wait for their row."""

import threading
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from consentdesk.domain.ids import VaultKey
from consentdesk.domain.photo import ImportRun, ListedFile, PhotoState
from consentdesk.domain.progress import Progress
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class FileInHand:
    """A file that a worker reads; `original` is its vault entry."""

    name: str
    original: VaultKey


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that was no good when it was met; it may only be half copied.

    Attributes:
        entry: what is listed if it stays so.
        sha256: of the bytes met, hex; empty when they could not be read.
    """

    entry: ListedFile
    sha256: str


@dataclass
class Underway:
    """One attempt at an import.

    Attributes:
        known: file names by fingerprint, of the batch before this attempt and as it grows.
        earlier: fingerprints that another import of the batch brought in.
        listed: names this import has listed.
        already_there: files met whose fingerprint is in `earlier`.
        reading: the files in the workers by fingerprint.
        passed: names of files that were dealt with in this attempt.
        gone: fingerprints of pictures that are not kept any more, in whichever batch, and why.
        failures: by name, files to be tried again because photos still arrive.
        last_look: whether no more photos arrive, so that failures are final.
    """

    run: ImportRun
    progress: Progress
    known: dict[str, str]
    earlier: set[str]
    listed: set[str]
    gone: dict[str, PhotoState]
    already_there: int = 0
    reading: dict[str, FileInHand] = field(default_factory=dict)
    passed: set[str] = field(default_factory=set)
    failures: dict[str, Failure] = field(default_factory=dict)
    last_look: bool = True

    def failed_before(self, name: str, sha256: str) -> Failure | None:
        """Return what became of the file when it was met with the same bytes."""
        failure = self.failures.get(name)
        return failure if failure is not None and failure.sha256 == sha256 else None


def take_stock(u: UnitOfWork, run: ImportRun, progress: Progress) -> Underway:
    """Return what the batch and this import have already."""
    photos = u.photos.of_batch(run.batch_id)
    return Underway(
        run,
        progress,
        {p.details.sha256: p.details.file_name for p in photos},
        {p.details.sha256 for p in photos if p.import_id != run.id},
        {entry.file_name for entry in u.batches.listed(run.batch_id, run.id)},
        {photo.details.sha256: photo.state for photo in u.photos.gone()},
    )


class PendingPictures:
    """Vault entries that imports have put and no row refers to yet; for several threads.

    Equal bytes are kept once, so an entry may be the original of another batch as well, or on
    its way into one: it is removed only when nobody holds it and nothing refers to it.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._held: Counter[VaultKey] = Counter()

    def put(self, data: bytes) -> VaultKey:
        """Keep a picture and hold its entry until `let_go` or `drop`.

        Raises:
            DiskFull: no room is left.
        """
        with self._lock:
            key = self._library.vault.put(data)
            self._held[key] += 1
        return key

    def let_go(self, keys: Collection[VaultKey]) -> None:
        """End the hold: a row refers to these entries now."""
        with self._lock:
            self._held.subtract(keys)
            self._held = +self._held

    def drop(self, keys: Collection[VaultKey]) -> None:
        """End the hold of entries that came to nothing, and remove them."""
        self.let_go(keys)
        self.remove_unneeded(keys)

    def remove_unneeded(self, keys: Collection[VaultKey]) -> None:
        """Remove those entries that nothing refers to and nobody holds."""

        def work(u: UnitOfWork) -> None:
            # the librarian is busy here, so no row can begin to refer to an entry meanwhile
            unneeded = u.photos.unreferenced(keys)
            with self._lock:
                for key in unneeded:
                    if key not in self._held:
                        self._library.vault.remove(key)

        if keys:
            self._library.run(work)
