"""What the program found in the made-up photos, held against who really is in them."""

from collections.abc import Mapping
from typing import Any

from consentdesk.app.scripted_reviewer import TrueFace, pair_up
from consentdesk.domain.face import RegionSize, SuggestionOutcome
from consentdesk.domain.photo import PhotoState
from consentdesk.services.deciding.desk import Desk, PhotoOnDesk, points_at

COMPARABLE = 40
"""Pixels of height from which a face can be compared (face survey, section 4.4)."""
NOTICEABLE = 24


def held_against_truth(desk: Desk, truth: Mapping[str, tuple[TrueFace, ...]]) -> dict[str, Any]:
    """Hold what the machine found in Match against the truth."""
    counts = dict.fromkeys(
        (
            "present",
            "found",
            "present_40",
            "found_40",
            "extra",
            "register_present",
            "register_flagged",
            "register_cannot_tell",
            "register_missed",
            "false_flags",
        ),
        0,
    )
    for entry in desk.photos:
        if entry.photo.state is PhotoState.CHECKED:
            _count_photo(counts, desk, entry, truth[entry.photo.details.file_name])
    return counts


def _count_photo(
    counts: dict[str, int], desk: Desk, entry: PhotoOnDesk, faces: tuple[TrueFace, ...]
) -> None:
    regions = entry.review.regions
    paired = pair_up(regions, faces)
    seen = [face for face in faces if face.visible and face.box.height >= NOTICEABLE]
    large = [face for face in seen if face.box.height >= COMPARABLE]
    found = set(paired.values())
    counts["present"] += len(seen)
    counts["found"] += sum(1 for face in seen if face in found)
    counts["present_40"] += len(large)
    counts["found_40"] += sum(1 for face in large if face in found)
    counts["extra"] += sum(
        1 for i, r in enumerate(regions) if i not in paired and r.size is RegionSize.FACE
    )
    _count_register(counts, desk, entry, paired, large)


def _count_register(
    counts: dict[str, int],
    desk: Desk,
    entry: PhotoOnDesk,
    paired: Mapping[int, TrueFace],
    large: list[TrueFace],
) -> None:
    keys = {e.person.details.key: e.person.id for e in desk.look_outs if e.compared}
    look_outs = {e.person.id for e in desk.look_outs}
    counts["register_present"] += sum(1 for face in large if face.person in keys)
    outcomes = {}
    for index, region in enumerate(entry.review.regions):
        suggestion, face = entry.suggestions.get(region.id), paired.get(index)
        own = keys.get(face.person) if face else None
        if face in large and own is not None and suggestion is not None:
            if points_at(suggestion, {own}):
                outcomes[face.person] = "register_flagged"
            elif suggestion.outcome is SuggestionOutcome.CANNOT_TELL:
                outcomes[face.person] = "register_cannot_tell"
        elif points_at(suggestion, look_outs):
            counts["false_flags"] += 1
    for outcome in outcomes.values():
        counts[outcome] += 1
    present = sum(1 for face in large if face.person in keys)
    counts["register_missed"] += present - len(outcomes)
