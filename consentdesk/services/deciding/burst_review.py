"""Photos of one moment: what was decided in one frame is carried to the next, pair by pair.

A person confirms every pair side by side; places in the picture only propose the pairs, and
faces are never compared by the machine for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from consentdesk.domain.bursts import bursts
from consentdesk.domain.errors import Refused
from consentdesk.domain.exclusion_check import no_look_out_refusal
from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.ids import PersonId, PhotoId, RegionId
from consentdesk.domain.mosaic import STATES_NO_LOOK_OUT
from consentdesk.domain.review import ActionKind, Decision, PhotoReview, Settled
from consentdesk.services.deciding.acting import Acting
from consentdesk.services.deciding.desk import PhotoOnDesk, photo_on_desk, region_as_it_stands
from consentdesk.services.deciding.mosaics import MOSAIC, refuse_mosaic
from consentdesk.services.deciding.naming_faces import refuse_of_writing, refuse_twice
from consentdesk.services.register_picture import RegisterPicture
from consentdesk.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Carried:
    """A decided face, and the face of another frame that a person saw to be the same.

    Attributes:
        disposition: what stood beside the pair as the decision of the first.
    """

    from_region: RegionId
    to_region: RegionId
    disposition: Disposition


class BurstReview:
    """Carrying decisions within a burst."""

    def __init__(self, acting: Acting) -> None:
        self._acting = acting

    def carry(self, pairs: Sequence[Carried], by: str, seen: int | None = None) -> PhotoOnDesk:
        """Give each second face the decision of the first, in one action.

        A face that was said to be none of the look-outs stays so against those it was said of.

        Raises:
            Refused: the photos are not of one burst; a first face is undecided, or its decision
                is not what stood beside the pair; a second one was not shown, or may not count
                as compared with the look-outs; a person would be in the photo twice.
                Nothing is carried then.
        """

        def work(u: UnitOfWork) -> PhotoId:
            source_id, target_id = _two_frames(u, pairs)
            register = self._acting.register.read(u)
            source = photo_on_desk(u, source_id, register).review
            target = photo_on_desk(u, target_id, register)
            settled = [_carried(u, source, pair) for pair in pairs]
            batch = u.batches.get(target.photo.batch_id)
            look_outs = {person.id for person in register.look_outs(batch)}
            _refuse_look_alikes(target, settled, look_outs, register)
            _refuse_twice_in(target.review, settled)
            self._acting.record(
                u,
                target_id,
                ActionKind.CARRY,
                by,
                seen=seen,
                settled=settled,
                look_outs=_compared_with(source, pairs),
            )
            return target_id

        return self._acting.changed(work)


def _two_frames(u: UnitOfWork, pairs: Sequence[Carried]) -> tuple[PhotoId, PhotoId]:
    first = {region_as_it_stands(u, pair.from_region).photo_id for pair in pairs}
    second = {region_as_it_stands(u, pair.to_region).photo_id for pair in pairs}
    if len(first) != 1 or len(second) != 1 or first == second:
        raise Refused("Two photos are compared at a time.", "Choose the pairs again.")
    source, target = first.pop(), second.pop()
    batch_id = u.photos.get(source).batch_id
    together = bursts(u.photos.of_batch(batch_id))
    if not any({source, target} <= set(burst) for burst in together):
        raise Refused("The two photos are not of one moment.", "Decide each face by itself.")
    return source, target


def _carried(u: UnitOfWork, source: PhotoReview, pair: Carried) -> Settled:
    decision = source.decisions.get(pair.from_region)
    if decision is None:
        raise Refused("A face of the first photo is not decided.", "Decide it first.")
    if decision.disposition != pair.disposition:
        raise Refused("The first photo was changed meanwhile.", "Look at the pairs again.")
    region = u.photos.region(pair.to_region)
    if not region.shown:
        raise Refused("A face was not on the screen yet.", "Look at each pair, then carry over.")
    if not region.compared_by_eye:
        raise Refused("A pair passed too quickly to be compared.", "Look at each pair once more.")
    refuse_of_writing(region, decision.disposition.kind)
    return Settled(pair.to_region, decision.disposition)


def _refuse_look_alikes(
    target: PhotoOnDesk,
    settled: Sequence[Settled],
    restricted: set[PersonId],
    register: RegisterPicture,
) -> None:
    """Ask the same of a face that is to count as no look-out as the exclusion check does."""
    mosaics = [each.region_id for each in settled if each.disposition == MOSAIC]
    refuse_mosaic(target, mosaics, restricted, register)
    regions = {region.id: region for region in target.review.regions}
    for each in settled:
        if each.disposition != Disposition(DispositionKind.NO_LOOK_OUT):
            continue
        region, suggestion = regions[each.region_id], target.suggestions.get(each.region_id)
        refusal = no_look_out_refusal(region, suggestion, restricted)
        if refusal is not None:
            raise Refused("The exclusion check does not hold for this face.", refusal)


def _refuse_twice_in(target: PhotoReview, settled: Sequence[Settled]) -> None:
    changed = {each.region_id for each in settled}
    if len(changed) != len(settled):
        raise Refused("A face stands in two pairs.", "Take one of the pairs out.")
    named = [each for each in settled if each.disposition and each.disposition.person_id]
    people = {each.disposition.person_id for each in named if each.disposition}
    if len(people) != len(named):
        raise Refused("Nobody can be in one photo twice.", "Take one of the pairs out.")
    for each in named:
        if each.disposition is not None:
            others = PhotoReview(
                target.regions,
                {id_: d for id_, d in target.decisions.items() if id_ not in changed},
            )
            refuse_twice(others, (each.region_id,), each.disposition)


def _compared_with(source: PhotoReview, pairs: Sequence[Carried]) -> frozenset[PersonId]:
    """Return whom all carried faces were compared with; fewer people are the stricter answer."""
    compared: list[Decision] = [
        decision
        for pair in pairs
        if (decision := source.decisions.get(pair.from_region)) is not None
        and decision.disposition.kind in STATES_NO_LOOK_OUT
    ]
    if not compared:
        return frozenset()
    return frozenset.intersection(*(decision.look_outs for decision in compared))
