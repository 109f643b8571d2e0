"""What the shipped lines do to measured faces, counted and put into tables for a page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from consentdesk.domain.face import SuggestionOutcome
from consentdesk.domain.search import Sensitivity
from consentdesk.faces.compare import compare, line_of
from consentdesk.faces.dlib_lines import DLIB_LINES
from consentdesk.faces.look_alikes import look_alikes
from consentdesk.faces.ports import Comparison, Gallery, Reference
from consentdesk.faces.suggested_lines import Counted, MeasuredPeople, OneRegister, wilson
from consentdesk.faces.versions import MATCHER_VERSION
from tests.bench.portrayed import People, Portrayed

PORTRAITS = {
    1: DLIB_LINES.one_photo,
    2: DLIB_LINES.two_photos,
    3: DLIB_LINES.more_photos,
}
REGISTERS = (10, 30, 100)

_MANY = 5000
"""Cases from which a tenth of a per cent is too coarse."""

Rows = list[tuple[str, ...]]
Faces = Mapping[str, tuple[Portrayed | None, ...]]


@dataclass(frozen=True)
class Shrunk:
    """The probes and the strangers at one height; None for a face not found at it."""

    height: int
    probes: Faces
    strangers: tuple[Portrayed | None, ...]


def markdown(head: Sequence[str], rows: Rows) -> str:
    """Return a table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def part(hit: float, of: int) -> str:
    """Return a count, or a mean of counts, of so many, and its 95 % interval in per cent."""
    if not of:
        return "none"
    low, high = (100 * edge for edge in wilson(hit, of))
    count = f"{hit:.0f}" if abs(hit - round(hit)) < 0.05 else f"{hit:.1f}"
    digits = 1 if of < _MANY else 3
    return f"{count}/{of}, {hit / of:.{digits}%} ({low:.{digits}f}-{high:.{digits}f})"


def combined(people: MeasuredPeople, portraits: int) -> Iterator[MeasuredPeople]:
    """Enrol everybody with so many portraits, in each combination of those there are."""
    most = max(map(len, people.enrolled.values()), default=0)
    for chosen in combinations(range(most), portraits):
        enrolled = {
            who: [vectors[place] for place in chosen]
            for who, vectors in people.enrolled.items()
            if len(vectors) > chosen[-1]
        }
        yield replace(people, enrolled=enrolled)


def line_rows(people: MeasuredPeople) -> Rows:
    """Return for each line who is missed and which strangers are suggested."""
    rows: Rows = []
    for portraits, line in PORTRAITS.items():
        given = [OneRegister(each, portraits) for each in combined(people, portraits)]
        usual = [each.count(line, REGISTERS[1]) for each in given]
        doubt = [each.count(line + DLIB_LINES.doubt, REGISTERS[1]) for each in given]
        at_sizes = [_strangers(given, line, size, len(people.enrolled)) for size in REGISTERS]
        rows.append((str(portraits), f"{line:g}", _missed(usual), _missed(doubt), *at_sizes))
    return rows


def crowd_row(people: MeasuredPeople) -> tuple[str, ...]:
    """Return the same for one portrait in the greatest register there is.

    The other strangers stand in for pupils, each with the one portrait there is of them.
    """
    line, flagged, size = PORTRAITS[1], 0.0, 0
    firsts = {who: vectors[:1] for who, vectors in people.enrolled.items()}
    for out, stranger in enumerate(people.strangers):
        others = {f"stranger {n}": [v] for n, v in enumerate(people.strangers) if n != out}
        crowd = MeasuredPeople({**firsts, **others}, {}, [stranger])
        counted = OneRegister(crowd, 1).count(line, REGISTERS[-1])
        flagged, size = flagged + counted.flagged, counted.register
    of = len(people.strangers)
    return (
        f"1, other strangers enrolled too ({size})",
        f"{line:g}",
        "",
        "",
        "",
        "",
        part(flagged, of),
    )


def _missed(counted: Sequence[Counted]) -> str:
    return part(sum(one.missed for one in counted), sum(one.probes for one in counted))


def _strangers(given: Sequence[OneRegister], line: float, size: int, people: int) -> str:
    """Return strangers suggested; the interval is that of the strangers, not of combinations."""
    each_way = [one.count(line, size) for one in given if one.measured]
    counted = [one for one in each_way if one.register == size]
    if not counted:
        return f"only {people} people"
    of = counted[0].strangers
    return part(float(np.mean([one.flagged for one in counted])) * of, of)


def gallery_of(people: MeasuredPeople, portraits: int) -> Gallery:
    """Enrol everybody who has so many portraits, look-alikes marked; numbered from 1 by name."""
    means = people.references(portraits)
    bare = [
        Reference(number, tuple(map(float, means[who])), portraits)
        for number, who in enumerate(sorted(people.enrolled), start=1)
        if who in means
    ]
    alike = look_alikes(bare, (), DLIB_LINES)
    marked = (replace(one, look_alikes=alike.get(one.person_id, frozenset())) for one in bare)
    return Gallery(tuple(marked), MATCHER_VERSION)


