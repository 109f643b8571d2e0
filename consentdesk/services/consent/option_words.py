"""Cells of a "tick all that apply" question: which options were ticked.

Form tools put all ticks of a family into one cell. Microsoft Forms ends each with ``;``. Google
Forms puts ``, `` between them, which also stands inside options ("Newsletter, printed"), so a
comma parts two options only where the options are known, or where the other cells show that
both sides are options. Left together, an option is at worst one nobody knows, and clears
nothing; parted wrongly, half of it could clear more than was ticked.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from consentdesk.domain.consent import Status
from consentdesk.services.consent.answer_words import read_answer
from consentdesk.services.consent.limit_words import read_limits
from consentdesk.services.sheet_words.plain_words import plain, tidy

_LINE = re.compile(r"[;\n\r]")
_COMMA = re.compile(r",(?=\s)")
_QUALIFIES = re.compile(
    r"(?:not?|without|with|but|except|excluding|including|and|or|only|if|unless|until|e\.?g|etc"
    r"|paper|print(?:ed)?|emailed|online|internal(?:ly)?)\b(?! of (?:the |these|those|them))"
    r"|.* only"
)
"""Beginnings of words after a comma that say more about the option before it."""
_SURE_TOGETHER = 3
"""So many cells show that a part is no option without the next, whatever its first letter."""

_ALL = frozenset(
    {
        *("all", "all of the above", "all the above", "all above", "all of these", "all of them"),
        *("yes to all", "yes to all of the above", "i consent to all", "i agree to all"),
        *("i consent to all of the above", "i agree to all of the above", "everything"),
        *("yes to everything", "any of the above", "select all"),
    }
)
_ASKS_FOR_ALL = re.compile(
    r"\b(?:tick|select|choose|check|mark|pick|circle)(?: (?:all|any|each|every|as many|the ones)\b)"
    r"|\ball that apply\b|\bany that apply\b|\bwhich of (?:the following|these)\b"
    r"|\bwhere (?:may|can|might|could|should) we\b|\b(?:multiple|several) (?:answers|choices)\b"
)

_Parts = tuple[str, ...]


def split_options(
    cells: Sequence[str],
    known: Sequence[str] = (),
    is_option: Callable[[str], bool] = lambda part: False,
) -> tuple[_Parts, ...]:
    """Return the options in each cell, as written; `is_option` knows parts that surely are one.

    They are parted at ``;`` and line ends. Cells without these are parted at ``, ``: into the
    `known` options, the longest first, or else where the cells themselves show two options.
    Nothing in brackets is parted, and "/", "&", "+" and "and" part nothing.
    """
    lines = [_split(cell, _LINE) for cell in cells]
    if known:
        names = frozenset(map(plain, known))
        return tuple(_each(parts, lambda part: _into_known(part, names)) for parts in lines)
    by_line = [_LINE.search(cell) is not None for cell in cells]
    commas = [
        () if lined else _each(parts, lambda part: _split(part, _COMMA))
        for parts, lined in zip(lines, by_line, strict=True)
    ]
    together = _Together(commas)
    return tuple(
        parts if lined else pieces if _each_is(pieces, is_option) else together.join(pieces)
        for parts, pieces, lined in zip(lines, commas, by_line, strict=True)
    )


def _each_is(pieces: _Parts, is_option: Callable[[str], bool]) -> bool:
    return bool(pieces) and all(
        is_option(piece) and not _QUALIFIES.match(plain(piece)) for piece in pieces
    )


def is_none(option: str) -> bool:
    """Whether the option refuses: "None of the above", "I do not consent"."""
    return read_answer(option).status is Status.REFUSED


def is_all(option: str) -> bool:
    """Whether the option stands for every option of its form: "All of the above"."""
    return plain(option).rstrip(".!, ") in _ALL


def looks_like_tick_all(header: str, cells: Sequence[str]) -> bool:
    """Whether the cells list options rather than answer yes or no.

    The header says so, or every cell that is filled ends with ``;`` as Microsoft Forms writes.
    """
    filled = [cell for cell in map(tidy, cells) if cell]
    if filled and all(cell.endswith(";") for cell in filled):
        return True
    listed = not filled or any(_lists(cell) for cell in filled)
    return listed and _ASKS_FOR_ALL.search(plain(header)) is not None


def _lists(cell: str) -> bool:
    read = read_answer(cell)
    return is_all(cell) or (read.status is Status.UNREADABLE and not read.ambiguous)


def _split(text: str, separator: re.Pattern[str]) -> _Parts:
    """Split outside brackets; a bracket without its other half is none."""
    covered = _in_brackets(text)
    cuts = [found for found in separator.finditer(text) if found.start() not in covered]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    parts = (tidy(text[start:end]) for start, end in zip(starts, ends, strict=True))
    return tuple(part for part in parts if part)


def _in_brackets(text: str) -> set[int]:
    covered: set[int] = set()
    opened: list[int] = []
    for place, sign in enumerate(text):
        if sign in "([":
            opened.append(place)
        elif sign in ")]" and opened:
            covered.update(range(opened.pop(), place))
    return covered


def _each(parts: Iterable[str], split: Callable[[str], _Parts]) -> _Parts:
    return tuple(piece for part in parts for piece in split(part))


def _into_known(part: str, names: frozenset[str]) -> _Parts:
    """Part at the known options, the longest first; what is between two of them stays whole."""
    pieces = _split(part, _COMMA)
    options: list[str] = []
    unknown: list[str] = []
    place = 0
    while place < len(pieces):
        length = _length_of_known(pieces[place:], names)
        if length:
            options.extend((*_joined(unknown), ", ".join(pieces[place : place + length])))
            unknown = []
        else:
            unknown.append(pieces[place])
        place += length or 1
    return (*options, *_joined(unknown))


def _length_of_known(pieces: Sequence[str], names: frozenset[str]) -> int:
    lengths = range(len(pieces), 0, -1)
    return next((n for n in lengths if plain(", ".join(pieces[:n])) in names), 0)


def _joined(pieces: Sequence[str]) -> Iterator[str]:
    if pieces:
        yield ", ".join(pieces)


class _Together:
    """Which parts, at commas, are one option: those that no cell shows apart."""

    def __init__(self, cells: Iterable[_Parts]) -> None:
        self._before: dict[str, set[str]] = {}
        self._after: dict[str, set[str]] = {}
        self._times: dict[tuple[str, str], int] = {}
        for pieces in cells:
            words = ["", *map(plain, pieces), ""]
            for one, other in pairwise(words):
                self._after.setdefault(one, set()).add(other)
                self._before.setdefault(other, set()).add(one)
                self._times[one, other] = self._times.get((one, other), 0) + 1

    def join(self, pieces: _Parts) -> _Parts:
        """Put the parts of one cell back together as far as they are one option."""
        options: list[list[str]] = []
        for piece in pieces:
            if options and self._is_one_option(options[-1][-1], piece):
                options[-1].append(piece)
            else:
                options.append([piece])
        return tuple(", ".join(option) for option in options)

    def _is_one_option(self, one: str, other: str) -> bool:
        first, second = plain(one), plain(other)
        if is_none(one) or is_none(other):
            return False
        before, after = self._before[second], self._after[first]
        if "" in before:  # It stands at the beginning of some cell, so it is an option.
            return False
        if other[:1].islower() or _QUALIFIES.match(second) or read_limits(second):
            return len(before) == 1 or len(after) == 1
        return len(after) == 1 and self._times[first, second] >= _SURE_TOGETHER
