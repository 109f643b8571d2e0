"""The time left is honest: played through with workers, mixed photos and a clock of our own."""

import heapq
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

import pytest

from consentdesk.domain.progress import Progress

SIZES = (2, 5, 12, 12, 12, 16, 40)
"""Megapixels of the photos of a made-up batch."""

LOADING = 8.0
"""Seconds in which the first engines load."""

POLL = 0.1


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Moment:
    """What was shown, and what had been true to show."""

    at: float
    done: int
    shown: float | None
    truth: float

    @property
    def honest(self) -> bool:
        """Within 20 %, or five seconds at the end."""
        return self.shown is not None and abs(self.shown - self.truth) <= max(0.2 * self.truth, 5.0)


@dataclass(frozen=True)
class Photo:
    ready: float
    weight: float
    spent: float


def play(
    seed: int,
    workers: int,
    photos: int = 200,
    *,
    speed: Callable[[float], float] = lambda _: 1.0,
    asleep: Callable[[float], float] = lambda _: 0.0,
    arrived: Callable[[float], int] | None = None,
) -> list[Moment]:
    """Check made-up photos and note what is shown ten times a second.

    Args:
        speed: how much slower photos go that are begun at this second.
        asleep: how long the computer has slept by this second of work.
        arrived: how many photos there are by this second.
    """
    clock = Clock()
    progress = Progress(clock)
    batch = _checked(random.Random(seed), workers, photos, speed)
    weights = [photo.weight for photo in batch]
    order = sorted(batch, key=lambda photo: photo.ready)
    end, done, seen = order[-1].ready, 0, []
    progress.start("Finding faces", 0, at_once=workers)
    for tick in range(int(end / POLL)):
        now = tick * POLL
        clock.now = now + asleep(now)
        known = arrived(now) if arrived else photos
        progress.expect(known, sum(weights[:known]))
        while done < photos and order[done].ready <= now:
            progress.step(1, order[done].weight, order[done].spent)
            done += 1
        seen.append(Moment(now, done, progress.snapshot().seconds_left, end - now))
    return seen


def _checked(
    chance: random.Random, workers: int, photos: int, speed: Callable[[float], float]
) -> list[Photo]:
    free = [LOADING * chance.uniform(0.9, 1.1) for _ in range(workers)]
    heapq.heapify(free)
    batch = []
    for number in range(photos):
        begun = heapq.heappop(free)
        weight = chance.choice(SIZES)
        spent = speed(begun) * (0.1 + weight / 6 * chance.gauss(1, 0.15))
        loading = begun if number < workers else 0.0
        batch.append(Photo(begun + spent, weight, spent + loading))
        heapq.heappush(free, begun + spent)
    return batch


def dishonest(moments: Iterable[Moment], *, enough: int = 10, after: float = 0.0) -> list[Moment]:
    return [m for m in moments if m.done >= enough and m.at >= after and not m.honest]


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("seed", range(6))
def test_honest_within_a_fifth_after_ten_photos(workers: int, seed: int) -> None:
    assert dishonest(play(seed, workers)) == []


@pytest.mark.parametrize("workers", [4, 7])
@pytest.mark.parametrize("seed", range(6))
def test_many_workers_need_a_few_photos_each(workers: int, seed: int) -> None:
    """After ten photos seven workers have done one each, and the quickest a second."""
    assert dishonest(play(seed, workers, 400), enough=5 * workers) == []


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_a_computer_that_gets_busy_is_followed_within_a_minute(workers: int) -> None:
    moments = play(1, workers, 300, speed=lambda at: 1.0 if at < 60 else 2.0)
    assert dishonest(moments, after=130) == []


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_a_night_with_the_lid_closed_changes_nothing(workers: int) -> None:
    awake = play(2, workers)
    slept = play(2, workers, asleep=lambda at: 9 * 3600.0 if at > 60 else 0.0)
    assert dishonest(slept) == []
    for one, other in zip(awake, slept, strict=True):
        assert (one.shown is None) == (other.shown is None)
        assert one.shown is None or one.shown == pytest.approx(other.shown, rel=0.1, abs=1)


def test_a_short_sleep_early_on_changes_nothing_either() -> None:
    assert dishonest(play(3, 2, asleep=lambda at: 120.0 if at > 30 else 0.0)) == []


def test_photos_that_still_arrive_are_counted_as_they_come() -> None:
    moments = play(4, 2, arrived=lambda at: min(200, 20 + int(3 * at)))
    assert dishonest(moments, after=60 + 20) == []
    shown = {round(m.at): m.shown or 0.0 for m in moments}
    assert shown[25] < shown[40] < shown[60]


@pytest.mark.parametrize("workers", [1, 2, 4])
def test_the_shown_time_never_jumps(workers: int) -> None:
    shown = [m.shown for m in play(5, workers) if m.shown is not None]
    for before, after in pairwise(shown):
        assert abs(after - (before - POLL)) <= max(0.02 * before, 0.1)


def test_one_photo_that_hung_spoils_no_estimate() -> None:
    clock = Clock()
    progress = Progress(clock)
    progress.start("Finding faces", 100)
    for number in range(20):
        clock.now += 200.0 if number == 15 else 2.0
        progress.step(seconds=200.0 if number == 15 else 2.0)
    for _ in range(300):
        clock.now += POLL
        left = progress.snapshot().seconds_left
    assert left == pytest.approx(160, rel=0.2)


def test_nothing_is_shown_before_it_is_worth_showing() -> None:
    clock = Clock()
    progress = Progress(clock)
    assert progress.snapshot().seconds_left is None
    progress.start("Publishing", 50)
    for _ in range(3):
        clock.now += 1
        progress.step()
        assert progress.snapshot().seconds_left is None
    clock.now += 1
    progress.step()
    assert progress.snapshot().seconds_left == pytest.approx(46)


def test_many_quick_items_are_estimated_too() -> None:
    clock = Clock()
    progress = Progress(clock)
    progress.start("Publishing", 5000)
    for _ in range(1000):
        clock.now += 0.02
        progress.step()
    assert progress.snapshot().seconds_left == pytest.approx(80, rel=0.05)


def test_nothing_is_left_at_the_end_and_a_new_stage_begins_anew() -> None:
    clock = Clock()
    progress = Progress(clock)
    progress.start("Finding near faces", 20)
    for _ in range(20):
        clock.now += 1
        progress.step()
    assert progress.snapshot().seconds_left == 0
    progress.start("Finding faces", 20, 240)
    snapshot = progress.snapshot()
    assert (snapshot.stage, snapshot.done, snapshot.seconds_left) == ("Finding faces", 0, None)


def test_an_item_of_unknown_weight_counts_as_an_average_one() -> None:
    clock = Clock()
    progress = Progress(clock)
    progress.start("Finding faces", 20, 200)
    for _ in range(10):
        clock.now += 2
        progress.step(weight=10)
        progress.snapshot()
    progress.step(items=9)
    assert progress.snapshot().done == 19
    for _ in range(150):
        clock.now += POLL
        left = progress.snapshot().seconds_left
    assert left is not None
    assert left < 5


def test_items_heavier_than_announced_still_take_their_time() -> None:
    clock = Clock()
    progress = Progress(clock)
    progress.start("Finding faces", 20, 50)
    for _ in range(10):
        clock.now += 2
        progress.step(weight=10)
    assert progress.snapshot().seconds_left == pytest.approx(20)
