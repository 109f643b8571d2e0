"""Find faces: both stages, pause and go on, what came of it, and what can be asked for again."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from consentdesk.domain.batch import Mode
from consentdesk.domain.batch_steps import Step
from consentdesk.domain.face import FoundRegion, RegionSize
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.pixels import Box
from consentdesk.domain.progress import CancelToken, Progress
from consentdesk.domain.search import SearchDepth
from consentdesk.ui.batch.find_faces_page import FindFacesPage
from consentdesk.ui.jobs import JobKind
from tests.services.enrolled_school import give_portrait, open_school_lock, permit
from tests.small_workspace import write_photo
from tests.ui.settled import idle, settled
from tests.ui.test_accessible_names import nameless

SOME = (Box(60, 80, 80, 100), Box(300, 90, 80, 100))


def bring_in(desk, photos: int):
    school = desk.school
    return school.bring_in(*(write_photo(school.folder / f"{n}.jpg", n) for n in range(photos)))


def at_page(desk, qtbot: QtBot) -> FindFacesPage:
    desk.window.open_batch(desk.school.batch_id, Step.FIND_FACES)
    settled(desk.runner, qtbot, "view", "work")
    return desk.window.batch.page_of(Step.FIND_FACES)


def found(desk, photo_id, boxes, size=RegionSize.FACE, *, near=False) -> None:
    """Record boxes as a search would."""
    library = desk.school.workspace.library
    picture = library.run(lambda u: u.photos.get(photo_id)).details.thumbnail
    regions = [FoundRegion(box, size, 0.9, picture) for box in boxes]

    def work(u):  # type: ignore[no-untyped-def]
        if near:
            return u.photos.record_near(photo_id, regions)
        return u.photos.record_check(photo_id, regions, "test-engine", SearchDepth.USUAL)

    library.run(work)


def test_both_stages_and_the_photos_looked_at_last(desk, qtbot: QtBot):
    photos = bring_in(desk, 3)
    found(desk, photos[0].id, SOME)
    found(desk, photos[1].id, SOME[:1], near=True)
    page = at_page(desk, qtbot)
    near, whole = page.stages.rows
    assert (near.name.text(), near.count.text()) == ("Near faces", "2 of 3 photos")
    assert (whole.name.text(), whole.count.text()) == ("Small faces", "1 of 3 photos")
    assert "Paused: 2 photos" in page._title.text()
    assert page.start.text() == "Continue"
    assert {p.photo.id for p in page.looked_at.in_sight} == {photos[0].id, photos[1].id}
    assert "2 faces" in page.looked_at.accessibleDescription()
    assert page.begin.isVisible()
    assert nameless(page) == []


def test_what_was_found_last_stands_first(desk, qtbot: QtBot):
    photos = bring_in(desk, 3)
    found(desk, photos[0].id, SOME)
    found(desk, photos[2].id, SOME)
    page = at_page(desk, qtbot)
    found(desk, photos[1].id, SOME)
    page.show_card(desk.window.batch.card)
    idle(desk, qtbot)
    assert page.looked_at.in_sight[0].photo.id == photos[1].id
    found(desk, photos[0].id, SOME[:1])
    page.show_card(desk.window.batch.card)
    idle(desk, qtbot)
    assert page.looked_at.in_sight[0].photo.id == photos[0].id


def test_the_numbers_name_only_what_there_is(desk, qtbot: QtBot):
    (photo,) = bring_in(desk, 1)
    found(desk, photo.id, SOME)
    page = at_page(desk, qtbot)
    seen = [n.accessibleName() for n, _ in page.numbers._numbers if n.isVisible()]
    assert seen == ["1 photos looked through", "2 faces"]
    assert page.next.isVisible()
    assert not page.stages.isVisible()


def test_pause_keeps_what_was_done_and_continue_goes_on(gated_desk, gate, qtbot: QtBot):
    gate.let(5)
    photos = bring_in(gated_desk, 5)
    page = at_page(gated_desk, qtbot)
    assert page.start.text() == "Look for faces"
    page.start.click()
    jobs = gated_desk.window.jobs
    job = jobs.of(JobKind.FIND_FACES, gated_desk.school.batch_id)
    gate.let(2)
    qtbot.waitUntil(lambda: job.progress.snapshot().done >= 1 and page.stages.pause.isVisible())
    page.stages.pause.click()
    assert not page.stages.pause.isEnabled()
    gate.let(2)
    idle(gated_desk, qtbot)
    searched = [p.searched for p in gated_desk.school.photos()]
    assert any(searched)
    assert not all(searched)
    assert page.start.isVisible()
    assert page.start.text() == "Continue"
    gate.open()
    page.start.click()
    idle(gated_desk, qtbot)
    assert page.next.isVisible()
    states = {p.state for p in gated_desk.school.photos()}
    assert states == {PhotoState.CHECKED}
    assert len(photos) == 5


def test_a_photo_that_failed_says_why_and_is_tried_again_alone(desk, qtbot: QtBot):
    photos = bring_in(desk, 2)
    found(desk, photos[0].id, SOME)
    sentence = "The photo took too long."
    library = desk.school.workspace.library
    library.run(lambda u: u.photos.set_state(photos[1].id, PhotoState.FAILED, sentence))
    page = at_page(desk, qtbot)
    assert page.unchecked.isVisible()
    assert [line.text() for line in page.unchecked._lines] == [f"1.jpg: {sentence}"]
    page.unchecked.again.click()
    idle(desk, qtbot)
    by_id = {p.id: p for p in desk.school.photos()}
    assert by_id[photos[1].id].state is PhotoState.CHECKED
    assert by_id[photos[0].id].engine == "test-engine", "the other photo was left alone"
    assert not page.unchecked.isVisible()


@pytest.mark.parametrize("agree", [False, True])
def test_a_thorough_look_is_asked_for_with_its_price(desk, qtbot: QtBot, agree: bool):
    (photo,) = bring_in(desk, 1)
    found(desk, photo.id, SOME)
    page = at_page(desk, qtbot)
    desk.dialogs.agree = agree
    page.thorough.click()
    idle(desk, qtbot)
    after = desk.school.photos()[0]
    assert (after.searched is SearchDepth.THOROUGH) is agree
    assert (after.engine != "test-engine") is agree


def test_look_offers_no_comparing(desk, qtbot: QtBot):
    (photo,) = bring_in(desk, 1)
    found(desk, photo.id, SOME)
    page = at_page(desk, qtbot)
    assert not page.compare.isVisible()
    page.begin.click()


def test_match_compares_again_without_searching(desk, qtbot: QtBot):
    school = desk.school
    open_school_lock(school)
    permit(school, "Ada")
    give_portrait(school, "Ada")
    school.workspace.enrolment.enrol("Ann Preparer", Progress(), CancelToken())
    details = replace(school.batch.details, mode=Mode.MATCH, closed_for_matching=True)
    school.workspace.batches.change(school.batch_id, details, "Ann Preparer")
    bring_in(desk, 1)
    school.workspace.scanner.run(school.batch_id, "Ann Preparer", Progress(), CancelToken())
    page = at_page(desk, qtbot)
    assert page.compare.isVisible()
    page.compare.click()
    idle(desk, qtbot)
    job = desk.window.jobs.of(JobKind.COMPARE_AGAIN, school.batch_id)
    assert job.result.finished
    assert any("Compared again" in message.sentence for message in desk.said)
    assert school.photos()[0].state is PhotoState.CHECKED


def test_a_search_asked_for_on_the_desk_runs(desk, qtbot: QtBot):
    (photo,) = bring_in(desk, 1)
    found(desk, photo.id, SOME)
    desk.window.open_batch(desk.school.batch_id, Step.DECIDE)
    page = desk.window.batch.page_of(Step.DECIDE)
    idle(desk, qtbot)
    page.desk.deciding.look_again_thoroughly()
    idle(desk, qtbot)
    assert desk.school.photos()[0].searched is SearchDepth.THOROUGH
    qtbot.waitUntil(lambda: not page.desk.deciding.still_checking)
    idle(desk, qtbot)
