"""Making one encrypted file of an open library, and trusting it only after it was read again."""

import errno
import os
import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from consentdesk.domain.errors import DamagedStore, KnownError, Refused, StoreError
from consentdesk.domain.ids import VaultKey
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.store.backup_check import CheckedBackup, check_backup
from consentdesk.store.backup_file import NAMES, write_backup
from consentdesk.store.backups import copy_without_vectors
from consentdesk.store.engine import open_engine
from consentdesk.store.failures import known_error
from consentdesk.store.library_folder import BACKUPS, DATABASE, VAULT
from consentdesk.store.safe_files import UNFINISHED, force_folder
from consentdesk.store.vault import Vault
from consentdesk.store.vault_references import referred_to

ENDING = ".consentdesk-backup"


class FullBackups:
    """Makes backups of one open library. Belongs to `Library`, which ends its librarian."""

    def __init__(
        self,
        folder: Path,
        key: bytes,
        librarian: ThreadPoolExecutor,
        engine: Engine,
        vault: Vault,
    ) -> None:
        self._folder = folder
        self._key = key
        self._librarian = librarian
        self._engine = engine
        self._vault = vault

    def make(
        self,
        target: Path,
        passphrase: str,
        made_at: datetime,
        progress: Progress,
        cancel: CancelToken,
    ) -> tuple[Path, CheckedBackup]:
        """Write a backup, read it again, and only then give it its name.

        Work goes on meanwhile; the backup holds what was there when it began.

        Args:
            target: a folder, where the file is named after the day, or a file that is not there.
            passphrase: the backup's own; whoever restores it needs it.
            made_at: with its zone.
            progress: counts pictures, first written, then checked.
            cancel: nothing stays behind.

        Raises:
            Refused: the target lies in the library's folder or is there already.
            StoreError: the passphrase is empty, or nothing can be written there.
            DiskFull: no room is left; nothing stays behind.
            DamagedStore: something in the library or in what was written is damaged.
            Cancelled: the person stopped it.
        """
        finished = self._file_for(target, made_at)
        token = secrets.token_hex(4)
        unfinished = finished.with_name(f"{finished.name}.{token}{UNFINISHED}")
        database = self._folder / BACKUPS / f"full-{token}.db{UNFINISHED}"
        try:
            self._librarian.submit(copy_without_vectors, self._engine, database, self._key).result()
            parts = self._parts(database, progress, cancel)
            self._write(unfinished, parts, passphrase, made_at)
            checked = check_backup(unfinished, passphrase, progress, cancel)
            unfinished.rename(finished)
            force_folder(finished.parent)
        except Exception as error:
            raise _in_words(error) from error
        finally:
            unfinished.unlink(missing_ok=True)
            database.unlink(missing_ok=True)
        return finished, checked

    def _file_for(self, target: Path, made_at: datetime) -> Path:
        place = target.expanduser().resolve()
        if place.is_dir():
            place = place / f"ConsentDesk-{made_at:%Y-%m-%d-%H%M%S}{ENDING}"
        if place.is_relative_to(self._folder.resolve()):
            raise Refused(
                "A backup in the library's own folder is lost together with it.",
                "Choose a USB stick, or a folder of the school's server.",
            )
        if place.exists():
            raise Refused(
                f"There is a file {place.name} already.", "Choose another name, or a folder."
            )
        return place

    def _parts(
        self, database: Path, progress: Progress, cancel: CancelToken
    ) -> Iterator[tuple[str, bytes]]:
        needed = self._needed(database)
        progress.start("Writing the backup", len(needed))
        yield DATABASE, database.read_bytes()
        names = self._vault.kept_names()
        if names is not None:
            yield NAMES, names
        for name in needed:
            cancel.raise_if_cancelled()
            yield f"{VAULT}/{name[:2]}/{name}", self._sealed(name)
            progress.step()

    def _sealed(self, name: VaultKey) -> bytes:
        try:
            return self._vault.sealed(name)
        except DamagedStore:
            if name in self._librarian.submit(self._still_needed).result():
                raise
            raise Refused(
                "A photo was deleted while the backup was being made, so it would not be whole.",
                "Make the backup again.",
            ) from None

    def _still_needed(self) -> set[VaultKey]:
        with Session(self._engine) as session:
            return referred_to(session)

    def _needed(self, database: Path) -> list[VaultKey]:
        engine = open_engine(database, self._key)
        try:
            with Session(engine) as session:
                return sorted(referred_to(session))
        finally:
            engine.dispose()

    def _write(
        self,
        path: Path,
        parts: Iterator[tuple[str, bytes]],
        passphrase: str,
        made_at: datetime,
    ) -> None:
        with open(path, "xb", opener=_for_the_owner) as file:
            write_backup(file, parts, key=self._key, passphrase=passphrase, made_at=made_at)
            file.flush()
            os.fsync(file.fileno())


def _for_the_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _in_words(error: Exception) -> Exception:
    known: KnownError | None = known_error(error)
    if known is not None or not isinstance(error, OSError):
        return known or error
    if error.errno == errno.EFBIG:
        return StoreError(
            "The backup is larger than a file may be on this drive.",
            "Ask your technician to format the drive as exFAT or NTFS, or choose another one.",
        )
    return StoreError(
        "The backup cannot be written there; nothing stays behind.",
        "Check that the drive is plugged in and not write-protected, or choose another folder.",
    )
