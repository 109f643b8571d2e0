"""When a face may be made a mosaic: never that of somebody who is looked out for."""

from collections.abc import Collection

from consentdesk.domain.face import DispositionKind, Region, RegionSubject, Suggestion, names_any_of
from consentdesk.domain.ids import PersonId
from consentdesk.domain.review import Decision

STATES_NO_LOOK_OUT = frozenset({DispositionKind.NO_LOOK_OUT, DispositionKind.MOSAIC})
"""Decisions that count only while nobody is looked out for whom they were not made against."""


def mosaic_refusal(
    region: Region,
    suggestion: Suggestion | None,
    restricted: Collection[PersonId],
    decision: Decision | None,
) -> str | None:
    """Return why a mosaic will not do for a face, or None when it will.

    A mosaic leaves the colours of hair and skin, which is too much for somebody on the register.

    Args:
        suggestion: what comparing said about the face, without whom a person said it is not.
        restricted: who is looked out for now.
        decision: what stands for the face until now.
    """
    if region.subject is RegionSubject.WRITING:
        return "This frame is around something that can be read."
    if decision is not None and decision.disposition.person_id is not None:
        return "This face was said to be somebody of the school."
    if names_any_of(suggestion, restricted):
        return "This face looks like somebody who must not be shown."
    return None
