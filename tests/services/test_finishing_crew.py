"""Renderings come in the order of the release, some ahead of their turn, and none too many."""

import threading
from contextlib import closing

import pytest

from consentdesk.domain.errors import DamagedPhoto
from consentdesk.services.publishing.finishing_crew import worked_ahead


def test_what_is_finished_first_waits_for_its_turn() -> None:
    second_is_done = threading.Event()

    def render(item: int) -> int:
        if item == 0:
            assert second_is_done.wait(30)
        if item == 1:
            second_is_done.set()
        return 10 * item

    got = [(item, rendering.result()) for item, rendering in worked_ahead(render, range(6), 2)]
    assert got == [(item, 10 * item) for item in range(6)]


@pytest.mark.parametrize("at_once", [1, 2, 5])
def test_no_more_are_begun_than_are_asked_for(at_once: int) -> None:
    begun: list[int] = []
    for item, rendering in worked_ahead(begun.append, range(20), at_once):
        rendering.result()
        assert len(begun) <= item + 1 + at_once
    assert sorted(begun) == list(range(20))


def test_an_error_belongs_to_its_item() -> None:
    def render(item: int) -> int:
        if item == 1:
            raise DamagedPhoto("The photo is damaged.", "Leave it out.")
        return item

    coming = dict(worked_ahead(render, range(3), 2))
    assert isinstance(coming[1].exception(), DamagedPhoto)
    assert (coming[0].result(), coming[2].result()) == (0, 2)


def test_stopping_begins_nothing_more_and_leaves_no_thread() -> None:
    begun: list[int] = []
    with closing(worked_ahead(begun.append, range(100), 2)) as coming:
        _, rendering = next(coming)
        rendering.result()
    assert len(begun) <= 3
    assert not [each for each in threading.enumerate() if each.name.startswith("rendering")]
