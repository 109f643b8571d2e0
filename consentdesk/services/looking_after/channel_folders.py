"""What lies in the folders of the channels now, against what was put there."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from consentdesk.domain.bursts import COPY_BITS, bits_apart
from consentdesk.domain.errors import PhotoError
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.release import LIES_THERE, ReleasedFile
from consentdesk.domain.shown_name import shown_name
from consentdesk.faces.pool import FacePool
from consentdesk.faces.worker import looks_of
from consentdesk.media.source_files import read_file

LOOKING_SECONDS = 60.0
"""For one picture; one that takes longer is compared by its bytes only."""


class Found(StrEnum):
    """How a copy's own name was found in its folder."""

    SAME = "same"
    CHANGED = "changed"
    MISSING = "missing"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Stranger:
    """A file that no copy on record has the name of.

    Attributes:
        sha256: of its bytes, hex.
        looks: difference hash of its pixels; None when it is no picture.
    """

    name: str
    sha256: str
    looks: int | None


@dataclass(frozen=True, slots=True)
class FolderContent:
    """A folder as it was read.

    Attributes:
        own: fingerprint of each file that a copy on record has the name of; None when the file
            cannot be read.
        strangers: everything else.
        there: whether the folder is there at all.
    """

    own: Mapping[str, str | None]
    strangers: tuple[Stranger, ...]
    there: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it: a share that is not connected may look like that."""
        return not self.own and not self.strangers

    def find(self, file: ReleasedFile) -> Found:
        """Tell how the copy's own name was found."""
        if not self.there or self.empty:
            return Found.CANNOT_TELL
        if file.file_name not in self.own:
            return Found.MISSING
        sha256 = self.own[file.file_name]
        if sha256 is None:
            return Found.CANNOT_TELL
        return Found.SAME if sha256 == file.sha256 else Found.CHANGED

    def elsewhere(self, file: ReleasedFile, *, alike: bool = True) -> tuple[str, ...]:
        """Return names under which the copy lies there, too; with `alike` also made smaller.

        A picture counts as the same one when its difference hash is within `COPY_BITS`.
        """
        return tuple(
            s.name
            for s in self.strangers
            if s.sha256 == file.sha256 or (alike and _looks_alike(s, file))
        )


def by_folder(files: Iterable[ReleasedFile]) -> Mapping[Path, tuple[ReleasedFile, ...]]:
    """Return copies by the folder they were put into."""
    folders: dict[Path, list[ReleasedFile]] = defaultdict(list)
    for file in files:
        folders[Path(file.folder)].append(file)
    return {folder: tuple(those) for folder, those in folders.items()}


def read_folder(
    folder: Path,
    files: Iterable[ReleasedFile],
    pool: FacePool,
    progress: Progress,
    cancel: CancelToken,
) -> FolderContent:
    """Read every file of a folder, not of folders in it.

    Anybody may have put a picture there, so strangers are decoded in a worker.

    Args:
        folder: of a channel or of one of its events.
        files: all copies on record for this folder.
        pool: its workers decode.
        progress: gets a step for each file.
        cancel: ends it.

    Raises:
        Cancelled: the person stopped it.
    """
    names = {f.file_name for f in files if f.state in LIES_THERE}
    own: dict[str, str | None] = {}
    strangers: list[Stranger] = []
    try:
        paths = sorted(path for path in folder.iterdir() if _counts(path))
    except OSError:
        return FolderContent({}, (), there=False)
    for path in paths:
        cancel.raise_if_cancelled()
        sha256 = _sha256(path)
        if path.name in names:
            own[path.name] = sha256
        elif sha256 is not None:
            strangers.append(Stranger(shown_name(path.name), sha256, _looks(path, pool)))
        progress.step()
    return FolderContent(own, tuple(strangers))


def files_in(folders: Iterable[Path]) -> int:
    """Count the files of folders; those that are away have none."""
    return sum(_count(folder) for folder in folders)


def _count(folder: Path) -> int:
    try:
        return sum(1 for path in folder.iterdir() if _counts(path))
    except OSError:
        return 0


def _counts(path: Path) -> bool:
    return not path.name.startswith(".") and path.is_file()


def _sha256(path: Path) -> str | None:
    """Return the fingerprint of a file of any size: films lie in such folders, too."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _looks(path: Path, pool: FacePool) -> int | None:
    try:
        return pool.ask(looks_of, (read_file(path, "The file"),), LOOKING_SECONDS)
    except PhotoError:
        return None


def _looks_alike(stranger: Stranger, file: ReleasedFile) -> bool:
    if not stranger.looks or not file.looks:  # a picture without light and dark tells nothing
        return False
    return bits_apart(stranger.looks, file.looks) <= COPY_BITS
