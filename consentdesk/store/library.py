"""The librarian: one thread that runs every transaction, so that no two ever meet."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consentdesk.store.changed_photos import ChangedPhotos, Told
from consentdesk.store.failures import known_error
from consentdesk.store.full_backups import FullBackups
from consentdesk.store.library_lock import LibraryLock
from consentdesk.store.unit_of_work import UnitOfWork
from consentdesk.store.vault import Vault

T = TypeVar("T")


class Library:
    """An open library. Made by `create_library` and `open_library` only.

    Attributes:
        vault: the pictures; usable from any thread.
        backups: makes one encrypted file of it all, from any thread.
    """

    def __init__(
        self,
        librarian: ThreadPoolExecutor,
        engine: Engine,
        changed_photos: ChangedPhotos,
        vault: Vault,
        lock: LibraryLock,
        backups: FullBackups,
    ) -> None:
        self.vault = vault
        self.backups = backups
        self._librarian = librarian
        self._engine = engine
        self._lock = lock
        self._open = True
        self._register_watchers: list[Callable[[], None]] = []
        self._changed_photos = changed_photos
        self._thread = librarian.submit(threading.get_ident).result()

    def run(self, work: Callable[[UnitOfWork], T]) -> T:
        """Do the work in one transaction and return its result; the caller waits.

        The transaction is kept when the work returns and taken back when it raises.

        Raises:
            RuntimeError: called from the librarian's own thread, which would wait for itself.
            DiskFull: no room is left; nothing of the work was kept.
            DamagedStore: the database cannot be read.
        """
        if threading.get_ident() == self._thread:
            raise RuntimeError("work of the librarian must not ask the librarian to run work")
        return self.submit(work).result()

    def submit(self, work: Callable[[UnitOfWork], T]) -> Future[T]:
        """Queue the work as one transaction; the result carries what `run` would raise."""
        return self._librarian.submit(self._transaction, work)

    def when_register_changes(self, told: Callable[[], None]) -> None:
        """Call `told` after each transaction that raised the version of the register.

        It is called in the librarian's thread and must not wait for the librarian.
        """
        self._register_watchers.append(told)

    def when_photos_change(self, told: Told) -> None:
        """Call `told` after each transaction with the photos of which it touched anything.

        It is called in the librarian's thread before the next transaction begins, also when
        this one was taken back, and must not wait for the librarian.
        """
        self._changed_photos.when_changed(told)

    def close(self) -> None:
        """Finish the queued work and close the database; a second time changes nothing."""
        if self._open:
            self._open = False
            self._librarian.submit(self._engine.dispose).result()
            self._librarian.shutdown(wait=True)
            self._lock.release()

    def __enter__(self) -> Self:
        """Return the library; it closes at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the library."""
        self.close()

    def _transaction(self, work: Callable[[UnitOfWork], T]) -> T:
        try:
            with (
                Session(self._engine, expire_on_commit=False, close_resets_only=False) as session,
                session.begin(),
            ):
                unit = UnitOfWork(session)
                result = work(unit)
        except Exception as error:
            known = known_error(error)
            if known is None or known is error:
                raise
            raise known from error
        finally:
            self._changed_photos.tell()
        if unit.register.raised:
            for told in self._register_watchers:
                told()
        return result
