"""What in a row makes a yes wait: notes, comments, colours, strokes, signers, other schools.

Free text is shown to the person who settles it and is never kept.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from consentdesk.domain.consent import Limit, Status
from consentdesk.services.consent.answer_words import is_plain_no, read_answer
from consentdesk.services.consent.column_roles import IDENTITY, Role
from consentdesk.services.consent.note_words import ReadNote, read_note, worries
from consentdesk.services.consent.question_book import Matter, QuestionBook, choices
from consentdesk.services.consent.questions import Example, QuestionKind
from consentdesk.services.consent.row_days import Tell
from consentdesk.services.consent.signer_words import is_office_entry, needs_authority
from consentdesk.services.consent.tables import Column, Table
from consentdesk.services.sheet_words.import_messages import Level
from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.sheets.row_cells import fills_of
from consentdesk.sheets.workbook import Cell, Row

STRICTER = (Status.PENDING, Status.UNREADABLE, Status.WITHDRAWN, Status.REFUSED)
"""What a yes may become, the stricter the later."""

_FEWEST_STRIPES = 3
_NEARLY_ALL = 0.8
"""Share of rows from which a colour is that of the table."""

_NO_MARK = frozenset({"n/a", "-", "none", "0", "false"})

_LIMIT_WORDS = {
    Limit.NO_NAME: "Yes, without name",
    Limit.FIRST_NAME_ONLY: "Yes, with first name only",
    Limit.GROUP_ONLY: "Yes, in group photos only",
    Limit.NOT_CLOSE_UP: "Yes, but not close up",
}
_LIMITS = "limits:"
_UNTIL_SETTLED = "The row clears nothing until a person has dealt with it."


@dataclass(frozen=True, slots=True)
class Caution:
    """What stands against a yes.

    Attributes:
        instead: what a yes becomes.
        column: index of the one column it is about; None for the whole row.
        refuses: it is a no by itself, whatever the answer cells say.
        protects: a person settled that the child is protected.
        limits: a person settled that a yes has these conditions.
    """

    instead: Status | None = None
    column: int | None = None
    refuses: bool = False
    protects: bool = False
    limits: frozenset[Limit] = frozenset()


def stricter(one: Status | None, other: Status | None) -> Status | None:
    """Return the stricter of two things that a yes becomes."""
    every = [status for status in (one, other) if status is not None]
    return max(every, key=STRICTER.index, default=None)


class TableCautions:
    """Finds the cautions of each row of one table."""

    def __init__(self, table: Table, book: QuestionBook, tell: Tell) -> None:
        self._table = table
        self._book = book
        self._tell = tell
        self._colours = _marking_colours(table)
        self._header_comments = _header_comments(table)

    def of(self, row: Row, about: str) -> Iterator[Caution]:
        """Yield everything that makes a yes of the row wait; `about` is whom it names."""
        for index, cell in self._header_comments:
            yield replace(self._note(cell, cell.comment, "", ""), column=index)
        for cell, text, header in self._notes(row):
            yield self._note(cell, text, header, about)
        yield from self._marks(row, about)
        yield from self._struck(row)
        yield from self._coloured(row, about)
        yield from self._signers(row, about)

    def _notes(self, row: Row) -> Iterator[tuple[Cell, str, str]]:
        for column in self._table.columns:
            cell = row.cells[column.index]
            if (column.role is Role.NOTE and not read_note(cell.text, column.header).nothing) or (
                column.role is Role.UNKNOWN and worries(cell.text)
            ):
                yield cell, cell.text, column.header
            if cell.comment:
                yield cell, cell.comment, ""

    def _note(self, cell: Cell, text: str, header: str, about: str) -> Caution:
        note = read_note(text, header)
        place = f"{self._table.name}!{cell.address}"
        value = self._book.ask(_note_matter(place, note), Example(place, text, about))
        if value is None or value == "hold":
            code = "comment" if cell.comment == text else "note"
            self._tell(cell, Level.WARNING, code, f"A {code} stands here. {_UNTIL_SETTLED}")
            refuses = note.says_no or read_answer(text).status is Status.REFUSED
            return Caution(Status.REFUSED if refuses else Status.PENDING, refuses=refuses)
        if value == "no":
            return Caution(Status.REFUSED, refuses=True)
        if value == "protect":
            return Caution(protects=True)
        return Caution(limits=_limits(value))

    def _marks(self, row: Row, about: str) -> Iterator[Caution]:
        """Yield marks in a column that may single children out, until somebody says what for."""
        for column in self._table.of_role(Role.CAUTION):
            cell = row.cells[column.index]
            if cell.empty or is_plain_no(cell.text) or plain(cell.text) in _NO_MARK:
                continue
            place = f"{self._table.name}!{cell.address}"
            self._book.ask(_mark_matter(column), Example(place, cell.text, about))
            text = f"This column may single children out. {_UNTIL_SETTLED}"
            self._tell(cell, Level.WARNING, "mark", text)
            yield Caution(Status.PENDING)

    def _struck(self, row: Row) -> Iterator[Caution]:
        for column in self._table.of_role(*IDENTITY, Role.CLASS):
            cell = row.cells[column.index]
            if cell.struck:
                text = f"The person is struck through. {_UNTIL_SETTLED}"
                self._tell(cell, Level.WARNING, "person_struck", text)
                yield Caution(Status.PENDING)

    def _coloured(self, row: Row, about: str) -> Iterator[Caution]:
        marked = [cell for cell in row.cells if cell.fill in self._colours and not cell.empty]
        names = {c.index for c in self._table.of_role(*IDENTITY)}
        on_name = any(row.cells[index] in marked for index in names)
        for cell in marked:
            place = f"{self._table.name}!{cell.address}"
            value = self._book.ask(_colour_matter(cell.fill), Example(place, cell.text, about))
            if value == "nothing":
                continue
            if value is None:
                text = f"This cell is coloured, which may mean something. {_UNTIL_SETTLED}"
                self._tell(cell, Level.WARNING, "colour", text)
            column = None if on_name else row.cells.index(cell)
            no = value == "no"
            yield Caution(Status.REFUSED if no else Status.PENDING, column, refuses=no and on_name)

    def _signers(self, row: Row, about: str) -> Iterator[Caution]:
        for column in self._table.of_role(Role.ANSWERED_BY):
            cell = row.cells[column.index]
            office = is_office_entry(cell.text)
            if not (office or needs_authority(cell.text)):
                continue
            place = f"{self._table.name}!{cell.address}"
            value = self._book.ask(_signer_matter(place, office), Example(place, cell.text, about))
            if value != "may":
                code = "office_entry" if office else "signer"
                self._tell(cell, Level.WARNING, code, f"{_signer_words(office)} {_UNTIL_SETTLED}")
                yield Caution(Status.PENDING, self._answer_column(column))

    def _answer_column(self, column: Column) -> int | None:
        owners = [c.index for c in self._table.columns if c.key == column.belongs_to]
        return owners[0] if owners else None


def _header_comments(table: Table) -> list[tuple[int, Cell]]:
    """Return the comments on headers of answers, with the column that each is about."""
    heads = [row for row in table.sheet.rows if row.number in table.header_rows]
    asking = {c.index for c in table.of_role(Role.ASKS, Role.TICK_ALL, Role.STATUS)}
    cells = [(i, cell) for row in heads for i, cell in enumerate(row.cells) if i in asking]
    return [(index, cell) for index, cell in cells if cell.comment]


def _marking_colours(table: Table) -> frozenset[str]:
    """Return the colours that mark rows or cells, not regular stripes or nearly every row."""
    rows: dict[str, list[int]] = {}
    for number, row in enumerate(table.rows):
        for fill in fills_of(row.cells):
            rows.setdefault(fill, []).append(number)
    return frozenset(f for f, numbers in rows.items() if not _decorates(numbers, len(table.rows)))


def _decorates(rows: Sequence[int], of: int) -> bool:
    gaps = {later - earlier for earlier, later in pairwise(rows)}
    striped = gaps == {2} and len(rows) >= _FEWEST_STRIPES and len(rows) >= of // 2
    return striped or len(rows) >= max(_FEWEST_STRIPES, _NEARLY_ALL * of)


def _limits(value: str) -> frozenset[Limit]:
    words = value.removeprefix(_LIMITS).split(",")
    return frozenset(limit for limit in Limit if value.startswith(_LIMITS) and limit.value in words)


def _names_limits(value: str) -> bool:
    """Whether a value is limits and nothing else."""
    return len(_limits(value)) == len(value.removeprefix(_LIMITS).split(","))


def _limit_choices(limits: Iterable[Limit]) -> tuple[tuple[str, str], ...]:
    found = sorted(limits)
    if len(found) < 2:
        return _single_limits(found)
    every = ",".join(limit.value for limit in found)
    return ((f"limits:{every}", "Yes, with all these conditions"), *_single_limits(found))


def _single_limits(limits: Iterable[Limit]) -> tuple[tuple[str, str], ...]:
    return tuple((f"limits:{limit.value}", _LIMIT_WORDS[limit]) for limit in limits)


def _note_matter(place: str, note: ReadNote) -> Matter:
    """Ask what a note means; what it seems to say stands first."""
    no = ("no", "It means no")
    protect = ("protect", "The child is protected: never publish")
    nothing = ("no_effect", "It changes nothing here")
    limits = _limit_choices(note.limits)
    rest = _single_limits(limit for limit in Limit if limit not in note.limits)
    if note.suggests_protection:
        answers = [protect, no, *limits, nothing, *rest]
    elif note.says_no:
        answers = [no, *limits, protect, nothing, *rest]
    else:
        answers = [*limits, nothing, no, protect, *rest]
    answers.append(("hold", "Not clear yet: wait"))
    return Matter(
        f"note:{place}",
        QuestionKind.NOTE,
        "Somebody wrote a note here. What does it mean for photos?",
        choices(*answers),
        assumed="hold",
        free="limits: and one or several of " + ", ".join(limit.value for limit in Limit),
        accepts=_names_limits,
    )


def _mark_matter(column: Column) -> Matter:
    return Matter(
        f"column:{column.key}",
        QuestionKind.COLUMN,
        f"What does a mark in the column “{column.header.strip() or column.letter}” mean?",
        choices(
            ("protected", "The child is protected: never publish"),
            ("child_objects", "The child does not want to appear"),
            ("note", "It is a remark: show me each"),
            ("ignore", "It has nothing to do with photos"),
        ),
        free="asks: and one or several purposes, or another kind of column",
    )


def _colour_matter(fill: str) -> Matter:
    return Matter(
        f"colour:{fill.lstrip('#')}",
        QuestionKind.COLOUR,
        "Some rows or cells have a colour of their own. What does it mean?",
        choices(
            ("nothing", "Nothing"),
            ("no", "Do not publish"),
            ("hold", "Not clear yet: wait"),
        ),
        assumed="hold",
    )


def _signer_words(office: bool) -> str:
    if office:
        return "This was typed in by the office, without a written answer."
    return "This person may need somebody's authority to answer."


def _signer_matter(place: str, office: bool) -> Matter:
    return Matter(
        f"signer:{place}",
        QuestionKind.SIGNER,
        f"{_signer_words(office)} Does the answer count?",
        choices(
            ("may", "It counts: the evidence was seen"),
            ("hold", "Not yet: wait for it"),
        ),
        assumed="hold",
    )
