"""Enrolled pupils whose portraits lie so near that distance alone may not tell them apart."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from consentdesk.domain.ids import PersonId
from consentdesk.faces.ports import Lines, Reference


def look_alikes(
    references: Sequence[Reference], siblings: Collection[frozenset[PersonId]], lines: Lines
) -> Mapping[PersonId, frozenset[PersonId]]:
    """Return everybody who has a look-alike, with all of them.

    Args:
        references: the enrolled pupils; their vectors were made by one encoder.
        siblings: pairs who may be brothers or sisters: for them the wider line counts, up to
            which one portrait of the one would suggest the other.
        lines: of that encoder.
    """
    if not references:
        return {}
    vectors = np.array([reference.vector for reference in references], np.float64)
    line, wider = lines.look_alike, max(lines.look_alike, lines.one_photo)
    found: dict[PersonId, set[PersonId]] = {}
    for at, one in enumerate(references):
        distances = np.linalg.norm(vectors[at + 1 :] - vectors[at], axis=1)
        for place in np.flatnonzero(distances <= wider):
            other = references[at + 1 + int(place)].person_id
            if distances[place] <= line or frozenset({one.person_id, other}) in siblings:
                found.setdefault(one.person_id, set()).add(other)
                found.setdefault(other, set()).add(one.person_id)
    return {person: frozenset(others) for person, others in found.items()}
