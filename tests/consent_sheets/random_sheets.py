"""Random sheets: what families said, written down in one of the ways offices write it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from hypothesis import strategies as st
from openpyxl.utils.cell import get_column_letter

from consentdesk.domain.people import PersonDetails
from consentdesk.sheets.workbook import Cell, Row, Sheet, Workbook
from tests.consent_sheets import question_keys as ask
from tests.consent_sheets.expected import Spot
from tests.consent_sheets.families import ASKED, Family, Reply, Say, families, school_pupils
from tests.consent_sheets.school import OnRecord, by_hand

_HEADERS = {
    "web": "School website",
    "newsletter": "Newsletter",
    "press": "Press",
    "social.facebook": "Facebook",
}


@dataclass
class Grid:
    """One tab while it is written; `owner` tells whose each row is, by its place in `rows`."""

    name: str
    head: list[str]
    rows: list[list[str]] = field(default_factory=list)
    owner: list[str] = field(default_factory=list)
    banner: list[list[str]] = field(default_factory=list)
    footer: list[list[str]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    def add(self, who: PersonDetails, *cells: str) -> None:
        self.rows.append(list(cells))
        self.owner.append(who.key)

    def number(self, place: int) -> int:
        """Return the row number of the row at this place."""
        return len(self.banner) + 2 + place

    def sheet(self) -> Sheet:
        lines = [*self.banner, self.head, *self.rows, *self.footer]
        width = max(map(len, lines))
        return Sheet(
            self.name,
            False,
            tuple(self._row(number, line, width) for number, line in enumerate(lines, 1)),
        )

    def _row(self, number: int, texts: Sequence[str], width: int) -> Row:
        hidden = any(self.number(place) == number for place in self.hidden)
        padded = [*texts, *[""] * (width - len(texts))]
        return Row(
            number,
            tuple(
                Cell(f"{get_column_letter(column)}{number}", text, text or None, hidden=hidden)
                for column, text in enumerate(padded, 1)
            ),
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet as it was drawn.

    Attributes:
        legend: what the office that wrote the sheet would answer to every question.
        written: yeses that the sheet says in so many words.
    """

    shape: str
    grids: tuple[Grid, ...]
    roll: tuple[PersonDetails, ...]
    families: tuple[Family, ...]
    legend: Mapping[str, str]
    written: frozenset[Spot]
    before: tuple[OnRecord, ...] = ()

    @property
    def workbook(self) -> Workbook:
        return Workbook(tuple(grid.sheet() for grid in self.grids), "0" * 64)

    def settled(self) -> dict[str, str]:
        """Return the honest answers: the legend, and whose each row is."""
        whose = {
            ask.who(grid.name, grid.number(place)): key
            for grid in self.grids
            for place, key in enumerate(grid.owner)
        }
        return {**whose, **self.legend, "all_yes": "as_meant", "vanished": "as_meant"}

    def __repr__(self) -> str:
        lines = [f"{grid.name}: {line}" for grid in self.grids for line in _lines(grid)]
        said = [
            f"{f.pupil.full_name} ({f.pupil.class_name}): "
            + "; ".join(f"{r.parent} {[say.name for say in r.says.values()]}" for r in f.replies)
            for f in self.families
        ]
        return "\n".join([self.shape, *lines, "in truth:", *said, f"legend: {dict(self.legend)}"])


def _lines(grid: Grid) -> list[list[str]]:
    return [*grid.banner, grid.head, *grid.rows, *grid.footer]


Writer = Callable[[st.DrawFn, Sequence[Family]], tuple[tuple[Grid, ...], dict[str, str]]]

_TEMPLATE_WORDS = {
    Say.YES: "Yes",
    Say.NO_NAMES: "Yes - no names",
    Say.NO: "No",
    Say.WITHDRAWN: "Withdrawn",
    Say.NOTHING: "",
}
_VOCABULARIES: tuple[tuple[dict[Say, str], dict[str, str]], ...] = (
    ({Say.YES: "Y", Say.NO: "N"}, {}),
    ({Say.YES: "✓", Say.NO: "✗"}, {}),
    ({Say.YES: "✓", Say.NO: "x"}, {ask.meaning("x"): "no"}),
    ({Say.YES: "X", Say.NO: "No"}, {ask.meaning("x"): "yes"}),
    ({Say.YES: "T", Say.NO: "No"}, {ask.meaning("t"): "yes"}),
    ({Say.YES: "OK", Say.NO: "N"}, {ask.meaning("ok"): "yes"}),
    ({Say.YES: "1", Say.NO: "0"}, {ask.meaning("1"): "yes"}),
    ({Say.YES: "Granted", Say.NO: "Not granted"}, {}),
    ({Say.YES: " yes. ", Say.NO: "NO!"}, {}),
)


