"""Which source a sheet comes from, recognised by its headers, never by its file name."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from consentdesk.domain.consent_source import ConsentSource
from consentdesk.domain.ids import SourceId
from consentdesk.services.consent.column_roles import Role
from consentdesk.services.consent.question_book import Matter, QuestionBook, choices
from consentdesk.services.consent.questions import Example, QuestionKind
from consentdesk.services.consent.register_now import RegisterNow
from consentdesk.services.consent.tables import Table
from consentdesk.services.sheet_words.import_messages import Level, Message
from consentdesk.services.sheet_words.plain_words import plain

BESIDE = "beside"
_NO_HEADER = "(column "
_NUMBERED = re.compile(r"#\d+$")
_ALIKE = 0.6
"""Share of headers in common from which a sheet may be a changed one of a known source."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """Where a sheet comes from.

    Attributes:
        source: the one whose earlier answers it takes the place of; None for a new source.
        gone, new: headers that a known source had or has not had; for a changed sheet.
        in_order: its columns stand as they stood in the source's last sheet.
    """

    source: ConsentSource | None = None
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    in_order: bool = True

    @property
    def changed(self) -> bool:
        """Whether the sheet has other headers than the source's last one."""
        return bool(self.gone or self.new)


def layout_of(tables: Iterable[Table]) -> tuple[str, ...]:
    """Return what recognises a source: the keys of its columns, as they stand, then its types.

    A column without a header counts when something stands in it.
    """
    found: dict[str, None] = {}
    types: set[str] = set()
    for table in tables:
        filled = (c for c in table.columns if c.header or any(map(plain, table.texts(c))))
        found.update(dict.fromkeys(column.key for column in filled))
        for column in table.of_role(Role.CONSENT_TYPE):
            types |= {plain(text) for text in table.texts(column)} - {""}
    return tuple(dict.fromkeys((*found, *sorted(types))))


def recognise(layout: Sequence[str], sources: Sequence[ConsentSource]) -> Recognised:
    """Return the source with these very headers, else the most alike, else none."""
    mine = _headers(layout)
    best = max(sources, key=lambda s: _likeness(mine, _headers(s.headers)), default=None)
    if best is None or not mine or _likeness(mine, _headers(best.headers)) < _ALIKE:
        return Recognised()
    theirs = _headers(best.headers)
    in_order = tuple(best.headers) == tuple(layout)
    return Recognised(best, tuple(sorted(theirs - mine)), tuple(sorted(mine - theirs)), in_order)


def _headers(layout: Collection[str]) -> set[str]:
    """Return what is written over the columns; the place of one without a header is not."""
    return {key for key in layout if _NO_HEADER not in key}


def is_by_place(key: str) -> bool:
    """Whether only its place tells this column from others."""
    return _NO_HEADER in key or bool(_NUMBERED.search(key))


def settle_source(
    found: Recognised,
    register: RegisterNow,
    book: QuestionBook,
    headers: Sequence[str],
) -> tuple[ConsentSource | None, tuple[Message, ...]]:
    """Return whose answers the sheet replaces, asking unless its headers are the very same."""
    if found.source is not None and not found.changed:
        return found.source, ()
    sources = register.sources
    if not sources:
        return None, ()
    likely = [found.source] if found.source else []
    ordered = [*likely, *(s for s in sources if s not in likely)]
    value = book.ask(_matter(ordered, register.latest), Example("", ", ".join(headers)[:200]))
    chosen = next((s for s in sources if s.name == value), None)
    return chosen, tuple(_about_change(found))


def _likeness(mine: set[str], theirs: set[str]) -> float:
    together = len(mine | theirs)
    return len(mine & theirs) / together if together else 0.0


def _about_change(found: Recognised) -> list[Message]:
    if not found.changed or found.source is None:
        return []
    told = [f"“{header}” is new" for header in found.new]
    told += [f"“{header}” is gone" for header in found.gone]
    text = "The columns are not those of the last sheet of this kind: " + ", ".join(told) + "."
    return [Message("", "", Level.WARNING, "columns_changed", text)]


def _matter(sources: Sequence[ConsentSource], latest: Mapping[SourceId, date]) -> Matter:
    return Matter(
        "replaces",
        QuestionKind.REPLACES,
        "Does this sheet take the place of an earlier one?",
        choices(
            (BESIDE, "No: its answers stand beside the others, and the strictest counts"),
            *((s.name, f"Yes, of “{s.name}”{_last(latest.get(s.id))}") for s in sources),
        ),
        assumed=BESIDE,
        holds=False,
    )


def _last(day: date | None) -> str:
    return "" if day is None else f", the last one of {day:%d/%m/%Y}"
