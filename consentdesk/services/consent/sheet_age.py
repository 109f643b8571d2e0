"""How old a sheet's news is: an older export cannot loosen what a newer one said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from consentdesk.domain.consent_source import ConsentSource
from consentdesk.domain.errors import Refused
from consentdesk.services.consent.question_book import QuestionBook
from consentdesk.services.consent.register_now import RegisterNow
from consentdesk.services.consent.tables import Table
from consentdesk.services.sheet_words.day_words import day_in
from consentdesk.services.sheet_words.import_messages import Level, Message
from consentdesk.sheets.workbook import Workbook

_DAY = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}"
    r"|\d{1,2}(?:st|nd|rd|th)? [A-Za-z]{3,9},? \d{2,4}"
)
_MADE = re.compile(r"\b(?:print|export|report|creat|run|generat|updat|date|as of|as at)\w*", re.I)


@dataclass(frozen=True, slots=True)
class SheetAge:
    """The day whose state a sheet shows, and whether the register knows a later one."""

    as_of: date | None = None
    older: bool = False
    messages: tuple[Message, ...] = ()


def sheet_age(
    workbook: Workbook,
    tables: Sequence[Table],
    book: QuestionBook,
    source: ConsentSource | None,
    register: RegisterNow,
    today: date,
) -> SheetAge:
    """Return how old a sheet is: as stated above the table, else when it was last saved.

    No sheet shows a day to come; one that says so is taken as one of today.

    Raises:
        Refused: the settled ``as_of`` is no day.
    """
    stated = _settled(book) or _stated(tables)
    as_of = stated or workbook.saved_on
    messages = []
    if as_of is not None and as_of > today:
        as_of = today
    if stated is not None and stated > today:
        text = f"This sheet says that it is of {stated:%d/%m/%Y}, which is still to come."
        text += " It was taken as one of today."
        messages.append(Message("", "", Level.WARNING, "sheet_of_the_future", text))
    latest = None if source is None else register.latest.get(source.id)
    if as_of is None or latest is None or as_of >= latest:
        return SheetAge(as_of, False, tuple(messages))
    text = (
        f"This sheet shows the state of {as_of:%d/%m/%Y}, but one of {latest:%d/%m/%Y} was brought"
        " in already. Only what is stricter in it counts."
    )
    messages.append(Message("", "", Level.WARNING, "older_sheet", text))
    return SheetAge(as_of, True, tuple(messages))


def _settled(book: QuestionBook) -> date | None:
    words = book.corrected("as_of")
    if words is None:
        return None
    day = day_in(words)
    if day is None:
        raise Refused(f"“{words}” is no day.", "Write it as 2026-09-04.")
    return day


def _stated(tables: Sequence[Table]) -> date | None:
    """Return the day in a title such as "Printed: 04/09/2026 08:41"."""
    for table in tables:
        for title in table.titles:
            found = _DAY.search(title) if _MADE.search(title) else None
            if found and day_in(found[0]):
                return day_in(found[0])
    return None
