"""Names as they are seen: a letter of another alphabet that looks Latin is read as Latin."""

import unicodedata
from functools import lru_cache

from consentdesk.services.sheet_words.pupil_names import name_form

_SEEN_AS = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝѵΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορυχ",
    "ABESIJKMHOPCTYXaesijopcyxdhqwvABEZHIKMNOPTYXayikvopux",
)
"""Cyrillic and Greek letters that look like a Latin one: those of Unicode Technical Standard 39
(Unicode Security Mechanisms, confusables.txt) that occur in names today."""

_REMEMBERED = 1 << 13


@lru_cache(maxsize=_REMEMBERED)
def form_as_seen(text: str) -> str:
    """Return a name in the plain form of `name_form`, whichever alphabet its letters are of."""
    # marks and letters apart first: there is no Latin letter for an accented one as a whole
    return name_form(unicodedata.normalize("NFKD", text).translate(_SEEN_AS))
