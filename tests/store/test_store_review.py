"""Actions are added, taken back and done again; undo has no limit and loses nothing."""

from datetime import UTC, datetime

import pytest

from consentdesk.domain.face import Disposition, DispositionKind, RegionOrigin
from consentdesk.domain.ids import ImportId, PhotoId
from consentdesk.domain.review import ActionKind, ReviewAction, Settled, fold
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import Filled, face, photo_details

NOW = datetime(2026, 6, 12, 15, 0, tzinfo=UTC)


def act(library: Library, filled: Filled, kind: ActionKind, **more: object) -> ReviewAction:
    return library.run(
        lambda unit: unit.review.act(filled.photo, kind, "Office", NOW, 4, **more)  # type: ignore[arg-type]
    )


def undo(library: Library, filled: Filled) -> tuple[ReviewAction, ...]:
    return library.run(lambda unit: unit.review.undo_last(filled.batch, NOW, "Ann"))


def redo(library: Library, filled: Filled) -> tuple[ReviewAction, ...]:
    return library.run(lambda unit: unit.review.redo_last(filled.batch, NOW, "Ann"))


def standing(library: Library, filled: Filled) -> list[ActionKind]:
    actions = library.run(lambda unit: unit.review.actions(filled.photo))
    return [action.kind for action in actions]


def test_an_action_comes_back_whole(library: Library, filled: Filled) -> None:
    settled = (
        Settled(filled.faces[1], Disposition(DispositionKind.THIS_PUPIL, filled.person)),
        Settled(filled.faces[0], None),
    )
    done = act(library, filled, ActionKind.DECIDE, settled=settled, reason="why")
    assert (done.settled, done.reason, done.at, done.by) == (settled, "why", NOW, "Office")
    assert library.run(lambda unit: unit.review.actions(filled.photo)) == (done,)
    of_batch = library.run(lambda unit: unit.review.actions_of_batch(filled.batch))
    assert of_batch == {filled.photo: (done,)}


def test_a_drawing_makes_a_region_that_stands_while_the_action_stands(
    library: Library, filled: Filled
) -> None:
    drawing = act(library, filled, ActionKind.DRAW, draw=face(200))
    region = library.run(lambda unit: unit.photos.region(drawing.drawn))  # type: ignore[arg-type]
    assert (region.origin, region.box.x) == (RegionOrigin.DRAWN, 200)

    def drawn_regions() -> int:
        regions, drawn_by, actions = library.run(
            lambda unit: (
                unit.photos.regions(filled.photo),
                unit.review.drawn_by(filled.batch),
                unit.review.actions(filled.photo),
            )
        )
        assert drawn_by == {region.id: drawing.id}
        return len(fold(regions, drawn_by, actions).regions)

    assert drawn_regions() == 3
    undo(library, filled)
    assert drawn_regions() == 2
    redo(library, filled)
    assert drawn_regions() == 3


def test_undo_and_redo_walk_back_and_forth(library: Library, filled: Filled) -> None:
    hold = act(library, filled, ActionKind.HOLD, reason="ask the head")
    let_go = act(library, filled, ActionKind.LET_GO)
    look = act(library, filled, ActionKind.LOOK)
    assert [undo(library, filled) for _ in range(4)] == [(look,), (let_go,), (hold,), ()]
    assert standing(library, filled) == []
    assert [redo(library, filled) for _ in range(4)] == [(hold,), (let_go,), (look,), ()]
    assert undo(library, filled) == (look,)
    assert redo(library, filled) == (look,)
    assert standing(library, filled) == [ActionKind.HOLD, ActionKind.LET_GO, ActionKind.LOOK]


def test_nothing_is_redone_after_something_new(library: Library, filled: Filled) -> None:
    act(library, filled, ActionKind.HOLD)
    act(library, filled, ActionKind.LOOK)
    undo(library, filled)
    undo(library, filled)
    act(library, filled, ActionKind.LET_GO)
    assert redo(library, filled) == ()
    undo(library, filled)
    assert len(redo(library, filled)) == 1
    assert redo(library, filled) == ()
    assert standing(library, filled) == [ActionKind.LET_GO]


def test_a_recheck_is_never_taken_back(library: Library, filled: Filled) -> None:
    act(library, filled, ActionKind.HOLD)
    act(library, filled, ActionKind.RECHECK)
    (undone,) = undo(library, filled)
    assert undone.kind is ActionKind.HOLD
    assert undo(library, filled) == ()
    assert redo(library, filled) == (undone,)
    undo(library, filled)
    act(library, filled, ActionKind.RECHECK)
    assert redo(library, filled) == ()


def test_history_keeps_what_was_taken_back(library: Library, filled: Filled) -> None:
    hold = act(library, filled, ActionKind.HOLD)
    look = act(library, filled, ActionKind.LOOK)
    undo(library, filled)
    history = library.run(lambda unit: unit.review.history(filled.photo))
    assert history == ((hold, False), (look, True))


@pytest.mark.parametrize("goes", ["the photo", "its import"])
@pytest.mark.parametrize("lapsed", [True, False])
def test_what_lapsed_stays_so_when_the_newer_action_goes(
    library: Library, filled: Filled, goes: str, lapsed: bool
) -> None:
    """And what could be done again still can."""

    def another(unit: UnitOfWork) -> tuple[ImportId, PhotoId]:
        run = unit.batches.start_import(filled.batch, ["/ipad"]).id
        return run, unit.photos.add(filled.batch, run, photo_details("IMG_2.HEIC")).id

    def hold(unit: UnitOfWork) -> ReviewAction:
        return unit.review.act(other, ActionKind.HOLD, "Office", NOW, 4)

    run, other = library.run(another)
    if not lapsed:
        library.run(hold)
    taken_back = act(library, filled, ActionKind.HOLD)
    assert undo(library, filled) == (taken_back,)
    if lapsed:
        library.run(hold)
    if goes == "the photo":
        library.run(lambda unit: unit.photos.strip(other, "Deleted."))
    else:
        library.run(lambda unit: unit.batches.undo_import(run))
    assert redo(library, filled) == (() if lapsed else (taken_back,))
