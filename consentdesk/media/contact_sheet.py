"""A contact sheet: the published pictures of an event small on A4, with their file names.

It names nobody: what stands on it is given by the caller, who looked for names before.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from consentdesk.media.paper_sheet import BOLD, GREY, PLAIN, PaperSheet
from consentdesk.media.printable_text import printable

ACROSS = 4


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """What stands on the sheet.

    Attributes:
        pictures: small JPEGs, each with the name of the file it shows.
        made_on: day it was made, for its foot.
    """

    event: str
    event_date: date
    channel: str
    pictures: Sequence[tuple[bytes, str]]
    made_on: date
    program: str


def draw_contact_sheet(sheet: ContactSheet) -> bytes:
    """Return the sheet as a PDF, over as many pages as it takes."""
    # Here, because it takes a third of a second to load and only a pack needs it.
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    # invariant: the same pictures are the same file, and no clock is in it
    canvas = Canvas(file, pagesize=A4, pageCompression=0, invariant=1)
    canvas.setTitle("Contact sheet")
    canvas.setAuthor(sheet.program)
    canvas.setCreator(sheet.program)
    paper = PaperSheet(canvas, A4, "Contact sheet", _foot(sheet))
    paper.paragraph(printable(sheet.event), BOLD, 18, leading=22)
    told = [_day(sheet.event_date), printable(sheet.channel), _count(len(sheet.pictures))]
    paper.paragraph("  ·  ".join(filter(None, told)), PLAIN, 10, grey=GREY)
    paper.space(8)
    paper.pictures([(content, printable(name)) for content, name in sheet.pictures], ACROSS)
    paper.end()
    canvas.save()
    return file.getvalue()


def _foot(sheet: ContactSheet) -> tuple[str, str]:
    return (
        "Pictures of children: keep it where only those who need it see it, and shred it then.",
        f"{sheet.program}  ·  made {_day(sheet.made_on)}",
    )


def _count(pictures: int) -> str:
    return "1 photo" if pictures == 1 else f"{pictures} photos"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
