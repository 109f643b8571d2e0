"""Alt texts and captions that go with published photos, and what stands in their way.

School policies put no name and no initials beside a photo (G38 in docs/policy-coverage.md); a name
takes a permission of its own and the head's approval for each use (G40); links are looked at (G41).
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from consentdesk.domain.errors import Refused
from consentdesk.domain.ids import PersonId
from consentdesk.domain.people import Person
from consentdesk.services.names.initials import clear_initials, possible_initials
from consentdesk.services.names.name_check import HowSure, names_in
from consentdesk.services.sheet_words.plain_words import plain, tidy
from consentdesk.sheets.read_rows import read_workbook
from consentdesk.sheets.workbook import Row

CAPTION_COLUMNS = ("file", "alt text", "caption")
"""What the first row of a file of captions says; the last two may be missing."""

LONGEST = 500
"""Characters of one text; a longer one is an article and goes another way."""

_SPELT = {"file name": "file", "filename": "file", "alt": "alt text", "alt_text": "alt text"}
_ENDINGS = "com|org|net|uk|sch|info|io|edu|eu|me|ly|be|tv|app|link"
_LINK = re.compile(rf"https?:|www\.|\b[\w-]+\.(?:{_ENDINGS})\b", re.IGNORECASE)
_MOST_TOLD = 8


class NameInCaption(Refused):
    """A text names somebody who may not be named beside a photo."""

    code = "name_in_caption"


class NamesToApprove(Refused):
    """A text names somebody who may be named, and nobody approved it."""

    code = "names_to_approve"


class WordsToLookAt(Refused):
    """A text holds a link, or a word that may be a name: a person has to look."""

    code = "words_to_look_at"


@dataclass(frozen=True, slots=True)
class Caption:
    """What goes with one photo.

    Attributes:
        row: in the file or on the screen, for messages: a text is never repeated in one.
        alt_text: read out instead of the picture; empty lets the program say something neutral.
    """

    row: int
    file_name: str
    alt_text: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class CaptionRemarks:
    """What was found in the texts.

    Attributes:
        refused: rows that name somebody who may not be named.
        named: rows that name only people who may be.
        people: who is named in those.
        doubtful: rows with a word or letters that may be a name.
        links: rows with a link.
    """

    refused: tuple[int, ...]
    named: tuple[int, ...]
    people: frozenset[PersonId]
    doubtful: tuple[int, ...]
    links: tuple[int, ...]


def read_captions(path: Path) -> tuple[Caption, ...]:
    """Read a file of captions, text or workbook, with `CAPTION_COLUMNS` in its first row.

    Raises:
        SheetLocked, SheetError: as `read_workbook`.
        Refused: it has no column of file names.
    """
    head, *rows = next(sheet for sheet in read_workbook(path).sheets if sheet.rows).rows
    said = [_column(cell.text) for cell in head.cells]
    if "file" not in said:
        raise Refused(
            "The captions have no column that says which file each is for.",
            "Call the columns of the first row file, alt text and caption.",
        )
    places = [said.index(name) if name in said else None for name in CAPTION_COLUMNS]
    return tuple(_caption(row, places) for row in rows if any(not c.empty for c in row.cells))


def tidied(captions: Iterable[Caption], known: Collection[str]) -> tuple[Caption, ...]:
    """Return the captions as they will be written, without unseen signs.

    Args:
        captions: as typed or read.
        known: file names of every copy that went out to the channel from this batch.

    Raises:
        Refused: a row is for no such file, is the second for one, or its text is too long.
    """
    tidy_ones = tuple(
        Caption(each.row, tidy(each.file_name), tidy(each.alt_text), tidy(each.caption))
        for each in captions
    )
    names = [each.file_name for each in tidy_ones]
    _refuse_rows(
        [each.row for each in tidy_ones if each.file_name not in known],
        "These rows of the captions are for no published file",
        "Write the names of the files as they stand in the channel's folder.",
    )
    _refuse_rows(
        [e.row for n, e in enumerate(tidy_ones) if e.file_name in names[:n]],
        "These rows of the captions are for a file that has a row already",
        "Leave one row for each file.",
    )
    _refuse_rows(
        [e.row for e in tidy_ones if max(len(e.alt_text), len(e.caption)) > LONGEST],
        f"The text of these rows is longer than {LONGEST} characters",
        "Shorten it.",
    )
    return tidy_ones


def look_through(
    captions: Iterable[Caption], people: Iterable[Person], may_be_named: Collection[PersonId]
) -> CaptionRemarks:
    """Look for names of anybody on the roll, for what may be one, and for links."""
    everybody = tuple(people)
    refused, named, doubtful, links = [], [], [], []
    who: set[PersonId] = set()
    for each in captions:
        texts = (each.alt_text, each.caption)
        found = [_named(text, everybody) for text in texts if text]
        surely = {person for sure, _ in found for person in sure}
        if not surely.issubset(may_be_named):
            refused.append(each.row)
        elif surely:
            named.append(each.row)
            who |= surely
        if any(not maybe.issubset(surely) for _, maybe in found):
            doubtful.append(each.row)
        if any(_LINK.search(text) for text in texts):
            links.append(each.row)
    return CaptionRemarks(
        tuple(refused), tuple(named), frozenset(who), tuple(doubtful), tuple(links)
    )


def refuse_unsettled(remarks: CaptionRemarks, *, approved: bool, looked_at: bool) -> None:
    """Let texts go on only when nothing in them is open.

    Raises:
        NameInCaption, NamesToApprove, WordsToLookAt: something is; the rows are told.
    """
    if remarks.refused:
        raise NameInCaption(
            f"A name or initials beside a photo are not allowed in {_rows(remarks.refused)}.",
            "Leave the name out: it takes that person's own permission and the head's approval.",
        )
    if remarks.named and not approved:
        raise NamesToApprove(
            f"Somebody is named in {_rows(remarks.named)}.",
            "Let the head approve it, or leave the name out.",
        )
    asked = [
        f"{what} {_rows(rows)}"
        for what, rows in (
            ("a word that may be a name or initials in", remarks.doubtful),
            ("a link in", remarks.links),
        )
        if rows
    ]
    if asked and not looked_at:
        sentence = f"There is {' and '.join(asked)}."
        raise WordsToLookAt(
            sentence, "Look at each of them, then say that none is a name and no link leads astray."
        )


def _named(text: str, people: tuple[Person, ...]) -> tuple[set[PersonId], set[PersonId]]:
    """Return who is named in a text beyond doubt, and who may be."""
    found = names_in(text, people)
    surely = {each.person_id for each in found if each.how_sure >= HowSure.ONE_NAME}
    maybe = {each.person_id for each in found} - surely
    return surely | clear_initials(text, people), maybe | possible_initials(text, people)


def _column(text: str) -> str:
    said = plain(text)
    return _SPELT.get(said, said)


def _caption(row: Row, places: list[int | None]) -> Caption:
    file_name, alt_text, caption = (
        "" if place is None else row.cells[place].text for place in places
    )
    return Caption(row.number, file_name, alt_text, caption)


def _refuse_rows(rows: list[int], sentence: str, next_step: str) -> None:
    if rows:
        raise Refused(f"{sentence}: {_rows(rows)}.", next_step)


def _rows(rows: Iterable[int]) -> str:
    numbers = sorted(rows)
    told = ", ".join(str(number) for number in numbers[:_MOST_TOLD])
    more = len(numbers) - _MOST_TOLD
    return f"row {told}" + (f" and {more} more" if more > 0 else "")
