"""What became of the copies of a clearance record after it was made: a page behind its own.

The record stays as it was; this page is drawn on the day it is saved, and says so.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from consentdesk.domain.day_in_words import day_in_words
from consentdesk.media.further_pages import with_further_pages
from consentdesk.media.paper_sheet import BOLD, GREY, PLAIN, PaperSheet, Place
from consentdesk.media.printable_text import printable
from consentdesk.media.record_page import DIGITS

NOTHING = "Nothing that this record lists has been taken down since."

_COLUMNS = (
    (Place(0.0, 0.17), "Day"),
    (Place(0.18, 0.17), "File"),
    (Place(0.36, 0.24), "Channel"),
    (Place(0.61, 0.39), "What happened"),
)


@dataclass(frozen=True, slots=True)
class LaterEvent:
    """Something that happened to a copy after the record was made, or is still to be done.

    Attributes:
        sha256: of the copy as published, hex.
        what: in a few words.
        why: sentences that name nobody; empty for what takes nothing down.
        takes_down: whether the copy came down, or has to.
    """

    day: date
    sha256: str
    channel: str
    what: str
    why: tuple[str, ...]
    takes_down: bool


@dataclass(frozen=True, slots=True)
class SinceThen:
    """Everything that became of a record's copies.

    Attributes:
        made_at: of the record.
        on: the day for which this is told.
        program: name and version.
    """

    batch_id: int
    sign_off_id: int
    made_at: datetime
    on: date
    events: tuple[LaterEvent, ...]
    program: str

    @property
    def nothing_came_down(self) -> bool:
        """Whether every copy still is where it was, as far as anybody took or takes it down."""
        return not any(event.takes_down for event in self.events)


def with_since_then(page: bytes, since: SinceThen) -> bytes:
    """Return the record's page, byte for byte, and behind it what happened since."""
    return with_further_pages(page, draw_since(since))


def draw_since(since: SinceThen) -> bytes:
    """Return a PDF of what happened since, over as many pages as it takes."""
    # Here, because it takes a third of a second to load and only a saved record needs it.
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, pageCompression=0, invariant=1)
    sheet = PaperSheet(canvas, A4, _running_head(since), _foot(since))
    sheet.paragraph("Since then", BOLD, 22, leading=26)
    sheet.space(4)
    sheet.paragraph(_subtitle(since), PLAIN, 10.5, grey=GREY)
    sheet.space(12)
    if since.nothing_came_down:
        sheet.paragraph(NOTHING, BOLD, 11)
        sheet.space(12)
    if since.events:
        _events(sheet, since.events)
    sheet.end()
    canvas.save()
    return file.getvalue()


def _running_head(since: SinceThen) -> str:
    return (
        f"Since then  ·  clearance record of batch {since.batch_id}, sign-off {since.sign_off_id}"
    )


def _subtitle(since: SinceThen) -> str:
    made = since.made_at.astimezone()
    return (
        f"What became of its files from {day_in_words(made.date())}, {made:%H:%M}, "
        f"to {day_in_words(since.on)}"
    )


def _foot(since: SinceThen) -> tuple[str, str]:
    return (
        "Added when the record was saved. The pages before this one, and the JSON of the record, "
        "stay as they were made.",
        f"{since.program}  ·  saved {day_in_words(since.on)}  ·  pupils are not named",
    )


def _events(sheet: PaperSheet, events: Sequence[LaterEvent]) -> None:
    places = [place for place, _ in _COLUMNS]
    text = f"The first {DIGITS} digits of each SHA-256, as in the list of the record."
    sheet.paragraph(text, PLAIN, 8, grey=GREY)
    sheet.row(places, [name for _, name in _COLUMNS], grey=GREY)
    sheet.rule()
    for event in events:
        sheet.row(
            places,
            [
                day_in_words(event.day),
                event.sha256[:DIGITS],
                printable(event.channel),
                printable(event.what),
            ],
            size=9,
        )
        for sentence in event.why:
            sheet.paragraph(printable(sentence), PLAIN, 8, grey=GREY, indent=10)
        sheet.space(4 if event.why else 0)
        sheet.rule()
