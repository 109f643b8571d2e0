"""The consent form drawn: pages for families, then one page for the office."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPagedPaintDevice

from consentdesk.services.consent import consent_form as wording
from consentdesk.ui.paper.paper import Block, Ink, Paper, draw_down, on_pages, paper_on
from consentdesk.ui.text import tr

if TYPE_CHECKING:
    from consentdesk.services.consent.consent_form import ConsentForm, FormQuestion

MARGIN, FOOT, AGAIN = 17.0, 8.0, 11.0
BOX = 5.0
ANSWERS = 38.0
"""Room for the boxes Yes and No at the right."""

WRITING = 9.0
"""Height of a line to write on by hand."""

_CENTRE, _RIGHT = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
_SCHOOL, _TITLE, _SECTION = Ink(12, bold=True), Ink(19, bold=True), Ink(13, bold=True)
_TEXT, _STRONG, _BOX_WORD = Ink(11), Ink(11, bold=True), Ink(11, bold=True, align=_CENTRE)
_PAGE, _CELL = Ink(11, align=_RIGHT), Ink(11)


def draw_consent_form(form: ConsentForm, device: QPagedPaintDevice) -> None:
    """Draw the pages for families, and behind them the page for the office.

    The office's page begins a sheet of its own, so that a copy on both sides never hands it out.
    """
    with paper_on(device) as paper:
        pages = _Pages(paper)
        count = pages.draw_form(_FormBlocks(paper, form).all())
        if count % 2:
            paper.new_page()
        paper.new_page()
        draw_down(_office_blocks(paper), MARGIN)


class _Pages:
    """Numbers the pages for families; every page says whose form it is."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper

    def draw_form(self, blocks: Sequence[Block]) -> int:
        room = self._paper.height - 2 * MARGIN - FOOT - AGAIN
        pages = on_pages(blocks, room)
        for number, page in enumerate(pages, 1):
            if number > 1:
                self._paper.new_page()
                _field(self._paper, tr("Child's name"), MARGIN, MARGIN - 3, 120)
            draw_down(page, MARGIN + (AGAIN if number > 1 else 0))
            self._foot(number, len(pages))
        return len(pages)

    def _foot(self, number: int, of: int) -> None:
        paper = self._paper
        text = tr("Page {n} of {m}", n=number, m=of)
        y = paper.height - MARGIN - 2
        paper.write(text, MARGIN, y, paper.width - 2 * MARGIN, _PAGE)


class _FormBlocks:
    """What families read and fill in, piece by piece."""

    def __init__(self, paper: Paper, form: ConsentForm) -> None:
        self._paper = paper
        self._form = form
        self._wide = paper.width - 2 * MARGIN

    def all(self) -> list[Block]:
        paper, wide = self._paper, self._wide
        return [
            self._school(),
            words_block(paper, wording.TITLE, wide, _TITLE, below=2),
            *(words_block(paper, text, wide, _TEXT, below=1.5) for text in wording.OPENING),
            self._child(),
            *self._questions(),
            words_block(paper, wording.NO_ANSWER, wide, _STRONG, below=4, above=2),
            self._choice(wording.NAME_QUESTION, wording.NAME_CHOICES, wording.NAME_RULE),
            self._choice(wording.LIMIT_QUESTION, wording.LIMIT_CHOICES, wording.LIMIT_RULE),
            self._choice(wording.CHILD_QUESTION, (wording.CHILD_CHOICE,), wording.CHILD_RULE),
            self._good_to_know(),
            self._signing(),
        ]

    def _school(self) -> Block:
        if self._form.school:
            return words_block(self._paper, self._form.school, self._wide, _SCHOOL, below=3)

        def draw(top: float) -> None:
            _field(self._paper, tr("School"), MARGIN, top, self._wide)

        return Block(WRITING + 5, draw)

    def _child(self) -> Block:
        def draw(top: float) -> None:
            half = (self._wide - 6) / 2
            right = MARGIN + half + 6
            _field(self._paper, tr("Child's first name"), MARGIN, top, half)
            _field(self._paper, tr("Last name"), right, top, half)
            _field(self._paper, tr("Class"), MARGIN, top + WRITING, half)
            _field(self._paper, tr("Date of birth"), right, top + WRITING, half)

        return Block(2 * WRITING + 4, draw)

    def _questions(self) -> list[Block]:
        return [self._question(question) for question in self._form.questions]

    def _question(self, question: FormQuestion) -> Block:
        paper, wide = self._paper, self._wide - ANSWERS - 4
        parts = [(question.words, _STRONG), (question.explained, _TEXT)]
        if question.channels:
            parts.insert(1, (tr("Where: {names}", names=", ".join(question.channels)), _TEXT))
        tall = max(sum(paper.tall(text, wide, ink) for text, ink in parts), BOX + 2) + 3

        def draw(top: float) -> None:
            paper.line(MARGIN, top, MARGIN + self._wide, top)
            y = top + 1.5
            for text, ink in parts:
                y = paper.write(text, MARGIN, y, wide, ink)
            left = MARGIN + self._wide - ANSWERS
            for place, word in enumerate((tr("Yes"), tr("No"))):
                _box(paper, word, left + place * ANSWERS / 2, top + (tall - BOX) / 2)

        return Block(tall, draw)

    def _choice(self, question: str, choices: Sequence[str], rule: str) -> Block:
        paper, wide = self._paper, self._wide
        tall_question = paper.tall(question, wide, _STRONG)

        def draw(top: float) -> None:
            y = paper.write(question, MARGIN, top, wide, _STRONG) + 1.5
            x = MARGIN
            for choice in choices:
                _box(paper, choice, x, y)
                x += BOX + 2 + paper.wide(choice, _STRONG) + 10
            paper.write(rule, MARGIN, y + BOX + 1.5, wide, _TEXT)

        return Block(tall_question + BOX + 3 + paper.tall(rule, wide, _TEXT) + 4, draw)

    def _good_to_know(self) -> Block:
        head = words_block(self._paper, tr("Good to know"), self._wide, _SECTION, below=1)
        points = [_point(self._paper, text, self._wide) for text in wording.GOOD_TO_KNOW]
        return _together([head, *points, Block(3, lambda top: None)])

    def _signing(self) -> Block:
        paper, wide = self._paper, self._wide
        rule_tall = paper.tall(wording.HOLDS_RULE, wide, _TEXT)

        def draw(top: float) -> None:
            _field(paper, wording.HOLDS_UNTIL, MARGIN, top, wide * 0.6)
            y = paper.write(wording.HOLDS_RULE, MARGIN, top + WRITING, wide, _TEXT) + 4
            y = paper.write(wording.SIGNING_RULE, MARGIN, y, wide, _STRONG) + 1
            _field(paper, tr("Your name"), MARGIN, y, wide)
            self._relation(y + WRITING)
            below = y + 2 * WRITING
            _field(paper, tr("Signature"), MARGIN, below + 2, wide * 0.62)
            _field(paper, tr("Date"), MARGIN + wide * 0.62 + 6, below + 2, wide * 0.38 - 6)

        tall = WRITING + rule_tall + 5 + paper.tall(wording.SIGNING_RULE, wide, _STRONG)
        return Block(tall + 3 * WRITING + 3, draw)

    def _relation(self, top: float) -> None:
        paper = self._paper
        asked = tr("You are the child's")
        y = top + 3
        paper.write(asked, MARGIN, y, self._wide, _TEXT)
        x = MARGIN + paper.wide(asked, _TEXT) + 5
        for relation in wording.RELATIONS:
            _box(paper, relation, x, y)
            x += BOX + 2 + paper.wide(relation, _STRONG) + 6
        paper.line(x - 4, y + BOX, MARGIN + self._wide, y + BOX)


