"""What detectors found, near faces before the whole search, and groups come back as given."""

from datetime import datetime

from consentdesk.domain.face import (
    Candidate,
    Disposition,
    DispositionKind,
    KnownFace,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import RegionId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.review import ActionKind, Settled
from consentdesk.domain.search import Search, SearchDepth, Sensitivity
from consentdesk.store.library import Library
from consentdesk.store.unit_of_work import UnitOfWork
from tests.store.shelf_samples import Filled, face, photo_details

NOW = datetime(2026, 6, 12, 15, 0)
FOUND = (
    KnownFace(Box(1, 2, 30, 40), 0.875, ((1.25, 2.0), (3.5, -4.0), (5.0, 6.0), (7.0, 8.0), (9, 1))),
    KnownFace(Box(100, 2, 30, 40), 0.25, ((0.1, 0.2),) * 5),
)
MOST = Search(SearchDepth.USUAL, Sensitivity.MOST)


def test_what_a_detector_found_is_known_by_file_engine_and_search(library: Library) -> None:
    def keep(u: UnitOfWork) -> None:
        u.searches.keep("ab", "engine 1", Search(), (640, 480), FOUND[:1])
        u.searches.keep("ab", "engine 1", Search(), (640, 480), FOUND)
        u.searches.keep("ab", "engine 1", MOST, (640, 480), ())

    library.run(keep)
    assert library.run(lambda u: u.searches.known("ab", "engine 1", Search())) == FOUND
    assert library.run(lambda u: u.searches.known("ab", "engine 1", MOST)) == ()
    for sha256, engine, search in (
        ("cd", "engine 1", Search()),
        ("ab", "engine 2", Search()),
        ("ab", "engine 1", Search(SearchDepth.NEAR)),
        ("ab", "engine 1", Search(sensitivity=Sensitivity.MORE)),
    ):
        known = library.run(lambda u, a=(sha256, engine, search): u.searches.known(*a))
        assert known is None
    assert library.run(lambda u: u.searches.files("engine 1", MOST)) == {"ab"}
    assert library.run(lambda u: u.searches.most_known("ab", "engine 1", SearchDepth.USUAL)) == ()
    thorough = SearchDepth.THOROUGH
    assert library.run(lambda u: u.searches.most_known("ab", "engine 1", thorough)) is None


def test_searches_of_gone_files_and_other_engines_are_purged(
    library: Library, filled: Filled
) -> None:
    here = photo_details().sha256

    def keep(u: UnitOfWork) -> None:
        for sha256, engine in ((here, "engine 1"), (here, "engine 2"), ("gone", "engine 2")):
            u.searches.keep(sha256, engine, Search(), (640, 480), FOUND)

    library.run(keep)
    assert library.run(lambda u: u.searches.purge("engine 2")) == 2
    assert library.run(lambda u: u.searches.purge("engine 2")) == 0
    assert library.run(lambda u: u.searches.known(here, "engine 2", Search())) == FOUND


def test_near_faces_are_added_and_leave_the_photo_waiting(library: Library, filled: Filled) -> None:
    photo = library.run(
        lambda u: u.photos.add(filled.batch, filled.import_run, photo_details("b.jpg"))
    )
    assert library.run(lambda u: u.photos.untouched(filled.batch)) == {photo.id}
    near = library.run(lambda u: u.photos.record_near(photo.id, [face(10), face(200)]))
    after = library.run(lambda u: u.photos.get(photo.id))
    assert (after.state, after.searched) == (PhotoState.BROUGHT_IN, SearchDepth.NEAR)
    assert library.run(lambda u: u.photos.untouched(filled.batch)) == frozenset()
    assert [p.id for p in library.run(lambda u: u.photos.waiting(filled.batch))] == [photo.id]

    found = [face(300), face(12), face(200)]
    whole = library.run(lambda u: u.photos.record_check(photo.id, found, "e", SearchDepth.THOROUGH))
    assert [region.id for region in whole[1:]] == [region.id for region in near]
    after = library.run(lambda u: u.photos.get(photo.id))
    assert (after.state, after.searched) == (PhotoState.CHECKED, SearchDepth.THOROUGH)


def test_near_faces_move_and_remove_nothing(library: Library, filled: Filled) -> None:
    library.run(lambda u: u.photos.search_again(filled.photo, SearchDepth.THOROUGH))
    before = library.run(lambda u: u.photos.regions(filled.photo))
    near = library.run(lambda u: u.photos.record_near(filled.photo, [face(12), face(500)]))
    assert near[0] == before[0]
    now = library.run(lambda u: u.photos.regions(filled.photo))
    assert now == (*before, near[1])
    photo = library.run(lambda u: u.photos.get(filled.photo))
    assert (photo.searched, photo.wanted) == (SearchDepth.USUAL, SearchDepth.THOROUGH)


def test_waiting_again_keeps_faces_and_decisions(library: Library, filled: Filled) -> None:
    def work(u: UnitOfWork) -> None:
        settled = [Settled(filled.faces[0], Disposition(DispositionKind.COVER))]
        u.review.act(filled.photo, ActionKind.DECIDE, "Office", NOW, 1, settled)
        u.photos.set_state(filled.photo, PhotoState.FAILED, "Damaged.")
        u.photos.search_again(filled.photo, SearchDepth.USUAL)

    library.run(work)
    photo = library.run(lambda u: u.photos.get(filled.photo))
    assert (photo.state, photo.problem) == (PhotoState.BROUGHT_IN, "")
    assert {r.id for r in library.run(lambda u: u.photos.regions(filled.photo))} == set(
        filled.faces
    )
    assert len(library.run(lambda u: u.review.actions(filled.photo))) == 1


def test_a_remark_on_the_file_outlives_another_search(library: Library, filled: Filled) -> None:
    def work(u: UnitOfWork) -> None:
        u.photos.set_state(filled.photo, PhotoState.CHECKED, "Only the first picture is used.")
        u.photos.search_again(filled.photo, SearchDepth.USUAL)
        u.photos.record_check(filled.photo, [], "e")

    library.run(work)
    photo = library.run(lambda u: u.photos.get(filled.photo))
    assert photo.problem == "Only the first picture is used."


def test_found_again_names_the_region_of_each_box(library: Library, filled: Filled) -> None:
    boxes = [Box(600, 20, 30, 40), Box(102, 20, 30, 40), Box(10, 20, 30, 40)]
    again = library.run(lambda u: u.photos.found_again(filled.photo, boxes))
    assert again == (None, filled.faces[1], filled.faces[0])


def suggest(u: UnitOfWork, filled: Filled) -> None:
    first, second = filled.faces
    named = (Candidate(filled.person, 0.3, "very alike", look_alike=True),)
    u.photos.suggest(
        filled.photo,
        [
            Suggestion(first, SuggestionOutcome.SUGGESTION, named),
            Suggestion(second, SuggestionOutcome.NO_SUGGESTION),
        ],
    )


def groups(library: Library, filled: Filled) -> dict[RegionId, int]:
    return dict(library.run(lambda u: u.photos.groups_of_batch(filled.batch)))


def test_groups_are_replaced_whole_and_one_face_is_no_group(
    library: Library, filled: Filled
) -> None:
    first, second = filled.faces
    library.run(lambda u: suggest(u, filled))
    assert library.run(lambda u: u.photos.photos_without_groups(filled.batch)) == {filled.photo}
    for given, read in (
        ({first: first, second: first}, {first: first, second: first}),
        ({first: first, second: second}, {}),
    ):
        library.run(lambda u, given=given: u.photos.set_groups(filled.batch, given))
        assert groups(library, filled) == read
        assert not library.run(lambda u: u.photos.photos_without_groups(filled.batch))
    assert library.run(lambda u: u.photos.compared_photos(filled.batch)) == {filled.photo}


def test_groups_go_wherever_suggestions_go(library: Library, filled: Filled) -> None:
    first, second = filled.faces

    def again(u: UnitOfWork) -> None:
        suggest(u, filled)
        u.photos.set_groups(filled.batch, {first: first, second: first})

    for deed in (
        lambda u: u.photos.suggest(filled.photo, []),
        lambda u: u.photos.forget_comparisons(filled.batch),
        lambda u: u.matching.delete_vectors(filled.person),
        lambda u: u.photos.record_check(filled.photo, [], "engine 2"),
    ):
        if library.run(lambda u: u.photos.regions(filled.photo)):
            library.run(again)
            assert len(groups(library, filled)) == 2
            library.run(deed)
            assert groups(library, filled) == {}


def test_suggesting_one_face_again_leaves_the_others(library: Library, filled: Filled) -> None:
    first, second = filled.faces
    library.run(lambda u: suggest(u, filled))
    library.run(lambda u: u.photos.set_groups(filled.batch, {first: first, second: first}))
    flagged = Suggestion(
        second, SuggestionOutcome.CANNOT_TELL, (Candidate(filled.person, 0.5, "alike"),), "group"
    )
    before = library.run(lambda u: u.photos.suggestions(filled.photo))
    library.run(lambda u: u.photos.suggest_also([flagged]))
    after = library.run(lambda u: u.photos.suggestions(filled.photo))
    assert after == {first: before[first], second: flagged}
    assert len(groups(library, filled)) == 2
