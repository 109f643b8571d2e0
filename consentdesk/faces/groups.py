"""Faces of one batch that are one person: worked out in memory, kept by nobody.

A group only ever adds flags. It clears nobody, and what a face's own distance said stays.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.ids import PhotoId

_BLOCK = 1024
"""Faces a side of the distances that are looked at together: 4 MB."""

_TOGETHER = 1000
"""Faces up to which all distances among them are held; more are split by a tighter line first."""

_TIGHTER = (1.0, 0.85, 0.7)
"""Shares of the line that are tried one after the other on a chain of too many faces."""

Rows = NDArray[np.float32]
Distances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class GroupedFace:
    """One face of a batch: its vector, and its height in pixels of its photo."""

    photo_id: PhotoId
    vector: tuple[float, ...] = field(repr=False)
    height: int


def same_person(faces: Sequence[GroupedFace], line: float) -> tuple[tuple[int, ...], ...]:
    """Return which faces are one person, as their places; groups of two or more only.

    Average linkage: two groups are joined while the mean distance between their faces is at most
    the line, the nearest first. Two faces of one photo are never one person. The order in which
    the faces come does not matter.

    Args:
        faces: with vectors of one encoder, equally long.
        line: of that encoder (`Lines.group`).
    """
    if not faces:
        return ()
    order = sorted(range(len(faces)), key=lambda place: _sort_key(faces[place]))
    rows = np.array([faces[place].vector for place in order], np.float32)
    photos = np.array([faces[place].photo_id for place in order])
    everybody = np.arange(len(faces))
    groups = [
        tuple(sorted(order[place] for place in group))
        for part in _parts(rows, everybody, [share * line for share in _TIGHTER])
        for group in _linked(rows[part], photos[part], part, line)
    ]
    return tuple(sorted(groups))


def _sort_key(face: GroupedFace) -> tuple[PhotoId, tuple[float, ...]]:
    return face.photo_id, face.vector


def _parts(
    rows: Rows, places: NDArray[np.intp], lines: Sequence[float]
) -> Iterator[NDArray[np.intp]]:
    """Yield sets of places, within which every group lies whole.

    Groups that are joined have a pair within the line, so chains of such pairs hold them all.
    A chain through too many faces is cut where it is weakest; that may part a group.
    """
    for part in _chains(rows[places], lines[0]):
        if len(part) > _TOGETHER and len(lines) > 1:
            yield from _parts(rows, places[part], lines[1:])
        else:
            for first in range(0, len(part), _TOGETHER):
                yield places[part[first : first + _TOGETHER]]


def _chains(rows: Rows, line: float) -> list[NDArray[np.intp]]:
    """Return the chains of two or more rows of which each is within the line of another."""
    leader = list(range(len(rows)))
    for one, other in _near_pairs(rows, line):
        a, b = _leader(leader, one), _leader(leader, other)
        leader[max(a, b)] = min(a, b)
    chains: dict[int, list[int]] = {}
    for place in range(len(rows)):
        chains.setdefault(_leader(leader, place), []).append(place)
    return [np.array(chain, np.intp) for chain in chains.values() if len(chain) > 1]


def _leader(leader: list[int], place: int) -> int:
    while leader[place] != place:
        leader[place] = leader[leader[place]]
        place = leader[place]
    return place


def _near_pairs(rows: Rows, line: float) -> Iterator[tuple[int, int]]:
    """Yield the pairs of places within the line of each other, block by block."""
    for top in range(0, len(rows), _BLOCK):
        for left in range(top, len(rows), _BLOCK):
            squares = _squares(rows[top : top + _BLOCK], rows[left : left + _BLOCK])
            # a hair wider: rounding must not part a pair that lies on the line
            for one, other in np.argwhere(squares <= line * line + 1e-5).tolist():
                if top + one < left + other:
                    yield top + one, left + other


def _squares(some: Rows, others: Rows) -> Rows:
    """Return the squared distances, one row for each of some."""
    sums = (some**2).sum(1)[:, None] + (others**2).sum(1)
    return np.asarray(np.maximum(sums - 2 * (some @ others.T), 0), np.float32)


def _linked(
    rows: Rows, photos: NDArray[np.int_], places: NDArray[np.intp], line: float
) -> list[Collection[int]]:
    """Join the nearest groups again and again; return those of two or more, by their places."""
    apart: Distances = np.sqrt(_squares(rows, rows).astype(np.float64))
    apart[photos[:, None] == photos] = np.inf
    members: list[list[int]] = [[place] for place in places.tolist()]
    while True:
        one, other = divmod(int(apart.argmin()), len(apart))
        if apart[one, other] > line:
            return [group for group in members if len(group) > 1]
        _join(apart, members, one, other)


def _join(apart: Distances, members: list[list[int]], one: int, other: int) -> None:
    """Put the other group into the first; what either may not be joined with, both may not."""
    a, b = len(members[one]), len(members[other])
    mean = (a * apart[one] + b * apart[other]) / (a + b)
    mean[[one, other]] = np.inf
    apart[one] = apart[:, one] = mean
    apart[other] = apart[:, other] = np.inf
    members[one] += members[other]
    members[other] = []
