"""A saved record begins with the record as it was made; what happened since stands behind it."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from consentdesk.media.record_page import draw_record
from consentdesk.media.since_page import (
    NOTHING,
    LaterEvent,
    SinceThen,
    draw_since,
    with_since_then,
)
from tests.media.pdf_reader import PdfReader
from tests.media.test_record_page import pages_of, record, text_of

MADE = datetime(2026, 6, 20, 9, 14, tzinfo=UTC)
WHY = "A person in the photo may not appear on this channel."


def event(number: int = 0, **more: object) -> LaterEvent:
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    made = LaterEvent(date(2026, 7, 3), sha256, "Website", "Taken down", (WHY,), True)
    return replace(made, **more)  # type: ignore[arg-type]


def since(*events: LaterEvent) -> SinceThen:
    return SinceThen(7, 9, MADE, date(2026, 11, 29), events, "ConsentDesk 0.1.0")


def test_nothing_since_is_said() -> None:
    text = text_of(draw_since(since()))
    assert NOTHING in text
    assert "29 November 2026" in text
    assert "the JSON of the record, stay as they were made" in text


def test_what_took_nothing_down_is_told_beside_that_nothing_was_taken_down() -> None:
    moved = event(what="Found gone from its folder", why=(), takes_down=False)
    text = text_of(draw_since(since(moved)))
    assert NOTHING in text
    assert "Found gone from its folder" in text
    assert NOTHING not in text_of(draw_since(since(moved, event(1))))


def test_every_event_is_told_on_as_many_pages_as_it_takes() -> None:
    events = [event(number) for number in range(90)]
    pdf = draw_since(since(*events))
    text = text_of(pdf)
    assert pages_of(pdf) > 1
    for each in events:
        assert each.sha256[:12] in text
    assert text.count(WHY) == 90


@pytest.mark.parametrize(("files", "events"), [(1, 0), (20, 3), (150, 90)])
def test_another_program_reads_the_pages_of_both_in_order(files: int, events: int) -> None:
    page = draw_record(record(files))
    further = since(*map(event, range(events)))
    whole = with_since_then(page, further)
    assert whole.startswith(page)
    end = b"%%EOF\n"
    assert whole[: whole.index(end) + len(end)] == page, "as docs/clearance-record.md says"
    reader, own = PdfReader(whole), PdfReader(page)
    pages = reader.pages()
    assert len(pages) == pages_of(page) + pages_of(draw_since(further))
    before = [own.drawn(each) for each in own.pages()]
    assert [reader.drawn(each) for each in pages[: len(before)]] == before
    assert b"(Since then)" in reader.drawn(pages[len(before)])
    assert b"/ID" in reader.trailer


def test_what_is_drawn_is_never_taken_for_a_reference() -> None:
    odd = event(channel="Team 5 0 R endobj")
    whole = with_since_then(draw_record(record(3)), since(odd))
    assert b"(Team 5 0 R endobj)" in whole


def test_letters_that_the_page_does_not_have_leave_a_readable_channel() -> None:
    assert "Lucja" in text_of(draw_since(since(event(channel="Łucja"))))