@dataclass
class _Told:
    """What comparing said of pupils' own photos."""

    own: int = 0
    other: int = 0
    unsure: int = 0
    silent: int = 0

    def add(self, said: Comparison, person: int) -> None:
        if said.outcome is SuggestionOutcome.SUGGESTION:
            if said.candidates[0].person_id == person:
                self.own += 1
            else:
                self.other += 1
        elif said.outcome is SuggestionOutcome.CANNOT_TELL:
            self.unsure += 1
        else:
            self.silent += 1

    def cells(self) -> tuple[str, ...]:
        counts = (self.own, self.other, self.unsure, self.silent)
        return tuple(part(count, sum(counts)) for count in counts)


def own_rows(people: People) -> Rows:
    """Return whom comparing names first for photos of enrolled pupils: them, or another."""
    rows: Rows = []
    measured, numbers = people.measured(), _numbers(people)
    for portraits in PORTRAITS:
        told = _Told()
        for each in combined(measured, portraits):
            gallery = gallery_of(each, portraits)
            for who in each.enrolled:
                for probe in people.probes.get(who, ()):
                    told.add(_said(probe, gallery), numbers[who])
        rows.append((str(portraits), *told.cells()))
    return rows


def height_rows(people: People, shrunk: Iterable[Shrunk]) -> Rows:
    """Return what smaller faces come to, everybody enrolled with three portraits."""
    gallery, numbers = gallery_of(people.measured(), 3), _numbers(people)
    return [_height_row(one, gallery, numbers) for one in shrunk]


def _height_row(shrunk: Shrunk, gallery: Gallery, numbers: Mapping[str, int]) -> tuple[str, ...]:
    references = {each.person_id: each for each in gallery.references}
    pairs = [
        (face, references[numbers[who]])
        for who, faces in shrunk.probes.items()
        for face in faces
        if face is not None and numbers[who] in references
    ]
    own = np.array([np.linalg.norm(face.vector - np.array(ref.vector)) for face, ref in pairs])
    lines = [line_of(ref, shrunk.height, DLIB_LINES, Sensitivity.USUAL) for _, ref in pairs]
    told = _Told()
    for face, reference in pairs:
        told.add(_said(face, gallery), reference.person_id)
    others = [_said(face, gallery) for face in shrunk.strangers if face is not None]
    named = sum(said.outcome is SuggestionOutcome.SUGGESTION for said in others)
    every = [*shrunk.probes.values(), shrunk.strangers]
    return (
        f"{shrunk.height} px",
        str(sum(face is None for faces in every for face in faces)),
        f"{np.median(own):.3f}" if pairs else "-",
        part(int((own > np.array(lines)).sum()), len(pairs)),
        *told.cells(),
        part(named, len(others)),
    )


def pair_rows(people: MeasuredPeople) -> Rows:
    """Return how many pairs of people the lines for groups and look-alikes bring together."""
    means = list(people.references(3).values())
    faces = [
        (who, np.array(vector, np.float64))
        for given in (people.enrolled, people.probes)
        for who, vectors in given.items()
        for vector in vectors
    ]
    faces += [(f"stranger {n}", np.array(v, np.float64)) for n, v in enumerate(people.strangers)]
    same, other = _pairs(faces)
    alike = np.array([np.linalg.norm(a - b) for a, b in combinations(means, 2)])
    group, look_alike = DLIB_LINES.group, DLIB_LINES.look_alike
    return [
        ("two photos of one person, one group", f"{group:g}", _within(same, group)),
        ("two photos of different people, one group", f"{group:g}", _within(other, group)),
        (
            "means of two people's portraits, look-alikes",
            f"{look_alike:g}",
            _within(alike, look_alike),
        ),
    ]


def _pairs(
    faces: Sequence[tuple[str, NDArray[np.float64]]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the distances of all pairs of one person, and of all pairs of two."""
    same, other = [], []
    for (one, a), (two, b) in combinations(faces, 2):
        (same if one == two else other).append(float(np.linalg.norm(a - b)))
    return np.array(same), np.array(other)


def _within(distances: NDArray[np.float64], line: float) -> str:
    return part(int((distances <= line).sum()), len(distances))


def _numbers(people: People) -> dict[str, int]:
    return {who: number for number, who in enumerate(sorted(people.enrolled), start=1)}


def _said(face: Portrayed, gallery: Gallery) -> Comparison:
    too_small = face.face.box.height < DLIB_LINES.smallest
    vector = None if too_small else face.vector
    return compare(vector, face.quality, face.face, gallery, DLIB_LINES)
