"""Take-down: published copies that may no longer stand leave their folders, and it is proven.

School policies ask for removal "within 24 hours" of the report (law-and-policy.md, row I15), for
a check that it happened before a case is closed (I17), and for every copy to be found (2.2: a
child stayed up in several posts after repeated complaints). So a copy stays due until its file is
gone, the folder holds it under no other name, and a person said that the account was looked at.

A crash at any point leaves a copy due, with what was begun; doing it again finishes it.
"""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import BatchId, ReleasedFileId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.faces.pool import FacePool
from consentdesk.media.channel_folder import is_there
from consentdesk.services.looking_after.channel_folders import (
    FolderContent,
    by_folder,
    read_folder,
)
from consentdesk.services.looking_after.published_copies import (
    DUE,
    WENT_OUT,
    PublishedCopies,
    PublishedCopy,
)
from consentdesk.services.looking_after.still_there import (
    CHANGED,
    FolderCheck,
    other_names,
    still_there,
)
from consentdesk.services.publishing.copy_on_disk import is_ours, path_of
from consentdesk.services.publishing.file_names import names_somebody
from consentdesk.services.register_picture import RegisterReader
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

WITHIN_HOURS = 24
"""Hours from a report to removal; a rule of school policies, law-and-policy.md row I15."""

BEGUN = "Its removal was begun: take it down again."
AWAY = "The folder is not there now: connect the drive, then take it down again."
LOCKED = "The file cannot be removed: close it in other programs, then take it down again."
POSTED = "Look at the account: if it was posted, remove it there."


@dataclass(frozen=True, slots=True)
class TakeDownReceipt:
    """What became of copies that were to be taken down.

    Attributes:
        removed: files removed in this run and read as gone.
        not_there: files that had left their folder before.
        left: copies that stay due, each with a sentence.
        finished: False when the person stopped it; the rest stays due.
    """

    removed: tuple[ReleasedFileId, ...]
    not_there: tuple[ReleasedFileId, ...]
    left: tuple[tuple[ReleasedFileId, str], ...]
    finished: bool


class TakeDown:
    """Take-down of one workspace."""

    def __init__(self, library: Library, pool: FacePool, register: RegisterReader) -> None:
        self._library = library
        self._pool = pool
        self._copies = PublishedCopies(library, register)

    def copies(self, batch_id: BatchId | None = None) -> tuple[PublishedCopy, ...]:
        """Return the copies of a batch or of all, what is due first, then the newest."""
        return self._copies.of(batch_id)

    def due(self) -> tuple[PublishedCopy, ...]:
        """Return every copy that may not stand and that somebody still has to do something about.

        Copies that left their folder count: whoever moved them may have posted them.
        """
        return tuple(copy for copy in self.copies() if copy.standing in DUE)

    def check(self, by: str, progress: Progress, cancel: CancelToken) -> FolderCheck:
        """Look into every folder and record what was found; see `still_there`.

        Raises:
            Cancelled: the person stopped it; folders read before are recorded.
        """
        return still_there(self._library, self._pool, by, progress, cancel)

    def take_down(
        self,
        ids: Iterable[ReleasedFileId],
        by: str,
        progress: Progress | None = None,
        cancel: CancelToken | None = None,
    ) -> TakeDownReceipt:
        """Remove copies from their folders, read that they are gone, and record it.

        Only the very file on record is removed. One that somebody changed, that lies there under
        another name too, or whose folder is away stays due, with a sentence. The sign-off of the
        batch ends, so that nothing is published again by itself.

        Raises:
            Refused: one of them never went out.
        """
        progress, cancel = progress or Progress(), cancel or CancelToken()
        files = self._library.run(lambda u: _begin(u, ids, by))
        progress.start("Taking down", len(files))
        receipt = TakeDownReceipt((), (), (), finished=True)
        for folder, those in by_folder(files).items():
            if cancel.cancelled:
                return _joined(receipt, TakeDownReceipt((), (), (), finished=False))
            receipt = _joined(receipt, self._empty_folder(folder, those, by))
            progress.step(len(those))
        return receipt

    def confirm_elsewhere(self, ids: Iterable[ReleasedFileId], by: str, note: str = "") -> None:
        """Record that a person looked at the account and removed what was posted there.

        Args:
            ids: copies whose files are not in their folders any more.
            by: who looked.
            note: where and when, in a few words; it goes into the audit trail.

        Raises:
            Refused: a file still is in its folder, or may be because the folder of its channel is
                away; or the note holds a person's name.
        """
        files, channels = self._library.run(
            lambda u: (tuple(u.releases.file(each) for each in ids), u.channels.all())
        )
        published = [file for file in files if file.state is ReleasedState.PUBLISHED]
        if any(path_of(file).exists() for file in published):
            raise Refused(
                "A copy still is in its folder.", "Take it down, or remove the file by hand first."
            )
        folders = {channel.id: channel.details.folder for channel in channels}
        if any(_is_away(file, folders[file.channel_id]) for file in published):
            raise Refused(
                "The folder of this channel is not there now.",
                "Connect the drive and take the copy down, or give the channel another folder.",
            )
        self._library.run(lambda u: _confirm(u, files, by, note.strip()))

    def _empty_folder(
        self, folder: Path, files: Sequence[ReleasedFile], by: str
    ) -> TakeDownReceipt:
        fates = {file.id: _remove(file) for file in files}
        everything = self._library.run(lambda u: u.releases.files())
        known = [file for file in everything if Path(file.folder) == folder]
        content = read_folder(folder, known, self._pool, Progress(), CancelToken())

        def work(u: UnitOfWork) -> TakeDownReceipt:
            receipt = TakeDownReceipt((), (), (), finished=True)
            for file in files:
                fate = _after_reading(file, fates[file.id], content)
                receipt = _joined(receipt, _record_fate(u, file, fate, by))
            for batch_id in {u.releases.sign_off(f.sign_off_id).batch_id for f in files}:
                u.batches.raise_revision(batch_id)
            return receipt

        return self._library.run(work)