_LEGEND = {ask.column(header): f"asks:{purpose}" for purpose, header in _HEADERS.items()}


def _upn_and_name(who: PersonDetails) -> tuple[str, ...]:
    return (who.key, who.first_name, who.last_name, who.class_name)


def _replies(told: Sequence[Family]) -> list[tuple[PersonDetails, Reply]]:
    return [(family.pupil, reply) for family in told for reply in family.replies]


def write_template(_: st.DrawFn, told: Sequence[Family]) -> tuple[tuple[Grid, ...], dict[str, str]]:
    """Write the program's own template."""
    head = ["UPN", "First name", "Last name", "Class", "Answered by", "Answered on"]
    grid = Grid("Consent", [*head, *_HEADERS.values()])
    for who, reply in _replies(told):
        words = [_TEMPLATE_WORDS[reply.says[p]] for p in ASKED]
        grid.add(who, *_upn_and_name(who), reply.parent, f"{reply.on:%d/%m/%Y}", *words)
    return (grid,), dict(_LEGEND)


def write_wide(
    draw: st.DrawFn, told: Sequence[Family], *, named_only: bool = False
) -> tuple[tuple[Grid, ...], dict[str, str]]:
    """Write one row for each reply in words or signs of the office's own."""
    words, legend = draw(st.sampled_from(_VOCABULARIES))
    person = ["Name", "Class"] if named_only else ["UPN", "Forename", "Surname", "Reg"]
    grid = Grid("Photos", [*person, *_HEADERS.values()])
    for who, reply in _replies(told):
        names = (who.full_name, who.class_name) if named_only else _upn_and_name(who)
        grid.add(who, *names, *({**_TEMPLATE_WORDS, **words}[reply.says[p]] for p in ASKED))
    return (grid,), {**_LEGEND, **legend}


_TYPES = {purpose: f"Photos - {header}" for purpose, header in _HEADERS.items()}
_STATES = {
    Say.YES: "Consented",
    Say.NO_NAMES: "Yes - no names",
    Say.NO: "Declined",
    Say.WITHDRAWN: "Withdrawn",
    Say.NOTHING: "Pending",
}


def write_long(_: st.DrawFn, told: Sequence[Family]) -> tuple[tuple[Grid, ...], dict[str, str]]:
    """Write one row for each reply and purpose."""
    head = ["Student", "UPN", "Registration Form", "Consent", "Status", "Responded By", "Date"]
    grid = Grid("Consents", head)
    for who, reply in _replies(told):
        name = f"{who.last_name}, {who.first_name}"
        for purpose in ASKED:
            state = _STATES[reply.says[purpose]]
            of_reply = (_TYPES[purpose], state, reply.parent, f"{reply.on:%d %b %Y}")
            grid.add(who, name, who.key, who.class_name, *of_reply)
    return (grid,), {ask.consent_type(words): purpose for purpose, words in _TYPES.items()}


def write_paired(_: st.DrawFn, told: Sequence[Family]) -> tuple[tuple[Grid, ...], dict[str, str]]:
    """Write state, date and who side by side for each purpose."""
    parts = ("State", "Date", "Informed By")
    head = [f"{header}: {part}" for header in _HEADERS.values() for part in parts]
    grid = Grid("Sheet1", ["UPN", "Forename", "Surname", "Class", *head])
    for who, reply in _replies(told):
        cells: list[str] = []
        for purpose in ASKED:
            state = {**_STATES, Say.YES: "Granted", Say.NO: "Not Granted"}[reply.says[purpose]]
            cells += [state, f"{reply.on:%d/%m/%Y}", reply.parent]
        grid.add(who, *_upn_and_name(who), *cells)
    legend = {ask.column(f"{h}: State"): f"asks:{p}" for p, h in _HEADERS.items()}
    return (grid,), legend


