"""Typed text reduced to what was meant: spaces, capitals and look-alike signs aside."""

import re
import unicodedata

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_APOSTROPHES = str.maketrans(dict.fromkeys("‘’ʼ`´", "'"))
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f]")
_SPACES = re.compile(r"\s+")


def tidy(text: str) -> str:
    """Return the text as typed, without stray spaces and unseen signs."""
    return _SPACES.sub(" ", "".join(s for s in text if s.isprintable() or s.isspace())).strip()


def plain(text: str) -> str:
    """Return the text in compatibility form, casefolded, with single spaces and no unseen signs."""
    same = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    same = same.translate(_DASHES).translate(_APOSTROPHES)
    seen = "".join(sign for sign in same if unicodedata.category(sign) != "Cf")
    return _SPACES.sub(" ", _VARIATION_SELECTORS.sub("", seen)).strip()
