"""Check the folders: looks into every one for the copies that went out.

Missing copies are recorded as gone and changed ones as changed; one that is there again, or only
under another name, is published again. A copy that was never released and lies there all the same
is recorded, so that it is taken down. A folder that is away says nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from consentdesk.domain.ids import ReleasedFileId
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import ReleasedFile, ReleasedState
from consentdesk.faces.pool import FacePool
from consentdesk.services.looking_after.channel_folders import (
    FolderContent,
    Found,
    by_folder,
    files_in,
    read_folder,
)
from consentdesk.services.looking_after.published_copies import WENT_OUT
from consentdesk.services.program_name import PROGRAM
from consentdesk.services.publishing.unreleased_copies import record_unreleased
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork

CHANGED = "Somebody changed this file: remove it by hand."
THERE_AGAIN = "It is in the folder again."


@dataclass(frozen=True, slots=True)
class FolderCheck:
    """What "Check the folders" found.

    Attributes:
        same, changed, gone, back: copies as they were put there, changed by somebody, no longer
            there, and there again.
        unreleased: copies that were never released, and lie in their folder all the same.
        other_names: copies that lie in their folder under another name or size, with the names.
        away: folders that cannot be read, or are empty where a share may not be connected;
            nothing is said of their copies.
    """

    same: int
    changed: tuple[ReleasedFileId, ...]
    gone: tuple[ReleasedFileId, ...]
    back: tuple[ReleasedFileId, ...]
    unreleased: tuple[ReleasedFileId, ...]
    other_names: tuple[tuple[ReleasedFileId, tuple[str, ...]], ...]
    away: tuple[Path, ...]


def still_there(
    library: Library, pool: FacePool, by: str, progress: Progress, cancel: CancelToken
) -> FolderCheck:
    """Look into every folder and record what was found; `pool` decodes what nobody knows.

    Raises:
        Cancelled: the person stopped it; folders read before are recorded.
    """
    folders = by_folder(library.run(lambda u: u.releases.files()))
    progress.start("Looking into the folders", files_in(folders))
    seen, away = _Seen(), []
    for folder, files in folders.items():
        content = read_folder(folder, files, pool, progress, cancel)
        if content.there and not (content.empty and _awaited(files)):
            library.run(lambda u, c=content, f=files: _record_all(u, f, c, seen))  # type: ignore[misc]
        elif any(file.state in WENT_OUT for file in files):
            away.append(folder)
    found = seen.result(tuple(away))
    library.run(lambda u: u.audit.add(by, "copies_checked", "", _counts(found)))
    return found


def other_names(names: Sequence[str]) -> str:
    """Say under which other names a copy lies in its folder."""
    return f"It is in the folder under another name: {', '.join(names)}. Remove that by hand."


_LEFT_BEHIND = frozenset({ReleasedState.REFUSED, ReleasedState.REPLACED})
"""States of copies that are looked for by their bytes, unless another record explains these."""


class _Seen:
    """Gathers what was found, folder by folder."""

    def __init__(self) -> None:
        self.same = 0
        self.changed: list[ReleasedFileId] = []
        self.gone: list[ReleasedFileId] = []
        self.back: list[ReleasedFileId] = []
        self.unreleased: list[ReleasedFileId] = []
        self.other_names: list[tuple[ReleasedFileId, tuple[str, ...]]] = []

    def result(self, away: tuple[Path, ...]) -> FolderCheck:
        return FolderCheck(
            self.same,
            tuple(self.changed),
            tuple(self.gone),
            tuple(self.back),
            tuple(self.unreleased),
            tuple(self.other_names),
            away,
        )


def _awaited(files: Iterable[ReleasedFile]) -> bool:
    return any(file.state is ReleasedState.PUBLISHED for file in files)


def _record_all(
    u: UnitOfWork, files: Iterable[ReleasedFile], content: FolderContent, seen: _Seen
) -> None:
    now = {file.id: file for file in u.releases.files()}
    explained = {(f.folder, f.sha256) for f in now.values() if f.state in WENT_OUT}
    for file in files:
        if now.get(file.id) != file:
            continue  # something was done to it while the folder was read
        if file.state is ReleasedState.PUBLISHED:
            _record_published(u, file, content, seen)
        elif file.state in WENT_OUT:
            _record_back(u, file, content, seen)
        elif file.state in _LEFT_BEHIND and (file.folder, file.sha256) not in explained:
            if file.state is ReleasedState.REPLACED:
                _record_back(u, file, content, seen)
            else:
                _record_unreleased(u, file, content, seen)
            explained.add((file.folder, file.sha256))  # a second attempt is no second file


def _record_published(
    u: UnitOfWork, file: ReleasedFile, content: FolderContent, seen: _Seen
) -> None:
    found, others = content.find(file), content.elsewhere(file)
    if others:
        seen.other_names.append((file.id, others))
    problem = other_names(others) if others else ""
    if found is Found.MISSING and not others:
        seen.gone.append(file.id)
        u.releases.set_state(file.id, ReleasedState.GONE)
        u.audit.add(PROGRAM, "copy_found_gone", f"published copy {file.id}")
    elif found is Found.CHANGED:
        seen.changed.append(file.id)
        _say(u, file, f"{CHANGED} {problem}".strip())
    elif found is not Found.CANNOT_TELL:
        seen.same += found is Found.SAME
        _say(u, file, problem)


def _say(u: UnitOfWork, file: ReleasedFile, problem: str) -> None:
    if problem != file.problem:
        u.releases.set_state(file.id, file.state, problem=problem)


def _record_back(u: UnitOfWork, file: ReleasedFile, content: FolderContent, seen: _Seen) -> None:
    """Look for a copy that had left: programs that keep folders alike bring files back.

    What was taken down is only its very bytes here; a picture that looks the same may be the
    next one of a burst.
    """
    others = content.elsewhere(file, alike=file.state is ReleasedState.GONE)
    if not others:
        return
    seen.back.append(file.id)
    problem = THERE_AGAIN if file.file_name in others else other_names(others)
    u.releases.set_state(file.id, ReleasedState.PUBLISHED, problem=problem)
    u.audit.add(PROGRAM, "copy_found_again", f"published copy {file.id}")


def _record_unreleased(
    u: UnitOfWork, file: ReleasedFile, content: FolderContent, seen: _Seen
) -> None:
    """Record a refused copy of which the very bytes lie in its folder."""
    others = content.elsewhere(file, alike=False)
    if others:
        seen.unreleased.append(file.id)
        record_unreleased(u, file, "" if file.file_name in others else other_names(others))


def _counts(found: FolderCheck) -> dict[str, object]:
    return {
        "same": found.same,
        "changed": len(found.changed),
        "gone": len(found.gone),
        "back": len(found.back),
        "unreleased": len(found.unreleased),
        "other_names": len(found.other_names),
        "folders_away": len(found.away),
    }
