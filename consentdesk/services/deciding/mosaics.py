"""What a person states with a mosaic: seen enlarged, and none of those who are looked out for."""

from collections.abc import Collection, Iterable

from consentdesk.domain.errors import Refused
from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.ids import PersonId, RegionId
from consentdesk.domain.mosaic import mosaic_refusal
from consentdesk.services.deciding.desk import PhotoOnDesk
from consentdesk.services.register_picture import RegisterPicture
from consentdesk.store.unit_of_work import UnitOfWork

MOSAIC = Disposition(DispositionKind.MOSAIC)


def look_outs_now(u: UnitOfWork, entry: PhotoOnDesk, register: RegisterPicture) -> set[PersonId]:
    """Return who is looked out for in the batch of a photo."""
    batch = u.batches.get(entry.photo.batch_id)
    return {person.id for person in register.look_outs(batch)}


def refuse_mosaic(
    entry: PhotoOnDesk,
    region_ids: Iterable[RegionId],
    look_outs: Collection[PersonId],
    register: RegisterPicture,
) -> None:
    """Refuse to make a mosaic of a face that has to be hidden better.

    Raises:
        Refused: it looks like a look-out or somebody else on the register, was said to be
            somebody, or is none but writing.
    """
    regions = {region.id: region for region in entry.review.regions}
    for region_id in region_ids:
        said = entry.suggestions.get(region_id)
        likely = () if said is None else (candidate.person_id for candidate in said.candidates)
        why = mosaic_refusal(
            regions[region_id],
            said,
            {*look_outs, *register.on_register_among(likely)},
            entry.review.decisions.get(region_id),
        )
        if why is not None:
            raise Refused(why, "Cover it instead: a mosaic hides less than a cover.")
