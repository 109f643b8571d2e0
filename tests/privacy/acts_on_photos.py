"""What a person does to whole photos: answers, holds, asks, looks, searches again, deletes."""

from collections.abc import Callable, Mapping, Sequence

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from consentdesk.domain.face import ENOUGH_MS
from consentdesk.domain.ids import ActionId, RegionId
from consentdesk.domain.photo_checks import ALL_WELL, PhotoCheck
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import Referral
from consentdesk.domain.review_changes import Referee
from consentdesk.services.deciding.looked_at import ENOUGH_LOOK_MS
from tests.privacy.acts_on_faces import CUTS, ActsOnFaces, hands, hasty, names, photos, several
from tests.privacy.office_at_the_desk import NAMES, PHOTOS, ruling_of
from tests.privacy.review_by_hand import Deed, answered, looked, set_to
from tests.small_workspace import PREPARER

LOOKS = (ENOUGH_LOOK_MS - 1, ENOUGH_LOOK_MS)
moves = st.sampled_from((0, 4, 25))
"""Pixels by which a search finds a face elsewhere: the same face still, or another."""

found_again = st.one_of(
    st.fixed_dictionaries({0: moves, 1: moves}, optional={2: moves}),
    st.dictionaries(st.integers(0, 2), moves),
)
answers = st.sampled_from((ALL_WELL, {PhotoCheck.DRESS: True}, {PhotoCheck.READABLE: False}))


class ActsOnPhotos(ActsOnFaces):
    """Acts on three photos as wholes."""

    @rule(
        several=several,
        what=st.sampled_from(("checks", "hold", "refer", "answer", "smaller", "crop", "delete")),
        said=answers,
        by=hands,
        yes=st.booleans(),
        kept=st.sampled_from(CUTS),
    )
    def act_on_the_whole(
        self,
        several: list[int],
        what: str,
        said: Mapping[PhotoCheck, bool],
        by: str,
        yes: bool,
        kept: Box | None,
    ) -> None:
        """Do what seldom changes who is seen; one rule, so that the others come more often."""
        photo = several[0]
        acts: dict[str, Callable[[], None]] = {
            "checks": lambda: self.answer_checks(several, said),
            "hold": lambda: self.hold_or_let_go(several, yes),
            "refer": lambda: self.refer(photo, Referee.HEAD, "May it go?" if yes else ""),
            "answer": lambda: self.answer_referral(photo, by, yes),
            "smaller": lambda: self.make_smaller(photo, 200 if yes else None),
            "crop": lambda: self.crop(photo, kept),
            "delete": lambda: self.delete(PHOTOS - 1),
        }
        acts[what]()

    def answer_checks(self, several: list[int], said: Mapping[PhotoCheck, bool]) -> None:
        ids = [self.office.photos[photo] for photo in several]
        self.office.act(
            lambda w: w.review.answer_checks(ids, said, PREPARER),
            lambda _: [Deed(id_, answered(said)) for id_ in ids],
        )

    def hold_or_let_go(self, several: list[int], held: bool) -> None:
        ids = [self.office.photos[photo] for photo in several]
        if not held:
            del ids[1:]
        self.office.act(
            lambda w: (
                w.review.hold_many(ids, "not sure", PREPARER)
                if held
                else w.review.let_go(ids[0], PREPARER)
            ),
            lambda _: [Deed(id_, set_to(held=held)) for id_ in ids],
        )

    def refer(self, photo: int, to: Referee, reason: str) -> None:
        id_ = self.office.photos[photo]
        self.office.act(
            lambda w: w.referrals.refer(id_, to, reason, PREPARER),
            lambda _: [self._deed(photo, set_to(waits=True))],
        )

    def answer_referral(self, photo: int, answerer: str, may_go: bool) -> None:
        """Record an answer to what is asked; where nothing is, to something nobody asked."""
        id_ = self.office.photos[photo]
        open_now = self.office.school.workspace.review.photo(id_).review.referral
        asked = open_now or Referral(Referee.HEAD, PREPARER, "", ActionId(0))
        self.office.act(
            lambda w: w.referrals.answer(id_, answerer, "", PREPARER, asked, may_go=may_go),
            lambda _: [self._deed(photo, set_to(waits=False, refused=not may_go))],
        )

    @rule(photo=photos, said=answers)
    def look(self, photo: int, said: Mapping[PhotoCheck, bool]) -> None:
        id_ = self.office.photos[photo]
        self.office.act(
            lambda w: w.review.look(id_, PREPARER, said), lambda _: [self._looked(photo, said)]
        )

    def delete(self, photo: int) -> None:
        """Delete a photo."""
        self.office.school.workspace.deletion.delete(self.office.photos[photo], PREPARER)
        self.book.delete(self.office.photos[photo])

    def be_hasty(self, name: str) -> None:
        """Name whoever is open, look at no face, and say that all is well; "" does nothing."""
        for photo in range(PHOTOS if name else 0):
            self._name_all(photo, self.office.standing(photo).open, name)
            self.look(photo, ALL_WELL)

    @rule(several=several, ms=st.sampled_from(LOOKS))
    def look_through(self, several: list[int], ms: int) -> None:
        looks = self.office.school.looked(*(self.office.photos[p] for p in several), ms=ms)
        done = self.office.act(
            lambda w: w.review.look_through(looks, PREPARER, ALL_WELL),
            lambda _: [self._looked(photo, ALL_WELL) for photo in several],
        )
        assert not done or ms >= ENOUGH_LOOK_MS

    @rule(name=names, among=several, ms=st.sampled_from((30, ENOUGH_MS)))
    def finish_as_an_office_does(self, name: str, among: list[int], ms: int) -> None:
        """See all, name all, look: so that photos are cleared often enough."""
        for photo in among:
            faces = list(self.office.standing(photo).boxes)
            self.office.see(photo, faces, ms)
            self._name_all(photo, faces, name)
        self.look_through(among, ENOUGH_LOOK_MS)

    @initialize(name=names, among=st.sets(photos, min_size=2).map(sorted))
    def begin_with_most_finished(self, name: str, among: list[int]) -> None:
        self.finish_as_an_office_does(name, among, ENOUGH_MS)

    @rule(photo=photos, found=found_again, hasty=hasty)
    def search_again(self, photo: int, found: dict[int, int], hasty: str) -> None:
        if self.office.photos[photo] not in self.book.deleted:
            self.office.search(photo, found)
            self.office.is_fresh = False
        self.be_hasty(hasty)

    def _name_all(self, photo: int, faces: Sequence[RegionId], name: str) -> None:
        """Name each face after another person, beginning with one."""
        for place, region in enumerate(faces):
            who = self.office.named(NAMES[(NAMES.index(name) + place) % len(NAMES)])
            self.office.act(
                lambda w, region=region, who=who: w.review.decide(region, who, PREPARER),
                lambda _, region=region, who=who: [self._ruled(photo, {region: ruling_of(who)})],
            )

    def _looked(self, photo: int, said: Mapping[PhotoCheck, bool]) -> Deed:
        boxes = self.office.standing(photo).boxes
        return self._deed(photo, looked(boxes, self.book.register_changes, said))
