"""Making a library of a backup, in a folder of its own."""

import shutil
from pathlib import Path

from consentdesk.domain.errors import Refused
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.store.backup_check import CheckedBackup, read_through, unreadable
from consentdesk.store.backup_file import Part, reading_backup
from consentdesk.store.library_folder import BACKUPS, KEY_CHECK, check_of
from consentdesk.store.open_library import open_library
from consentdesk.store.passphrase import PassphrasePlace
from consentdesk.store.place import check_place
from consentdesk.store.safe_files import UNFINISHED, force_tree, private_folder, write_whole
from consentdesk.store.unit_of_work import UnitOfWork


def restore_backup(
    file: Path,
    passphrase: str,
    folder: Path,
    who: str,
    progress: Progress,
    cancel: CancelToken,
) -> CheckedBackup:
    """Make a library of a backup, in a folder that is new or empty; it opens by the passphrase.

    Everything is checked on the way. The folder gets its name when the library in it is whole.
    The register counts as changed: what is to be published has to be looked at and signed anew.

    Args:
        file: the backup.
        passphrase: of the backup, and from now on of the library.
        folder: for the library.
        who: for the line of the audit trail.
        progress: counts pictures.
        cancel: nothing stays behind.

    Raises:
        Refused: there is something in the folder.
        UnsuitablePlace: a library may not lie there.
        WrongKey: the passphrase is not the backup's.
        DamagedStore: it is no backup, or it is not whole.
        NewerDatabase: a later version of the program made it; it is restored, and that opens it.
        DiskFull: no room is left; nothing stays behind.
        Cancelled: the person stopped it.
    """
    check_place(folder)
    _require_empty(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(folder.name + UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)  # of a restoring that was killed
    private_folder(unfinished)
    try:
        with reading_backup(file, passphrase) as backup:
            checked = read_through(backup, file, unfinished, _lay_down, progress, cancel)
            key = backup.key
        write_whole(unfinished / KEY_CHECK, check_of(key))
        PassphrasePlace(unfinished, passphrase).save(key)
        private_folder(unfinished / BACKUPS)
        force_tree(unfinished)
        if folder.exists():
            folder.rmdir()
        unfinished.rename(folder)
    except OSError as error:
        raise unreadable(error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    with open_library(folder, key) as library:
        library.run(lambda unit: _begin_anew(unit, who))
    return checked


def _begin_anew(u: UnitOfWork, who: str) -> None:
    """Let no look and no sign-off of before count: a no may have come after the backup."""
    u.register.raise_version()
    u.audit.add(who, "backup_restored", "library")


def _lay_down(part: Part, into: Path) -> None:
    place = into / part.name
    private_folder(place.parent)
    write_whole(place, part.data)


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(
            "A backup is restored into an empty folder only, and there is something in this one.",
            "Name a folder that is not there yet; nothing was changed.",
        )