def _office_blocks(paper: Paper) -> list[Block]:
    wide = paper.width - 2 * MARGIN
    steps = [
        _point(paper, text, wide, f"{number}.")
        for number, text in enumerate(wording.OFFICE_STEPS, 1)
    ]
    return [
        words_block(paper, wording.OFFICE_TITLE, wide, _TITLE, below=2),
        words_block(paper, wording.OFFICE_FIRST, wide, _STRONG, below=4),
        *steps,
        words_block(paper, tr("What to type"), wide, _SECTION, above=3, below=1.5),
        _table_row(paper, (tr("On the form"), tr("Column"), tr("Type")), wide, _STRONG),
        *(
            _table_row(paper, (rule.on_form, rule.column, rule.type_in), wide, _CELL)
            for rule in wording.TYPING_RULES
        ),
        words_block(paper, wording.OFFICE_LAST, wide, _TEXT, above=4, below=0),
    ]


def words_block(
    paper: Paper, text: str, wide: float, ink: Ink, *, below: float, above: float = 0.0
) -> Block:
    """Return words across the page as a block, with air above and below."""

    def draw(top: float) -> None:
        paper.write(text, MARGIN, top + above, wide, ink)

    return Block(above + paper.tall(text, wide, ink) + below, draw)


def _point(paper: Paper, text: str, wide: float, mark: str = "•") -> Block:
    indent = 7.0

    def draw(top: float) -> None:
        paper.write(mark, MARGIN, top, indent, _TEXT)
        paper.write(text, MARGIN + indent, top, wide - indent, _TEXT)

    return Block(paper.tall(text, wide - indent, _TEXT) + 1.5, draw)


def _table_row(paper: Paper, cells: tuple[str, str, str], wide: float, ink: Ink) -> Block:
    widths = (wide * 0.40, wide * 0.24, wide * 0.36)
    tall = max(paper.tall(c, w - 2, ink) for c, w in zip(cells, widths, strict=True)) + 2

    def draw(top: float) -> None:
        x = MARGIN
        for cell, width in zip(cells, widths, strict=True):
            paper.write(cell, x, top + 1, width - 2, ink)
            x += width
        paper.line(MARGIN, top + tall, MARGIN + wide, top + tall)

    return Block(tall, draw)


def _together(blocks: Sequence[Block]) -> Block:
    def draw(top: float) -> None:
        draw_down(blocks, top)

    return Block(sum(block.height for block in blocks), draw)


def _field(paper: Paper, name: str, x: float, top: float, wide: float) -> None:
    """Draw a name and a line beside it to write on."""
    ends = x + paper.wide(name, _TEXT) + 2
    line_at = top + WRITING - 1.5
    paper.write(name, x, line_at - paper.tall(name, wide, _TEXT) + 0.8, wide, _TEXT)
    paper.line(ends, line_at, x + wide, line_at)


def _box(paper: Paper, word: str, x: float, y: float) -> None:
    """Draw a box to tick with its word beside it."""
    paper.frame(QRectF(x, y, BOX, BOX), 0.4)
    paper.write(word, x + BOX + 2, y + (BOX - paper.tall(word, 200, _STRONG)) / 2, 200, _STRONG)
