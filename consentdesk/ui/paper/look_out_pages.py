"""The look-out sheet drawn: three cards in a row, told apart by shape and words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice

from consentdesk.domain.ids import PortraitId
from consentdesk.services.register.look_out_sheet import CONFIDENTIAL, Reach
from consentdesk.ui.paper.paper import GREY, WHITE, Block, Ink, Paper, draw_down, on_pages, paper_on
from consentdesk.ui.text import day_words, moment_words, plural, tr

if TYPE_CHECKING:
    from consentdesk.services.register.look_out_sheet import LookOutCard, LookOutSheet

MARGIN, BETWEEN, AIR = 11.0, 3.0, 2.5
COLUMNS = 3
FACE = QRectF(0, 0, 31, 34)
SIGN = 8.0
BAND = 7.0
FOOT = 6.0
DAY_WIDE = 46.0

_RIGHT, _MIDDLE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_BAND = Ink(11, bold=True, colour=WHITE, align=_MIDDLE)
_TITLE, _DAY = Ink(15, bold=True), Ink(11, align=_RIGHT)
_FACTS, _SMALL, _SMALL_RIGHT = Ink(9.5), Ink(8.5), Ink(8.5, align=_RIGHT)
_NAME, _SAYS, _STRONG = Ink(11.5, bold=True), Ink(9), Ink(9.5, bold=True)
_CLASS, _EMPTY, _AGE = Ink(10.5), Ink(9, colour=GREY, align=_MIDDLE), Ink(8, colour=GREY)


def draw_look_outs(
    sheet: LookOutSheet, portraits: Mapping[PortraitId, QImage], device: QPagedPaintDevice
) -> None:
    """Draw the whole sheet; a portrait that is not among `portraits` leaves a named frame."""
    with paper_on(device) as paper:
        _Pages(sheet, portraits, paper).draw()


class _Pages:
    def __init__(
        self, sheet: LookOutSheet, portraits: Mapping[PortraitId, QImage], paper: Paper
    ) -> None:
        self._sheet = sheet
        self._portraits = portraits
        self._paper = paper
        self._across = paper.width - 2 * MARGIN
        self._wide = (self._across - (COLUMNS - 1) * BETWEEN) / COLUMNS

    def draw(self) -> None:
        top = self._head_height()
        room = self._paper.height - MARGIN - FOOT - top + BETWEEN
        pages = on_pages([self._row(at) for at in range(0, len(self._sheet.cards), COLUMNS)], room)
        for number, rows in enumerate(pages, 1):
            if number > 1:
                self._paper.new_page()
            self._head(draw=True)
            self._foot(number, len(pages))
            draw_down(rows, top)
        if not self._sheet.cards:
            text = tr(
                "Nobody in these classes has a restriction on record at this moment. Print the "
                "sheet again on the day: an answer may come in until then."
            )
            self._paper.write(text, MARGIN, top + 4, self._across, _NAME)

    def _head_height(self) -> float:
        return self._head(draw=False)

    def _head(self, *, draw: bool) -> float:
        """Draw what stands at the top of every page, or only tell where it ends."""
        paper, sheet = self._paper, self._sheet
        title_width = self._across - DAY_WIDE
        title_at, facts = MARGIN + BAND + 3, self._facts()
        facts_at = title_at + paper.tall(sheet.event, title_width, _TITLE) + 0.5
        end = facts_at + paper.tall(facts, self._across, _FACTS) + 3
        if draw:
            paper.fill(QRectF(MARGIN, MARGIN, self._across, BAND))
            words_at = MARGIN + (BAND - paper.tall(CONFIDENTIAL, self._across, _BAND)) / 2
            paper.write(CONFIDENTIAL, MARGIN, words_at, self._across, _BAND)
            paper.write(sheet.event, MARGIN, title_at, title_width, _TITLE)
            day = day_words(sheet.event_date)
            paper.write(day, MARGIN + title_width, title_at + 1.2, DAY_WIDE, _DAY)
            paper.write(facts, MARGIN, facts_at, self._across, _FACTS)
        return end

    def _facts(self) -> str:
        classes = ", ".join(self._sheet.classes) or tr("everybody on the roll")
        count = len(self._sheet.cards)
        people = plural(count, "Look out for {n} person", "Look out for {n} people")
        people = people if count else tr("No restriction on record")
        return tr(
            "{people}. Classes: {classes}. Whoever is not on this sheet is not cleared by it.",
            people=people,
            classes=classes,
        )

    def _foot(self, number: int, of: int) -> None:
        paper, sheet = self._paper, self._sheet
        y = paper.height - MARGIN - 4
        made = tr(
            "Printed {moment} by {name}", moment=moment_words(sheet.made_at), name=sheet.made_by
        )
        paper.line(MARGIN, y, MARGIN + self._across, y)
        paper.write(made, MARGIN, y + 1, self._across - 30, _SMALL)
        page = tr("Page {n} of {m}", n=number, m=of)
        paper.write(page, MARGIN + self._across - 30, y + 1, 30, _SMALL_RIGHT)

    def _row(self, at: int) -> Block:
        cards = self._sheet.cards[at : at + COLUMNS]
        tall = max(self._card_height(card) for card in cards)

        def draw(top: float) -> None:
            for place, card in enumerate(cards):
                left = MARGIN + place * (self._wide + BETWEEN)
                self._card(card, QRectF(left, top, self._wide, tall))

        return Block(tall + BETWEEN, draw)

    def _card_height(self, card: LookOutCard) -> float:
        inner = self._wide - 2 * AIR
        words = self._paper.tall(card.name, inner, _NAME)
        words += sum(self._paper.tall(text, inner, _ink(card)) for text in card.says)
        return AIR + FACE.height() + 1 + words + AIR

    def _card(self, card: LookOutCard, box: QRectF) -> None:
        paper, inner = self._paper, self._wide - 2 * AIR
        x, y = box.x() + AIR, box.y() + AIR
        paper.frame(box, 1.2 if card.reach is Reach.NOWHERE else 0.25)
        self._face(card, FACE.translated(x, y))
        beside, narrow = x + FACE.width() + AIR, inner - FACE.width() - AIR
        _sign(paper, card, beside, y)
        below = paper.write(card.class_name, beside, y + SIGN + 2, narrow, _CLASS)
        paper.write(self._age(card), beside, below + 1, narrow, _AGE)
        y = paper.write(card.name, x, y + FACE.height() + 1, inner, _NAME)
        for text in card.says:
            y = paper.write(text, x, y, inner, _ink(card))

    def _face(self, card: LookOutCard, box: QRectF) -> None:
        image = None if card.portrait is None else self._portraits.get(card.portrait.id)
        if image is not None:
            self._paper.picture(image, box)
        else:
            none = tr("No portrait") if card.portrait is None else tr("Portrait cannot be shown")
            text = f"{none}: {card.name}"
            middle = box.y() + (box.height() - self._paper.tall(text, box.width() - 4, _EMPTY)) / 2
            self._paper.write(text, box.x() + 2, middle, box.width() - 4, _EMPTY)
        self._paper.frame(box)

    def _age(self, card: LookOutCard) -> str:
        taken_on = None if card.portrait is None else card.portrait.taken_on
        return "" if taken_on is None else tr("Portrait of {year}", year=taken_on.year)


def _ink(card: LookOutCard) -> Ink:
    return _STRONG if card.reach is Reach.NOWHERE else _SAYS


def _sign(paper: Paper, card: LookOutCard, x: float, y: float) -> None:
    """Draw the sign that also a black and white copy tells apart."""
    middle = (x + SIGN / 2, y + SIGN / 2)
    corners = [_corner(middle, number) for number in range(8)]
    paper.shape(corners, filled=card.reach is Reach.NOWHERE)
    if card.reach is Reach.WITH_LIMITS:
        paper.shape(corners[:4], filled=True)
    elif card.reach is Reach.NOWHERE:
        paper.fill(QRectF(x + 1.8, middle[1] - 0.8, SIGN - 3.6, 1.6), WHITE)
    else:
        paper.line(x + 2.2, y + SIGN - 2.2, x + SIGN - 2.2, y + 2.2, 0.8)


def _corner(middle: tuple[float, float], number: int) -> tuple[float, float]:
    turn = math.radians(22.5 + 45 * number)
    return middle[0] + SIGN / 2 * math.cos(turn), middle[1] + SIGN / 2 * math.sin(turn)