_WHERE = "Where may photos of your child be used? (tick all that apply)"
_OPTIONS = {
    "web": "Website",
    "newsletter": "Newsletter (paper, emailed)",
    "press": "Local press",
    "social.facebook": "Facebook",
}
_NONE = "None of the above"


def write_tick_all(
    draw: st.DrawFn, told: Sequence[Family]
) -> tuple[tuple[Grid, ...], dict[str, str]]:
    """Write all ticks of a reply into one cell, as one form tool or the other joins them."""
    joint, end = draw(st.sampled_from(((";", ";"), (", ", ""))))
    grid = Grid("Form1", ["UPN", "Child's full name", "Child's class", _WHERE])
    for who, reply in _replies(told):
        ticked = [_OPTIONS[p] for p in ASKED if reply.says[p] is Say.YES]
        silent = all(word is Say.NOTHING for word in reply.says.values())
        cell = joint.join(ticked or [_NONE]) + end
        grid.add(who, who.key, who.full_name, who.class_name, "" if silent else cell)
    legend = {ask.option(_WHERE, text): purpose for purpose, text in _OPTIONS.items()}
    none = {ask.column(_WHERE): "tick_all", ask.option(_WHERE, _NONE): "none_of_them"}
    return (grid,), {**legend, **none}


def write_exceptions(
    draw: st.DrawFn, told: Sequence[Family]
) -> tuple[tuple[Grid, ...], dict[str, str]]:
    """Write only who said no to something, with initials for some."""
    grid = Grid("No photos", ["Name", "Class", *_HEADERS.values()])
    for family in told:
        noes = [not family.permits(p) for p in ASKED]
        who = family.pupil
        if family.replies and any(noes):
            first = draw(st.sampled_from((who.first_name, f"{who.first_name[0]}.")))
            name = f"{first} {who.last_name}"
            grid.add(who, name, who.class_name, *("NO" if no else "" for no in noes))
    return (grid,), {}


def write_tabs(draw: st.DrawFn, told: Sequence[Family]) -> tuple[tuple[Grid, ...], dict[str, str]]:
    """Write a tab for each class, which stands in the tab's name alone."""
    words, legend = draw(st.sampled_from(_VOCABULARIES))
    grids: dict[str, Grid] = {}
    for who, reply in _replies(told):
        grid = grids.setdefault(who.class_name, Grid(who.class_name, ["Child", *_HEADERS.values()]))
        cells = ({**_TEMPLATE_WORDS, **words}[reply.says[p]] for p in ASKED)
        grid.add(who, who.full_name, *cells)
    return tuple(grids.values()), {**_LEGEND, **legend}


WITH_UPN: Mapping[str, Writer] = {
    "template": write_template,
    "wide": write_wide,
    "long": write_long,
    "paired": write_paired,
    "tick-all": write_tick_all,
}
BY_NAME: Mapping[str, Writer] = {
    "wide by name": partial(write_wide, named_only=True),
    "exceptions": write_exceptions,
    "tab for each class": write_tabs,
}


@st.composite
def drawn_sheets(draw: st.DrawFn, writers: Mapping[str, Writer], parents: int = 2) -> Drawn:
    """Draw families and write what they said in one of these ways."""
    roll = draw(school_pupils())
    told = draw(families(roll, parents))
    shape = draw(st.sampled_from(sorted(writers)))
    grids, legend = writers[shape](draw, told)
    before = tuple(by_hand(p, purpose) for p in roll for purpose in ASKED if shape == "exceptions")
    yes = {Say.YES} if shape == "tick-all" else {Say.YES, Say.NO_NAMES}
    written = frozenset(
        (f.pupil.key, p)
        for f in told
        for p in ASKED
        if f.replies and all(word in yes for word in f.said(p))
    )
    return Drawn(shape, grids, roll, told, legend, written, before)


_HARMLESS, _TAKES_BACK = "see office file", "dad says no"


@st.composite
def cluttered_sheets(draw: st.DrawFn) -> Drawn:
    """Draw a sheet with what offices leave in theirs."""
    drawn = draw(drawn_sheets({**WITH_UPN, **BY_NAME}))
    for clutter in draw(st.lists(st.sampled_from(_CLUTTER), unique=True, max_size=4)):
        drawn = clutter(draw, drawn)
    return drawn


