"""What a person does to faces: sees them, decides, groups, carries, draws and moves frames."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from consentdesk.domain.face import ENOUGH_MS, Disposition, DispositionKind, RegionSubject
from consentdesk.domain.ids import BatchId, PersonId, RegionId
from consentdesk.domain.pixels import Box
from consentdesk.services.deciding.desk import PhotoOnDesk
from tests.privacy.office_at_the_desk import NAMES, PHOTOS, Office, apart, ruling_of
from tests.privacy.review_by_hand import (
    HIDING,
    Deed,
    Effect,
    Ruling,
    drawn,
    removed,
    reshaped,
    ruled,
    set_to,
)
from tests.small_workspace import APPROVER, PREPARER, sightings

KINDS = tuple(
    kind
    for kind in DispositionKind
    if kind not in {DispositionKind.THIS_PUPIL, DispositionKind.THIS_ADULT}
)
SIGHTS = (0, 30, ENOUGH_MS)
CUTS = (None, Box(0, 0, 210, 240), Box(110, 20, 210, 220), Box(0, 0, 90, 90))

photos = st.integers(0, PHOTOS - 1)
several = st.sets(photos, min_size=1, max_size=2).map(sorted)
faces = st.integers(0, 4)
names = st.sampled_from(NAMES)
hands = st.sampled_from((PREPARER, APPROVER))
sights = st.sampled_from(SIGHTS)
boxes = st.builds(Box, st.integers(-10, 300), st.integers(-10, 230), st.just(40), st.just(50))
hasty = st.sampled_from(("", *NAMES))
"""Whether somebody finishes hastily after an act, and whose name comes first."""

said_of_a_face = st.one_of(names, st.sampled_from(KINDS), st.none())

Said = str | DispositionKind | None
"""A name, a kind that needs none, or that nothing is decided."""


class ActsOnFaces(RuleBasedStateMachine):
    """Acts on the faces of three photos."""

    def __init__(self) -> None:
        super().__init__()
        self.office = Office()
        self.book = self.office.book

    @rule(photo=photos, chosen=st.sets(faces, min_size=1), ms=sights)
    def see(self, photo: int, chosen: set[int], ms: int) -> None:
        self.office.see(photo, self._faces(photo, chosen), ms)

    @rule(
        photo=photos,
        chosen=st.sets(faces, min_size=1, max_size=2),
        on=said_of_a_face,
        not_beside=st.sampled_from(("", *NAMES)),
    )
    def decide(self, photo: int, chosen: set[int], on: Said, not_beside: str = "") -> None:
        regions, what = self._faces(photo, chosen), self._disposition(on)
        before, beside = self.office.standing(photo).settled, self._beside(not_beside)
        done = self.office.act(
            lambda w: w.review.decide_many(regions, what, PREPARER, beside=beside),
            lambda _: [self._ruled(photo, dict.fromkeys(regions, ruling_of(what, beside)))],
        )
        if done and on is DispositionKind.MOSAIC:
            self._may_be_mosaics(photo, regions, before)

    @rule(first=several, face=faces, on=said_of_a_face, by=hands, ms=sights)
    def decide_group(self, first: list[int], face: int, on: Said, by: str, ms: int) -> None:
        what, ticked = self._disposition(on), self._one_in_each(first, face)
        if what is None:
            return
        for photo, region in ticked.items():
            self.office.see(photo, [region], ms)
        done = self.office.act(
            lambda w: w.groups.decide(self._batch, tuple(ticked.values()), what, by),
            lambda _: [
                self._ruled(p, {r: ruling_of(what, self.book.restricted)})
                for p, r in ticked.items()
            ],
        )
        assert not done or all(self._sight(p, r) for p, r in ticked.items())

    @rule(first=several, face=faces, how=st.sampled_from(("together", "apart", "not")), name=names)
    def sort_faces(self, first: list[int], face: int, how: str, name: str) -> None:
        if how == "not":
            self.not_this_person(first[0], face, name)
        else:
            self.group(first, face, on_their_own=how == "apart")

    def group(self, first: list[int], face: int, *, on_their_own: bool) -> None:
        regions = tuple(self._one_in_each(first, face).values())
        if not regions:
            return
        groups = self.office.school.workspace.groups
        self.office.act(
            lambda _: (
                groups.take_apart(self._batch, regions, PREPARER)
                if on_their_own
                else groups.put_together(self._batch, regions, regions[0], PREPARER)
            ),
            lambda after: [apart(entry.photo.id) for entry in after],
        )

    def not_this_person(self, photo: int, face: int, name: str) -> None:
        regions, who = self._faces(photo, {face}), self.office.school.people[name].id
        self.office.act(
            lambda w: w.groups.not_this_person(self._batch, regions, who, PREPARER),
            lambda _: [apart(self.office.photos[photo]) for _ in regions],
        )

    @rule(one=photos, other=photos, pairs=st.lists(st.tuples(faces, faces), min_size=1, max_size=3))
    def carry(self, one: int, other: int, pairs: list[tuple[int, int]]) -> None:
        paired = [
            (a, b)
            for left, right in pairs
            if (a := self.office.region(one, left)) and (b := self.office.region(other, right))
        ]
        source, same = self.office.standing(one).settled, self.office.school.same_child
        done = self.office.act(
            lambda w: w.bursts.carry([same(a, b) for a, b in paired], PREPARER),
            lambda _: [self._ruled(other, {b: source.get(a) for a, b in paired})],
        )
        if done:
            assert {one, other} == {0, 1}
            assert all(source.get(a) and self._sight(other, b) for a, b in paired)
            no_look_out = {DispositionKind.NO_LOOK_OUT, DispositionKind.MOSAIC}
            self._nobody_suggested(other, [b for a, b in paired if source[a].kind in no_look_out])

    @rule(photo=photos, ms=sights, not_beside=st.sampled_from(("", *NAMES)))
    def state_exclusion(self, photo: int, ms: int, not_beside: str = "") -> None:
        id_, look_outs = self.office.photos[photo], self.book.restricted
        beside = self._beside(not_beside)
        faces = self.office.standing(photo).to_compare(look_outs)
        self.office.see(photo, faces, ms)
        there = self.office.school.workspace.review.photo(id_).review.regions
        compared = sightings(*(region for region in there if region.id in faces), ms=ms)
        passed = Ruling(DispositionKind.NO_LOOK_OUT, None, beside)
        done = self.office.act(
            lambda w: w.exclusion.state(id_, PREPARER, compared, beside),
            lambda _: [self._ruled(photo, dict.fromkeys(faces, passed))],
        )
        if done:
            assert look_outs <= beside
            assert not faces or ms >= ENOUGH_MS
            self._nobody_suggested(photo, faces)

    @rule(
        photo=photos,
        face=faces,
        box=boxes,
        what=st.sampled_from((*RegionSubject, "cover figure", "remove")),
        hasty=hasty,
    )
    def add_or_take_a_frame(
        self, photo: int, face: int, box: Box, what: RegionSubject | str, hasty: str
    ) -> None:
        if isinstance(what, RegionSubject):
            self.draw(photo, box, what)
        elif what == "remove":
            self.remove(photo, face)
        else:
            self.cover_figure(photo, face)
        self.be_hasty(hasty)

    def draw(self, photo: int, box: Box, subject: RegionSubject) -> None:
        id_ = self.office.photos[photo]
        self.office.act(
            lambda w: w.frames.draw(id_, box, PREPARER, subject),
            lambda after: [self._drawn(photo, after[0])[0]],
        )

    def cover_figure(self, photo: int, face: int) -> None:
        region, covered = self.office.region(photo, face), Ruling(DispositionKind.COVER)
        if region is None:
            return

        def deeds(after: tuple[PhotoOnDesk, ...]) -> Iterable[Deed]:
            drawing, figure = self._drawn(photo, after[0])
            return drawing, self._ruled(photo, {region: covered, figure: covered})

        self.office.act(lambda w: w.frames.cover_figure(region, PREPARER), deeds)

    @rule(
        photo=photos, face=faces, by=st.integers(-25, 25), box=boxes, far=st.booleans(), hasty=hasty
    )
    def reshape(self, photo: int, face: int, by: int, box: Box, far: bool, hasty: str) -> None:
        region, before = self.office.region(photo, face), self.office.standing(photo)
        if region is None:
            return
        old = before.boxes.get(region, box)
        wanted = box if far else replace(old, x=old.x + by)
        hidden = region in before.settled and before.rulings[region].kind in HIDING

        def deeds(after: tuple[PhotoOnDesk, ...]) -> Iterable[Deed]:
            new = next((r.box for r in after[0].review.regions if r.id == region), old)
            yield self._deed(photo, reshaped(region, new))
            if not hidden:
                yield self._ruled(photo, {region: None})

        self.office.act(lambda w: w.frames.reshape(region, wanted, PREPARER), deeds)
        self.be_hasty(hasty)

    def remove(self, photo: int, face: int) -> None:
        region = self.office.region(photo, face)
        if region is not None:
            self.office.act(
                lambda w: w.frames.remove(region, PREPARER),
                lambda _: [self._deed(photo, removed(region))],
            )

    def crop(self, photo: int, kept: Box | None) -> None:
        id_ = self.office.photos[photo]
        self.office.act(
            lambda w: w.frames.crop(id_, kept, PREPARER),
            lambda _: [self._deed(photo, set_to(kept=kept))],
        )

    def make_smaller(self, photo: int, long_edge: int | None) -> None:
        id_, channel = self.office.photos[photo], self.office.school.website.id
        self.office.act(
            lambda w: w.frames.make_smaller(id_, channel, long_edge, PREPARER),
            lambda _: [self._deed(photo, set_to())],
        )

    def be_hasty(self, name: str) -> None:
        """Finish hastily; who acts on whole photos tells how."""
        raise NotImplementedError

    @property
    def _batch(self) -> BatchId:
        return self.office.school.batch_id

    def _faces(self, photo: int, chosen: Iterable[int]) -> list[RegionId]:
        found = [self.office.region(photo, face) for face in chosen]
        return sorted({region for region in found if region is not None})

    def _one_in_each(self, among: list[int], face: int) -> dict[int, RegionId]:
        return {photo: region for photo in among for region in self._faces(photo, {face})}

    def _disposition(self, said: Said) -> Disposition | None:
        if isinstance(said, DispositionKind):
            return Disposition(said)
        return None if said is None else self.office.named(said)

    def _deed(self, photo: int, effect: Effect) -> Deed:
        return Deed(self.office.photos[photo], effect)

    def _ruled(self, photo: int, rulings: Mapping[RegionId, Ruling | None]) -> Deed:
        return self._deed(photo, ruled(rulings))

    def _drawn(self, photo: int, after: PhotoOnDesk) -> tuple[Deed, RegionId]:
        new = max(after.review.regions, key=lambda region: region.id)
        self.book.subjects[new.id] = new.subject
        return self._deed(photo, drawn(new.id, new.box)), new.id

    def _sight(self, photo: int, region: RegionId) -> int:
        box = self.office.standing(photo).boxes.get(region)
        return 0 if box is None else self.book.sights.get((region, box), 0)

    def _beside(self, absent: str) -> frozenset[PersonId]:
        """Return whom a person had beside the faces: all look-outs, or all but one."""
        gone = {self.office.school.people[absent].id} if absent else set()
        return self.book.restricted - gone

    def _may_be_mosaics(
        self, photo: int, regions: Iterable[RegionId], before: Mapping[RegionId, Ruling]
    ) -> None:
        """Assert that none of these faces had to be hidden better than by a mosaic."""
        self._nobody_suggested(photo, regions)
        for region in regions:
            assert region not in before or before[region].person is None
            assert self.book.subjects.get(region) is not RegionSubject.WRITING

    def _nobody_suggested(self, photo: int, regions: Iterable[RegionId]) -> None:
        """Assert that none of these faces looks like somebody who must be looked out for."""
        named = self.office.school.workspace.review.photo(self.office.photos[photo]).suggestions
        for region in set(regions) & named.keys():
            people = {candidate.person_id for candidate in named[region].candidates}
            assert people.isdisjoint(self.book.restricted)
