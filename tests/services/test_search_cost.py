"""The share of time each search takes decides the time left; patience has an end."""

import pytest

from consentdesk.domain.ids import BatchId, ImportId, PhotoId, VaultKey
from consentdesk.domain.photo import Photo, PhotoDetails, PhotoState
from consentdesk.domain.search import SearchDepth
from consentdesk.services.finding.search_cost import (
    LEAST_SECONDS,
    compare_cost,
    compare_limit,
    search_cost,
    search_limit,
)


def photo(width: int, height: int) -> Photo:
    key = VaultKey("k")
    details = PhotoDetails("a.jpg", "ab", "jpeg", width, height, key, key, key)
    return Photo(PhotoId(1), BatchId(1), ImportId(1), details, PhotoState.BROUGHT_IN)


IPAD, SMALL, PANORAMA = photo(4032, 3024), photo(640, 480), photo(16000, 6000)


def test_the_deeper_and_the_bigger_the_longer() -> None:
    depths = [search_cost(IPAD, depth) for depth in SearchDepth]
    assert depths == sorted(depths)
    assert search_cost(IPAD, SearchDepth.THOROUGH) > 3 * search_cost(IPAD, SearchDepth.USUAL)
    sizes = [search_cost(each, SearchDepth.USUAL) for each in (SMALL, IPAD, PANORAMA)]
    assert sizes == sorted(sizes)
    assert search_cost(IPAD, SearchDepth.USUAL, known=True) < search_cost(IPAD, SearchDepth.NEAR)
    assert compare_cost(IPAD, 300) > compare_cost(IPAD, 3)


@pytest.mark.parametrize("depth", list(SearchDepth))
def test_no_photo_is_waited_for_without_end(depth: SearchDepth) -> None:
    for each in (SMALL, IPAD, PANORAMA):
        assert LEAST_SECONDS < search_limit(each, depth) < 7200
    assert LEAST_SECONDS < compare_limit(IPAD, 300) < 7200
