"""Batches, imports, photos, regions and suggestions come back as they were given."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from consentdesk.domain.batch import BatchDetails, Mode
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    RegionOrigin,
    RegionSize,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import ImportId, VaultKey
from consentdesk.domain.photo import (
    CameraDevice,
    DeviceState,
    ImportRun,
    ListedFile,
    PhotoState,
    SchoolDevice,
)
from consentdesk.domain.release import Clearance, ReleasedState
from consentdesk.domain.review import ActionKind, Settled
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import Filled, face, photo_details

NOW = datetime(2026, 6, 12, 15, 0)


def test_batches_newest_first_with_their_revision(library: Library) -> None:
    details = BatchDetails(
        event="Sports day",
        event_date=date(2026, 6, 12),
        purpose="newsletter",
        classes=("3C", "4 Å"),
        closed_roster=True,
        closed_for_matching=True,
        mode=Mode.MATCH,
    )
    first = library.run(lambda unit: unit.batches.add(details))
    second = library.run(lambda unit: unit.batches.add(replace(details, event="Fair")))
    assert (first.details, first.revision) == (details, 0)
    assert library.run(lambda unit: unit.batches.all()) == (second, first)
    assert library.run(lambda unit: unit.batches.raise_revision(first.id)) == 1
    library.run(lambda unit: unit.batches.change(first.id, replace(details, classes=())))
    changed = library.run(lambda unit: unit.batches.get(first.id))
    assert (changed.details.classes, changed.revision) == ((), 1)


def test_an_import_is_started_finished_and_listed(library: Library, filled: Filled) -> None:
    library.run(lambda unit: unit.batches.finish_import(filled.import_run, 3))
    listed = ListedFile("IMG_1.MOV", "live_photo_film", "The film of a Live Photo.")
    library.run(lambda unit: unit.batches.list_file(filled.batch, filled.import_run, listed))
    runs = library.run(lambda unit: unit.batches.imports(filled.batch))
    assert runs == (ImportRun(filled.import_run, filled.batch, ("/ipad",), 3, True, False),)
    assert library.run(lambda unit: unit.batches.listed(filled.batch)) == (listed,)


def test_undoing_an_import_takes_all_of_it_and_names_what_the_vault_can_drop(
    library: Library, filled: Filled
) -> None:
    def more(unit: UnitOfWork) -> ImportId:
        run = unit.batches.start_import(filled.batch, ["/usb"])
        shared = photo_details("IMG_2.HEIC", thumbnail=VaultKey("thumbnail of IMG_1.HEIC"))
        photo = unit.photos.add(filled.batch, run.id, shared)
        unit.photos.record_check(photo.id, [face(7)], "engine 1")
        return run.id

    def act(unit: UnitOfWork) -> None:
        decided = Settled(filled.faces[0], Disposition(DispositionKind.THIS_PUPIL, filled.person))
        unit.review.act(filled.photo, ActionKind.DECIDE, "Office", NOW, 1, [decided])
        unit.batches.list_file(filled.batch, filled.import_run, ListedFile("a", "b", "c"))
        unit.people.add_portrait(filled.person, VaultKey("face at 100"), None)

    library.run(more)
    library.run(act)
    freed = library.run(lambda unit: unit.batches.undo_import(filled.import_run))
    assert freed == ("face at 10", "original of IMG_1.HEIC", "screen of IMG_1.HEIC")
    photos = library.run(lambda unit: unit.photos.of_batch(filled.batch))
    assert [photo.details.file_name for photo in photos] == ["IMG_2.HEIC"]
    assert library.run(lambda unit: unit.batches.listed(filled.batch)) == ()
    assert library.run(lambda unit: unit.review.actions(filled.photo)) == ()
    runs = library.run(lambda unit: unit.batches.imports(filled.batch))
    assert [run.undone for run in runs] == [True, False]


@pytest.mark.parametrize("state", list(ReleasedState))
def test_an_import_with_published_photos_is_not_undone(
    library: Library, filled: Filled, state: ReleasedState
) -> None:
    def publish(unit: UnitOfWork) -> None:
        clearance = Clearance(filled.photo, filled.channel)
        signed = unit.releases.sign(filled.batch, ["A"], "B", NOW, 1, 1, [clearance])
        copy = unit.releases.intend(signed.id, filled.photo, filled.channel, "/out", "a.jpg")
        unit.releases.set_state(copy.id, state, "ab")

    library.run(publish)
    if state is ReleasedState.REFUSED:
        library.run(lambda unit: unit.batches.undo_import(filled.import_run))
        assert library.run(lambda unit: unit.photos.of_batch(filled.batch)) == ()
        return
    with pytest.raises(Refused):
        library.run(lambda unit: unit.batches.undo_import(filled.import_run))
    assert len(library.run(lambda unit: unit.photos.of_batch(filled.batch))) == 1


def test_school_devices_are_kept_once(library: Library) -> None:
    device = CameraDevice("Apple", "iPad (9th generation)", "F9")
    for one in (SchoolDevice(device), SchoolDevice(device, "Ann", DeviceState.LOST)):
        library.run(lambda unit, one=one: unit.batches.keep_school_device(one))
        assert library.run(lambda unit: unit.batches.school_devices()) == (one,)


def test_a_photo_comes_back_whole(library: Library, filled: Filled) -> None:
    details = photo_details(
        "b.jpg",
        taken_at=datetime(2026, 6, 12, 9, 30, 0, 5),
        device=CameraDevice("Apple", "iPad", ""),
        likeness=(1 << 64) - 3,
    )
    added = library.run(lambda unit: unit.photos.add(filled.batch, filled.import_run, details))
    assert (added.details, added.state) == (details, PhotoState.BROUGHT_IN)
    assert library.run(lambda unit: unit.photos.get(added.id)) == added
    found = library.run(lambda unit: unit.photos.by_sha256(filled.batch, details.sha256))
    assert found == added
    assert library.run(lambda unit: unit.photos.by_sha256(filled.batch, "00")) is None


def test_photos_stand_in_the_order_they_were_taken(library: Library, filled: Filled) -> None:
    def work(unit: UnitOfWork) -> None:
        for name, minute in [("c", 2), ("b", 2), ("a", None), ("d", 1)]:
            taken = None if minute is None else datetime(2026, 6, 12, 9, minute)
            unit.photos.add(filled.batch, filled.import_run, photo_details(name, taken_at=taken))

    library.run(work)
    photos = library.run(lambda unit: unit.photos.of_batch(filled.batch))
    assert [photo.details.file_name for photo in photos] == ["d", "b", "c", "IMG_1.HEIC", "a"]
    waiting = library.run(lambda unit: unit.photos.waiting(filled.batch))
    assert [photo.details.file_name for photo in waiting] == ["d", "b", "c", "a"]


def test_a_photo_fails_with_a_sentence_and_recovers(library: Library, filled: Filled) -> None:
    library.run(lambda unit: unit.photos.set_state(filled.photo, PhotoState.FAILED, "Damaged."))
    failed = library.run(lambda unit: unit.photos.get(filled.photo))
    assert (failed.state, failed.problem) == (PhotoState.FAILED, "Damaged.")
    library.run(lambda unit: unit.photos.record_check(filled.photo, [], "engine 2"))
    checked = library.run(lambda unit: unit.photos.get(filled.photo))
    assert (checked.state, checked.problem, checked.engine) == (PhotoState.CHECKED, "", "engine 2")


def test_checking_again_keeps_the_number_of_a_box_found_again(
    library: Library, filled: Filled
) -> None:
    kept, vanished = filled.faces

    def before(unit: UnitOfWork) -> None:
        unit.photos.add_seen(kept, 400)
        decisions = [Settled(kept, Disposition(DispositionKind.COVER))]
        unit.review.act(filled.photo, ActionKind.DECIDE, "Office", NOW, 1, decisions)
        unit.review.act(filled.photo, ActionKind.DRAW, "Office", NOW, 1, draw=face(500))
        unit.photos.suggest(
            filled.photo, [Suggestion(id_, SuggestionOutcome.CANNOT_TELL) for id_ in filled.faces]
        )

    library.run(before)
    again = [face(300), face(10, picture="sharper", size=RegionSize.MAYBE)]
    found = library.run(lambda unit: unit.photos.record_check(filled.photo, again, "engine 2"))

    assert [region.box.x for region in found] == [300, 10]
    assert found[1].id == kept
    assert found[0].id not in filled.faces
    assert (found[1].picture, found[1].size, found[1].seen_ms) == (
        "sharper at 10",
        RegionSize.MAYBE,
        400,
    )
    regions = library.run(lambda unit: unit.photos.regions(filled.photo))
    assert {r.id for r in regions if r.origin is RegionOrigin.FOUND} == {r.id for r in found}
    assert [r.box.x for r in regions if r.origin is RegionOrigin.DRAWN] == [500]
    action = library.run(lambda unit: unit.review.actions(filled.photo))[0]
    assert [settled.region_id for settled in action.settled] == [kept]
    assert set(library.run(lambda unit: unit.photos.suggestions(filled.photo))) == {kept}
    assert vanished not in {region.id for region in regions}


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_face_that_was_ever_decided_stays_when_it_is_not_found_again(
    library: Library, filled: Filled, taken_back: bool
) -> None:
    decided, _undecided = filled.faces

    def decide(unit: UnitOfWork) -> None:
        settled = [Settled(decided, Disposition(DispositionKind.COVER))]
        unit.review.act(filled.photo, ActionKind.DECIDE, "Office", NOW, 1, settled)
        if taken_back:
            unit.review.undo_last(filled.batch, NOW, "Office")

    before = library.run(lambda unit: unit.photos.region(decided))
    library.run(decide)
    assert library.run(lambda unit: unit.photos.record_check(filled.photo, [], "engine 2")) == ()
    assert library.run(lambda unit: unit.photos.regions(filled.photo)) == (before,)
    ((action, undone),) = library.run(lambda unit: unit.review.history(filled.photo))
    assert ([s.region_id for s in action.settled], undone) == ([decided], taken_back)


def test_a_box_that_moved_a_little_keeps_its_number_and_the_nearest_wins(
    library: Library, filled: Filled
) -> None:
    first, second = filled.faces
    moved = [face(18, picture="far"), face(12, picture="near"), face(125), face(103)]
    found = library.run(lambda unit: unit.photos.record_check(filled.photo, moved, "engine 2"))
    assert (found[1].id, found[3].id) == (first, second)
    assert {found[0].id, found[2].id}.isdisjoint(filled.faces)
    assert (found[1].box.x, found[1].picture) == (12, "near at 12")


def test_two_equal_boxes_stay_two_and_go_both(library: Library, filled: Filled) -> None:
    twice = [face(10), face(10)]
    first = library.run(lambda unit: unit.photos.record_check(filled.photo, twice, "e"))
    again = library.run(lambda unit: unit.photos.record_check(filled.photo, twice, "e"))
    assert {region.id for region in first} == {region.id for region in again}
    library.run(lambda unit: unit.photos.record_check(filled.photo, [], "e"))
    assert library.run(lambda unit: unit.photos.regions(filled.photo)) == ()


def test_numbers_of_removed_regions_are_never_given_again(library: Library, filled: Filled) -> None:
    library.run(lambda unit: unit.photos.record_check(filled.photo, [], "e"))
    new = library.run(lambda unit: unit.photos.record_check(filled.photo, [face(1)], "e"))
    assert new[0].id > max(filled.faces)


def test_regions_of_a_batch_have_an_entry_for_every_photo(library: Library, filled: Filled) -> None:
    bare = library.run(
        lambda unit: unit.photos.add(filled.batch, filled.import_run, photo_details("bare"))
    )
    regions = library.run(lambda unit: unit.photos.regions_of_batch(filled.batch))
    assert regions[bare.id] == ()
    assert tuple(region.id for region in regions[filled.photo]) == filled.faces
    one = library.run(lambda unit: unit.photos.region(filled.faces[0]))
    assert one == regions[filled.photo][0]


def test_suggestions_are_replaced_whole(library: Library, filled: Filled) -> None:
    first, second = filled.faces
    likely = Suggestion(
        first,
        SuggestionOutcome.SUGGESTION,
        (Candidate(filled.person, 0.31, "very alike"), Candidate(filled.person, 0.5, "alike")),
    )
    unsure = Suggestion(second, SuggestionOutcome.CANNOT_TELL, reason="too small")
    for given in ([likely, unsure], [likely], [likely, unsure]):
        library.run(lambda unit, given=given: unit.photos.suggest(filled.photo, given))
        kept = library.run(lambda unit: unit.photos.suggestions(filled.photo))
        assert kept == {each.region_id: each for each in given}
    of_batch = library.run(lambda unit: unit.photos.suggestions_of_batch(filled.batch))
    assert of_batch == {first: likely, second: unsure}


def test_listed_files_of_one_import_only(library: Library, filled: Filled) -> None:
    listed = ListedFile("IMG_1.AAE", "edits", "Edits made on the iPad.")
    library.run(lambda unit: unit.batches.list_file(filled.batch, filled.import_run, listed))
    second = library.run(lambda unit: unit.batches.start_import(filled.batch, ["/usb"]))
    assert library.run(lambda unit: unit.batches.listed(filled.batch, second.id)) == ()
    assert library.run(lambda unit: unit.batches.listed(filled.batch, filled.import_run)) == (
        listed,
    )
    assert library.run(lambda unit: unit.batches.get_import(second.id)) == second
