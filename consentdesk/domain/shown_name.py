"""A file's name as it may stand on a screen, in a list or in the database.

Whoever made a file chose its name freely. Some signs in a name are not seen and change what is:
one turns the letters behind it round, so that a program looks like a picture; others clear a
terminal, end a line, or hide between two letters.
"""

import unicodedata

_STANDS_FOR_IT = "_"

_DIRECTIONS_AND_GAPS = frozenset(
    map(
        chr,
        (
            0x061C,
            *range(0x200B, 0x200C),
            *range(0x200E, 0x2010),
            *range(0x202A, 0x202F),
            *range(0x2060, 0x2070),
            *range(0xFFF9, 0xFFFC),
            0xFEFF,
        ),
    )
)
"""Marks that turn writing round or take no room. The two joiners are not among them: Persian and
Indian names are spelt with them, and so are many emoji."""

_NO_LETTERS = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Control signs, halves of a sign, ends of lines. A half is what the system makes of a byte that is
no letter; no database takes it."""


def shown_name(name: str) -> str:
    """Return the name with `_` in place of each sign that could mislead or do harm."""
    if name.isascii() and name.isprintable():
        return name
    return "".join(_STANDS_FOR_IT if _harms(sign) else sign for sign in name)


def _harms(sign: str) -> bool:
    return sign in _DIRECTIONS_AND_GAPS or unicodedata.category(sign) in _NO_LETTERS
