"""Papers that an office can change afterwards: headings, paragraphs, lists and tables as .docx."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as WordTable

LETTERS, SIZE = "Arial", 10.5
"""Font of every paper, and its size in points."""

_MARGIN = Cm(2)
_BULLET, _GRID = "List Bullet", "Table Grid"
_LANGUAGE = "en-GB"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that begins a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `strong` is for what nobody may read over."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list, a line each."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a header, or without one where it is empty; an empty cell is to be filled in."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = Heading | Paragraph | Bullets | Table


def office_document(title: str, blocks: Iterable[Block], made_at: datetime, made_by: str) -> bytes:
    """Return the file of a paper.

    Args:
        title: its first line, and the file's own title.
        blocks: what stands below, in order.
        made_at, made_by: written into the file's properties.
    """
    document = docx.Document()
    _set_up(document)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, made_by, made_by
    properties.created = properties.modified = made_at
    properties.language, properties.comments = _LANGUAGE, ""
    document.add_heading(title, level=1)
    for block in blocks:
        _add(document, block)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(document: Document) -> None:
    for section in document.sections:
        # A4: the library's own page is the American one.
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = _MARGIN
        section.top_margin = section.bottom_margin = _MARGIN
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = LETTERS, Pt(SIZE)


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading(text):
            document.add_heading(text, level=2)
        case Paragraph(text, strong):
            document.add_paragraph().add_run(text).bold = strong
        case Bullets(lines):
            for line in lines:
                document.add_paragraph(line, style=_BULLET)
        case Table(header, rows):
            _add_table(document, header, rows)


def _add_table(
    document: Document, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> None:
    every = (header, *rows) if header else rows
    table = document.add_table(len(every), len(every[0]), _GRID)
    for number, texts in enumerate(every):
        for cell, text in zip(table.rows[number].cells, texts, strict=True):
            cell.paragraphs[0].add_run(text).bold = bool(header) and number == 0
    if header:
        _repeat_header(table)
    document.add_paragraph()


def _repeat_header(table: WordTable) -> None:
    """Let the header stand on each page that the table runs over; readers aloud need it, too."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
