"""Proving that a backup would restore."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from consentdesk.domain.errors import KnownError, StoreError
from consentdesk.domain.ids import VaultKey
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.store.backup_file import (
    NAMES,
    BackupReader,
    Part,
    damaged_backup,
    reading_backup,
)
from consentdesk.store.backups import check_pages
from consentdesk.store.failures import known_error
from consentdesk.store.library_folder import DATABASE
from consentdesk.store.safe_files import write_whole
from consentdesk.store.seal import Seal


@dataclass(frozen=True, slots=True)
class CheckedBackup:
    """What was found in a backup that is whole.

    Attributes:
        made_at: with its zone.
        pictures: how many; each was decrypted.
        bytes: size of the file.
    """

    made_at: datetime
    pictures: int
    bytes: int


def check_backup(
    file: Path, passphrase: str, progress: Progress, cancel: CancelToken
) -> CheckedBackup:
    """Compare every byte with the MAC, check every database page, decrypt every picture.

    Nothing readable touches the disk; the database is laid down as it is, encrypted, and removed.

    Raises:
        WrongKey: the passphrase is not the backup's.
        DamagedStore: it is no backup, or it is not whole.
        StoreError: the file cannot be read.
        Cancelled: the person stopped it.
    """

    def only_the_database(part: Part, into: Path) -> None:
        if part.name == DATABASE:
            write_whole(into / DATABASE, part.data)

    try:
        with (
            tempfile.TemporaryDirectory(prefix="consentdesk-") as scratch,
            reading_backup(file, passphrase) as backup,
        ):
            return read_through(backup, file, Path(scratch), only_the_database, progress, cancel)
    except OSError as error:
        raise unreadable(error) from error


def read_through(
    backup: BackupReader,
    file: Path,
    into: Path,
    keep: Callable[[Part, Path], None],
    progress: Progress,
    cancel: CancelToken,
) -> CheckedBackup:
    """Check every part on the way, handing each to `keep`, which lays at least the database down.

    Raises:
        DamagedStore: a page or a picture does not open.
        Cancelled: the person stopped it.
    """
    progress.start("Checking the backup", 0)
    seal = Seal(backup.key)
    pictures = 0
    for part in backup.parts():
        cancel.raise_if_cancelled()
        if part.name == NAMES:
            seal = Seal(backup.key, part.data)
        elif part.picture is not None:
            seal.opened(VaultKey(part.picture), part.data)
            pictures += 1
            progress.step()
        keep(part, into)
    if not (into / DATABASE).exists():
        raise damaged_backup()
    check_pages(into / DATABASE, backup.key)
    return CheckedBackup(backup.made_at, pictures, file.stat().st_size)


def unreadable(error: OSError) -> KnownError:
    """Return the sentence for a drive that fails while a backup is read."""
    return known_error(error) or StoreError(
        "The backup cannot be read, or its new folder not be written.",
        "Check that the drive is plugged in, and name both again.",
    )
