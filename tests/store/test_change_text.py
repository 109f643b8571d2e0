"""What an action changed comes back from the database as it was."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consentdesk.domain.face import RegionSubject
from consentdesk.domain.ids import ChannelId, PersonId, RegionId, VaultKey
from consentdesk.domain.photo_checks import PhotoCheck
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import ActionKind, ReviewAction
from consentdesk.domain.review_changes import (
    Answered,
    Change,
    Cropped,
    NotThese,
    Referee,
    ReferralAnswered,
    Referred,
    Regrouped,
    Removed,
    Reshaped,
    Smaller,
)
from consentdesk.store.change_text import read_change, written_change
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import Filled, face

NOW = datetime(2026, 6, 12, 15, 0, tzinfo=UTC)
numbers = st.integers(1, 2**40)
regions, people = numbers.map(RegionId), numbers.map(PersonId)
boxes = st.builds(Box, numbers, numbers, numbers, numbers)
CHANGES = {
    Cropped: st.builds(Cropped, st.none() | boxes),
    Removed: st.builds(Removed, regions),
    Answered: st.builds(Answered, st.dictionaries(st.sampled_from(PhotoCheck), st.booleans())),
    Smaller: st.builds(Smaller, numbers.map(ChannelId), st.none() | numbers),
    Referred: st.builds(Referred, st.sampled_from(Referee)),
    ReferralAnswered: st.builds(ReferralAnswered, st.booleans(), st.text()),
    Regrouped: st.builds(Regrouped, st.dictionaries(regions, regions, max_size=4)),
    NotThese: st.builds(
        NotThese, st.dictionaries(regions, st.frozensets(people, max_size=3), max_size=3)
    ),
}


@given(st.one_of(*CHANGES.values()))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_change_reads_as_it_was_written(change: Change) -> None:
    assert read_change(written_change(change)) == change


def test_every_kind_of_change_is_tried() -> None:
    assert {*CHANGES, Reshaped} == set(Change.__args__)  # type: ignore[attr-defined]
    assert (written_change(None), read_change("")) == ("", None)


def test_changes_and_what_belongs_together_come_back_whole(
    library: Library, filled: Filled
) -> None:
    def work(u: UnitOfWork) -> tuple[ReviewAction, ...]:
        changes: tuple[tuple[ActionKind, Change], ...] = (
            (ActionKind.RESHAPE, Reshaped(filled.faces[0], Box(1, 2, 3, 4), VaultKey("new"))),
            (ActionKind.CROP, Cropped(Box(1, 2, 300, 400))),
        )
        first, second = (
            u.review.act(filled.photo, kind, "Office", NOW, 4, change=change)
            for kind, change in changes
        )
        third = u.review.act(filled.photo, ActionKind.HOLD, "Office", NOW, 4, together=second.id)
        return first, second, third

    done = library.run(work)
    assert library.run(lambda u: u.review.actions(filled.photo)) == done
    assert library.run(lambda u: u.review.undo_last(filled.batch, NOW, "Ann")) == done[1:]
    assert library.run(lambda u: u.review.redo_last(filled.batch, NOW, "Ann")) == done[1:]


def test_the_pictures_of_other_frames_are_needed(library: Library, filled: Filled) -> None:
    reshaped = Reshaped(filled.faces[0], Box(1, 2, 3, 4), VaultKey("new"))

    def work(u: UnitOfWork) -> frozenset[VaultKey]:
        u.review.act(filled.photo, ActionKind.RESHAPE, "Office", NOW, 4, change=reshaped)
        u.review.undo_last(filled.batch, NOW, "Office")
        return u.photos.unreferenced({VaultKey("new"), VaultKey("nobody's")})

    assert library.run(work) == {"nobody's"}
    freed = library.run(lambda u: u.photos.strip(filled.photo, "Deleted."))
    assert VaultKey("new") in freed


def test_a_region_keeps_what_it_is_around_and_how_long_it_was_seen(
    library: Library, filled: Filled
) -> None:
    writing = replace(face(300), subject=RegionSubject.WRITING, turn=0.25)

    def work(u: UnitOfWork) -> RegionId:
        drawn = u.review.act(filled.photo, ActionKind.DRAW, "Office", NOW, 4, draw=writing).drawn
        assert drawn is not None
        u.photos.add_seen(drawn, 150)
        u.photos.add_seen(drawn, 250)
        return drawn

    drawn = library.run(work)
    region = library.run(lambda u: u.photos.region(drawn))
    assert (region.subject, region.turn, region.seen_ms) == (RegionSubject.WRITING, 0.25, 400)
    library.run(lambda u: u.photos.add_seen(drawn, 10**9))
    assert library.run(lambda u: u.photos.region(drawn)).seen_ms == 3_600_000
    library.run(lambda u: u.photos.not_seen_yet(drawn))
    assert not library.run(lambda u: u.photos.region(drawn)).shown
