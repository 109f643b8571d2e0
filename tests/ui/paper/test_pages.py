"""The pages as a printer gets them: how many, what stands on them, and what does not."""

import re
import shutil
import subprocess
import unicodedata
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from consentdesk.domain.channel import Channel, ChannelDetails
from consentdesk.domain.people import Portrait
from consentdesk.services.consent.consent_form import NO_ANSWER, OFFICE_TITLE, consent_form
from consentdesk.services.register.look_out_sheet import (
    CONFIDENTIAL,
    NOWHERE,
    LookOutCard,
    LookOutSheet,
    Reach,
)
from consentdesk.ui.paper.consent_form_pages import draw_consent_form
from consentdesk.ui.paper.look_out_pages import draw_look_outs
from consentdesk.ui.paper.paper import Block, on_pages
from consentdesk.ui.paper.pdf_pages import as_pdf

needs_pdftotext = pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext here")

NAMES = ("Zuzanna Świątek-Brzęczyszczykiewicz", "Inês Duarte", "Niamh O’Rourke", "Li Wu")
LONG = "Maximilian Wolfeschlegelsteinhausenbergerdorffwelchevoralternwaren"


def card(number: int, name: str = "", *, says: tuple[str, ...] = ()) -> LookOutCard:
    portrait = Portrait(number, number, "key", date(2024, 1, 1)) if number % 3 else None
    reach = (Reach.NOWHERE, Reach.NOT_EVERYWHERE, Reach.WITH_LIMITS)[number % 3]
    said = {
        Reach.NOWHERE: (NOWHERE,),
        Reach.NOT_EVERYWHERE: ("Not on: School website, Instagram @oakfield.",),
        Reach.WITH_LIMITS: ("Everywhere: group photos only, not close up.",),
    }[reach]
    name = name or f"{NAMES[number % len(NAMES)]} {number}"
    return LookOutCard(name, "Year 4 Willow", portrait, reach, says or said)


def sheet_of(*cards: LookOutCard, event: str = "Sports day") -> LookOutSheet:
    made_at = datetime(2026, 6, 18, 14, 5, tzinfo=UTC)
    return LookOutSheet(3, event, date(2026, 6, 19), ("3A",), cards, made_at, "Ann Preparer")


def face() -> QImage:
    image = QImage(300, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("#c08060"))
    return image


def look_out_pdf(sheet: LookOutSheet) -> bytes:
    portraits = {c.portrait.id: face() for c in sheet.cards if c.portrait is not None}
    return as_pdf(partial(draw_look_outs, sheet, portraits), "Event sheet")


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def text_of(pdf: bytes, folder: Path) -> str:
    path = folder / "a.pdf"
    path.write_bytes(pdf)
    command = ["pdftotext", "-layout", str(path), "-"]
    told = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    return unicodedata.normalize("NFKC", told)  # fonts join letters such as f and i


@pytest.mark.parametrize(
    ("people", "fewest", "most"), [(0, 1, 1), (1, 1, 1), (12, 1, 1), (30, 2, 3)]
)
def test_pages_of_the_look_out_sheet(theme, people: int, fewest: int, most: int) -> None:
    pages = pages_in(look_out_pdf(sheet_of(*(card(n) for n in range(people)))))
    assert fewest <= pages <= most


@needs_pdftotext
def test_every_page_is_marked_and_numbered(theme, tmp_path: Path) -> None:
    pdf = look_out_pdf(sheet_of(*(card(n) for n in range(30))))
    pages, count = text_of(pdf, tmp_path).split("\f")[:-1], pages_in(pdf)
    assert len(pages) == count
    for number, page in enumerate(pages, 1):
        for words in (CONFIDENTIAL, "Sports day", "19 June 2026", "by Ann Preparer"):
            assert words in page
        assert f"Page {number} of {count}" in page


@needs_pdftotext
def test_everybody_is_on_it_and_no_name_is_cut(theme, tmp_path: Path) -> None:
    cards = [card(n) for n in range(13)]
    cards.append(card(14, LONG, says=("Not on: " + "A channel with a long name, " * 8 + "x.",)))
    pdf = look_out_pdf(sheet_of(*cards, event="A visit to a museum " * 6))
    told = "".join(text_of(pdf, tmp_path).split())
    for name in NAMES:
        assert all(part in told for part in re.split(r"[ -]", name))
    assert "Maximilian" in told
    assert "No portrait" in text_of(pdf, tmp_path)


@needs_pdftotext
def test_an_empty_sheet_says_what_it_means(theme, tmp_path: Path) -> None:
    told = " ".join(text_of(look_out_pdf(sheet_of()), tmp_path).split())
    assert "Nobody in these classes has a restriction on record at this moment." in told


def test_a_portrait_that_cannot_be_read_leaves_a_frame(theme) -> None:
    sheet = sheet_of(card(1))
    assert pages_in(as_pdf(partial(draw_look_outs, sheet, {}), "Event sheet")) == 1


def form_pdf(count: int, school: str = "Oakfield Primary") -> bytes:
    channels = [
        Channel(n, ChannelDetails(f"Account {n}: @oakfield", (f"social.account {n}",), Path("a")))
        for n in range(count)
    ]
    return as_pdf(partial(draw_consent_form, consent_form(channels, school)), "Consent form")


@pytest.mark.parametrize(("accounts", "pages"), [(0, 3), (4, 3), (25, 5)])
def test_the_offices_page_begins_a_sheet_of_its_own(theme, accounts: int, pages: int) -> None:
    assert pages_in(form_pdf(accounts)) == pages


@needs_pdftotext
def test_the_form_has_yes_and_no_on_every_line(theme, tmp_path: Path) -> None:
    pages = text_of(form_pdf(3), tmp_path).split("\f")
    form, office = " ".join(pages[:2]), " ".join(pages[2].split())
    assert len(re.findall(r"\bYes +No\b", form)) == 6 + 3
    for words in ("Oakfield Primary", "Account 2: @oakfield", "Signature", "Date of birth"):
        assert words in form
    assert " ".join(NO_ANSWER.split()) in " ".join(form.split())
    assert OFFICE_TITLE in office
    assert "Page 2 of 2" in form
    assert "Child's name" in pages[1]


def test_blocks_move_to_the_next_page_whole() -> None:
    blocks = [Block(40, lambda top: None) for _ in range(5)]
    assert [len(page) for page in on_pages(blocks, 100)] == [2, 2, 1]
    assert on_pages([], 100) == [[]]
    assert [len(page) for page in on_pages([Block(300, lambda top: None)], 100)] == [1]
