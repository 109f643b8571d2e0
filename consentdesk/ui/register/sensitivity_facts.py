"""What the sensitivity page needs to know, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from consentdesk.domain.ids import BatchId
from consentdesk.domain.photo import Photo, PhotoState
from consentdesk.domain.search import Sensitivity

if TYPE_CHECKING:
    from consentdesk.services.workspace import Workspace


@dataclass(frozen=True)
class SensitivityFacts:
    """The level in use, photos to show it on, and what was searched before.

    Attributes:
        photos: of the newest batch in which faces were looked for, most faces first.
        searched: how many photos were searched in each batch of which nothing is published yet.
    """

    value: Sensitivity
    photos: tuple[Photo, ...]
    searched: Mapping[BatchId, int]


def read_sensitivity(workspace: Workspace) -> SensitivityFacts:
    """Read what the page shows; blocks."""
    photos: tuple[Photo, ...] = ()
    searched: dict[BatchId, int] = {}
    for card in workspace.batches.cards():
        counts = card.counts
        done = counts.photos - counts.waiting - counts.kept_back
        if done and not photos:
            photos = _most_faces_first(workspace, card.batch.id)
        if done and not counts.published:
            searched[card.batch.id] = done
    return SensitivityFacts(workspace.scanner.sensitivity(), photos, searched)


def _most_faces_first(workspace: Workspace, batch_id: BatchId) -> tuple[Photo, ...]:
    checked = [
        entry
        for entry in workspace.review.desk(batch_id).photos
        if entry.photo.state is PhotoState.CHECKED
    ]
    checked.sort(key=lambda entry: -len(entry.review.regions))
    return tuple(entry.photo for entry in checked)
