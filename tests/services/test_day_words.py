"""Days as offices and form tools write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consentdesk.services.sheet_words.day_words import (
    DayOrder,
    academic_year_end,
    academic_year_in,
    day_in,
    leading_day,
    proven_order,
    read_day,
)
from consentdesk.sheets.workbook import Cell

TODAY = date(2026, 11, 28)


def cell(text: str) -> Cell:
    return Cell("A1", text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12/03/2026", date(2026, 3, 12)),
        ("2/3/26", date(2026, 3, 2)),
        ("8.9.26", date(2026, 9, 8)),
        ("12-03-2026", date(2026, 3, 12)),
        ("12-Mar-26", date(2026, 3, 12)),
        ("12th March 2026", date(2026, 3, 12)),
        ("12th of March 2026", date(2026, 3, 12)),
        ("1 Sept 2026", date(2026, 9, 1)),
        ("12 Sep 2026", date(2026, 9, 12)),
        ("Saturday 12 September 2026", date(2026, 9, 12)),
        ("September 12, 2026", date(2026, 9, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        ("2026-03-12 19:22:05", date(2026, 3, 12)),
        ("2026-03-12T19:22:05Z", date(2026, 3, 12)),
        ("2026-03-12T19:22:05.123+01:00", date(2026, 3, 12)),
        ("2026/03/12 7:22:05 PM GMT+1", date(2026, 3, 12)),
        ("04/09/2026 08:41", date(2026, 9, 4)),
        ("9/5/26 18:02:11", date(2026, 5, 9)),
        ("9/5/2026 6:02 PM", date(2026, 5, 9)),
        ("12 Sep 2026 08:41", date(2026, 9, 12)),
        *((text, None) for text in ("31/02/2026", "3/15/2026", "12/03/1926", "12/03.2026")),
        *((text, None) for text in ("Sept 25", "9/25", "25 Sept", "2025/26", "soon", "46000")),
        *((text, None) for text in ("12/03/26?", "on 12/03/26", "2026-13-01", "12/03/026")),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert day_in(text) == day
    read = read_day(cell(text))
    assert read.day == day
    assert bool(read.problem) == (day is None)


def test_no_day_and_struck_through() -> None:
    assert not read_day(cell(" ")).problem
    assert read_day(Cell("A1", "12/03/2026", struck=True)).problem
    assert read_day(Cell("A1", "2026-03-12", date(2026, 3, 12))).day == date(2026, 3, 12)


def test_without_an_order_both_readings_are_told() -> None:
    read = read_day(cell("9/5/26 18:02:11"), None)
    assert (read.day, set(read.readings)) == (None, {date(2026, 5, 9), date(2026, 9, 5)})
    assert not read.problem
    for text, day in (("13/5/26", date(2026, 5, 13)), ("5/13/26", date(2026, 5, 13))):
        assert (read_day(cell(text), None).day, read_day(cell(text), None).readings) == (
            day,
            (day,),
        )
    assert read_day(cell("5/5/26"), None).day == date(2026, 5, 5)
    assert read_day(cell("5 Sep 26"), None).day == date(2026, 9, 5)


def test_month_first() -> None:
    assert read_day(cell("9/5/26"), DayOrder.MONTH_FIRST).day == date(2026, 9, 5)
    assert read_day(cell("13/5/26"), DayOrder.MONTH_FIRST).problem


def test_a_day_to_come_is_dropped_only_where_the_other_is_not() -> None:
    assert read_day(cell("3/12/26"), None, past_until=TODAY).day == date(2026, 3, 12)
    assert len(read_day(cell("3/12/27"), None, past_until=TODAY).readings) == 2
    assert read_day(cell("3/12/26"), past_until=TODAY).day == date(2026, 12, 3)


def test_serial_numbers_only_where_days_stand() -> None:
    assert read_day(cell("46277"), serials=True).day == date(2026, 9, 12)
    assert read_day(Cell("A1", "46277.35", 46277.35), serials=True).day == date(2026, 9, 12)
    assert read_day(cell("36526"), serials=True).day == date(2000, 1, 1)
    assert read_day(cell("73050"), serials=True).day == date(2099, 12, 31)
    for text in ("36525", "73051", "12", "001204"):
        assert read_day(cell(text), serials=True).problem
    assert read_day(Cell("A1", "46277", 46277)).problem


def test_a_month_alone_is_no_day() -> None:
    for text in ("Sept 25", "September 2025", "Sep-25"):
        read = read_day(cell(text))
        assert (read.day, read.readings) == (None, ())
        assert "month" in read.problem


def test_births() -> None:
    def born(text: str) -> date | None:
        return read_day(cell(text), past_until=TODAY, born=True).day

    assert born("03/07/2020") == date(2020, 7, 3)
    assert born("7/3/20") == date(2020, 3, 7)
    assert born("03/07/98") == date(1998, 7, 3)
    assert born("03/07/1961") == date(1961, 7, 3)
    assert born("29/11/2026") is None
    assert born("03/07/1899") is None
    unproven = read_day(cell("3/12/2026"), None, past_until=TODAY, born=True)
    assert unproven.day == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["13/9/26", "9/5/26"], DayOrder.DAY_FIRST),
        (["9/13/26 18:02:11", "9/5/26 18:02:11"], DayOrder.MONTH_FIRST),
        (["13/9/26", "9/13/26"], None),
        (["9/5/26", "9/7/26", "9/9/26"], None),
        (["2026-09-13", "13 Sep 2026", "soon", ""], None),
        (["3/12/26"], None),
        (["3/12/26", "3/12/26"], None),
        (["3/12/26", "4/12/26"], DayOrder.MONTH_FIRST),
        (["12/3/26", "12/4/26"], DayOrder.DAY_FIRST),
        (["3/12/26", "12/4/26", "4/12/26"], None),
        (["13/9/26", "3/12/26", "4/12/26"], DayOrder.DAY_FIRST),
        ([], None),
    ],
)
def test_proof_of_the_order(texts: list[str], order: DayOrder | None) -> None:
    assert proven_order(texts, TODAY) == order


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14/10/26 - mum emailed", date(2026, 10, 14)),
        ("14/10/26", date(2026, 10, 14)),
        ("14 Oct 2026: letter of 3/9/26", date(2026, 10, 14)),
        ("10/12/26 - letter", None),
        ("mum emailed 14/10/26", None),
        ("14/10/26/3", None),
        ("14/10/261", None),
    ],
)
def test_the_day_at_the_beginning(text: str, day: date | None) -> None:
    assert leading_day(text).day == day


@pytest.mark.parametrize(
    ("text", "year"),
    [
        *((text, 2026) for text in ("2025/26", "2025-26", "2025–2026", "2025/2026", "25/26")),
        *((text, None) for text in ("2025/27", "2026/25", "11/12", "2025", "2025-09-04", "")),
    ],
)
def test_academic_years(text: str, year: int | None) -> None:
    expected = None if year is None else date(year, 8, 31)
    assert academic_year_end(text) == expected
    assert academic_year_in(f"Photos – Website ({text})") == expected


def test_the_first_of_several_academic_years_is_over_first() -> None:
    assert academic_year_in("2025/26, before: 2024/25") == date(2025, 8, 31)
    assert academic_year_in("since 2008-09-04, form 3/24/25") is None


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_none(text: str) -> None:
    day = day_in(text)
    assert day is None or 2000 <= day.year <= 2099
    academic_year_in(text)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from("/.-"), st.booleans())
def test_readings_hold_the_day_that_was_meant(day: date, sign: str, american: bool) -> None:
    parts = (day.month, day.day) if american else (day.day, day.month)
    text = sign.join([*(str(part) for part in parts), f"{day:%y}"])
    order = DayOrder.MONTH_FIRST if american else DayOrder.DAY_FIRST
    assert read_day(cell(text), order).readings == (day,)
    unproven = read_day(cell(text), None)
    assert day in unproven.readings
    assert unproven.day in {day, None}
    assert (unproven.day is None) == (len(unproven.readings) == 2)
