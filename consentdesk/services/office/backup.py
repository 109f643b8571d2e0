"""Backups: making one, and knowing when the last one is too old."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.staff import Duty
from consentdesk.services.office.duties import require_one_of
from consentdesk.services.register_picture import Clock
from consentdesk.store.backup_check import CheckedBackup
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

_MADE_AT = "backup.made_at"

MAY_MAKE = (Duty.PREPARE, Duty.ADMINISTER)
"""Whoever only looks takes nothing away, not even encrypted."""


@dataclass(frozen=True, slots=True)
class BackupAge:
    """How old the last backup is.

    Attributes:
        made_at: with its zone; None when there never was one.
        days: whole days since then; 0 also where the clock was set back.
    """

    made_at: datetime | None
    days: int | None

    def is_due(self, after_days: int) -> bool:
        """Tell whether it is time for the next one; always when there never was one."""
        return self.days is None or self.days >= after_days

    @property
    def sentence(self) -> str:
        """Say it to the office."""
        if self.days is None:
            return "There is no backup yet: if this computer is lost, everything is lost."
        if self.days == 0:
            return "The last backup is from today."
        return f"The last backup is {self.days} day{'' if self.days == 1 else 's'} old."


def backup_age(unit: UnitOfWork, now: datetime) -> BackupAge:
    """Return how old the last backup is at `now`, a moment with its zone."""
    kept = unit.settings.get(_MADE_AT)
    if not kept:
        return BackupAge(None, None)
    made_at = datetime.fromisoformat(kept)
    return BackupAge(made_at, max(0, (now - made_at).days))


def _refuse_onlooker(u: UnitOfWork, by: str, today: date) -> None:
    if u.staff.all():  # a technician may back up a school that has no account yet
        require_one_of(u, by, MAY_MAKE, today)


class Backups:
    """Makes backups and keeps on record that they were made, never where they lie."""

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock

    def make(
        self, target: Path, passphrase: str, by: str, progress: Progress, cancel: CancelToken
    ) -> tuple[Path, CheckedBackup]:
        """Write a backup, read it again in full, and record it.

        Args:
            target: a folder, or a file that is not there yet; outside the workspace.
            passphrase: the backup's own; restoring asks for it.
            by: who makes it.
            progress: counts pictures, written and then checked.
            cancel: nothing stays behind.

        Raises:
            Refused: the target lies in the workspace or is there already; or there are accounts,
                and this one only looks.
            StoreError: it cannot be written or read again; nothing stays behind.
            Cancelled: the person stopped it.
        """
        made_at = self._clock()
        self._library.run(lambda u: _refuse_onlooker(u, by, made_at.date()))
        file, checked = self._library.backups.make(target, passphrase, made_at, progress, cancel)

        def record(unit: UnitOfWork) -> None:
            unit.settings.set(_MADE_AT, made_at.isoformat())
            detail = {"pictures": checked.pictures, "bytes": checked.bytes}
            unit.audit.add(by, "backup_made", "library", detail)

        self._library.run(record)
        return file, checked

    def age(self) -> BackupAge:
        """Return how old the last backup is now."""
        now = self._clock()
        return self._library.run(lambda unit: backup_age(unit, now))
