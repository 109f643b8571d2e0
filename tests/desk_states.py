"""Puts photos into states that a quick, good search leaves too soon or never reaches."""

from collections.abc import Sequence

from consentdesk.domain.face import (
    Candidate,
    FoundRegion,
    Region,
    RegionSize,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import BatchId, PhotoId, RegionId
from consentdesk.domain.pixels import Box
from consentdesk.domain.search import SearchDepth
from consentdesk.services.workspace import Workspace


class DeskStates:
    """Writes into the library what a search would."""

    def __init__(self, workspace: Workspace, batch_id: BatchId) -> None:
        self._library = workspace.library
        self._batch_id = batch_id

    def check_again(self, photo_id: PhotoId, wanted: SearchDepth) -> None:
        """Let the photo wait for a search; what was found stays."""
        self._library.run(lambda u: u.photos.search_again(photo_id, wanted))

    def end_check(self, photo_id: PhotoId) -> None:
        """End the search with what is there."""
        self.find(photo_id, (), RegionSize.FACE)

    def find(self, photo_id: PhotoId, boxes: Sequence[Box], size: RegionSize) -> tuple[Region, ...]:
        """Find these boxes beside those that are there."""

        def work(u):  # type: ignore[no-untyped-def]
            there = u.photos.regions(photo_id)
            picture = u.photos.get(photo_id).details.thumbnail
            found = [FoundRegion(r.box, r.size, r.score, r.picture) for r in there]
            found += [FoundRegion(box, size, 0.2, picture) for box in boxes]
            return u.photos.record_check(photo_id, found, "made-up", SearchDepth.USUAL)

        return self._library.run(work)

    def suggest(
        self, photo_id: PhotoId, region_id: RegionId, outcome: SuggestionOutcome, *, alike: bool
    ) -> None:
        """Say something else about one face; `alike` marks its candidates as look-alikes."""

        def work(u):  # type: ignore[no-untyped-def]
            said = u.photos.suggestions(photo_id)[region_id]
            candidates = tuple(
                Candidate(c.person_id, c.distance, c.words, alike and place == 1)
                for place, c in enumerate(said.candidates)
            )
            kept = () if outcome is SuggestionOutcome.NO_SUGGESTION else candidates
            reason = "The face is too dark to compare."
            u.photos.suggest_also([Suggestion(region_id, outcome, kept, reason)])

        self._library.run(work)

    def group(self, region_ids: Sequence[RegionId]) -> None:
        """Say that these faces seem to be the same person."""
        first = min(region_ids)
        groups = dict.fromkeys(region_ids, first)
        self._library.run(lambda u: u.photos.set_groups(self._batch_id, groups))
