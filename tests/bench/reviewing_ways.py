"""Two ways through a batch, as a practised office manager would go."""

from collections.abc import Sequence
from itertools import pairwise

from consentdesk.app.demo_school import OFFICE
from consentdesk.domain.face import DispositionKind
from consentdesk.domain.ids import PhotoId, RegionId
from consentdesk.domain.same_places import same_places
from consentdesk.services.deciding.burst_review import Carried
from tests.bench.perfect_reviewer import PerfectReviewer, commonest, largest_first

LEAST_IN_GROUP = 2
"""Faces from which a group is worth a decision of its own."""


def look(reviewer: PerfectReviewer) -> None:
    """Go photo by photo; within a burst carry from frame to frame."""
    before = {
        frame: earlier for burst in reviewer.desk.bursts for earlier, frame in pairwise(burst)
    }
    for photo in _in_order(reviewer):
        if photo in before:
            _carry(reviewer, before[photo], photo)
        reviewer.settle_rest(photo)
    reviewer.look_through_all()


def look_without_bursts(reviewer: PerfectReviewer) -> None:
    """Go photo by photo and carry nothing."""
    for photo in _in_order(reviewer):
        reviewer.settle_rest(photo)
    reviewer.look_through_all()


def match(reviewer: PerfectReviewer) -> None:
    """Go through the groups, those of look-outs first, then through what is left."""
    groups = largest_first(reviewer.desk.groups)
    groups.sort(key=lambda faces: not _flagged(reviewer, faces))
    for faces in groups:
        _decide_group(reviewer, faces)
    for photo in _in_order(reviewer):
        reviewer.settle_rest(photo)
    reviewer.look_through_all()


def match_look_outs_only(reviewer: PerfectReviewer) -> None:
    """Go through the groups of look-outs only; everybody else is in the statements."""
    for faces in largest_first(reviewer.desk.groups):
        if any(reviewer.right[face].person_id in reviewer.look_outs for face in faces):
            _decide_group(reviewer, faces)
    for photo in _in_order(reviewer):
        reviewer.settle_rest(photo)
    reviewer.look_through_all()


def one_by_one(reviewer: PerfectReviewer) -> None:
    """Decide each face and finish each photo by itself: what the others are compared with."""
    for photo in _in_order(reviewer):
        reviewer.draw_missed(photo)
        for region in reviewer.undecided(photo):
            reviewer.see([region.id])
            reviewer.decide(photo, region.id)
    reviewer.look_through_all()


def _in_order(reviewer: PerfectReviewer) -> Sequence[PhotoId]:
    """Return the photos by time, so that a burst comes frame by frame."""
    return sorted(
        reviewer.photos, key=lambda id_: (str(reviewer.photos[id_].photo.details.taken_at), id_)
    )


def _carry(reviewer: PerfectReviewer, earlier: PhotoId, photo: PhotoId) -> None:
    one, other = reviewer.photos[earlier], reviewer.photos[photo]
    sizes = [(e.photo.details.width, e.photo.details.height) for e in (one, other)]
    decided = one.review.decisions
    pairs = [
        (a, b)
        for a, b in same_places(one.review.regions, other.review.undecided, *sizes)
        if a in decided and _same(reviewer, a, b)
    ]
    if not pairs:
        return
    reviewer.see([b for _, b in pairs])
    carried = [Carried(a, b, decided[a].disposition) for a, b in pairs]
    reviewer.take([reviewer.workspace.bursts.carry(carried, OFFICE)])
    reviewer.effort.add("carry", 1)


def _same(reviewer: PerfectReviewer, one: RegionId, other: RegionId) -> bool:
    """Tell whether what is right for one face is right for the other."""
    return reviewer.right[one] == reviewer.right[other]


def _flagged(reviewer: PerfectReviewer, faces: Sequence[RegionId]) -> bool:
    suggested = {
        region: suggestion
        for entry in reviewer.photos.values()
        for region, suggestion in entry.suggestions.items()
    }
    return any(
        face in suggested and not suggested[face].likely.isdisjoint(reviewer.look_outs)
        for face in faces
    )


def _decide_group(reviewer: PerfectReviewer, faces: Sequence[RegionId]) -> None:
    """Walk a group, take out who is somebody else, decide the rest."""
    of = {region.id: photo for photo in reviewer.photos for region in reviewer.undecided(photo)}
    walked = [face for face in faces if face in of]
    person = commonest(
        [reviewer.right[face] for face in walked if reviewer.right[face].person_id is not None]
    )
    ticked = [face for face in walked if reviewer.right[face] == person]
    if person is None or len(ticked) < LEAST_IN_GROUP:
        return
    reviewer.see(walked)
    first = min(ticked, key=lambda face: reviewer.naming_keys(of[face], face, person))
    keys = reviewer.naming_keys(of[first], first, person) + len(walked) - len(ticked)
    reviewer.take(reviewer.workspace.groups.decide(reviewer.batch_id, ticked, person, OFFICE))
    reviewer.effort.add("group", keys)
    hidden = [f for f in walked if reviewer.right[f].kind is DispositionKind.COVER]
    if len(hidden) >= LEAST_IN_GROUP:
        cover = reviewer.right[hidden[0]]
        reviewer.take(reviewer.workspace.groups.decide(reviewer.batch_id, hidden, cover, OFFICE))
        reviewer.effort.add("group", len(hidden) + 1)
