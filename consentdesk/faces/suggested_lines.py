"""What lines an encoder needs, counted on vectors of test people; the same for every encoder.

Half of what a line decides cannot be counted on so few people. Such lines are suggested in the
proportion that they have for the built-in encoder.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from consentdesk.faces.dlib_lines import DLIB_LINES
from consentdesk.faces.ports import Lines

Vectors = Sequence[tuple[float, ...]]
Floats = NDArray[np.float64]

_MISSED = 0.01
"""Share of the enrolled who may be missed (face survey, section 7)."""

_ALIKE, _VERY_ALIKE = 0.04, 0.15
"""Shares of true pairs beyond these words; as many lie beyond the built-in encoder's."""

_CONFUSED = 0.001
"""Share of pairs of different people whose references lie within `look_alike`."""

_GROUPED = 0.0001
"""The same for faces that are put into one group (face survey, 4.5)."""

_SURE = 1.959964
"""Standard deviations on either side that hold 95 %."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one line would do, for pupils with so many register photos.

    Attributes:
        missed: true pairs beyond the line, of ``probes``.
        flagged: share of strangers' faces within the line of anybody, in a register of
            ``register`` people.
    """

    photos: int
    line: float
    missed: int
    probes: int
    flagged: float
    strangers: int
    register: int


@dataclass(frozen=True, slots=True)
class MeasuredPeople:
    """Vectors of one encoder: portraits and other photos by person, and faces of strangers."""

    enrolled: Mapping[str, Vectors]
    probes: Mapping[str, Vectors]
    strangers: Vectors

    def references(self, photos: int) -> dict[str, Floats]:
        """Return the mean of the first portraits of everybody who has so many."""
        return {
            who: np.array(vectors[:photos], np.float64).mean(0)
            for who, vectors in self.enrolled.items()
            if len(vectors) >= photos
        }


class OneRegister:
    """Distances to references that are made of so many photos each."""

    def __init__(self, people: MeasuredPeople, photos: int) -> None:
        references = people.references(photos)
        self.photos = photos
        self._people = len(references)
        self._own = np.sort(
            [
                float(np.linalg.norm(np.array(vector) - reference))
                for who, reference in references.items()
                for vector in people.probes.get(who, ())
            ]
        )
        self._strangers = np.array(
            [
                [float(np.linalg.norm(np.array(vector) - each)) for each in references.values()]
                for vector in people.strangers
            ]
        )

    @property
    def measured(self) -> bool:
        """Whether there is anybody to count."""
        return len(self._own) > 0 and self._strangers.size > 0

    def beyond(self, share: float) -> float:
        """Return the distance beyond which at most this share of the true pairs lie."""
        return float(self._own[-1 - int(share * len(self._own))])

    @property
    def farthest(self) -> float:
        """The greatest distance of a true pair."""
        return float(self._own[-1])

    def count(self, line: float, register: int) -> Counted:
        """Return what a line would do in a register of so many people, or all there are."""
        size = min(register, self._people)
        near = (self._strangers <= line).sum(axis=1)
        return Counted(
            self.photos,
            line,
            int((self._own > line).sum()),
            len(self._own),
            float(np.mean([1 - _none_of(int(n), self._people, size) for n in near])),
            len(near),
            size,
        )


def suggest_lines(people: MeasuredPeople) -> Lines | None:
    """Return lines at which at most one in a hundred true pairs is missed.

    None unless somebody has three portraits and another photo, and there are strangers.
    """
    one, two, more = (OneRegister(people, photos) for photos in (1, 2, 3))
    if not more.measured:
        return None
    line = more.beyond(_MISSED)
    ours = DLIB_LINES
    scale = line / ours.more_photos
    return Lines(
        one_photo=max(one.beyond(_MISSED), line),
        two_photos=max(two.beyond(_MISSED), line),
        more_photos=line,
        small_more=ours.small_more * scale,
        wider_more=ours.wider_more * scale,
        doubt=scale * float(np.clip((more.farthest - line) / scale, ours.doubt, 3 * ours.doubt)),
        alike=more.beyond(_ALIKE),
        very_alike=more.beyond(_VERY_ALIKE),
        # Too few pairs stand behind these two, so the more careful of both ways counts.
        group=min(ours.group * scale, _apart(_faces(people), _GROUPED)),
        look_alike=max(
            ours.look_alike * scale, _apart(list(people.references(3).values()), _CONFUSED)
        ),
        smallest=ours.smallest,
        small=ours.small,
    )


def wilson(hit: float, of: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share, as if the cases were independent.

    Args:
        hit: how many, or how many on average.
        of: how many there were; at least 1.
    """
    middle = (hit + _SURE**2 / 2) / (of + _SURE**2)
    reach = _SURE / (of + _SURE**2) * sqrt(hit * (of - hit) / of + _SURE**2 / 4)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _faces(people: MeasuredPeople) -> list[Floats]:
    """Return one face of everybody."""
    first = [vectors[0] for vectors in people.enrolled.values()]
    return [np.array(vector, np.float64) for vector in (*first, *people.strangers)]


def _apart(everybody: Sequence[Floats], share: float) -> float:
    """Return the distance within which this share of the pairs of different people lie."""
    pairs = [float(np.linalg.norm(a - b)) for a, b in combinations(everybody, 2)]
    return float(np.quantile(pairs, share)) if pairs else 0.0


def _none_of(near: int, people: int, register: int) -> float:
    """Return how likely none of the near ones is among so many people drawn from all."""
    chance = 1.0
    for drawn in range(register):
        chance *= max(0, people - near - drawn) / (people - drawn)
    return chance
