"""Who may be named for a face: the person is on the roll, and nobody is in one photo twice."""

from collections.abc import Collection, Mapping

from consentdesk.domain.errors import Refused
from consentdesk.domain.face import Disposition, DispositionKind, Region, RegionSubject
from consentdesk.domain.ids import PersonId, RegionId
from consentdesk.domain.people import Person, PersonKind
from consentdesk.domain.published_part import HIDDEN
from consentdesk.domain.review import PhotoReview


def refuse_wrong_person(people: Mapping[PersonId, Person], disposition: Disposition) -> None:
    """Refuse to name somebody who is not on the roll, or of the other kind.

    Raises:
        Refused: so it is.
    """
    if disposition.person_id is None:
        return
    person = people.get(disposition.person_id)
    is_pupil = disposition.kind is DispositionKind.THIS_PUPIL
    if person is None or (person.details.kind is PersonKind.PUPIL) is not is_pupil:
        raise Refused("This person is not on the school's roll.", "Choose another person.")


def refuse_twice(
    review: PhotoReview, region_ids: Collection[RegionId], disposition: Disposition
) -> None:
    """Refuse to name one person for two faces of a photo.

    Raises:
        Refused: so it is.
    """
    if disposition.person_id is None:
        return
    elsewhere = any(
        decision.disposition.person_id == disposition.person_id
        for region_id, decision in review.decisions.items()
        if region_id not in region_ids
    )
    if elsewhere or len(region_ids) > 1:
        raise Refused("Nobody can be in one photo twice.", "Check which of the two faces it is.")


def refuse_of_writing(region: Region, kind: DispositionKind) -> None:
    """Refuse to decide about something that can be read as if it were a person.

    Raises:
        Refused: so it is.
    """
    fits = {*HIDDEN, DispositionKind.NOT_A_FACE}
    if region.subject is RegionSubject.WRITING and kind not in fits:
        raise Refused(
            "This frame is around something that can be read.",
            "Cover it, crop it away, or say that nothing can be read.",
        )
