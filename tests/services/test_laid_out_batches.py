"""What is kept of a batch is always what a fresh reading gives, whatever changed and from where."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from consentdesk.domain.batch import BatchDetails
from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import PhotoId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.photo_checks import ALL_WELL
from consentdesk.domain.pixels import Box
from consentdesk.domain.review_changes import Referee
from consentdesk.domain.search import SearchDepth
from consentdesk.services.deciding import laid_out_batches
from consentdesk.services.deciding.desk import (
    DeskPlace,
    PhotoOnDesk,
    counts_of,
    photo_on_desk,
    photos_on_desk,
)
from consentdesk.services.register_picture import RegisterPicture
from consentdesk.store.unit_of_work import UnitOfWork
from tests.services.moments import LEFT, Moments
from tests.small_workspace import PHONE, PREPARER, write_photo

ELSEWHERE = Box(420, 300, 60, 80)
COVER = Disposition(DispositionKind.COVER)


class Act:
    """Something that changes how photos lie on the desk."""

    def __init__(self, moments: Moments) -> None:
        self.moments = moments
        self.school = moments.school
        self.workspace = moments.school.workspace
        self.batch = moments.school.batch_id
        self.ada = moments.school.people["Ada"].id

    def store(self, work: Callable[[UnitOfWork], object]) -> None:
        self.workspace.library.run(work)

    def suggestion(self, region: int) -> Suggestion:
        alike = Candidate(self.ada, 0.41, "alike")
        return Suggestion(region, SuggestionOutcome.SUGGESTION, (alike,))  # type: ignore[arg-type]

    def statement(self, **changes: object) -> None:
        stated = {"event": "Sports day", "event_date": date(2026, 6, 19), **changes}
        self.workspace.batches.change(self.batch, BatchDetails(**stated), PREPARER)  # type: ignore[arg-type]


def _look_through(act: Act) -> None:
    moments = act.moments
    everything = (*moments.faces, *moments.next_faces)
    act.school.see(*everything)
    act.workspace.review.decide_many([f.id for f in moments.faces], COVER, PREPARER)
    act.workspace.review.decide_many([f.id for f in moments.next_faces], COVER, PREPARER)
    looks = act.school.looked(moments.frame, moments.next_frame)
    act.workspace.review.look_through(looks, PREPARER, ALL_WELL)


def _hold_both(act: Act) -> None:
    moments = act.moments
    act.workspace.review.hold_many((moments.frame, moments.next_frame), "not sure", PREPARER)


def _set_aside(act: Act) -> None:
    act.store(lambda u: u.photos.set_state(act.moments.frame, PhotoState.SET_ASIDE, "foreign"))


def _bring_in(act: Act) -> None:
    act.school.bring_in(write_photo(act.school.folder / "later" / "IMG_9.JPG", 50, device=PHONE))


def _undo_import(act: Act) -> None:
    _bring_in(act)
    runs = act.workspace.importer.runs(act.batch)
    act.workspace.importer.undo(runs[-1].id, PREPARER)


def _close_channel(act: Act) -> None:
    newsletter = act.school.newsletter
    closed = replace(newsletter, details=replace(newsletter.details, is_open=False))
    act.workspace.channels.change(closed, PREPARER)


def _suggest(act: Act) -> None:
    lone = act.moments.lone
    act.store(lambda u: u.photos.suggest_also([act.suggestion(lone.id)]))


def _forget_person(act: Act) -> None:
    _suggest(act)
    act.workspace.batches.card(act.batch)
    act.store(lambda u: u.matching.delete_vectors(act.ada))


def _forget_all(act: Act) -> None:
    _suggest(act)
    act.workspace.batches.card(act.batch)
    act.store(lambda u: u.photos.forget_all_comparisons())


def _forget_batch(act: Act) -> None:
    _suggest(act)
    act.workspace.batches.card(act.batch)
    act.store(lambda u: u.photos.forget_comparisons(act.batch))


def _in_another_thread(act: Act) -> None:
    scanner = threading.Thread(
        target=lambda: act.school.mark_faces(act.moments.other, [LEFT, ELSEWHERE])
    )
    scanner.start()
    scanner.join()


def _next_month(act: Act) -> None:
    act.school.clock.time += timedelta(days=30)


def _leaves(act: Act) -> None:
    act.workspace.roll.set_left(act.ada, date(2026, 6, 1), PREPARER)


ACTS: dict[str, Callable[[Act], object]] = {
    "seen": lambda a: a.school.see(a.moments.lone),
    "decided": lambda a: a.workspace.review.decide(a.moments.lone.id, COVER, PREPARER),
    "looked through": _look_through,
    "held": _hold_both,
    "let go": lambda a: a.workspace.review.let_go(a.moments.frame, PREPARER),
    "checks": lambda a: a.workspace.review.answer_checks([a.moments.other], ALL_WELL, PREPARER),
    "drawn": lambda a: a.workspace.frames.draw(a.moments.other, ELSEWHERE, PREPARER),
    "figure": lambda a: a.workspace.frames.cover_figure(a.moments.lone.id, PREPARER),
    "reshaped": lambda a: a.workspace.frames.reshape(
        a.moments.lone.id, Box(104, 104, 60, 80), PREPARER
    ),
    "cropped": lambda a: a.workspace.frames.crop(a.moments.other, Box(0, 0, 400, 400), PREPARER),
    "smaller": lambda a: a.workspace.frames.make_smaller(
        a.moments.other, a.school.website.id, 300, PREPARER
    ),
    "referred": lambda a: a.workspace.referrals.refer(
        a.moments.other, Referee.HEAD, "May it go?", PREPARER
    ),
    "carried": lambda a: a.workspace.bursts.carry(
        [a.school.same_child(a.moments.faces[0].id, a.moments.next_faces[0].id)], PREPARER
    ),
    "objection": lambda a: a.workspace.objections.record(a.batch, a.ada, PREPARER),
    "protected": lambda a: a.workspace.roll.set_protected(a.ada, True, PREPARER),
    "refused": lambda a: a.school.answer("Ada", "web", Status.REFUSED),
    "left": _leaves,
    "channel closed": _close_channel,
    "roster open": lambda a: a.statement(classes=("3A",)),
    "no classes": lambda a: a.statement(closed_roster=True),
    "set aside": _set_aside,
    "failed": lambda a: a.workspace.scanner.records.fail(a.moments.frame, None),
    "searched again": lambda a: a.workspace.scanner.again(a.batch, PREPARER),
    "thoroughly": lambda a: a.workspace.scanner.thoroughly([a.moments.frame], PREPARER),
    "near faces": lambda a: a.store(
        lambda u: u.photos.search_again(a.moments.frame, SearchDepth.USUAL)
    ),
    "found elsewhere": lambda a: a.school.mark_faces(a.moments.frame, [ELSEWHERE]),
    "found in another thread": _in_another_thread,
    "suggested": _suggest,
    "a person's vectors destroyed": _forget_person,
    "all comparisons forgotten": _forget_all,
    "its comparisons forgotten": _forget_batch,
    "brought in": _bring_in,
    "import undone": _undo_import,
    "deleted": lambda a: a.workspace.deletion.delete(a.moments.frame, PREPARER),
    "another day": _next_month,
}


@pytest.fixture
def act(moments: Moments) -> Act:
    return Act(moments)


def assert_kept_is_fresh(act: Act, after: str = "") -> None:
    """Compare what the desk and the card show with a reading that keeps nothing."""
    register = act.workspace.acting.register

    def fresh(u: UnitOfWork) -> tuple[dict[int, object], object]:
        batch = u.batches.get(act.batch)
        photos = photos_on_desk(u, batch, register.read(u))
        counts = counts_of(u, batch, photos, register.read(u).version, register.now())
        return {entry.photo.id: entry for entry in photos}, counts

    photos, counts = act.workspace.library.run(fresh)
    card = act.workspace.batches.card(act.batch)
    desk = act.workspace.review.desk(act.batch)
    assert {entry.photo.id: entry for entry in desk.photos} == photos, after
    assert card.counts == counts, after
    assert card.cover == next(iter(photos)), after


def test_what_is_kept_is_what_a_fresh_reading_gives(
    act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laid_out_batches, "BY_ITSELF", 0)
    assert_kept_is_fresh(act)
    for what, do in ACTS.items():
        do(act)
        assert_kept_is_fresh(act, what)
    for step in (act.workspace.review.undo, act.workspace.review.redo):
        while step(act.batch, PREPARER):
            assert_kept_is_fresh(act, step.__name__)


def test_after_an_act_only_its_photos_are_laid_out_anew(
    act: Act, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(laid_out_batches, "BY_ITSELF", 1)
    assert_kept_is_fresh(act)
    anew = []

    def noting(u: UnitOfWork, photo_id: PhotoId, register: RegisterPicture) -> PhotoOnDesk:
        anew.append(photo_id)
        return photo_on_desk(u, photo_id, register)

    monkeypatch.setattr(laid_out_batches, "photo_on_desk", noting)
    act.workspace.review.decide(act.moments.lone.id, COVER, PREPARER)
    assert_kept_is_fresh(act)
    act.workspace.review.remember_place(act.batch, DeskPlace(act.moments.frame, None))
    assert_kept_is_fresh(act)
    assert anew == [act.moments.other]


def test_what_was_read_in_a_transaction_that_is_taken_back_is_not_kept(act: Act) -> None:
    laid_out = act.workspace.review._laid_out

    def cut_off(u: UnitOfWork) -> None:
        u.photos.set_state(act.moments.frame, PhotoState.FAILED, "cut off")
        register = act.workspace.acting.register.read(u)
        laid_out.photos(u, u.batches.get(act.batch), register)
        raise Refused("Nothing of this is kept.", "Go on.")

    with pytest.raises(Refused):
        act.workspace.library.run(cut_off)
    assert_kept_is_fresh(act)


def test_no_more_is_kept_than_there_is_room_for(act: Act, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laid_out_batches, "KEPT_PHOTOS", 2)
    other = act.workspace.batches.open(BatchDetails("Fair", date(2026, 7, 1)), PREPARER)
    for _ in range(2):
        assert_kept_is_fresh(act)
        assert act.workspace.batches.card(other.id).counts.photos == 0
