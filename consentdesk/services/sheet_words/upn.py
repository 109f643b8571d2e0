"""Unique pupil numbers (UPN 2.0, UK Government Data Standards Catalogue)."""

import re

from consentdesk.services.sheet_words.plain_words import plain

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_SHAPE = re.compile(rf"[{_LETTERS}][0-9]{{11}}[0-9{_LETTERS}]")


def as_upn(text: str) -> str:
    """Return the text as a UPN is written: capitals, no spaces."""
    return plain(text).replace(" ", "").upper()


def is_upn(text: str) -> bool:
    """Whether the text, as `as_upn` gives it, has a UPN's shape and the right check letter."""
    return bool(_SHAPE.fullmatch(text)) and check_letter(text[1:]) == text[0]


def is_temporary(upn: str) -> bool:
    """Whether a UPN is a temporary one, which another will replace."""
    return upn[-1:].isalpha()


def check_letter(rest: str) -> str:
    """Return the first letter for the twelve signs after it.

    The signs are weighted 2 to 13 and summed modulo 23; the letter that ends a temporary
    number counts as its place among the letters.
    """
    values = (int(sign) if sign.isdecimal() else _LETTERS.index(sign) for sign in rest)
    return _LETTERS[sum(w * v for w, v in enumerate(values, 2)) % len(_LETTERS)]
