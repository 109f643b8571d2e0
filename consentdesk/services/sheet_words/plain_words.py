"""Typed text reduced to what was meant: spaces, capitals and look-alike signs aside."""

import re
import unicodedata
from functools import lru_cache

_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_APOSTROPHES = dict.fromkeys("‘’ʼ`´′", "'")
_LOOK_ALIKES = str.maketrans(_DASHES | _APOSTROPHES)
_SPACES = re.compile(r"\s+")


def tidy(text: str) -> str:
    """Return the text as typed, without stray spaces and unseen signs."""
    return _SPACES.sub(" ", "".join(s for s in text if s.isprintable() or s.isspace())).strip()


@lru_cache(maxsize=1 << 13)
def plain(text: str) -> str:
    """Return the text in compatibility form, casefolded, with single spaces and no unseen signs.

    What is plain stays as it is: ``plain(plain(text)) == plain(text)``.
    """
    if text.isascii():
        return _SPACES.sub(" ", text.lower().translate(_LOOK_ALIKES)).strip()
    words = text
    # Taking an unseen sign out can let its neighbours join, so once through is not always enough.
    while (again := _once(words)) != words:
        words = again
    return words


def _once(text: str) -> str:
    # Look-alikes first: in compatibility form an acute accent is a space and a mark.
    same = "".join(sign for sign in text if _is_seen(sign)).translate(_LOOK_ALIKES)
    same = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", same).casefold())
    return _SPACES.sub(" ", same.translate(_LOOK_ALIKES)).strip()


def _is_seen(sign: str) -> bool:
    is_variation_selector = "\ufe00" <= sign <= "\ufe0f"
    return not is_variation_selector and unicodedata.category(sign) != "Cf"