_REMOVED, _NOT_THERE = "removed", "not_there"


def _begin(u: UnitOfWork, ids: Iterable[ReleasedFileId], by: str) -> tuple[ReleasedFile, ...]:
    """Record that these are being taken down; return them as they were before."""
    files = tuple(u.releases.file(each) for each in dict.fromkeys(ids))
    if any(file.state not in WENT_OUT for file in files):
        raise Refused("One of these copies never went out.", "Choose published copies only.")
    wanted = tuple(file for file in files if file.state is not ReleasedState.TAKEN_DOWN)
    for file in wanted:
        u.releases.set_state(file.id, file.state, problem=BEGUN)
    u.audit.add(by, "take_down_begun", "", {"copies": len(wanted)})
    return wanted


def _is_away(file: ReleasedFile, of_channel: Path) -> bool:
    """Whether a copy may lie in the folder its channel has now, and that folder does not answer.

    One that the channel had before may be gone for good.
    """
    folder = Path(file.folder)
    return of_channel in {folder, folder.parent} and not is_there(of_channel)


def _remove(file: ReleasedFile) -> str:
    """Remove the very file on record; return what became of it, or why it is still there."""
    path = path_of(file)
    try:
        if not path.parent.is_dir():
            return AWAY
        if not path.exists():
            return _NOT_THERE
        if not is_ours(file):
            return CHANGED
        path.unlink()
        return LOCKED if path.exists() else _REMOVED
    except OSError:
        log.warning("copy %s could not be removed", file.id)
        return LOCKED


def _after_reading(file: ReleasedFile, fate: str, content: FolderContent) -> str:
    """Return what became of a copy now that its whole folder was read again."""
    if fate not in {_REMOVED, _NOT_THERE}:
        return fate
    if not content.there:
        return AWAY
    # An empty folder may be a share that is not connected; ours may also have been its last.
    expected = file.state is ReleasedState.PUBLISHED and file.problem != BEGUN
    if fate == _NOT_THERE and content.empty and expected:
        return AWAY
    others = content.elsewhere(file)
    return other_names(others) if others else fate


def _record_fate(u: UnitOfWork, file: ReleasedFile, fate: str, by: str) -> TakeDownReceipt:
    if fate not in {_REMOVED, _NOT_THERE}:
        u.releases.set_state(file.id, ReleasedState.PUBLISHED, problem=fate)
        return TakeDownReceipt((), (), ((file.id, fate),), finished=True)
    u.releases.set_state(file.id, ReleasedState.TAKEN_DOWN, problem=POSTED)
    detail = {"channel": file.channel_id, "file": fate}
    u.audit.add(by, "copy_taken_down", f"published copy {file.id}", detail)
    removed = (file.id,) if fate == _REMOVED else ()
    not_there = (file.id,) if fate == _NOT_THERE else ()
    return TakeDownReceipt(removed, not_there, (), finished=True)


def _joined(one: TakeDownReceipt, other: TakeDownReceipt) -> TakeDownReceipt:
    return TakeDownReceipt(
        one.removed + other.removed,
        one.not_there + other.not_there,
        one.left + other.left,
        one.finished and other.finished,
    )


def _confirm(u: UnitOfWork, files: Sequence[ReleasedFile], by: str, note: str) -> None:
    if names_somebody(note, u.people.all()):
        raise Refused("The note holds a person's name.", "Say only where and when it was removed.")
    for file in files:
        if file.state not in WENT_OUT:
            raise Refused("One of these copies never went out.", "Choose published copies only.")
        u.releases.set_state(file.id, ReleasedState.TAKEN_DOWN)
        detail = {"channel": file.channel_id, "note": note}
        u.audit.add(by, "copy_removed_elsewhere", f"published copy {file.id}", detail)
    for batch_id in {u.releases.sign_off(f.sign_off_id).batch_id for f in files}:
        u.batches.raise_revision(batch_id)