def _add_banner(draw: st.DrawFn, drawn: Drawn) -> Drawn:
    for grid in drawn.grids:
        grid.banner = [["Photo consents 2026/27"], ["Printed: 14/09/2026 08:41"]]
        grid.banner += [[""]] * draw(st.integers(0, 2))
    return drawn


def _add_totals(draw: st.DrawFn, drawn: Drawn) -> Drawn:
    for grid in drawn.grids:
        grid.footer = [[f"Total pupils: {len(grid.rows)}"], ["Yes", "Yes", "Yes", "Yes", "Yes"]]
    return drawn


def _hide_rows(draw: st.DrawFn, drawn: Drawn) -> Drawn:
    for grid in drawn.grids:
        if grid.rows:
            grid.hidden = draw(st.sets(st.integers(0, len(grid.rows) - 1), max_size=3))
    return drawn


def _repeat_rows(draw: st.DrawFn, drawn: Drawn) -> Drawn:
    for grid in drawn.grids:
        for place in draw(st.lists(st.integers(0, 20), max_size=2)):
            if place < len(grid.rows):
                grid.rows.append(list(grid.rows[place]))
                grid.owner.append(grid.owner[place])
    return drawn


def _add_columns(draw: st.DrawFn, drawn: Drawn) -> Drawn:
    header, word = draw(
        st.sampled_from(
            (
                ("House", "Red"),
                ("Biometric consent", "Yes"),
                ("School trips", "Yes"),
                ("Internet access", "Yes"),
                ("Receives newsletter", "Yes"),
                ("Website (2024-25)", "Yes"),
                ("Display", ""),
                ("Photograph Student", "T"),
                ("", "Yes"),
            )
        )
    )
    for grid in drawn.grids:
        grid.head.append(header)
        for line in grid.rows:
            line.append(word)
    return drawn


def _add_note(draw: st.DrawFn, drawn: Drawn) -> Drawn:
    """Write a note beside one row; where the row is all there is, it may take it all back."""
    grid = _a_grid(draw, drawn)
    if grid is None:
        return drawn
    place = draw(st.integers(0, len(grid.rows) - 1))
    key = grid.owner[place]
    takes_back = grid.owner.count(key) == 1 and drawn.shape != "exceptions" and draw(st.booleans())
    column = max(map(len, [grid.head, *grid.rows]))
    grid.head += [""] * (column - len(grid.head)) + ["Notes"]
    text = _TAKES_BACK if takes_back else _HARMLESS
    grid.rows[place] += [""] * (column - len(grid.rows[place])) + [text]
    if not takes_back:
        return drawn
    told = tuple(f.refusing_everything() if f.pupil.key == key else f for f in drawn.families)
    return replace(drawn, families=told)


def _smudge(draw: st.DrawFn, drawn: Drawn) -> Drawn:
    """Make one row's answers words that nobody can be sure of."""
    grid = _a_grid(draw, drawn)
    if grid is None or drawn.shape in {"exceptions", "long"}:
        return drawn
    place = draw(st.integers(0, len(grid.rows) - 1))
    word = draw(st.sampled_from(("Y*", "yes?", "see form", "ja", "Yes/No")))
    line = grid.rows[place]
    for column, words in enumerate(grid.head[: len(line)]):
        if words in {*_HEADERS.values(), _WHERE} or words.endswith(": State"):
            line[column] = word
    told = tuple(
        replace(f, replies=()) if f.pupil.key == grid.owner[place] else f for f in drawn.families
    )
    return replace(drawn, families=told)


def _a_grid(draw: st.DrawFn, drawn: Drawn) -> Grid | None:
    filled = [grid for grid in drawn.grids if grid.rows]
    return draw(st.sampled_from(filled)) if filled else None


_CLUTTER = (
    _add_banner,
    _add_totals,
    _hide_rows,
    _repeat_rows,
    _add_columns,
    _add_note,
    _smudge,
)


def notes_settled(drawn: Drawn) -> dict[str, str]:
    """Return the honest answers about notes: what their words say."""
    settled = {}
    for grid in drawn.grids:
        for place, line in enumerate(grid.rows):
            for column, text in enumerate(line, 1):
                meant = {_HARMLESS: "no_effect", _TAKES_BACK: "no"}.get(text)
                if meant is not None:
                    cell = f"{get_column_letter(column)}{grid.number(place)}"
                    settled[ask.note(grid.name, cell)] = meant
    return settled
