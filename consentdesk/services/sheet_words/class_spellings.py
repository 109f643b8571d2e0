"""One class, one spelling: ``3OAK`` in a sheet is the ``3 Oak`` of the roll.

A class that stood on the roll in two spellings would be two classes, and a batch of one of them
would leave the other's look-outs out.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from consentdesk.services.sheet_words.class_names import class_in_year, compare, read_class
from consentdesk.services.sheet_words.plain_words import tidy

_Key: TypeAlias = tuple[frozenset[str], str]


class ClassSpellings:
    """The classes of the roll and of a sheet, each with its spelling."""

    def __init__(self, on_roll: Iterable[str], in_sheet: Iterable[str] = ()) -> None:
        self._on_roll = sorted({name for name in on_roll if name})
        written: Mapping[_Key, set[str]] = defaultdict(set)
        for name in in_sheet:
            written[_key(name)].add(tidy(name))
        self._written = {key: min(names) for key, names in written.items()}

    def spelt(self, written: str, year_group: str = "", own: str = "") -> str:
        """Return a class as the roll spells it; a pupil's `own` spelling of it stays theirs."""
        if not tidy(written):
            return own
        meant = class_in_year(written, year_group)
        if own and compare(meant, class_in_year(own, year_group)) is True:
            return own
        same = [name for name in self._on_roll if compare(meant, read_class(name)) is True]
        if len(same) == 1:
            return same[0]
        return self._written.get(_key(written), tidy(written))


def _key(name: str) -> _Key:
    read = read_class(name)
    label = read.label.replace(" ", "")
    return read.years, label if label or read.years else tidy(name)
