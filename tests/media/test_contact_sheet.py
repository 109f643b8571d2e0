"""The contact sheet: every picture with its name, over as many pages as it takes."""

from dataclasses import replace
from datetime import date

from consentdesk.media.contact_sheet import ContactSheet, draw_contact_sheet
from consentdesk.media.finished_photo import finish
from consentdesk.media.web_copies import small_picture
from tests.small_workspace import photo_bytes

WIDE, TALL = (
    small_picture(finish(photo_bytes(n, size=size), long_edge=400).content)
    for n, size in enumerate([(640, 480), (480, 640)])
)
SHEET = ContactSheet(
    "Sports day",
    date(2026, 6, 19),
    "Website",
    [(WIDE, "sports-day-001.jpg"), (TALL, "sports-day-002.jpg")],
    date(2026, 6, 21),
    "ConsentDesk 1",
)


def test_it_says_event_day_channel_and_the_names_of_the_files() -> None:
    page = draw_contact_sheet(SHEET)
    assert page.startswith(b"%PDF")
    for said in (b"Sports day", b"19 June 2026", b"Website", b"2 photos", b"sports-day-001.jpg"):
        assert said in page
    assert b"1 of " in page
    assert page.count(b"/DCTDecode") == 2


def test_the_same_pictures_are_the_same_file_and_no_clock_is_in_it() -> None:
    assert draw_contact_sheet(SHEET) == draw_contact_sheet(SHEET)
    assert b"/CreationDate (D:2000" in draw_contact_sheet(SHEET)


def test_many_pictures_go_on_over_the_page() -> None:
    many = replace(SHEET, pictures=[(WIDE, f"{n:03d}.jpg") for n in range(60)])
    page = draw_contact_sheet(many)
    assert all(f"{n:03d}.jpg".encode() in page for n in range(60))
    assert page.count(b"/Type /Page\n") == 3


def test_letters_that_the_page_has_not_are_spelt_or_marked() -> None:
    assert b"Slonce" in draw_contact_sheet(replace(SHEET, event="Słońce 太"))
