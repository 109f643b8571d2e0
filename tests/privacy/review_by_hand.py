"""What people saw and settled on the desk, kept by hand: the other half of a double-entry book.

Nothing here asks the program what stands; boxes that a search found are told to it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from consentdesk.domain.face import ENOUGH_MS, DispositionKind, RegionSubject
from consentdesk.domain.ids import PersonId, PhotoId, RegionId
from consentdesk.domain.photo_checks import PhotoCheck
from consentdesk.domain.pixels import Box

HIDING = frozenset({DispositionKind.COVER, DispositionKind.CROP_AWAY})
OF_WRITING = HIDING | {DispositionKind.NOT_A_FACE}


@dataclass(frozen=True)
class Ruling:
    """What a face became; `against` are the look-outs it was said to be none of."""

    kind: DispositionKind
    person: PersonId | None = None
    against: frozenset[PersonId] = frozenset()


@dataclass
class OnePhoto:
    """A photo as people left it.

    Attributes:
        looked: the boxes somebody looked at in the end, and how often the register had changed.
    """

    boxes: dict[RegionId, Box] = field(default_factory=dict)
    rulings: dict[RegionId, Ruling] = field(default_factory=dict)
    looked: tuple[dict[RegionId, Box], int] | None = None
    held: bool = False
    waits: bool = False
    refused: bool = False
    kept: Box | None = None
    checks: dict[PhotoCheck, bool] = field(default_factory=dict)

    @property
    def settled(self) -> dict[RegionId, Ruling]:
        """The rulings on what stands."""
        return {id_: ruling for id_, ruling in self.rulings.items() if id_ in self.boxes}

    @property
    def open(self) -> list[RegionId]:
        """What nobody ruled on."""
        return [id_ for id_ in self.boxes if id_ not in self.rulings]

    def to_compare(self, with_people: frozenset[PersonId]) -> list[RegionId]:
        """Return what nobody ruled on, or passed when one of these people was no look-out."""
        passed = {
            id_
            for id_, ruling in self.settled.items()
            if ruling.kind is DispositionKind.NO_LOOK_OUT and not with_people <= ruling.against
        }
        return [id_ for id_ in self.boxes if id_ not in self.rulings or id_ in passed]


Effect = Callable[[OnePhoto], None]


@dataclass(frozen=True)
class Deed:
    """One effect on one photo; setting faces apart does not end a look."""

    photo: PhotoId
    effect: Effect
    ends_look: bool = True


@dataclass
class ByHand:
    """The book: deeds that stand, deeds taken back, faces seen, people who may not appear."""

    found: dict[PhotoId, dict[RegionId, Box]] = field(default_factory=dict)
    subjects: dict[RegionId, RegionSubject] = field(default_factory=dict)
    stands: list[list[Deed]] = field(default_factory=list)
    taken_back: list[list[Deed]] = field(default_factory=list)
    sights: dict[tuple[RegionId, Box], int] = field(default_factory=dict)
    deleted: set[PhotoId] = field(default_factory=set)
    protected: set[PersonId] = field(default_factory=set)
    refused: set[tuple[PersonId, str]] = field(default_factory=set)
    objecting: set[PersonId] = field(default_factory=set)
    register_changes: int = 0
    closed_roster: bool = True

    def photo(self, photo: PhotoId) -> OnePhoto:
        """Return a photo as all deeds that stand left it."""
        one = OnePhoto(dict(self.found.get(photo, {})))
        for deed in (deed for deeds in self.stands for deed in deeds if deed.photo == photo):
            if deed.ends_look:
                one.looked = None
            deed.effect(one)
        return one

    def done(self, deeds: Iterable[Deed]) -> None:
        """Enter what a person did as one thing; what was taken back cannot come again."""
        self.stands.append(list(deeds))
        self.taken_back.clear()

    def undone(self) -> set[PhotoId]:
        """Take the last thing back; return its photos."""
        if not self.stands:
            return set()
        self.taken_back.append(self.stands.pop())
        return {deed.photo for deed in self.taken_back[-1]}

    def redone(self) -> set[PhotoId]:
        """Do again what was taken back last; return its photos."""
        self.stands.append(self.taken_back.pop())
        return {deed.photo for deed in self.stands[-1]}

    def saw(self, photo: PhotoId, region: RegionId, milliseconds: int) -> None:
        """Enter for how long a face stood enlarged, in the box it has now."""
        box = self.photo(photo).boxes.get(region)
        if box is not None:
            self.sights[region, box] = self.sights.get((region, box), 0) + milliseconds

    def delete(self, photo: PhotoId) -> None:
        """Strike a photo out, with all that was done to it."""
        self.deleted.add(photo)
        self.found.pop(photo, None)
        for book in (self.stands, self.taken_back):
            book[:] = [kept for deeds in book if (kept := [d for d in deeds if d.photo != photo])]

    @property
    def restricted(self) -> frozenset[PersonId]:
        """Whoever may not appear freely everywhere."""
        return frozenset(self.protected | self.objecting | {person for person, _ in self.refused})

    def why_not(self, photo: PhotoId, purpose: str, outside: Callable[[Box], bool]) -> str | None:
        """Return what keeps a photo from going out for a purpose, None when nothing does.

        `outside` tells whether nothing of a face is in the part that would be published.
        """
        one = self.photo(photo)
        if photo in self.deleted or photo not in self.found:
            return "deleted, or never searched"
        if one.held or one.waits or one.refused:
            return "held, waiting, or refused by who was asked"
        if any(one.checks.get(c) is not True for c in PhotoCheck):
            return "a question is open"
        if one.looked != (one.boxes, self.register_changes):
            return "not looked at as it stands"
        if one.open:
            return "a face is open"
        for region, box in one.boxes.items():
            why = self._face(region, box, one.rulings[region], purpose, outside)
            if why is not None:
                return why
        return None

    def _face(
        self,
        region: RegionId,
        box: Box,
        ruling: Ruling,
        purpose: str,
        outside: Callable[[Box], bool],
    ) -> str | None:
        if ruling.kind in HIDING:
            return None
        seen = self.sights.get((region, box), 0)
        if not seen:
            return "a face was never seen in the box it has"
        if self.subjects.get(region) is RegionSubject.WRITING and ruling.kind not in OF_WRITING:
            return "writing was taken for a person"
        if ruling.kind is DispositionKind.NO_LOOK_OUT:
            compared = self.closed_roster and self.restricted <= ruling.against
            return None if compared and seen >= ENOUGH_MS else "not compared with all look-outs"
        if ruling.kind is DispositionKind.MOSAIC:
            said = self.restricted <= ruling.against
            return None if said else "a mosaic was not said to be none of all look-outs"
        if outside(box):
            return None
        if ruling.kind is DispositionKind.VISITOR:
            return "a visitor shows"
        return None if self._may_appear(ruling.person, purpose) else "somebody may not appear"

    def _may_appear(self, person: PersonId | None, purpose: str) -> bool:
        barred = self.protected | self.objecting
        return person not in barred and (person, purpose) not in self.refused


def ruled(rulings: Mapping[RegionId, Ruling | None]) -> Effect:
    """Rule on faces; None makes one open again."""

    def effect(one: OnePhoto) -> None:
        for region, ruling in rulings.items():
            if ruling is None:
                one.rulings.pop(region, None)
            else:
                one.rulings[region] = ruling

    return effect


def drawn(region: RegionId, box: Box) -> Effect:
    """Add a frame."""
    return lambda one: one.boxes.update({region: box})


def reshaped(region: RegionId, box: Box) -> Effect:
    """Give a frame another box."""

    def effect(one: OnePhoto) -> None:
        if region in one.boxes:
            one.boxes[region] = box

    return effect


def removed(region: RegionId) -> Effect:
    """Take a frame away."""

    def effect(one: OnePhoto) -> None:
        one.boxes.pop(region, None)

    return effect


def set_to(**values: object) -> Effect:
    """Hold, let go, wait, or keep a part."""

    def effect(one: OnePhoto) -> None:
        for name, value in values.items():
            setattr(one, name, value)

    return effect


def answered(answers: Mapping[PhotoCheck, bool]) -> Effect:
    """Answer questions about the photo."""
    return lambda one: one.checks.update(answers)


def looked(
    boxes: Mapping[RegionId, Box], changes: int, answers: Mapping[PhotoCheck, bool]
) -> Effect:
    """Look at the photo as it stands."""

    def effect(one: OnePhoto) -> None:
        one.checks.update(answers)
        one.looked = (dict(boxes), changes)

    return effect


def nothing(one: OnePhoto) -> None:
    """Change nothing that clears: groups, sizes, who a face is not."""
