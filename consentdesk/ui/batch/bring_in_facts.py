"""What the Bring in page shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from consentdesk.domain.emptied_device import StillOnDevice
from consentdesk.domain.ids import BatchId
from consentdesk.domain.photo import ImportRun, ListedFile, Photo, PhotoState
from consentdesk.ui.photo_grid import Shown
from consentdesk.ui.text import plural, tr

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


@dataclass(frozen=True)
class BringInFacts:
    """Photos, other files and imports of a batch.

    Attributes:
        on_device: imports whose photos may still be on the iPad, oldest first.
        device_list: whether the school listed its devices.
    """

    photos: tuple[Photo, ...]
    listed: tuple[ListedFile, ...]
    remarks: tuple[ListedFile, ...]
    runs: tuple[ImportRun, ...]
    unfinished: ImportRun | None
    on_device: tuple[StillOnDevice, ...]
    device_list: bool

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Return the photos for the grid, in the order they came."""
        by_number = sorted(self.photos, key=lambda photo: photo.id)
        return tuple(Shown(photo.id, photo.details.file_name) for photo in by_number)

    @property
    def set_aside(self) -> tuple[Photo, ...]:
        """Return the photos that wait for a reason to be taken."""
        return tuple(p for p in self.photos if p.state is PhotoState.SET_ASIDE)

    @property
    def last_run(self) -> ImportRun | None:
        """Return the import that can be undone next."""
        standing = [run for run in self.runs if not run.undone]
        return standing[-1] if standing else None

    @property
    def sentence(self) -> str:
        """Account for every file: in = photos + listed."""
        photos, listed = len(self.photos), len(self.listed)
        return tr(
            "{found}: {photos}, {listed}.",
            found=plural(photos + listed, "{n} file in", "{n} files in"),
            photos=plural(photos, "{n} photo", "{n} photos"),
            listed=plural(listed, "{n} listed with the reason", "{n} listed with the reason"),
        )


def read_bring_in(workspace: Workspace, batch_id: BatchId) -> BringInFacts:
    """Read what the page shows; blocks."""
    importer = workspace.importer
    return BringInFacts(
        tuple(entry.photo for entry in workspace.review.desk(batch_id).photos),
        importer.listed(batch_id),
        importer.remarks(batch_id),
        importer.runs(batch_id),
        importer.unfinished(batch_id),
        workspace.emptied_devices.waiting_in(batch_id),
        bool(workspace.batches.school_devices()),
    )
