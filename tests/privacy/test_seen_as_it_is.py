"""A face counts as seen in the box it has and in the photo it is in; nothing else lends it that."""

from collections.abc import Iterator

import pytest

from consentdesk.domain.consent import Status
from consentdesk.domain.errors import Refused
from consentdesk.domain.face import (
    Candidate,
    DispositionKind,
    Suggestion,
    SuggestionOutcome,
)
from consentdesk.domain.ids import RegionId
from consentdesk.domain.photo_checks import ALL_WELL
from tests.privacy.office_at_the_desk import Office
from tests.small_workspace import PREPARER, sightings


@pytest.fixture
def office() -> Iterator[Office]:
    office = Office()
    yield office
    office.close()


def _cleared(office: Office, photo: int) -> bool:
    entry = office.school.workspace.review.photo(office.photos[photo])
    return any(verdict.cleared for verdict in entry.verdicts.values())


def _carried_from_an_exclusion_check(office: Office, sight: int) -> RegionId:
    """State the check for the first frame of the burst, carry its first face to the second."""
    workspace, first = office.school.workspace, office.photos[0]
    office.see(0, office.standing(0).open, 1000)
    faces = workspace.review.photo(first).review.undecided
    workspace.exclusion.state(first, PREPARER, sightings(*faces), ())
    one, other = office.region(0, 0), office.region(1, 0)
    assert one is not None
    assert other is not None
    office.see(1, [other], sight)
    workspace.bursts.carry([office.school.same_child(one, other)], PREPARER)
    return other


def test_a_face_in_a_box_that_a_search_moved_must_be_seen_again(office: Office) -> None:
    photo, review = office.photos[2], office.school.workspace.review
    for place, name in enumerate(("Ada", "Bo")):
        region = office.region(2, place)
        assert region is not None
        office.see(2, [region], 1000)
        review.decide(region, office.named(name), PREPARER)
    office.search(2, {0: 4, 1: 0})
    review.look(photo, PREPARER, ALL_WELL)
    assert not _cleared(office, 2)
    office.see(2, list(office.standing(2).boxes), 1000)
    assert _cleared(office, 2)


def test_a_face_that_a_search_finds_in_its_box_stays_seen(office: Office) -> None:
    region = office.region(2, 0)
    assert region is not None
    office.see(2, [region], 1000)
    office.search(2, {0: 0, 1: 4})
    rows = office.school.workspace.review.photo(office.photos[2]).review.regions
    assert [row.shown for row in rows] == [True, False]


def test_nobody_is_carried_to_a_face_that_looks_like_a_look_out(office: Office) -> None:
    office.school.answer("Bo", "web", Status.REFUSED)
    bo, other = office.school.people["Bo"].id, office.region(1, 0)
    assert other is not None
    likely = Suggestion(other, SuggestionOutcome.SUGGESTION, (Candidate(bo, 0.3, "much alike"),))

    def suggest(u):  # type: ignore[no-untyped-def]
        u.photos.suggest(office.photos[0], [])
        u.photos.suggest(office.photos[1], [likely])

    office.school.workspace.library.run(suggest)
    with pytest.raises(Refused):
        _carried_from_an_exclusion_check(office, sight=1000)


def test_nobody_is_carried_to_a_face_that_passed_too_quickly(office: Office) -> None:
    with pytest.raises(Refused):
        _carried_from_an_exclusion_check(office, sight=30)


def test_an_exclusion_check_is_carried_to_a_face_that_was_compared(office: Office) -> None:
    other = _carried_from_an_exclusion_check(office, sight=1000)
    review = office.school.workspace.review.photo(office.photos[1]).review
    assert review.decisions[other].disposition.kind is DispositionKind.NO_LOOK_OUT
