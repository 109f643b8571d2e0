"""Whatever people do on the desk in whatever order: no photo is cleared with a face nobody saw.

Nor with an open one, nor for a channel on which somebody in it may not appear; and no file lies
in a channel folder that was not cleared when it was written. Each step is done on a real desk
and entered in a book kept by hand, and the two are compared after each. The turn of a day is
tried in `test_review_clearing`.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import ENOUGH_MS, Disposition, DispositionKind
from consentdesk.domain.photo_checks import ALL_WELL
from consentdesk.domain.release import ReleasedState
from consentdesk.domain.review import PhotoReview
from consentdesk.services.workspace import Workspace
from tests.privacy.acts_on_faces import hands, hasty, names, photos
from tests.privacy.acts_on_photos import ActsOnPhotos
from tests.privacy.office_at_the_desk import CHANNELS
from tests.small_workspace import APPROVER, PREPARER


class ReviewDesk(ActsOnPhotos):
    """Three photos, four people, and everything the office may do with them."""

    def __init__(self) -> None:
        super().__init__()
        self.judged: set[Path] = set()

    def teardown(self) -> None:
        try:
            self._back_to_the_start_and_again()
        finally:
            self.office.close()

    @rule(by=hands, hasty=hasty)
    def undo(self, by: str, hasty: str) -> None:
        after = self.office.school.workspace.review.undo(self._batch, by)
        self.office.is_fresh = False
        assert {entry.photo.id for entry in after} == self.book.undone()
        self.be_hasty(hasty)

    @rule(by=hands, hasty=hasty)
    def redo(self, by: str, hasty: str) -> None:
        after = self.office.school.workspace.review.redo(self._batch, by)
        self.office.is_fresh = False
        assert not after or {entry.photo.id for entry in after} == self.book.redone()
        self.be_hasty(hasty)

    @rule(after=st.integers(0, 1), what=st.sampled_from(("group", "hold", "look")))
    def power_cut(self, after: int, what: str) -> None:
        """Cut an act on several photos off before the first or second of them is recorded."""
        regions = tuple(self._one_in_each([0, 1], 0).values())
        hidden = Disposition(DispositionKind.COVER)
        looks = self.office.school.looked(*self.office.photos[:2])
        acts: dict[str, Callable[[Workspace], object]] = {
            "group": lambda w: w.groups.decide(self._batch, regions, hidden, PREPARER),
            "hold": lambda w: w.review.hold_many(self.office.photos, "cut off", PREPARER),
            "look": lambda w: w.review.look_through(looks, PREPARER, ALL_WELL),
        }
        self.office.cut_off(min(after, len(regions) - 1), acts[what])

    @rule(photo=photos, name=names, mosaic=st.booleans())
    def somebody_becomes_a_look_out_before_publishing(
        self, photo: int, name: str, mosaic: bool
    ) -> None:
        for face in range(2):
            self.decide(photo, {face}, None)
        if mosaic:
            self.see(photo, {0, 1}, ENOUGH_MS)
            self.decide(photo, {0, 1}, DispositionKind.MOSAIC)
        self.state_exclusion(photo, ENOUGH_MS)
        self.protect(name, protected=True)
        self.be_hasty(name)
        self.sign_and_publish()

    @rule(
        name=names,
        what=st.sampled_from(("answer", "protect", "object", "roster")),
        purpose=st.sampled_from(list(CHANNELS.values())),
        status=st.sampled_from(Status),
        yes=st.booleans(),
        hasty=hasty,
    )
    def change_the_register(
        self, name: str, what: str, purpose: str, status: Status, yes: bool, hasty: str
    ) -> None:
        changes: dict[str, Callable[[], None]] = {
            "answer": lambda: self.answer(name, purpose, status),
            "protect": lambda: self.protect(name, protected=yes),
            "object": lambda: self.object_to_photos(name, objects=yes),
            "roster": lambda: self.state_the_roster(closed=yes),
        }
        changes[what]()
        self.be_hasty(hasty)

    def answer(self, name: str, purpose: str, status: Status) -> None:
        """Add an undated answer: the strictest of all answers counts from now on."""
        self.office.school.answer(name, purpose, status)
        self.book.register_changes += 1
        if status not in {Status.GRANTED, Status.LIMITED}:
            self.book.refused.add((self.office.school.people[name].id, purpose))

    def protect(self, name: str, *, protected: bool) -> None:
        person = self.office.school.people[name].id
        self.office.school.workspace.roll.set_protected(
            person, protected, APPROVER, "letter of June"
        )
        self.book.register_changes += (person in self.book.protected) is not protected
        (self.book.protected.add if protected else self.book.protected.discard)(person)

    def object_to_photos(self, name: str, *, objects: bool) -> None:
        person, objections = (
            self.office.school.people[name].id,
            self.office.school.workspace.objections,
        )
        (objections.record if objects else objections.remove)(self._batch, person, PREPARER)
        (self.book.objecting.add if objects else self.book.objecting.discard)(person)

    def state_the_roster(self, *, closed: bool) -> None:
        assert self.office.school.batch is not None
        details = replace(self.office.school.batch.details, closed_roster=closed)
        self.office.school.workspace.batches.change(self._batch, details, PREPARER)
        self.book.closed_roster = closed

    @rule()
    def sign_and_publish(self) -> None:
        """Ask of every new file whether it may lie there; every one must be on record."""
        with suppress(Refused):
            self.office.school.sign()
            self.office.school.publish()
        self.office.read_desk()
        purposes = {c.id: CHANNELS[c.details.name] for c in self.office.desk.channels}
        entries = {entry.photo.id: entry for entry in self.office.desk.photos}
        records = {
            Path(file.folder) / file.file_name: file
            for file in self.office.school.workspace.publisher.published(self._batch)
            if file.state is ReleasedState.PUBLISHED
        }
        for path in set(self.office.school.published_files()) - self.judged:
            record = records[path]
            entry, purpose = entries[record.photo_id], purposes[record.channel_id]
            assert self.office.why_not(entry, purpose) is None
            self.judged.add(path)

    @invariant()
    def the_desk_agrees_with_the_book(self) -> None:
        self.office.check_book()

    def _back_to_the_start_and_again(self) -> None:
        """Take everything back, then do it all again: nothing is left over, nothing is lost."""
        review, stood = self.office.school.workspace.review, self.office.reviews()
        steps = 0
        while review.undo(self._batch, PREPARER):
            steps += 1
        assert steps == len(self.book.stands)
        for photo, now in self.office.reviews().items():
            untouched = self.book.found.get(photo, {})
            assert {region.id: region.box for region in now.regions} == untouched
            # a search that found other boxes is the one thing that is never taken back
            assert replace(now, last_action=None) == PhotoReview(now.regions)
        for _ in range(steps):
            assert review.redo(self._batch, PREPARER)
        assert self.office.reviews() == stood


DEEP = "CONSENTDESK_DEEP" in os.environ
"""Set for a night of it, before a release, with other days each time; else the same few."""

ReviewDesk.TestCase.settings = settings(
    max_examples=200 if DEEP else 4,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to shrink takes minutes
)


class TestAnyOrder(ReviewDesk.TestCase):  # type: ignore[misc, name-defined]
    """Run the machine."""
