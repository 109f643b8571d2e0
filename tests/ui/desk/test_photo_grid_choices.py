"""Filters, orders and counts of the photos on a desk."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from consentdesk.domain.face import Disposition, DispositionKind
from consentdesk.domain.ids import ActionId
from consentdesk.domain.photo import PhotoState
from consentdesk.domain.review import Referral
from consentdesk.domain.review_changes import Referee
from consentdesk.domain.verdict import Outcome
from consentdesk.ui.desk.desk_photos import DeskPhotos
from consentdesk.ui.desk.drawn_ahead import decided
from consentdesk.ui.desk.grid.photo_filter import Filter, Show, filter_lines
from consentdesk.ui.desk.grid.photo_order import Order
from consentdesk.ui.desk.grid.standing import standing_of
from consentdesk.ui.desk.reckoning import reckon
from tests.ui.desk.made_up_desk import (
    DISPLAY,
    VERSION,
    WEBSITE,
    held_by_hand,
    made_desk,
    made_photo,
)

CLEARED, HELD = Outcome.CLEARED, Outcome.HELD
CHANGED = Filter(Show.CHANGED)
ALIKE = 0x0F0F0F0F0F0F0F0F
COVER = Disposition(DispositionKind.COVER)


def test_each_filter_shows_what_it_says() -> None:
    photos = DeskPhotos(
        made_desk(
            made_photo(1, flagged=True),
            made_photo(2, 2),
            made_photo(3, decided=1, website=CLEARED, display=HELD),
            made_photo(4, decided=1, website=HELD, display=HELD),
            made_photo(5, decided=1, website=CLEARED, display=CLEARED),
        )
    )
    assert photos.matching() == (1, 2, 3, 4, 5)
    assert photos.matching(Filter(Show.TO_DECIDE)) == (1, 2)
    assert photos.matching(Filter(Show.FLAGGED)) == (1,)
    assert photos.matching(Filter(Show.HELD)) == (4,)
    assert photos.matching(Filter(Show.CLEARED, WEBSITE.id)) == (3, 5)
    assert photos.matching(Filter(Show.CLEARED, DISPLAY.id)) == (5,)
    assert photos.matching(Filter(Show.HELD), keep=2) == (2, 4), "the open photo stays"


def test_photos_that_wait_for_an_answer_have_their_filter() -> None:
    waiting = made_photo(2)
    asked = Referral(Referee.HEAD, "Ann", "Is it fair?", ActionId(1))
    review = replace(waiting.review, referral=asked)
    photos = DeskPhotos(made_desk(made_photo(1), replace(waiting, review=review)))
    assert photos.matching(Filter(Show.WAITING)) == (2,)
    assert standing_of(waiting, 1).mark != standing_of(replace(waiting, review=review), 1).mark


def test_every_channel_has_a_filter_and_every_filter_a_sentence() -> None:
    lines = filter_lines((WEBSITE, DISPLAY))
    assert [line.words for line in lines] == [
        "All photos",
        "To decide",
        "Flagged",
        "Held",
        "Waiting for an answer",
        "Cleared for Website",
        "Cleared for Display",
        "Changed since I looked",
    ]
    assert all(line.tip.endswith(".") for line in lines)


def test_what_is_done_in_the_open_photo_is_no_news() -> None:
    one, two = made_photo(1), made_photo(2)
    photos = DeskPhotos(made_desk(one, two))
    photos.take_in_hand(1)
    ticket = photos.expect(1, decided([100], COVER, "Ann", VERSION))
    photos.take_in_hand(2)
    photos.settle(1, ticket, made_photo(1, decided=1, website=CLEARED))
    assert photos.matching(CHANGED) == ()


def test_what_others_changed_is_news_until_the_photo_is_opened() -> None:
    photos = DeskPhotos(made_desk(made_photo(1), made_photo(2), made_photo(3)))
    photos.take_in_hand(1)
    photos.lay_out(made_desk(made_photo(1), held_by_hand(made_photo(2)), made_photo(3)))
    photos.take(made_photo(3, decided=1))
    assert photos.matching(CHANGED) == (2, 3)
    photos.take_in_hand(2)
    assert photos.matching(CHANGED) == (3,)


def test_a_decision_that_could_not_be_saved_is_news() -> None:
    photos = DeskPhotos(made_desk(made_photo(1), made_photo(2)))
    photos.take_in_hand(1)
    ticket = photos.expect(1, decided([100], COVER, "Ann", VERSION))
    photos.take_in_hand(2)
    photos.settle(1, ticket, None)
    assert photos.matching(CHANGED) == (1,)


def test_the_orders() -> None:
    photos = DeskPhotos(
        made_desk(
            made_photo(1, 2, seconds=30, flagged=True),
            made_photo(2, 1, seconds=60, likeness=ALIKE),
            made_photo(3, 5, seconds=None),
            made_photo(4, 4, seconds=61),
            made_photo(5, 3, seconds=62, likeness=ALIKE),
        )
    )
    assert photos.ids == (1, 2, 3, 4, 5)
    photos.arrange(Order.TIME)
    assert photos.ids == (1, 2, 4, 5, 3), "those without a time come last"
    photos.arrange(Order.RISK)
    assert photos.ids == (1, 3, 4, 5, 2), "flagged, then the most open faces"
    photos.arrange(Order.BURST)
    assert photos.ids == (1, 2, 5, 4, 3), "frames of one moment side by side"
    assert photos.bursts[2] == (2, 5)
    photos.arrange(Order.TO_DECIDE)
    assert photos.ids == (1, 2, 3, 4, 5)


def test_nothing_moves_under_the_hand_and_new_photos_find_their_place() -> None:
    one, three = made_photo(1, 3, seconds=10), made_photo(3, 2, seconds=30)
    photos = DeskPhotos(made_desk(one, three))
    photos.arrange(Order.RISK)
    done, new = made_photo(1, 3, decided=3, seconds=10), made_photo(2, 4, seconds=20)
    photos.lay_out(made_desk(new, three, done))
    assert photos.ids == (1, 3, 2)
    photos.arrange(Order.TIME)
    assert photos.ids == (1, 2, 3)
    photos.lay_out(made_desk(three, done, new, made_photo(4, seconds=15)))
    assert photos.ids == (1, 4, 2, 3)


def test_the_next_to_decide_is_flagged_first_then_follows_the_order() -> None:
    photos = DeskPhotos(
        made_desk(
            made_photo(1, seconds=50),
            made_photo(2, seconds=40),
            made_photo(3, seconds=30, flagged=True),
            made_photo(4, decided=1, seconds=20, website=CLEARED),
        )
    )
    photos.arrange(Order.TIME)
    assert photos.next_to_decide(4) == 3
    assert photos.next_to_decide(3) == 2
    photos.take(made_photo(3, decided=1, website=CLEARED))
    assert photos.next_to_decide(1) == 2, "round to the beginning"


PHOTO = st.builds(
    made_photo,
    st.integers(1, 5),
    st.integers(0, 3),
    decided=st.integers(0, 3),
    website=st.sampled_from(Outcome),
    state=st.sampled_from(PhotoState),
)


@given(st.lists(PHOTO, max_size=12))
def test_the_counts_kept_up_are_the_counts_made_anew(changes) -> None:
    photos = DeskPhotos(made_desk(*(made_photo(number) for number in range(1, 6))))
    for entry in changes:
        photos.take(entry)
    desk = made_desk(*(photos.photo(number) for number in range(1, 6)))
    assert photos.left() == DeskPhotos(desk, reckon(desk)).left()
