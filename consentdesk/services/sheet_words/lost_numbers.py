"""Numbers as spreadsheet programs leave them: without leading zeros, or as powers of ten."""

import re

from consentdesk.services.sheet_words.plain_words import plain
from consentdesk.services.sheet_words.upn import as_upn, check_letter, is_upn

_DIGITS = 12
_ALL_DIGITS = re.compile(r"([0-9]{12})(?:\.0)?")
_POWER = re.compile(r"([0-9])\.([0-9]{11})E\+?11")
_WITHOUT_ZEROS = re.compile(r"([A-Z])([0-9]{1,10}[0-9A-Z])")
_LEADING_ZEROS = re.compile(r"^0+(?=.)")


def lost_upn(text: str) -> str:
    """Return the only UPN that the text can have been, or nothing.

    Its check letter may have been computed just now, so it proves nothing: what comes back
    counts only if a pupil on the roll has that number and the name agrees.
    """
    written = as_upn(text)
    digits = _ALL_DIGITS.fullmatch(written) or _POWER.fullmatch(written)
    if digits:
        rest = "".join(digits.groups())
        return check_letter(rest) + rest
    shortened = _WITHOUT_ZEROS.fullmatch(written)
    whole = shortened[1] + shortened[2].zfill(_DIGITS) if shortened else ""
    return whole if is_upn(whole) else ""


def spaceless(text: str) -> str:
    """Return an admission number without capitals and spaces, but with its zeros."""
    return plain(text).replace(" ", "")


def without_zeros(text: str) -> str:
    """Return an admission number as `spaceless` does, without the zeros that get lost."""
    return _LEADING_ZEROS.sub("", spaceless(text))
