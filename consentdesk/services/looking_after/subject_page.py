"""The page and the facts of a subject access answer: the same sections, to read and to process."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape

BEFORE_HANDING_OVER = (
    "Confidential. Look at every picture before it is handed over: faces that were found are "
    "covered, other things may still tell who somebody is. The head decides whether anything has "
    "to be held back to protect a child."
)

_STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2rem;max-width:70rem}"
    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.3rem .6rem;"
    "text-align:left;vertical-align:top}img{max-width:24rem;display:block}"
)


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the answer; a cell that ends with ``.jpg`` is a picture beside the page."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def as_json(sections: Iterable[Section], at: datetime, by: str) -> bytes:
    """Return the sections as JSON, each row an object by the names of its columns."""
    told = {
        "made_at": at.isoformat(),
        "made_by": by,
        "sections": [
            {
                "title": section.title,
                "note": section.note,
                "rows": [dict(zip(section.header, row, strict=True)) for row in section.rows],
            }
            for section in sections
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def as_page(name: str, sections: Iterable[Section], at: datetime, by: str) -> bytes:
    """Return the sections as a page that any browser shows without a network."""
    body = "".join(map(_section, sections))
    page = (
        f'<!doctype html><html lang="en-GB"><meta charset="utf-8"><title>{escape(name)}</title>'
        f"<style>{_STYLE}</style><h1>{escape(name)}</h1>"
        f"<p>What the school has on record in ConsentDesk, {at:%d/%m/%Y %H:%M}, "
        f"written by {escape(by)}.</p><p><strong>{escape(BEFORE_HANDING_OVER)}</strong></p>{body}"
    )
    return page.encode()


def _section(section: Section) -> str:
    note = f"<p>{escape(section.note)}</p>" if section.note else ""
    if not section.rows:
        return f"<h2>{escape(section.title)}</h2>{note}<p>Nothing on record.</p>"
    header = "".join(f"<th>{escape(name)}</th>" for name in section.header)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in section.rows)
    return f"<h2>{escape(section.title)}</h2>{note}<table><tr>{header}</tr>{rows}</table>"


def _cell(text: str) -> str:
    is_picture = text.startswith(("photos/", "portraits/"))
    shown = f'<img src="{escape(text)}" alt="">' if is_picture else ""
    return f"<td>{shown}{escape(text)}</td>"
